package bind_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/store"
)

// What was done in the window is listed with who did it, checked, and saved.
func TestActivityIsListedCheckedAndSaved(t *testing.T) {
	p := start(t, t.TempDir())
	p.window.folder = t.TempDir()
	p.entries(`[{"id":"s1","created":"2026-01-01T10:00:00Z","action":"Flow Created"}]`)
	if _, err := p.Settings.SetOffline(true); err != nil {
		t.Fatal(err)
	}
	list, err := p.Activity.List(0, 10)
	if err != nil || list.Total < 3 || len(list.Lines) != list.Total {
		t.Fatalf("%+v, %v", list, err)
	}
	if newest := list.Lines[0]; newest.What != "offline" || newest.Detail != "on" || newest.Who != "Ada Auditor" || newest.At == 0 {
		t.Errorf("%+v", newest)
	}
	if page, err := p.Activity.List(1, 1); err != nil || len(page.Lines) != 1 || page.Lines[0] != list.Lines[1] || page.Total != list.Total {
		t.Errorf("the second line alone: %+v, %v", page, err)
	}
	if state, err := p.Activity.Verify(); err != nil || state.Chain != "holds" || state.End != "cannot be told" || len(state.Problems) != 0 || state.Note == "" {
		t.Errorf("%+v, %v", state, err)
	}
	path, err := p.Activity.Save()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil || strings.Count(string(text), "\r\n") != list.Total+1 || !strings.Contains(string(text), ",offline,on,Ada Auditor,") {
		t.Errorf("%s, %v", text, err)
	}
	if after, err := p.Activity.List(0, 1); err != nil || after.Lines[0].What != "activity exported" {
		t.Errorf("%+v, %v", after, err)
	}
}

// What another program changed in the ledger is said.
func TestChangedActivityIsSaid(t *testing.T) {
	p := start(t, t.TempDir())
	p.entries(`[{"id":"s1","created":"2026-01-01T10:00:00Z","action":"Flow Created"}]`)
	db, err := sqlx.Open("sqlite", filepath.Join(p.core.Store.Dir(), store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec("UPDATE ledger SET detail = 'nothing' WHERE id = 1"); err != nil {
		t.Fatal(err)
	}
	state, err := p.Activity.Verify()
	if err != nil || state.Chain != "does not hold" || len(state.Problems) != 1 || !strings.HasPrefix(state.Problems[0], "ledger entry 1 (") {
		t.Errorf("%+v, %v", state, err)
	}
}
