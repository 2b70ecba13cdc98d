package bind_test

import (
	"fmt"
	"strings"
	"testing"
)

// "3" and 3 are two things, and a reader must see which was which.
func TestAChangeOfTypeShowsBothAsJSON(t *testing.T) {
	p := start(t, t.TempDir())
	keys := p.entries(`[{"id":"e1","created":"2026-03-01T10:00:00Z","event":"Flow Updated","before":{"retries":"3"},"after":{"retries":3}}]`)
	detail, err := p.Events.Detail(keys[0])
	if err != nil || len(detail.Changes) != 1 {
		t.Fatalf("%+v, %v", detail, err)
	}
	if c := detail.Changes[0]; c.Kind != "typeChanged" || c.Before != `"3"` || c.After != "3" {
		t.Errorf("%s: %s → %s", c.Kind, c.Before, c.After)
	}
	if whole, err := p.Events.Value(keys[0], "/retries", "before"); err != nil || whole != `"3"` {
		t.Errorf("whole %s, %v", whole, err)
	}
}

// The page opens gaps of the text by what it was told of them.
func TestAGapOfTheTextOpens(t *testing.T) {
	var members strings.Builder
	for i := range 700 {
		fmt.Fprintf(&members, `"m%03d":%d,`, i, i)
	}
	p := start(t, t.TempDir())
	keys := p.entries(fmt.Sprintf(`[{"id":"e1","created":"2026-03-01T10:00:00Z","event":"Flow Updated","before":{%[1]s"z":1},"after":{%[1]s"z":2}}]`, members.String()))
	text, err := p.Events.Text(keys[0], false)
	if err != nil || text.Lines[0].Kind != "gap" {
		t.Fatalf("%+v, %v", text.Lines, err)
	}
	gap := text.Lines[0]
	lines, err := p.Events.EqualLines(keys[0], false, gap.Before, gap.After, gap.Count)
	if err != nil || len(lines) != 500 { // as many as cross at once
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	if last := lines[499]; last.After != 500 || strings.TrimSpace(last.Segments[0].Text) != `"m498": 498,` {
		t.Errorf("%+v", last)
	}
}
