package bind_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/store"
)

// entries imports entries of a log and returns the keys of their events, the
// oldest first.
func (p *program) entries(text string) []int64 {
	p.t.Helper()
	path := filepath.Join(p.t.TempDir(), "entries.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
	if err := p.Imports.Start("entries", bind.Owner{Name: "acme", New: true}, []bind.FileOrder{{Path: path}}); err != nil {
		p.t.Fatal(err)
	}
	if end := p.finish("entries"); end.Error != nil {
		p.t.Fatalf("%+v", end.Error)
	}
	found, err := p.Events.Filter(bind.FilterSpec{}, bind.Order{Ascending: true})
	if err != nil {
		p.t.Fatal(err)
	}
	rows, err := p.Events.Rows(found.Token, 0, found.Count)
	if err != nil {
		p.t.Fatal(err)
	}
	keys := make([]int64, len(rows))
	for i, row := range rows {
		keys[i] = row.Key
	}
	return keys
}

// activity is the activity log, a line an entry.
func (p *program) activity() string {
	p.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(p.core.Store.Dir(), store.FileName))
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(p.t.Context(), "SELECT what, detail FROM activity ORDER BY id")
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var lines strings.Builder
	for rows.Next() {
		var what, detail string
		if err := rows.Scan(&what, &detail); err != nil {
			p.t.Fatal(err)
		}
		lines.WriteString(what + ": " + detail + "\n")
	}
	if err := rows.Err(); err != nil {
		p.t.Fatal(err)
	}
	return lines.String()
}

func TestASecretIsRevealedDeliberatelyAndRecorded(t *testing.T) {
	p := start(t, t.TempDir())
	keys := p.entries(`[{"id":"s1","created":"2026-01-01T10:00:00Z","action":"Configuration Updated",` +
		`"before":{"host":"a","smtp":{"password":"hunter2-old"}},"after":{"host":"b","smtp":{"password":"hunter2-newer"}}},` +
		`{"id":"s2","created":"2026-01-02T10:00:00Z","action":"Configuration Updated","before":{"token":""},"after":{"token":"hunter2-old"}}]`)
	detail, err := p.Events.Detail(keys[0])
	if err != nil || len(detail.Changes) != 2 {
		t.Fatal(detail, err)
	}
	change := detail.Changes[1]
	if change.After != "••• changed, 11 → 13 characters" || change.FingerprintBefore == "" || change.FingerprintBefore == change.FingerprintAfter {
		t.Errorf("%+v", change)
	}
	if other, err := p.Events.Detail(keys[1]); err != nil || other.Changes[0].FingerprintAfter != change.FingerprintBefore {
		t.Errorf("the same secret elsewhere has %+v, %v", other.Changes, err)
	}
	before := p.activity()
	for _, refused := range []struct {
		path, side string
		code       audit.Code
	}{{"/host", "after", audit.CodeNotFound}, {"/nowhere", "after", audit.CodeNotFound}, {change.Path, "", audit.CodeInvalid}} {
		if value, err := p.Events.Reveal(keys[0], refused.path, refused.side); value != "" || audit.CodeOf(err) != refused.code {
			t.Errorf("%s %s: %q, %v", refused.path, refused.side, value, err)
		}
	}
	if after := p.activity(); after != before {
		t.Errorf("nothing was shown and yet recorded: %s", after)
	}
	value, err := p.Events.Reveal(keys[0], change.Path, "after")
	if err != nil || value != "hunter2-newer" {
		t.Errorf("%q, %v", value, err)
	}
	recorded := strings.TrimPrefix(p.activity(), before)
	if recorded != `secret revealed: after of "/smtp/password" in event "s1" of "acme" shown, in the window`+"\n" {
		t.Errorf("recorded: %q", recorded)
	}
	if strings.Contains(p.log.String(), "hunter2") || strings.Contains(strings.Join(p.window.told, ""), "hunter2") {
		t.Error("the secret went elsewhere too")
	}
}

func TestASecretOfAComparisonIsRevealedAndRecordedWithTheEventThatLeftIt(t *testing.T) {
	p := start(t, t.TempDir())
	const target = `"action":"Configuration Updated","target":{"id":"smtp","kind":"config"}`
	keys := p.entries(`[{"id":"s1","created":"2026-01-01T10:00:00Z",` + target + `,"after":{"host":"a","password":"hunter2-old"}},` +
		`{"id":"s2","created":"2026-01-02T10:00:00Z",` + target + `,"before":{"host":"a","password":"hunter2-old"},"after":{"host":"b","password":"hunter2-newer"}}]`)
	question := bind.Question{Kind: bind.CompareEvents, A: keys[0], B: keys[1]}
	before := p.activity()
	if value, err := p.History.ComparedReveal(question, "/host", "after"); value != "" || audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("no secret: %q, %v", value, err)
	}
	if after := p.activity(); after != before {
		t.Errorf("nothing was shown and yet recorded: %s", after)
	}
	for side, want := range map[string]string{"before": "hunter2-old", "after": "hunter2-newer"} {
		if value, err := p.History.ComparedReveal(question, "/password", side); err != nil || value != want {
			t.Errorf("%s: %q, %v", side, value, err)
		}
	}
	recorded := strings.TrimPrefix(p.activity(), before)
	for _, line := range []string{
		`secret revealed: before of "/password" in the state that event "s1" of "acme" left shown, in the window`,
		`secret revealed: after of "/password" in the state that event "s2" of "acme" left shown, in the window`,
	} {
		if !strings.Contains(recorded, line+"\n") {
			t.Errorf("%q lacks %q", recorded, line)
		}
	}
	if strings.Contains(recorded, "hunter2") || strings.Contains(p.log.String(), "hunter2") {
		t.Error("the secret went elsewhere too")
	}
}
