package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maskSign   = "•••"
	unreadable = maskSign + " unreadable entry"
	// shortestName is the length of a name, in its quotes, that can itself be
	// a secret.
	shortestName = 16
)

// MaskJSON returns raw with every secret replaced by a text like
// "••• 24 characters", and how many it replaced. Secrets are known by the name
// of their member (IsSecretKey), by a name or path beside them
// ({"key":"JWTSecret","value":…}), by what the entry is about
// ({"target":{"id":"JWTSecret"},"before":…}), and by their shape inside any text
// (MaskText), also in JSON that is itself a text or base64, and as long random
// words that are no ids. Under a secret's name every
// number and text is one; empty texts, null, true and false never are.
//
// Everything else stays byte for byte: numbers as written, the order of
// members, duplicate names, space. What is not JSON is masked as a whole, so
// nothing leaks; the count is 1 then. Without secrets the result is raw itself.
func MaskJSON(raw json.RawMessage) (masked json.RawMessage, count int) {
	return maskJSON(raw, nothing)
}

// maskJSON is MaskJSON of a value whose surroundings reach so far.
func maskJSON(raw json.RawMessage, start reach) (masked json.RawMessage, count int) {
	if len(raw) == 0 {
		return raw, 0
	}
	t, err := parse(raw)
	if err != nil {
		return quote(unreadable), 1
	}
	return t.maskedWhole(start)
}

// MaskText returns text with every secret that its shape gives away replaced:
// JSON Web Tokens, private keys, access keys of known services, the password
// of a connection string, bearer credentials, password=…. A text that is a
// JSON object or array is masked as MaskJSON does.
func MaskText(text string) string {
	masked, _ := maskText(text)
	return masked
}

func maskText(text string) (string, int) { return maskTextBy(text, secretSpans) }

// maskValue is maskText of a value of JSON, in which random words are secrets
// too.
func maskValue(text string) (string, int) { return maskTextBy(text, valueSpans) }

// valueSpans lists the secrets in a value of JSON.
func valueSpans(text string) []span { return merge(append(secretSpans(text), randomSpans(text)...)) }

func maskTextBy(text string, secrets func(text string) []span) (string, int) {
	if inner, count, ok := maskEmbedded(text); ok {
		return inner, count
	}
	spans := secrets(text)
	if len(spans) == 0 {
		return text, 0
	}
	var b strings.Builder
	at := 0
	for _, s := range spans {
		b.WriteString(text[at:s.from])
		b.WriteString(maskOf(text[s.from:s.to]))
		at = s.to
	}
	b.WriteString(text[at:])
	return b.String(), len(spans)
}

// maskEmbedded masks a text that is itself JSON; ok is false for any other.
// The nesting ends by itself: every level doubles the backslashes.
func maskEmbedded(text string) (masked string, count int, ok bool) {
	t, ok := embedded(text)
	if !ok {
		return "", 0, false
	}
	raw, count := t.maskedWhole(nothing)
	return string(raw), count, true
}

// embedded is the tree of a text that is itself a JSON object, array or text.
func embedded(text string) (*tree, bool) {
	trimmed := strings.TrimSpace(text)
	if len(trimmed) < 2 || strings.IndexByte(`{["`, trimmed[0]) < 0 || strings.IndexByte(`}]"`, trimmed[len(trimmed)-1]) < 0 {
		return nil, false
	}
	t, err := parse([]byte(text))
	return t, err == nil
}

// maskOf is what stands for a secret text: its length in characters.
func maskOf(secret string) string { return maskSign + " " + characters(utf8.RuneCountInString(secret)) }

func characters(n int) string {
	if n == 1 {
		return "1 character"
	}
	return fmt.Sprintf("%d characters", n)
}

// isMasked reports a text that stands for a secret already: ours, or the
// asterisks of a tenant that masks its own log.
func isMasked(text string) bool {
	if strings.Trim(text, "*•") == "" {
		return true
	}
	rest, ours := strings.CutPrefix(text, maskSign+" ")
	if !ours {
		return false
	}
	if rest == "unreadable entry" || rest == "changed" {
		return true
	}
	rest = strings.TrimPrefix(rest, "changed, ")
	number := run(rest, 0, isDigit)
	if from, changed := strings.CutPrefix(rest[number:], " → "); changed && number > 0 {
		rest, number = from, run(from, 0, isDigit)
	}
	return number > 0 && (rest[number:] == " character" || rest[number:] == " characters")
}

// maskedWhole masks the whole tree and keeps the space around it.
func (t *tree) maskedWhole(start reach) (json.RawMessage, int) {
	masked, count := t.masked(t.secrets(start).within(0), 0)
	if count == 0 {
		return t.raw, 0
	}
	return slices.Concat(t.raw[:t.nodes[0].From], masked, t.raw[t.nodes[0].To:]), count
}

// masked is node i's text with its secrets replaced; flags are those of its
// secrecy.
func (t *tree) masked(flags []bool, i int) (json.RawMessage, int) {
	return t.maskedTelling(flags, i, nil)
}

// maskedTelling is masked, with what told has for a node in its place.
func (t *tree) maskedTelling(flags []bool, i int, told map[int]json.RawMessage) (json.RawMessage, int) {
	root := t.nodes[i]
	var b bytes.Buffer
	at, count := root.From, 0
	replace := func(from, to int, with string) {
		b.Write(t.raw[at:from])
		b.Write(quote(with))
		at = to
	}
	for n := i; n < root.Next; n++ {
		node := t.nodes[n]
		if name, found := t.maskName(n); found > 0 && n > i {
			replace(node.KeyFrom, node.KeyTo, name)
			count += found
		}
		if text, ok := told[n]; ok {
			b.Write(t.raw[at:node.From])
			b.Write(text)
			at = node.To
			count++
			n = node.Next - 1
			continue
		}
		if text, found := t.maskScalar(flags[n], n); found > 0 {
			replace(node.From, node.To, text)
			count += found
		}
	}
	if count == 0 {
		return t.raw[root.From:root.To], 0
	}
	b.Write(t.raw[at:root.To])
	return b.Bytes(), count
}

// maskName is the name that stands for that of node i, and how many secrets it
// hides: a token may be the key of its session.
func (t *tree) maskName(i int) (string, int) {
	name := t.raw[t.nodes[i].KeyFrom:t.nodes[i].KeyTo]
	if len(name) < shortestName || bytes.IndexByte(name, '\\') < 0 && !mayHoldSecret(name) {
		return "", 0
	}
	return maskText(t.name(i))
}

// maskScalar is the text that stands for scalar i, and how many secrets it
// hides; 0 leaves the value as it is.
func (t *tree) maskScalar(secret bool, i int) (string, int) {
	switch t.nodes[i].Kind {
	case isNumber:
		if secret {
			return maskSign, 1
		}
	case isText:
		if secret {
			if text := t.text(i); !isMasked(text) {
				return maskOf(text), 1
			}
		} else if inner := t.source(i); t.nodes[i].Escaped || mayHoldSecret(inner[1:len(inner)-1]) || mayHoldRandom(inner[1:len(inner)-1]) {
			return maskValue(t.text(i))
		}
	}
	return "", 0
}

// quote writes text as JSON without escaping what HTML would need.
func quote(text string) json.RawMessage {
	if asWritten(text) {
		return append(append(append(make([]byte, 0, len(text)+2), '"'), text...), '"')
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return json.RawMessage(`"` + maskSign + `"`) // a text always encodes
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

// asWritten reports printable ASCII that stands in JSON as it is.
func asWritten(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}
