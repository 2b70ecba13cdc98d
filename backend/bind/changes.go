package bind

import (
	"encoding/json"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// What crosses to the page of one list of changes is bounded, whatever an entry
// holds.
const (
	mostChanges   = 10_000
	mostBytes     = 4 << 20                // of their texts
	longestMarked = 300 * time.Millisecond // for comparing values by words
)

// shownChanges are the first of changes, as many as cross, and how many are
// left.
func shownChanges(changes []audit.Change) (shown []Change, left int) {
	shown = make([]Change, 0, min(len(changes), mostChanges))
	started, bytes := time.Now(), 0
	for i, change := range changes {
		if i == mostChanges || bytes >= mostBytes {
			return shown, len(changes) - i
		}
		one := shownChange(change, time.Since(started) < longestMarked)
		bytes += len(one.Path) + len(one.From) + len(one.Before) + len(one.After)
		for _, mark := range one.Marks {
			bytes += len(mark.Text)
		}
		shown = append(shown, one)
	}
	return shown, 0
}

func shownChange(c audit.Change, mark bool) Change {
	before, after := displayed(c, c.Before), displayed(c, c.After)
	shown := Change{
		Path: c.Path, From: c.From, Kind: string(c.Kind), HasBefore: c.Before != nil, HasAfter: c.After != nil,
		Masked: c.Masked, Noise: c.Noise, Marks: []TextSegment{},
		Element: c.Element, Label: c.Label, Connection: c.Connection,
		FingerprintBefore: c.FingerprintBefore, FingerprintAfter: c.FingerprintAfter,
	}
	if mark && c.Kind == audit.ChangeChanged && !c.Masked && isText(c.Before) && isText(c.After) {
		shown.Marks = segments(diff.Marks(before, after))
	}
	var cutBefore, cutAfter bool
	shown.Before, cutBefore = shortened(before)
	shown.After, cutAfter = shortened(after)
	shown.Cut = cutBefore || cutAfter
	return shown
}

// shownElements are those that changes belong to, up to the last one named.
func shownElements(elements []diff.Element, changes []Change) []Element {
	last := -1
	for _, change := range changes {
		last = max(last, change.Element)
	}
	shown := make([]Element, 0, last+1)
	for _, of := range elements[:min(last+1, len(elements))] {
		shown = append(shown, Element{Path: of.Path, Kind: of.Kind, Name: of.Name, Change: string(of.Change)})
	}
	return shown
}

// displayed is one side of a change as a person reads it. Where the type changed
// a text keeps its quotes: "3" against 3 would read the same.
func displayed(c audit.Change, value json.RawMessage) string {
	if c.Kind != audit.ChangeTypeChanged && isText(value) {
		return diff.Display(value)
	}
	return diff.Brief(value)
}

func isText(value json.RawMessage) bool { return len(value) > 0 && value[0] == '"' }

func shortened(text string) (string, bool) {
	n := 0
	for at := range text {
		if n == MaxValue {
			return text[:at], true
		}
		n++
	}
	return text, false
}

func segments(from []diff.Segment) []TextSegment {
	list := make([]TextSegment, len(from))
	for i, s := range from {
		list[i] = TextSegment{Kind: string(s.Kind), Text: s.Text}
	}
	return list
}
