package bind_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/logs"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
)

// silent is a window that nobody looks at; it counts what it was told.
type silent struct {
	mu    sync.Mutex
	told  []string
	files []string // what the dialog for opening answers

	folder string // where the dialog for saving saves; empty for what is proposed
}

func (s *silent) Emit(name string, payload any) {
	text, err := json.Marshal(payload)
	if err != nil {
		panic(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.told = append(s.told, name+" "+string(text))
}

// AskWhereToSave takes what is proposed, in the test's own folder where there
// is one.
func (s *silent) AskWhereToSave(_, proposed string) (string, error) {
	if s.folder != "" {
		proposed = filepath.Join(s.folder, filepath.Base(proposed))
	}
	return proposed, nil
}

// AskForFiles answers with the files that the test laid out.
func (s *silent) AskForFiles(bind.FileQuestion) ([]string, error) { return s.files, nil }

type program struct {
	bind.Services
	t      *testing.T
	core   *bind.Core
	window *silent
	log    *strings.Builder
}

func start(t *testing.T, dir string) *program {
	t.Helper()
	return startWith(t, dir, 0)
}

// startWith allows the columns so many bytes of memory.
func startWith(t *testing.T, dir string, memory int64) *program {
	t.Helper()
	cache, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, window: &silent{}, log: &strings.Builder{}}
	p.core = &bind.Core{
		Store: cache, Log: logs.New(p.log, diff.MaskText), Window: p.window, Version: "test", User: "Ada Auditor",
		Vault: secret.Open(dir, func(string) string { return "memory" }), Memory: memory,
	}
	p.Services = bind.New(p.core)
	t.Cleanup(func() { p.core.Close(); _ = cache.Close() })
	return p
}

// finish waits for a job's end.
func (p *program) finish(id string) bind.JobState {
	p.t.Helper()
	for range 1200 {
		state, err := p.Jobs.State(id)
		if err != nil {
			p.t.Fatal(err)
		}
		if state.Done {
			return state
		}
		time.Sleep(25 * time.Millisecond)
	}
	p.t.Fatalf("job %s did not end", id)
	return bind.JobState{}
}

// demo adds the demo tenant and syncs it.
func (p *program) demo() bind.Tenant {
	p.t.Helper()
	tenant, err := p.Tenants.Demo()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.Events.Reload("first sync", tenant.Name); err != nil {
		p.t.Fatal(err)
	}
	if end := p.finish("first sync"); end.Error != nil || !end.Report.Complete || end.Report.Inserted < 20000 {
		p.t.Fatalf("sync of the demo: %+v %+v", end.Error, end.Report)
	}
	return tenant
}

func TestTheWholeWayOfAPage(t *testing.T) {
	p := start(t, t.TempDir())
	tenant := p.demo()
	if again, err := p.Tenants.Demo(); err != nil || again.Name != tenant.Name {
		t.Errorf("a second demo: %+v, %v", again, err)
	}
	all, err := p.Events.Filter(bind.FilterSpec{}, bind.Order{})
	if err != nil || all.Count < 20000 || all.Total != all.Count || all.Words != "all events" {
		t.Fatalf("Filter = %+v, %v", all, err)
	}
	p.checkRows(all)
	p.checkFlowUpdate()
	p.checkCounts()
	p.checkSeek()
	p.checkExport(t.TempDir())
	for _, told := range p.window.told {
		if len(told) > 1024 {
			t.Errorf("an event of %d bytes went to the page", len(told))
		}
	}
}

func (p *program) checkRows(all bind.FilterResult) {
	p.t.Helper()
	end, err := p.Events.Rows(all.Token, all.Count-10, 100)
	if err != nil || len(end) != 10 {
		p.t.Fatalf("last rows: %d, %v", len(end), err)
	}
	if page, err := p.Events.Rows(all.Token, 0, 100); err != nil || len(page) != 100 || !slices.Equal(page, all.Rows) {
		p.t.Errorf("the answer came with %d rows other than the first page's, %v", len(all.Rows), err)
	}
	top, err := p.Events.Rows(all.Token, -5, 30)
	if err != nil || len(top) != 30 || top[0].CreatedAt < end[0].CreatedAt {
		p.t.Fatalf("first rows: %d, %v", len(top), err)
	}
	if at, err := p.Events.Position(all.Token, end[9].Key); err != nil || at != all.Count-1 {
		p.t.Errorf("Position = %d, %v", at, err)
	}
	if _, err := p.Events.Rows("no such token", 0, 1); audit.CodeOf(err) != audit.CodeNotFound {
		p.t.Errorf("unknown token: %v", err)
	}
}

func (p *program) checkFlowUpdate() {
	p.t.Helper()
	updates, err := p.Events.Filter(bind.FilterSpec{Actions: []string{"Flow Updated"}}, bind.Order{Ascending: true})
	if err != nil || updates.Count == 0 {
		p.t.Fatalf("%+v, %v", updates, err)
	}
	rows, err := p.Events.Rows(updates.Token, 0, 20)
	if err != nil {
		p.t.Fatal(err)
	}
	changed := 0
	for _, row := range rows {
		detail, err := p.Events.Detail(row.Key)
		if err != nil || detail.Shape != "beforeAfter" || !strings.HasPrefix(detail.Source, "sync, ") {
			p.t.Fatalf("Detail = %+v, %v", detail, err)
		}
		text, err := p.Events.Text(row.Key, true)
		if err != nil || (len(detail.Changes) > 0) != (len(text.Lines) > 0 && hasChange(text)) {
			p.t.Errorf("%d changes, %d lines, %v", len(detail.Changes), len(text.Lines), err)
		}
		if raw, err := p.Events.Raw(row.Key); err != nil || !strings.Contains(raw.Text, row.ID) {
			p.t.Errorf("Raw: %v", err)
		}
		for _, change := range detail.Changes {
			changed++
			if change.HasAfter {
				if _, err := p.Events.Value(row.Key, change.Path, "after"); err != nil {
					p.t.Errorf("Value %s: %v", change.Path, err)
				}
			}
		}
	}
	if changed == 0 {
		p.t.Error("twenty updates of flows changed nothing")
	}
	if _, err := p.Events.Detail(-1); audit.CodeOf(err) != audit.CodeNotFound {
		p.t.Errorf("unknown event: %v", err)
	}
}

func hasChange(text bind.TextDiff) bool {
	for _, line := range text.Lines {
		if line.Kind == "added" || line.Kind == "removed" {
			return true
		}
	}
	return false
}

func (p *program) checkCounts() {
	p.t.Helper()
	spec := bind.FilterSpec{Types: []string{"update"}, Zone: "Europe/Prague", From: "2020-01-01"}
	found, err := p.Events.Filter(spec, bind.Order{})
	if err != nil {
		p.t.Fatal(err)
	}
	facets, err := p.Events.Facets(spec)
	chosen := slices.IndexFunc(facets.Types.Values, func(v bind.FacetValue) bool { return v.Value == "update" })
	if err != nil || facets.Total != found.Count || len(facets.Types.Values) < 3 || facets.Types.Values[chosen].Count != found.Count {
		p.t.Errorf("Facets = %+v, %v; want %d and the other types beside", facets.Types, err, found.Count)
	}
	histogram, err := p.Events.Histogram(spec, 50)
	sum := 0
	for _, bucket := range histogram.Buckets {
		sum += bucket.Types[1]
	}
	if err != nil || sum != found.Count || len(histogram.Buckets) > 50 || len(histogram.Buckets) < 10 {
		p.t.Errorf("%d buckets sum up to %d, %v; want %d", len(histogram.Buckets), sum, err, found.Count)
	}
	users, err := p.Events.Users(bind.FilterSpec{}, "SVC-")
	if err != nil || len(users) == 0 || !strings.HasPrefix(users[0].Value, "svc-") {
		p.t.Errorf("Users = %v, %v", users, err)
	}
	if _, err := p.Events.Filter(bind.FilterSpec{From: "soon"}, bind.Order{}); audit.CodeOf(err) != audit.CodeInvalid {
		p.t.Errorf("a time that is none: %v", err)
	}
}

func (p *program) checkExport(dir string) {
	p.t.Helper()
	spec := bind.FilterSpec{Types: []string{"delete"}}
	found, err := p.Events.Filter(spec, bind.Order{})
	if err != nil {
		p.t.Fatal(err)
	}
	proposed, err := p.Exports.Propose(spec, "ndjson")
	if err != nil || !strings.Contains(filepath.Base(proposed), "northwind") {
		p.t.Errorf("Propose = %q, %v", proposed, err)
	}
	if err := p.Exports.Start("export", spec, bind.Order{}, bind.ExportChoice{Path: filepath.Join(dir, "deletes"), Format: "ndjson"}); err != nil {
		p.t.Fatal(err)
	}
	end := p.finish("export")
	if end.Error != nil || end.Report.Received != found.Count {
		p.t.Fatalf("export: %+v %+v", end.Error, end.Report)
	}
	text, err := os.ReadFile(end.Report.Path)
	if err != nil || strings.Count(string(text), "\n") != found.Count || filepath.Ext(end.Report.Path) != ".ndjson" {
		p.t.Errorf("%s: %d lines, %v; want %d", end.Report.Path, strings.Count(string(text), "\n"), err, found.Count)
	}
	next, err := p.Exports.Propose(spec, "xlsx")
	if err != nil || filepath.Dir(next) != dir || filepath.Ext(next) != ".xlsx" {
		p.t.Errorf("the next export is proposed as %q, %v", next, err)
	}
	if err := p.Exports.Start("nowhere", spec, bind.Order{}, bind.ExportChoice{Path: filepath.Join(dir, "missing", "x.csv"), Format: "csv"}); err != nil {
		p.t.Fatal(err)
	}
	if end := p.finish("nowhere"); end.Error == nil || end.Error.Code != "file" {
		p.t.Errorf("export to a folder that is not there: %+v", end)
	}
	if err := p.Exports.Start("relative", spec, bind.Order{}, bind.ExportChoice{Path: "x.csv", Format: "csv"}); audit.CodeOf(err) != audit.CodeInvalid {
		p.t.Errorf("a relative path: %v", err)
	}
}

func TestDemoLogGoesOnAfterARestart(t *testing.T) {
	dir := t.TempDir()
	first := start(t, dir)
	tenant := first.demo()
	first.core.Close()
	second := start(t, dir)
	if err := second.Events.Reload("again", tenant.Name); err != nil {
		t.Fatal(err)
	}
	end := second.finish("again")
	if end.Error != nil || !end.Report.Complete || end.Report.Updated != 0 || end.Report.Inserted > 5 {
		t.Errorf("the demo's log is another one after a restart: %+v %+v", end.Error, end.Report)
	}
}

func TestErrorsCrossAsJSON(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{audit.Errorf(audit.CodeBusy, "Busy <%s>.", "x").WithHint("Wait."), `{"code":"busy","message":"Busy \u003cx\u003e.","hint":"Wait."}`},
		{errors.New("open /home/ada/secret: denied"), `{"code":"internal","message":"Trailbook made a mistake.","hint":"Nothing was lost. Please report it with the log file from the data folder."}`},
	} {
		if got := bind.FormatError(c.err); got != c.want {
			t.Errorf("got  %v\nwant %v", got, c.want)
		}
	}
}

func TestPanicOfABoundMethodIsAnError(t *testing.T) {
	p := start(t, t.TempDir())
	p.core.Store = nil
	if _, err := p.Tenants.List(); audit.CodeOf(err) != audit.CodeInternal {
		t.Errorf("err = %v", err)
	}
	if !strings.Contains(p.log.String(), "Tenants.List") {
		t.Errorf("the log does not say where: %s", p.log)
	}
}
