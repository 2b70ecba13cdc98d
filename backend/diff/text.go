package diff

import (
	"strings"
	"time"
)

// LineKind says what became of a line or of a part of one.
type LineKind string

// The kinds of lines; a Segment is never a gap.
const (
	LineEqual   LineKind = "equal"
	LineAdded   LineKind = "added"
	LineRemoved LineKind = "removed"
	LineGap     LineKind = "gap"
)

// Segment is a run of characters that is equal, added or removed.
type Segment struct {
	Kind LineKind `json:"kind"`
	Text string   `json:"text"`
}

// Line is one line of a unified text.
type Line struct {
	Kind     LineKind  `json:"kind"`
	Before   int       `json:"before"`   // line number from 1, 0 where the side has none; of a gap its first line
	After    int       `json:"after"`    // likewise
	Count    int       `json:"count"`    // of a gap: how many equal lines it stands for
	Segments []Segment `json:"segments"` // the line's text, several only where words were compared; empty for a gap
	// Mate is the index in Lines of the removed line that an added one replaced,
	// and the other way round; -1 for every other line.
	Mate int `json:"mate"`
	// Around names the element in which the next change stands, from the outside
	// in, where lines before it do not show that: at a gap, at the first line, at
	// a change in another element than the one before. Masked; else empty.
	Around string `json:"around"`
}

// TextDiff is a unified text: equal, removed and added lines in order.
type TextDiff struct {
	Lines  []Line `json:"lines"`  // never nil
	Coarse bool   `json:"coarse"` // too different to be compared in the time allowed: some blocks are larger than they need be
	Cut    bool   `json:"cut"`    // lines, or ends of long lines, are left out
}

// TextOptions bound a text view. A zero Context shows no equal lines at all;
// every other field must be positive.
type TextOptions struct {
	Context  int           // equal lines kept around a change
	MaxLines int           // lines shown
	MaxWidth int           // characters of a line shown
	MaxBytes int           // of all lines shown
	Timeout  time.Duration // for the comparison
}

// DefaultTextOptions returns those of the window and the command line.
func DefaultTextOptions() TextOptions {
	return TextOptions{Context: 3, MaxLines: 10_000, MaxWidth: 2_000, MaxBytes: 2 << 20, Timeout: time.Second}
}

// maxInputLines bounds what go-diff is given: it fails beyond a million
// different lines, and nobody reads so many.
const maxInputLines = 200_000

// Text compares two texts line by line, and word by word within lines that were
// changed. Equal lines far from any change become gaps.
func Text(before, after string, o TextOptions) TextDiff {
	deadline := time.Now().Add(o.Timeout)
	before, cutBefore := prepare(before)
	after, cutAfter := prepare(after)
	u := unified{options: o, deadline: deadline, result: TextDiff{Lines: []Line{}, Cut: cutBefore || cutAfter}}

	blocks := compareLines(before, after, o.Timeout)
	u.result.Coarse = !time.Now().Before(deadline)
	for i, b := range blocks {
		if b.equal != nil {
			u.equal(b.equal, i == 0, i == len(blocks)-1)
		} else {
			u.changed(b.removed, b.added)
		}
	}
	return u.result
}

// prepare makes text fit for go-diff: valid UTF-8, every line ended, not too
// many lines.
func prepare(text string) (prepared string, cut bool) {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if text == "" {
		return "", false
	}
	for at, lines := 0, 0; ; lines++ {
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			break
		}
		if at += next + 1; lines == maxInputLines {
			return text[:at], true
		}
	}
	if strings.HasSuffix(text, "\n") {
		return text, false
	}
	return text + "\n", false
}

// unified gathers the lines of a view.
type unified struct {
	options       TextOptions
	deadline      time.Time
	result        TextDiff
	before, after int // lines told so far
	bytes         int // of their text
}

// add tells a line and returns its index, none for one that is left out.
func (u *unified) add(kind LineKind, segments []Segment) int {
	line := Line{Kind: kind, Segments: segments, Mate: none}
	if kind != LineAdded {
		u.before++
		line.Before = u.before
	}
	if kind != LineRemoved {
		u.after++
		line.After = u.after
	}
	if len(u.result.Lines) >= u.options.MaxLines || u.bytes >= u.options.MaxBytes {
		u.result.Cut = true
		return none
	}
	for _, s := range segments {
		u.bytes += len(s.Text)
	}
	u.result.Lines = append(u.result.Lines, line)
	return len(u.result.Lines) - 1
}

// equal tells equal lines, of which only those near a change are shown.
func (u *unified) equal(lines []string, first, last bool) {
	head, tail := u.options.Context, u.options.Context
	if first {
		head = 0
	}
	if last {
		tail = 0
	}
	hidden := len(lines) - head - tail
	if hidden <= 1 { // a gap takes a line itself
		hidden = 0
	}
	for i, text := range lines {
		switch {
		case hidden == 0 || i < head || i >= head+hidden:
			u.add(LineEqual, []Segment{{LineEqual, u.fit(text)}})
		case i == head:
			u.gap(hidden)
		}
	}
}

func (u *unified) gap(count int) {
	if len(u.result.Lines) < u.options.MaxLines && u.bytes < u.options.MaxBytes {
		u.result.Lines = append(u.result.Lines, Line{
			Kind: LineGap, Before: u.before + 1, After: u.after + 1, Count: count, Segments: []Segment{}, Mate: none,
		})
	}
	u.before, u.after = u.before+count, u.after+count
}

// changed tells a block of lines that went and came. Lines that are versions of
// each other are compared by words, as far as these agree.
func (u *unified) changed(removed, added []string) {
	came := make([][]Segment, len(added))
	mates := make([]int, len(added)) // lines of the result
	for j := range mates {
		mates[j] = none
	}
	for i, mate := range align(removed, added) {
		went := []Segment(nil)
		if mate != none {
			went, came[mate] = u.pair(removed[i], added[mate])
		}
		if went == nil {
			went = []Segment{{LineRemoved, u.fit(removed[i])}}
		}
		if line := u.add(LineRemoved, went); mate != none {
			mates[mate] = line
		}
	}
	for j, text := range added {
		if came[j] == nil {
			came[j] = []Segment{{LineAdded, u.fit(text)}}
		}
		if line := u.add(LineAdded, came[j]); line != none && mates[j] != none {
			u.result.Lines[line].Mate, u.result.Lines[mates[j]].Mate = mates[j], line
		}
	}
}

// fit cuts a line to the width shown.
func (u *unified) fit(text string) string {
	fitted, cut := cutText(text, u.options.MaxWidth)
	u.result.Cut = u.result.Cut || cut
	return fitted
}

// cutText keeps the first width characters of text.
func cutText(text string, width int) (string, bool) {
	if len(text) <= width {
		return text, false
	}
	seen := 0
	for at := range text {
		if seen == width {
			return text[:at] + "…", true
		}
		seen++
	}
	return text, false
}
