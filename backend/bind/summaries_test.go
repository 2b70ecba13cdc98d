package bind_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/store"
)

// The window gives the events of an older cache their summaries by itself; a
// cache that has them all starts no job.
func TestOlderEventsGetTheirSummaries(t *testing.T) {
	dir := t.TempDir()
	p, server := start(t, dir), serve(t)
	p.add("acme", server)
	if err := p.Events.Reload("first", "acme"); err != nil {
		t.Fatal(err)
	}
	p.finish("first")
	if _, err := p.Jobs.State("summaries"); err == nil {
		t.Error("a job for nothing")
	}
	p.core.Close()
	db, err := sqlx.Open("sqlite", filepath.Join(dir, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec("UPDATE event SET summary_id = 0"); err != nil {
		t.Fatal(err)
	}
	again := start(t, dir)
	if end := again.finish("summaries"); end.Error != nil || end.Progress != 300 || end.Total != 300 {
		t.Fatalf("%+v %+v", end, end.Error)
	}
	result, err := again.Events.Filter(bind.FilterSpec{Search: "stage running"}, bind.Order{})
	if err != nil || result.Count == 0 {
		t.Fatalf("%+v, %v", result, err)
	}
	rows, err := again.Events.Rows(result.Token, 0, 1)
	if err != nil || !strings.HasPrefix(rows[0].Summary, "stage ") {
		t.Errorf("%+v, %v", rows, err)
	}
	if detail, err := again.Events.Detail(rows[0].Key); err != nil || detail.Summary != rows[0].Summary {
		t.Errorf("%q, %v", detail.Summary, err)
	}
}
