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
	if g := h.Gaps[0]; g.LeftKey != rows["e2"].Key || g.FoundKey != rows["e3"].Key || strings.Join(g.Paths, " ") != "/name /note" || len(g.Names) != 2 || g.Names[1][0] != "note" {
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
		blame.Events[blame.Leaves[1].Event].ID != "e1" || !blame.Leaves[1].Masked || !blame.Leaves[2].Cut || blame.Leaves[0].Names[0] != "name" {
		t.Errorf("blame %+v, %v", blame, err)
	}
	compared := p.checkComparisons(h.Object, rows)
	if err := p.History.CheckStates("states", ""); err != nil {
		t.Fatal(err)
	}
	if end := p.started("states"); end.Error != nil || end.Total == 0 || end.Progress != end.Total || end.Report.Received != 2 {
		t.Errorf("the check: %+v, %+v", end, end.Report)
	}
	all, err := p.History.Continuity("")
	if err != nil || all.Total != 1 || len(all.Gaps) != 1 || all.Objects != 2 || all.Gaps[0].Object != h.Object || all.Gaps[0].Names == nil {
		t.Errorf("continuity %+v, %v", all, err)
	}
	p.checkNote(rows)
	p.checkPlaces(rows)
	text, err := json.Marshal([]any{h, state, after, blame, compared, all})
	if err != nil || strings.Contains(string(text), "hunter") {
		t.Errorf("a secret went to the page (%v)", err)
	}
	if _, err := p.History.Object(999); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("no event: %v", err)
	}
}

// Two events, an event with now, two dates: the same two states here.
func (p *program) checkComparisons(o bind.ObjectRef, rows map[string]bind.Row) []any {
	p.t.Helper()
	var all []any
	for _, q := range []bind.Question{
		{Kind: bind.CompareNow, A: rows["e1"].Key},
		{Kind: bind.CompareEvents, A: rows["e1"].Key, B: rows["e3"].Key},
		{Kind: bind.CompareDates, Object: o, A: rows["e1"].CreatedAt},
	} {
		c, err := p.History.Compare(q)
		if err != nil || len(c.Changes) != 2 || len(c.Elements) == 0 || c.Masked != 1 || c.Before.EventID != "e1" || c.After.EventID != "e3" {
			p.t.Errorf("%s: %+v, %v", q.Kind, c, err)
		}
		text, err := p.History.ComparedText(q, false)
		if err != nil || len(text.Lines) == 0 {
			p.t.Errorf("%s: text %+v, %v", q.Kind, text, err)
		}
		if was, err := p.History.ComparedValue(q, "/name", "before"); err != nil || was != "Old" {
			p.t.Errorf("%s: name before %q, %v", q.Kind, was, err)
		}
		secret, err := p.History.ComparedValue(q, "/password", "after")
		if err != nil || secret == "" {
			p.t.Errorf("%s: secret %q, %v", q.Kind, secret, err)
		}
		all = append(all, c, text, secret)
		all = append(all, p.checkComparedViews(q)...)
	}
	if whole, err := p.History.ComparedValue(bind.Question{Kind: bind.CompareEvents, A: rows["e3"].Key, B: rows["e2"].Key}, "/note", "after"); err != nil || len(whole) != bind.MaxValue+1 {
		p.t.Errorf("a long value: %d characters, %v", len(whole), err)
	}
	if _, err := p.History.Compare(bind.Question{Kind: "odd"}); audit.CodeOf(err) != audit.CodeInvalid {
		p.t.Errorf("an odd question: %v", err)
	}
	return all
}

// The other views of a comparison are those of an event's changes.
func (p *program) checkComparedViews(q bind.Question) []any {
	p.t.Helper()
	tree, err := p.History.ComparedTree(q, false)
	if err != nil || tree.Changes != 2 || len(tree.Children) != 2 {
		p.t.Errorf("%s: tree %+v, %v", q.Kind, tree, err)
	}
	patch, err := p.History.ComparedCopy(q, "patch", "/name")
	if err != nil || !strings.Contains(patch, `"replace"`) || !strings.Contains(patch, `"Newest"`) {
		p.t.Errorf("%s: patch %q, %v", q.Kind, patch, err)
	}
	whole, err := p.History.ComparedCopy(q, "text", "")
	if err != nil || !strings.Contains(whole, "password") {
		p.t.Errorf("%s: text %q, %v", q.Kind, whole, err)
	}
	value, err := p.History.ComparedValueDiff(q, "/name")
	if err != nil || value.Path != "/name" || len(value.Text.Lines) == 0 {
		p.t.Errorf("%s: value %+v, %v", q.Kind, value, err)
	}
	return []any{tree, patch, whole, value}
}

// Where an event stands among those of its object.
func (p *program) checkPlaces(rows map[string]bind.Row) {
	p.t.Helper()
	place, err := p.History.Place(rows["e3"].Key)
	if err != nil || place.Number != 3 || place.Total != 3 || place.Fit != "gap" || place.Gap == nil || place.Newer != nil ||
		place.Older == nil || place.Older.ID != "e2" || place.Gap.LeftKey != rows["e2"].Key {
		p.t.Errorf("place %+v, %v", place, err)
	}
	if row, err := p.Events.Row(rows["e2"].Key); err != nil || row != rows["e2"] {
		p.t.Errorf("row %+v, %v", row, err)
	}
	if _, err := p.Events.Row(999); audit.CodeOf(err) != audit.CodeNotFound {
		p.t.Errorf("no row: %v", err)
	}
}

// The new state alone is shown with the state before it from the cache.
func (p *program) checkNote(rows map[string]bind.Row) {
	p.t.Helper()
	detail, err := p.Events.Detail(rows["a2"].Key)
	if err != nil || detail.Shape != "after" || len(detail.Changes) == 0 || detail.Filled == nil || detail.Filled.Key != rows["a1"].Key ||
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
	if whole, err := p.Events.Detail(rows["e2"].Key); err != nil || whole.Note != "" || whole.Filled != nil {
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
