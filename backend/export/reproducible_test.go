package export

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// The same request gives the same bytes: again, on another number of cores, and
// from the request kept as JSON.
func TestTheSameRequestGivesTheSameBytes(t *testing.T) {
	events := append(append(samples(700), hostile()...), secretEvents()...)
	path, first := export(t, FormatExcel, events, func(r *Request) {
		r.Report.Zone = prague(t)
		r.Report.Sources = []SourceInfo{{Tenant: "northwind", Kind: "import", Name: "a.ndjson", SHA256: "00ff", Finished: start, Received: 7, Complete: true}}
	})
	want := read(t, path)
	for i := range 6 {
		before := runtime.GOMAXPROCS(1 + i%3)
		again := request(filepath.Join(t.TempDir(), "again.xlsx"), events)
		again.Report.Zone = prague(t)
		again.Report.Sources = []SourceInfo{{Tenant: "northwind", Kind: "import", Name: "a.ndjson", SHA256: "00ff", Finished: start, Received: 7, Complete: true}}
		again.Format = FormatExcel
		kept, err := json.Marshal(again)
		if err != nil {
			t.Fatal(err)
		}
		fresh := Request{Path: again.Path, Events: again.Events}
		if err := json.Unmarshal(kept, &fresh); err != nil {
			t.Fatal(err)
		}
		result, err := Write(context.Background(), fresh)
		runtime.GOMAXPROCS(before)
		if err != nil || result.SHA256 != first.SHA256 || read(t, fresh.Path) != want {
			t.Fatalf("time %d: %v, %s, want %s", i, err, result.SHA256, first.SHA256)
		}
		if fresh.ReportID() != first.ReportID || fresh.ReportID() != again.ReportID() {
			t.Errorf("the report's id changed: %s, %s, %s", first.ReportID, fresh.ReportID(), again.ReportID())
		}
	}
}

// A workbook follows from the NDJSON of the same events, with their secrets
// masked there too.
func TestAWorkbookFollowsFromTheNDJSON(t *testing.T) {
	recorded := append(append(samples(300), hostile()...), secretEvents()...)
	recorded = append(recorded,
		audit.Event{ID: "spaced", CreatedAt: start, Before: json.RawMessage(`{ "a": 1.50 }`), After: json.RawMessage(` null `), Raw: json.RawMessage(`{"n": [1, 2]}`)},
		audit.Event{ID: "equal masks", CreatedAt: start, Before: json.RawMessage(`{"password":"abc"}`), After: json.RawMessage(`{"password":"xyz"}`)},
		audit.Event{ID: "no JSON", CreatedAt: start, Before: json.RawMessage(`{"a`), After: json.RawMessage(`1`)},
	)
	path, first := export(t, FormatExcel, recorded)
	lines, _ := export(t, FormatNDJSON, recorded)
	var events []audit.Event
	content, err := os.ReadFile(lines)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(content) {
		var e audit.Event
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	again, second := export(t, FormatExcel, events)
	if read(t, path) != read(t, again) {
		for name, content := range parts(t, path) {
			if other := parts(t, again)[name]; other != content {
				at := 0
				for at < min(len(content), len(other)) && content[at] == other[at] {
					at++
				}
				t.Errorf("%s differs:\n%.300s\n%.300s", name, content[max(at-100, 0):], other[max(at-100, 0):])
			}
		}
	}
	first.Path, second.Path = "", ""
	if first.Replaced, second.Replaced = 0, 0; first != second {
		t.Errorf("%+v, again %+v", first, second)
	}
}

func TestReportIDs(t *testing.T) {
	req := request("out.xlsx", nil)
	id := req.ReportID()
	req.Path, req.Format = "elsewhere.xlsx", FormatExcel
	req.Report.Evidence, req.Report.ManifestHash = []Line{{Label: "Root", Value: "ab"}}, "cd"
	if req.ReportID() != id || len(id) != 36 || id[14] != '8' {
		t.Errorf("%s became %s", id, req.ReportID())
	}
	req.Report.GeneratedAt = req.Report.GeneratedAt.Add(time.Second)
	if req.ReportID() == id {
		t.Error("another time has the same id")
	}
}

func TestAReportWithAnUnknownZone(t *testing.T) {
	var r Report
	if err := json.Unmarshal([]byte(`{"zone":"Mars/Olympus"}`), &r); audit.CodeOf(err) != audit.CodeInvalid {
		t.Error(err)
	}
	if err := json.Unmarshal([]byte(`[]`), &r); err == nil {
		t.Error("a list is no report")
	}
}
