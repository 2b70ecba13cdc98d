package bind_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

const historyEntries = `[
{"id":"e1","created":"2026-01-01T10:00:00Z","action":"Flow Created","user":{"email":"ann@acme.example"},"flowId":"f1","after":{"name":"Old","password":"hunter2-and-more"}},
{"id":"e2","created":"2026-01-02T10:00:00Z","action":"Flow Updated","user":{"email":"bob@acme.example"},"flowId":"f1","before":{"name":"Old","password":"hunter2-and-more"},"after":{"name":"New","password":"hunter2-and-more","note":"%s"}},
{"id":"e3","created":"2026-01-03T10:00:00Z","action":"Flow Updated","flowId":"f1","before":{"name":"Odd","password":"hunter2-and-more"},"after":{"name":"Newest","password":"other-hunter3-x"}},
{"id":"a1","created":"2026-01-01T10:00:00Z","action":"ACL Rule Updated","target":{"id":"routes","name":"Routes"},"after":[{"role":"user","resource":"flows"}]},
{"id":"a2","created":"2026-01-05T10:00:00Z","action":"ACL Rule Updated","target":{"id":"routes","name":"Routes"},"after":[{"role":"tester","resource":"flows"}]}
]`

// The page's way: from a row to its object's events, states, blame, gaps and
// comparisons; nothing of a secret on it.
func TestHistoryOfTheRowOnScreen(t *testing.T) {
	p := start(t, t.TempDir())
	file := filepath.Join(t.TempDir(), "entries.json")
	if err := os.WriteFile(file, []byte(fmt.Sprintf(historyEntries, strings.Repeat("x", bind.MaxValue+1))), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.Imports.Start("i", bind.Owner{Name: "acme", New: true}, []bind.FileOrder{{Path: file}}); err != nil {
		t.Fatal(err)
	}
	if end := p.finish("i"); end.Error != nil || end.Report.Inserted != 5 {
		t.Fatalf("%+v %+v", end.Error, end.Report)
	}
	rows := p.rowsByID()
	h, err := p.History.Object(rows["e2"].Key)
	if err != nil || h.Object != (bind.ObjectRef{Tenant: "acme", Kind: "flow", ID: "f1"}) || len(h.Events) != 3 || len(h.Gaps) != 1 {
		t.Fatalf("%+v, %v", h, err)
	}
	if e := h.Events[1]; e.ID != "e2" || e.Size != 2 || !e.Tells || e.Gap || !h.Events[2].Gap {
		t.Errorf("events %+v", h.Events)
	}
	if g := h.Gaps[0]; g.LeftKey != rows["e2"].Key || g.FoundKey != rows["e3"].Key || strings.Join(g.Paths, " ") != "/name /note" {
		t.Errorf("gap %+v", g)
	}
	if again, err := p.History.Of(h.Object); err != nil || len(again.Events) != 3 {
		t.Errorf("by its name: %+v, %v", again, err)
	}
	state, err := p.History.At(h.Object, rows["e2"].CreatedAt)
	after, other := p.History.After(rows["e2"].Key)
	if err != nil || other != nil || state.Text != after.Text || !strings.Contains(state.Text, `"name": "New"`) || state.EventID != "e2" {
		t.Errorf("state %+v, after %+v, %v, %v", state, after, err, other)
	}
	blame, err := p.History.Blame(h.Object, rows["e2"].CreatedAt)
	if err != nil || len(blame.Leaves) != 3 || blame.Events[blame.Leaves[0].Event].User != "bob@acme.example" ||
		blame.Events[blame.Leaves[1].Event].ID != "e1" || !blame.Leaves[1].Masked || !blame.Leaves[2].Cut {
		t.Errorf("blame %+v, %v", blame, err)
	}
	now, err := p.History.CompareNow(rows["e1"].Key)
	two, other := p.History.Compare(rows["e1"].Key, rows["e3"].Key)
	dates, third := p.History.CompareDates(h.Object, rows["e1"].CreatedAt, 0)
	for name, c := range map[string]bind.StateComparison{"now": now, "two": two, "dates": dates} {
		if len(c.Changes) != 2 || c.Masked != 1 || c.Before.EventID != "e1" || c.After.EventID != "e3" || len(c.Text.Lines) == 0 {
			t.Errorf("%s: %+v, %v, %v, %v", name, c, err, other, third)
		}
	}
	all, err := p.History.Continuity("")
	if err != nil || all.Total != 1 || len(all.Gaps) != 1 || all.Objects != 2 || all.Gaps[0].Object != h.Object {
		t.Errorf("continuity %+v, %v", all, err)
	}
	p.checkNote(rows)
	text, err := json.Marshal([]any{h, state, after, blame, now, two, dates, all})
	if err != nil || strings.Contains(string(text), "hunter") {
		t.Errorf("a secret went to the page (%v)", err)
	}
	if _, err := p.History.Object(999); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("no event: %v", err)
	}
}

// The new state alone is shown with the state before it from the cache.
func (p *program) checkNote(rows map[string]bind.Row) {
	p.t.Helper()
	detail, err := p.Events.Detail(rows["a2"].Key)
	if err != nil || detail.Shape != "after" || len(detail.Changes) == 0 || detail.BeforeKey != rows["a1"].Key ||
		!strings.Contains(detail.Note, "taken from the cache: what event a1 ") {
		p.t.Errorf("detail %+v, %v", detail, err)
	}
	text, err := p.Events.Text(rows["a2"].Key, false)
	removed := 0
	for _, line := range text.Lines {
		if line.Kind == "removed" {
			removed++
		}
	}
	if err != nil || removed == 0 {
		p.t.Errorf("text %+v, %v", text, err)
	}
	if whole, err := p.Events.Detail(rows["e2"].Key); err != nil || whole.Note != "" || whole.BeforeKey != 0 {
		p.t.Errorf("an entry with both states: %q, %v", whole.Note, err)
	}
}

func (p *program) rowsByID() map[string]bind.Row {
	p.t.Helper()
	found, err := p.Events.Filter(bind.FilterSpec{}, bind.Order{})
	if err != nil {
		p.t.Fatal(err)
	}
	rows, err := p.Events.Rows(found.Token, 0, 100)
	if err != nil {
		p.t.Fatal(err)
	}
	byID := map[string]bind.Row{}
	for _, row := range rows {
		byID[row.ID] = row
	}
	return byID
}
