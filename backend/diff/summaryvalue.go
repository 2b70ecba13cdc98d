package diff

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// field tells how a value changed that people know by name: "plan starter →
// business". It leaves out values that are long or hold others, and of a secret
// tells only the length.
func (t *teller) field(name string, d delta) string {
	if d.kind == audit.ChangeMoved {
		return name + " moved"
	}
	c := t.change(d, Options{})
	if c.Masked {
		return strings.TrimSpace(name + " " + secretWords(c))
	}
	before, toldBefore := brieflyTold(c.Before)
	after, toldAfter := brieflyTold(c.After)
	switch {
	case d.kind == audit.ChangeTypeChanged:
		return name + " " + t.typeWords(d, c)
	case d.kind == audit.ChangeAdded && toldAfter:
		return name + " set to " + after
	case d.kind == audit.ChangeAdded:
		return name + " added"
	case d.kind == audit.ChangeRemoved && toldBefore:
		return name + " removed, was " + before
	case d.kind == audit.ChangeRemoved:
		return name + " removed"
	case toldBefore && toldAfter:
		return name + " " + before + " → " + after
	case c.Before == nil && toldAfter:
		return name + " changed to " + after
	}
	return name + " changed"
}

// typeWords tell that a value is of another type now, with the values where
// they are brief: 3 → "3" (number → text).
func (t *teller) typeWords(d delta, c audit.Change) string {
	types := fmt.Sprintf("(%s → %s)", t.before.nodes[d.before].Kind, t.after.nodes[d.after].Kind)
	before, toldBefore := writtenBriefly(c.Before)
	after, toldAfter := writtenBriefly(c.After)
	if toldBefore && toldAfter {
		return before + " → " + after + " " + types
	}
	return "changed " + types
}

// writtenBriefly is a value as JSON, if it is short and holds no others.
func writtenBriefly(value json.RawMessage) (written string, ok bool) {
	if len(value) > 8*longestTold || value[0] == '{' || value[0] == '[' {
		return "", false
	}
	written = Printable(string(value))
	return written, utf8.RuneCountInString(written) <= longestTold
}

// secretWords tell of a change to a secret by the lengths that its masks show.
func secretWords(c audit.Change) string {
	before, hadLength := maskedLength(c.Before)
	after, hasLength := maskedLength(c.After)
	switch {
	case c.Kind == audit.ChangeAdded && hasLength:
		return "set, " + characters(after)
	case c.Kind == audit.ChangeAdded:
		return "set (secret)"
	case c.Kind == audit.ChangeRemoved && hadLength:
		return "removed, " + characters(before)
	case c.Kind == audit.ChangeRemoved:
		return "removed (secret)"
	case hadLength && hasLength && before != after:
		return "changed, " + strconv.Itoa(before) + " → " + characters(after)
	case hasLength:
		return "changed, " + characters(after)
	case string(c.After) == `""` || string(c.After) == "null":
		return "cleared (secret)"
	}
	return "changed (secret)"
}

// maskedLength reads how many characters the secret has that a mask stands for.
func maskedLength(value json.RawMessage) (int, bool) {
	var mask string
	if len(value) == 0 || value[0] != '"' || json.Unmarshal(value, &mask) != nil || !isMasked(mask) {
		return 0, false
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(mask, maskSign+" "), "changed, ")
	if _, now, changed := strings.Cut(rest, " → "); changed {
		rest = now
	}
	n, err := strconv.Atoi(rest[:run(rest, 0, isDigit)])
	return n, err == nil
}

// brieflyTold is a value as a sentence tells it; ok is false for one that is
// too long or holds others.
func brieflyTold(value json.RawMessage) (told string, ok bool) {
	if len(value) == 0 || len(value) > 8*longestTold {
		return "", false
	}
	switch value[0] {
	case '{', '[':
		return "", false
	case 'n':
		return "none", true
	case '"':
		var text string
		if json.Unmarshal(value, &text) != nil {
			return "", false
		}
		told = Printable(strings.TrimSpace(text))
		switch {
		case told == "":
			return "empty", true
		case strings.ContainsAny(told, " ,"):
			return quoted(told), utf8.RuneCountInString(told) <= longestTold
		}
	default:
		told = string(value)
	}
	return told, utf8.RuneCountInString(told) <= longestTold
}

// humanNames are names that people write otherwise than word by word.
var humanNames = map[string]string{"btime": "time of creation", "mtime": "time of change"}

// human is the name of a member as people say it: "channel" for channelId,
// "error handling" for errorHandling. What is no name in code stays.
func (n *namer) human(name string) string {
	shown := n.segment(name)
	if known, ok := humanNames[name]; ok {
		return known
	}
	if run(shown, 0, isNameByte) < len(shown) || strings.ToUpper(shown) == shown {
		return shown
	}
	words := splitWords(shown)
	if last := len(words) - 1; last > 0 && words[last] == "id" {
		words = words[:last]
	}
	if len(words) == 0 {
		return shown
	}
	return strings.Join(words, " ")
}

func isNameByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}

// quoted is a title in quotes, empty for none.
func quoted(title string) string {
	if title == "" {
		return ""
	}
	return `"` + title + `"`
}
