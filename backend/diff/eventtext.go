package diff

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
)

// EventText is the unified text of what e changed: its states as JSON with
// sorted members, secrets masked, and without noise unless asked for. Of an
// event that has only a list of changes it is made of "path: value" lines. A
// state that cannot be read is an error of CodeInvalid.
//
// Numbers stand as written: a line with 1 against 1.0 differs here, though
// Compare calls them equal.
func EventText(e audit.Event, noise bool) (TextDiff, error) {
	s, err := examine(e)
	if err != nil {
		return TextDiff{}, err
	}
	before, after := s.texts(noise)
	if s.shape == ShapeChanges {
		return Text(before.text, after.text, DefaultTextOptions()), nil
	}
	names := &grouping{namer: newNamer(s, e, false)}
	var other sync.WaitGroup
	other.Go(names.learn)
	text := Text(before.text, after.text, DefaultTextOptions())
	other.Wait()
	before.names, before.side = names, names.was
	after.names, after.side = names, names.is
	text.tellAround(before, after)
	return text, nil
}

// texts are both sides as the text that is compared.
func (s *study) texts(noise bool) (before, after *rendering) {
	if s.shape == ShapeChanges {
		went, came := s.listed(noise)
		return &rendering{text: went}, &rendering{text: came}
	}
	instead := map[int]json.RawMessage{}
	for _, d := range s.deltas {
		s.spread(d)
		if d.before == none || d.after == none || !noise && isNoise(d.path) {
			continue
		}
		// A secret that changed must show, though both masks may read the same.
		_, after, hidden := s.maskedPair(d)
		if plain, _ := maskedAt(s.after, s.secretNow, d.after); hidden > 0 && !bytes.Equal(plain, after) {
			instead[d.after] = compact(after)
		}
	}
	var other sync.WaitGroup
	other.Go(func() { before = s.before.rendered(s.secretBefore, nil, noise) })
	after = s.after.rendered(s.secretNow, instead, noise)
	other.Wait()
	return before, after
}

// EqualLines returns lines that EventText hides in a gap: up to count of them,
// from the line numbered before at the left and after at the right, both from
// 1. Beyond the text there are none.
func EqualLines(e audit.Event, noise bool, before, after, count int) ([]Line, error) {
	s, err := examine(e)
	if err != nil {
		return nil, err
	}
	_, right := s.texts(noise)
	var lines []string
	if text, _ := prepare(right.text); text != "" {
		lines = splitLines(text)
	}
	from := min(max(after-1, 0), len(lines))
	o := DefaultTextOptions()
	u := unified{options: o, before: before - 1, after: from, result: TextDiff{Lines: []Line{}}}
	for _, line := range lines[from:min(from+max(count, 0), len(lines))] {
		u.add(LineEqual, []Segment{{LineEqual, u.fit(line)}})
	}
	return u.result.Lines, nil
}

// rendered is the whole tree as text, empty for an absent one.
func (t *tree) rendered(secret *secrecy, instead map[int]json.RawMessage, noise bool) *rendering {
	if t == nil {
		return &rendering{}
	}
	r := newRenderer(t, secret.within(0), instead, noise)
	r.value(0, "")
	r.out.WriteByte('\n')
	return &rendering{text: r.out.String(), containers: r.lines, tree: t, known: map[int]string{}}
}

// listed writes a list of changes as the lines that went and those that came.
func (s *study) listed(noise bool) (before, after string) {
	var went, came strings.Builder
	for _, d := range s.deltas {
		c := s.change(d, Options{})
		if c.Noise && !noise {
			continue
		}
		if c.Kind == audit.ChangeMoved {
			line(&went, "moved", quote(c.From))
			line(&came, "moved", quote(c.Path))
			continue
		}
		line(&went, c.Path, c.Before)
		line(&came, c.Path, c.After)
	}
	return went.String(), came.String()
}

func line(b *strings.Builder, path string, value json.RawMessage) {
	if value == nil {
		return
	}
	b.WriteString(path)
	b.WriteString(": ")
	b.Write(compact(value))
	b.WriteByte('\n')
}

// compact is value on one line.
func compact(value json.RawMessage) []byte {
	var b bytes.Buffer
	if err := json.Compact(&b, value); err != nil {
		return value
	}
	return b.Bytes()
}
