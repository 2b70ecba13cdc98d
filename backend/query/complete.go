package query

import (
	"slices"
	"strings"
	"unicode"

	"github.com/trailbook/trailbook/backend/audit"
)

// Unfinished is what stands before the caret of a search that is being typed:
// a word, the beginning of a key or the value of one. From and To are the
// characters (runes) of the search that a suggestion takes the place of.
type Unfinished struct {
	From, To int
	Field    audit.Field // whose value it is; FieldAny for a word
	Typed    string      // so far, without quotes
}

// AtCaret finds what is being typed in a search whose caret stands behind so
// many characters. It reads what ParseSearch reads, and what cannot be read yet.
func AtCaret(text string, caret int) Unfinished {
	runes := []rune(text)
	caret = min(max(caret, 0), len(runes))
	t := &typing{text: runes, caret: caret}
	for i := 0; i < caret; i++ {
		i = t.step(i)
	}
	from := t.value
	typed := string(runes[min(from, caret):caret])
	if t.field == audit.FieldCreated {
		bare := strings.TrimLeft(typed, "<>=")
		from += len(typed) - len(bare)
		typed = bare
	}
	to := caret
	for to < len(runes) && !unicode.IsSpace(runes[to]) && runes[to] != ')' && (t.field == audit.FieldAny || runes[to] != ',') {
		to++
	}
	return Unfinished{From: from, To: to, Field: t.field, Typed: strings.Trim(typed, `"“”„`)}
}

// typing follows a search up to the caret.
type typing struct {
	text    []rune
	caret   int
	value   int         // where the term or value at hand begins
	field   audit.Field // of it
	grouped bool        // in the parentheses behind a key
	started bool        // something of the term or value was read
}

// step reads the character at i, or a phrase that begins there, and tells where
// it ends.
func (t *typing) step(i int) int {
	r := t.text[i]
	switch {
	case !t.started && slices.Contains([]rune(`"“„`), r):
		t.started = true
		return t.phrase(i)
	case unicode.IsSpace(r), t.field != audit.FieldAny && r == ',':
		if unicode.IsSpace(r) && !t.grouped {
			t.field = audit.FieldAny
		}
		t.begin(i + 1)
	case r == '(' && !t.started:
		t.grouped = t.field != audit.FieldAny
		t.begin(i + 1)
	case r == ')':
		t.grouped, t.field = false, audit.FieldAny
		t.begin(i + 1)
	case r == '-' && !t.started && t.field == audit.FieldAny:
		t.begin(i + 1)
	case r == ':' && t.field == audit.FieldAny && isKey(string(t.text[t.value:i])):
		t.field = audit.Field(strings.ToLower(string(t.text[t.value:i])))
		t.begin(i + 1)
	default:
		t.started = true
	}
	return i
}

// phrase tells where the phrase that begins at i ends; one that is still open
// does at the caret.
func (t *typing) phrase(i int) int {
	for j := i + 1; j < t.caret; j++ {
		if t.text[j] == '\\' {
			j++
		} else if t.text[j] == '"' || t.text[i] != '"' && (t.text[j] == '”' || t.text[j] == '“') {
			return j
		}
	}
	return t.caret
}

func (t *typing) begin(at int) { t.value, t.started = at, false }

func isKey(text string) bool {
	return text != "" && slices.Contains(audit.Fields, audit.Field(strings.ToLower(text)))
}

// Suggestion is one way to go on.
type Suggestion struct {
	Insert string // in place of what is being typed
	Label  string // what the reader sees: a key with its colon, or a value
	About  string // what a key means; empty for a value
	Count  int    // how many events have the value; -1 where that is not known
}

// KeysFor suggests the keys that begin with what was typed.
func (u Unfinished) KeysFor() []Suggestion {
	var found []Suggestion
	for _, field := range audit.Fields {
		if u.Field == audit.FieldAny && strings.HasPrefix(string(field), strings.ToLower(u.Typed)) {
			found = append(found, Suggestion{Insert: string(field) + ":", Label: string(field) + ":", About: "events " + field.Means(), Count: -1})
		}
	}
	return found
}

// FixedValues suggests values of a key that are the same in every cache. ok is
// false for a key whose values only a cache knows.
func (u Unfinished) FixedValues() (found []Suggestion, ok bool) {
	var values []string
	switch u.Field {
	case audit.FieldHas:
		values = audit.Parts
	case audit.FieldWeekday:
		values = append(slices.Clone(audit.Weekdays), "mon..fri", "sat..sun")
	case audit.FieldHour:
		values = []string{"9..17", "18..23", "0..5", "22..5"}
	case audit.FieldCreated:
		values = []string{"today", "yesterday", "-24h", "-7d", "-30d", "-1y"}
	default:
		return nil, false
	}
	for _, value := range values {
		if strings.HasPrefix(value, strings.ToLower(u.Typed)) {
			found = append(found, Suggestion{Insert: value, Label: value, Count: -1})
		}
	}
	return found, true
}

// Value suggests a value that so many events have.
func (u Unfinished) Value(value string, count int) Suggestion {
	insert := audit.Quote(value)
	if u.Field != audit.FieldAny && strings.Contains(value, ":") && audit.Quote(strings.ReplaceAll(value, ":", "")) == strings.ReplaceAll(value, ":", "") {
		insert = value // a colon behind a key is nothing but text
	}
	return Suggestion{Insert: insert, Label: value, Count: count}
}
