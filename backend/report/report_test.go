package report_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/report"
	"github.com/trailbook/trailbook/backend/store"
)

var noon = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

func update(n int) audit.Event {
	e := audit.Event{
		ID: fmt.Sprintf("e%05d", n), CreatedAt: noon.Add(time.Duration(n) * time.Second), Action: "Flow Updated", Type: audit.TypeUpdate,
		Area: audit.AreaFlow, TargetKind: "flow", TargetID: fmt.Sprint("f", n%7), User: "ann@acme.example",
		Before: json.RawMessage(fmt.Sprintf(`{"n":%d}`, n-7)), After: json.RawMessage(fmt.Sprintf(`{"n":%d}`, n)),
	}
	e.Raw = json.RawMessage(fmt.Sprintf(`{"id":%q,"before":%s,"after":%s}`, e.ID, e.Before, e.After))
	return e
}

// begun makes a cache with a sync of acme that has not ended.
func begun(t *testing.T) (*store.Store, store.Source) {
	t.Helper()
	cache, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cache.Close() })
	tenant, err := cache.AddTenant(t.Context(), store.Tenant{Name: "acme", URL: "http://127.0.0.1:2200"})
	if err != nil {
		t.Fatal(err)
	}
	source, err := cache.BeginSource(t.Context(), store.Source{TenantID: tenant.ID, Kind: "sync", Name: tenant.URL})
	if err != nil {
		t.Fatal(err)
	}
	return cache, source
}

func write(ctx context.Context, t *testing.T, cache *store.Store, source store.Source, from, to int) {
	t.Helper()
	events := make([]audit.Event, 0, to-from)
	for n := from; n < to; n++ {
		events = append(events, update(n))
	}
	if _, err := cache.Write(ctx, source, events, nil); err != nil && ctx.Err() == nil {
		t.Error(err)
	}
}

// Numbers are counted one after the other; a sync that goes on must not come
// between them.
func TestReportsTieOutWhileASyncGoesOn(t *testing.T) {
	cache, source := begun(t)
	write(t.Context(), t, cache, source, 0, 300)
	syncing, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for n := 300; syncing.Err() == nil; n += 20 {
			write(syncing, t, cache, source, n, n+20)
			time.Sleep(10 * time.Millisecond)
		}
	}()
	key, err := evidence.NewKey(bytes.Repeat([]byte{1}, evidence.SeedSize), true)
	if err != nil {
		t.Fatal(err)
	}
	last := 0
	for n := range 12 {
		format := []export.Format{export.FormatCSV, export.FormatNDJSON, export.FormatECS}[n%3]
		r := report.Request{
			Filter: audit.Filter{Search: "flow"}, Path: filepath.Join(t.TempDir(), "out"), Format: format, At: time.Now(), Version: "test",
		}
		made, err := report.Make(t.Context(), cache, r)
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if made.File.Events < last {
			t.Errorf("%s: %d events after %d", format, made.File.Events, last)
		}
		last = made.File.Events
	}
	stop()
	<-ended
	made, err := report.Make(t.Context(), cache, report.Request{
		Path: filepath.Join(t.TempDir(), "end.xlsx"), Format: export.FormatExcel, Pack: &report.Pack{Key: key}, At: time.Now(), Version: "test",
	})
	if err != nil || made.File.Events < last || last <= 300 {
		t.Fatalf("%d events, then %d, %v", last, made.File.Events, err)
	}
	head, err := cache.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// The export itself is the entry behind the end that the manifest names.
	if ledger := made.Pack.Manifest.Ledger; ledger == nil || ledger.Entries != head.Entries-1 || len(ledger.Hash) != 64 {
		t.Errorf("the manifest has the ledger's end %+v, which is %+v after the export", ledger, head)
	}
	verdict, err := evidence.Verify(t.Context(), evidence.Verification{File: made.File.Path})
	if err != nil || verdict.State != evidence.Holds {
		t.Errorf("%v\n%s", err, verdict)
	}
}

// While events come in without a pause the objects cannot all be followed; a
// workbook is then made of the next moment in which they are, or not at all.
func TestWorkbookWaitsForObjectsToBeFollowed(t *testing.T) {
	cache, source := begun(t)
	write(t.Context(), t, cache, source, 0, 30)
	moved := 0
	r := report.Request{Path: filepath.Join(t.TempDir(), "out.xlsx"), Format: export.FormatExcel, At: time.Now()}
	r.Progress = func(stage report.Stage, done, total int) {
		if stage == report.Followed && done == total && moved < 2 {
			moved++
			write(t.Context(), t, cache, source, 30*moved, 30*moved+30)
		}
	}
	made, err := report.Make(t.Context(), cache, r)
	if err != nil || made.File.Events != 90 || moved != 2 {
		t.Errorf("%d events after %d rounds, %v", made.File.Events, moved, err)
	}
	always := 90
	r.Progress = func(stage report.Stage, done, total int) {
		if stage == report.Followed && done == total {
			write(t.Context(), t, cache, source, always, always+1)
			always++
		}
	}
	r.Path = filepath.Join(t.TempDir(), "never.xlsx")
	write(t.Context(), t, cache, source, always, always+1)
	always++
	if _, err := report.Make(t.Context(), cache, r); audit.CodeOf(err) != audit.CodeBusy {
		t.Errorf("a cache that never stands still: %v", err)
	}
	if left, _ := os.ReadDir(filepath.Dir(r.Path)); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

func TestCommandLine(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	for want, r := range map[string]report.Request{
		"--out a.xlsx": {Path: "/x/a.xlsx", Format: export.FormatExcel},
		"--tenant acme --timezone Europe/Prague --oldest-first --out 'a b.csv'": {
			Filter: audit.Filter{Tenants: []string{"acme"}}, Zone: prague, Order: store.Order{Ascending: true}, Path: "/x/a b.csv", Format: export.FormatCSV,
		},
		"--template 'it'\\''s ours' --include-secrets --pack --timestamp https://tsa.example/tsr --out a.xlsx": {
			Template: "it's ours", IncludeSecrets: true, Pack: &report.Pack{StampURL: "https://tsa.example/tsr"}, Path: "a.xlsx", Format: export.FormatExcel,
		},
		"--pack --pdf --out a.xlsx":   {Pack: &report.Pack{}, PDF: true, Path: "a.xlsx", Format: export.FormatExcel},
		"--format ecs --out a.ndjson": {Format: export.FormatECS, Order: store.Order{Ascending: true}, Path: "a.ndjson", Zone: time.UTC},
	} {
		if got := strings.TrimPrefix(r.CommandLine(), "trailbook export "); got != want {
			t.Errorf("CommandLine = %s\nwant          %s", got, want)
		}
	}
}
