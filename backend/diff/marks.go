package diff

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

const (
	// maxMarked is the longest text, in bytes, that is compared by characters.
	maxMarked = 4_000
	// markTime bounds one comparison by characters.
	markTime = 20 * time.Millisecond
	// markContext is how many characters stay before the first difference of
	// two lines too long to be shown whole.
	markContext = 60
)

// Marks compares two short texts by words, and by characters within a word of
// which most stayed: the runs that both share, that only before has and that
// only after has, in order. It is empty for equal texts, for texts of more than
// 4,000 bytes, and for texts with so little in common that marks would only
// confuse.
func Marks(before, after string) []Segment {
	return marks(before, after, markTime)
}

func marks(before, after string, allowed time.Duration) []Segment {
	if before == after || len(before) > maxMarked || len(after) > maxMarked || allowed <= 0 {
		return []Segment{}
	}
	compare := diffmatchpatch.New()
	compare.DiffTimeout = min(allowed, markTime)
	segments := compareWords(compare, strings.ToValidUTF8(before, "\uFFFD"), strings.ToValidUTF8(after, "\uFFFD"))
	shared := 0
	for _, s := range segments {
		if s.Kind == LineEqual {
			shared += len(s.Text)
		}
	}
	if shared*5 < min(len(before), len(after)) || shared == 0 {
		return []Segment{}
	}
	return segments
}

// pair compares two versions of a line; both results are nil where they are
// better shown whole.
func (u *unified) pair(before, after string) (went, came []Segment) {
	if len(before) > u.options.MaxWidth || len(after) > u.options.MaxWidth {
		return u.longPair(before, after)
	}
	indent := len(before) - len(strings.TrimLeft(before, " "))
	if !strings.HasPrefix(after, before[:indent]) {
		indent = 0
	}
	// The indent is common to all lines around and says nothing about likeness.
	segments := marks(before[indent:], after[indent:], time.Until(u.deadline))
	if len(segments) == 0 {
		return nil, nil
	}
	if indent > 0 {
		segments = append([]Segment{{LineEqual, before[:indent]}}, segments...)
	}
	return withoutKind(segments, LineAdded), withoutKind(segments, LineRemoved)
}

// withoutKind is one side of marks, with neighbours of the same kind joined.
func withoutKind(segments []Segment, kind LineKind) []Segment {
	var side []Segment
	for _, s := range segments {
		if s.Kind == kind || s.Text == "" {
			continue
		}
		if last := len(side) - 1; last >= 0 && side[last].Kind == s.Kind {
			side[last].Text += s.Text
			continue
		}
		side = append(side, s)
	}
	return side
}

// longPair shows two lines too long to compare from shortly before their first
// difference on, so that the reader sees it.
func (u *unified) longPair(before, after string) (went, came []Segment) {
	same := 0
	for same < len(before) && same < len(after) && before[same] == after[same] {
		same++
	}
	for same > 0 && same < len(before) && !utf8.RuneStart(before[same]) {
		same--
	}
	start := same
	for skipped := 0; start > 0 && skipped < markContext; skipped++ {
		_, size := utf8.DecodeLastRuneInString(before[:start])
		start -= size
	}
	lead := []Segment{}
	if same > 0 {
		shown := before[start:same]
		if start > 0 {
			u.result.Cut = true
			shown = "…" + shown
		}
		lead = append(lead, Segment{LineEqual, shown})
	}
	went, came = append(went, lead...), append(came, lead...)
	if same < len(before) {
		went = append(went, Segment{LineRemoved, u.fit(before[same:])})
	}
	if same < len(after) {
		came = append(came, Segment{LineAdded, u.fit(after[same:])})
	}
	return went, came
}
