package diff

import (
	"encoding/json"

	"github.com/trailbook/trailbook/backend/audit"
)

// ValueDiff is one change of an event, looked into. Secrets are masked.
type ValueDiff struct {
	Path        string   `json:"path"`
	Before      Value    `json:"before"`
	After       Value    `json:"after"`
	ImageBefore string   `json:"imageBefore"` // a data URI for an <img>, empty for none
	ImageAfter  string   `json:"imageAfter"`
	Masked      bool     `json:"masked"`   // something in it is a secret
	Text        TextDiff `json:"text"`     // both sides as text; of JSON in a text, that JSON
	Embedded    *View    `json:"embedded"` // what changed in JSON that is a text or base64; nil where it is none
}

// OfValue looks into the change of e at path, which is a path as OfEvent gives
// it: what both sides are, how they differ as text, and where they are JSON
// inside a text, plain or as base64, what changed in it. The key makes
// fingerprints; there is no way to reveal here. CodeNotFound where e changes
// nothing at path, CodeInvalid for an event that cannot be read. Where several
// changes have that path it is the one with a value on both sides.
func OfValue(e audit.Event, path string, key []byte) (ValueDiff, error) {
	s, err := examine(e)
	if err != nil {
		return ValueDiff{}, err
	}
	at := none
	for i, d := range s.deltas {
		both := d.before != none && d.after != none
		if (both || at == none) && s.paths.pointer(d.path) == path {
			if at = i; both {
				break
			}
		}
	}
	if at != none {
		return s.valueDiff(s.deltas[at], path, key)
	}
	return ValueDiff{}, audit.Errorf(audit.CodeNotFound, "This event does not change %s.", MaskText(path))
}

func (s *study) valueDiff(d delta, path string, key []byte) (ValueDiff, error) {
	inside, found := s.embeddedPair(d)
	before, after, hidden := s.maskedPair(d)
	v := ValueDiff{Path: path, Before: Describe(before), After: Describe(after), Masked: hidden > 0}
	v.ImageBefore, v.ImageAfter = imageOf(before), imageOf(after)
	if !found {
		v.Text = Text(legible(before, v.Before), legible(after, v.After), DefaultTextOptions())
		return v, nil
	}
	// What is base64 and holds a secret is masked as a whole elsewhere; here it
	// is opened, and only the secret masked.
	if d.before != none {
		v.Before = describeText(s.before.text(d.before))
	}
	if d.after != none {
		v.After = describeText(s.after.text(d.after))
	}
	view, err := OfEventWith(inside, Options{Key: key})
	if err != nil {
		return v, err
	}
	for i := range view.Changes {
		view.Changes[i].Noise = false // Appmixer keeps no books inside a text
	}
	view.Noise = 0
	v.Embedded = &view
	v.Text, err = EventText(inside, true)
	return v, err
}

// embeddedPair is d's JSON texts as the states of an event of their own. Where
// a name makes one of them a secret, or one is no JSON, there are none.
func (s *study) embeddedPair(d delta) (inside audit.Event, found bool) {
	if d.kind == audit.ChangeMoved {
		return inside, false
	}
	var okBefore, okAfter bool
	inside.Before, okBefore = embeddedAt(s.before, s.secretBefore, d.before)
	inside.After, okAfter = embeddedAt(s.after, s.secretNow, d.after)
	return inside, okBefore && okAfter && (inside.Before != nil || inside.After != nil)
}

// embeddedAt is the JSON object or array in text i; nil and true for an absent
// value.
func embeddedAt(t *tree, secrets *secrecy, i int) (json.RawMessage, bool) {
	if i == none {
		return nil, true
	}
	if t.nodes[i].Kind != isText || secrets.has(i) && !t.encoded[i] {
		return nil, false
	}
	text := t.text(i)
	if plain, ok := encodedJSON(text); ok {
		return plain, true
	}
	inner, ok := embedded(text)
	if !ok || !inner.nodes[0].Kind.Container() {
		return nil, false
	}
	return inner.raw, true
}

func imageOf(masked json.RawMessage) string {
	if len(masked) == 0 || masked[0] != '"' {
		return ""
	}
	image, _ := ImageOf(Display(masked))
	return image
}

// legible is a masked value as its lines are compared. What a data URI holds is
// for no reader: its description is compared instead.
func legible(value json.RawMessage, is Value) string {
	if is.Kind == ValueDataURI {
		return is.MediaType + ", " + plural(is.Bytes, "byte") + "\nSHA-256 " + is.SHA256 + "\n"
	}
	return Display(value)
}

// Display is a value as a person reads it: a text without its quotes, an object
// indented.
func Display(value json.RawMessage) string {
	if len(value) > 0 && value[0] == '"' {
		var text string
		if json.Unmarshal(value, &text) == nil {
			return text
		}
	}
	return Pretty(value)
}
