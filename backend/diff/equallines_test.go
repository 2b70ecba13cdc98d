package diff

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// A gap that is opened must hold what was hidden, with its numbers, on either
// side of the event's text.
func TestEqualLinesFillTheGaps(t *testing.T) {
	members := func(changed string) []byte {
		var b strings.Builder
		for i := range 60 {
			fmt.Fprintf(&b, `"m%02d":%q,`, i, fmt.Sprint("value ", i))
		}
		return fmt.Appendf(nil, `{%s"m20":%q,"zz":1}`, b.String()[:strings.Index(b.String(), `"m20"`)]+b.String()[strings.Index(b.String(), `"m21"`):], changed)
	}
	event := audit.Event{Action: "Flow Updated", Before: members("a"), After: members("a\nb")}
	text, err := EventText(event, true)
	if err != nil {
		t.Fatal(err)
	}
	gaps := 0
	for at, gap := range text.Lines {
		if gap.Kind != LineGap {
			continue
		}
		gaps++
		lines, err := EqualLines(event, true, gap.Before, gap.After, gap.Count)
		if err != nil || len(lines) != gap.Count {
			t.Fatalf("%d lines of %d, %v", len(lines), gap.Count, err)
		}
		for i, line := range lines {
			if line.Before != gap.Before+i || line.After != gap.After+i || line.Kind != LineEqual {
				t.Errorf("line %d is %+v", i, line)
			}
		}
		if at+1 < len(text.Lines) {
			more, _ := EqualLines(event, true, gap.Before+gap.Count, gap.After+gap.Count, 1)
			if next := text.Lines[at+1]; more[0].Segments[0] != next.Segments[0] || more[0].After != next.After {
				t.Errorf("after the gap stands %+v, not %+v", next, more[0])
			}
		}
	}
	if gaps != 2 {
		t.Errorf("%d gaps:\n%s", gaps, drawn(text))
	}
	if beyond, err := EqualLines(event, true, 1, 10_000, 5); err != nil || len(beyond) != 0 {
		t.Errorf("beyond the text: %v, %v", beyond, err)
	}
	if none, err := EqualLines(audit.Event{}, true, 1, 1, 5); err != nil || len(none) != 0 {
		t.Errorf("of nothing: %v, %v", none, err)
	}
}
