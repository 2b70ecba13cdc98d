package export

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func changed(id, kind, before, after string) audit.Event {
	return audit.Event{
		ID: id, Tenant: "northwind", CreatedAt: start, Action: "Flow Updated", Type: audit.TypeUpdate, Area: audit.AreaFlow, User: "ann@example.com",
		TargetKind: kind, TargetID: "f1", TargetName: "Order sync", Before: json.RawMessage(before), After: json.RawMessage(after),
	}
}

// Every path that changed is a row, with who changed it, and secrets masked.
func TestChangesHaveARowForEveryPath(t *testing.T) {
	events := []audit.Event{
		changed("e1", "flow", `{"stage":"running","n":"5","mtime":"1","apiKey":"abc","gone":1}`, `{"stage":"stopped","n":5,"mtime":"2","apiKey":"xyz","new":{"a":[]}}`),
		{ID: "e2", CreatedAt: start, Action: "User Logged In", Area: audit.AreaUser},
		changed("e3", "flow", `{"stage":"running"}`, `{"stage":"running"}`),
	}
	for _, reveal := range []bool{false, true} {
		path, _ := export(t, FormatExcel, events, func(r *Request) { r.IncludeSecrets = reveal })
		was, is, secret := `"••• 3 characters"`, `"••• changed, 3 characters"`, "masked"
		if reveal {
			was, is, secret = `"abc"`, `"xyz"`, "in clear"
		}
		var got []string
		for _, row := range rows(t, open(t, path), "Changes")[1:] {
			row = append(row, make([]string, 15)...)
			if row[1] != "e1" || row[2] != "ann@example.com" || row[3] != "Flow Updated" || row[4] != "flow" || row[5] != "Order sync" || row[6] == "" || row[14] != "northwind" {
				t.Errorf("row %q", row)
			}
			if !date(t, row[0]).Equal(start) {
				t.Errorf("at %v", date(t, row[0]))
			}
			got = append(got, strings.Trim(fmt.Sprint(row[7:14]), "[ ]"))
		}
		want := []string{
			`/apiKey changed ` + was + ` ` + is + ` ` + secret, `/gone removed 1`, `/mtime changed "1" "2"   yes`, `/n typeChanged "5" 5`,
			`/new/a added  []`, `/stage changed "running" "stopped"`,
		}
		for _, line := range want {
			if !slices.ContainsFunc(got, func(g string) bool {
				return strings.HasPrefix(g, line) || strings.HasPrefix(g, strings.Replace(line, "/new/a added  []", `/new added  {"a":[]}`, 1))
			}) {
				t.Errorf("no row %s", line)
			}
		}
		if len(got) != len(want) {
			t.Errorf("rows\n%s", strings.Join(got, "\n"))
		}
	}
}

// What a cell cannot hold is named by sheet Notes, each with its cell.
func TestNotesNameTheCells(t *testing.T) {
	odd := changed("e1", "flow", `{"a":1}`, `{"a":2}`)
	odd.User, odd.TargetName, odd.UserAgent, odd.IP = "a\x07b\u202e\u202ec", strings.Repeat("č", 40_000), "half \ufffd", "bad \xff"
	old := changed("e2", "flow", "", "")
	old.CreatedAt = time.Date(1850, 1, 1, 0, 0, 0, 0, time.UTC)
	broken := changed("e3", "flow", `{"a":`, `{"a":2}`)
	path, result := export(t, FormatExcel, []audit.Event{odd, old, broken}, func(r *Request) { r.IncludeSecrets = true })
	text := sheetText(t, path, "Notes")
	for _, want := range []string{
		"Cut|2||||||", "Escaped|2|", "Broken text|2|", "Date as text|1|", "Changes left out|0|", "Masked|0|",
		"Cut||Events|G2|e1|Target name|40000 characters in all", "Escaped||Events|F2|e1|User|U+0007, U+202E × 2",
		"Broken text||Events|N2|e1|IP", "Broken text||Events|O2|e1|User agent", "Date as text||Events|A3|e2|Created (UTC)", "Cut||Changes|F2|e1|Object|40000",
	} {
		if !strings.Contains(text, strings.TrimRight(want, "|")) {
			t.Errorf("sheet Notes lacks %q in\n%s", want, text)
		}
	}
	if result.Cut != 2 || result.Escaped != 2 || result.Broken != 2 || result.Undated != 1 || result.Unread != 0 {
		t.Errorf("%+v", result.Counts)
	}
}

// A comparison that was cut off is named too, and what moved says from where.
func TestNotesNameCoarseComparisons(t *testing.T) {
	alike := func(sign int) string {
		var b strings.Builder
		for n := range 4_000 {
			fmt.Fprintf(&b, `{"a":%d,"b":1,"c":2},`, sign*(n+1))
		}
		return "[" + strings.TrimSuffix(b.String(), ",") + "]"
	}
	path, _ := export(t, FormatExcel, []audit.Event{
		changed("coarse", "flow", alike(1), alike(-1)), changed("moved", "flow", `{"l":["a","b","c"]}`, `{"l":["c","a","b"]}`),
	})
	text := sheetText(t, path, "Notes")
	for _, want := range []string{"Compared only in part|1|", "Compared only in part||||coarse"} {
		if !strings.Contains(text, want) {
			t.Errorf("sheet Notes lacks %q in\n%.2000s", want, text)
		}
	}
	if text := sheetText(t, path, "Changes"); !strings.Contains(text, `/l/0|moved||"c"||/l/2`) {
		t.Errorf("what moved: %s", text[max(0, len(text)-500):])
	}
}

// The flagged points are counted, with the first row of each.
func TestSummaryFlags(t *testing.T) {
	at := func(day, hour int, action string) audit.Event {
		entry, _ := audit.LookUp(action)
		e := changed(fmt.Sprintf("%s %d", action, day), entry.TargetKind, "", "")
		e.CreatedAt = time.Date(2026, 10, day, hour, 0, 0, 0, time.UTC)
		e.Action, e.Type, e.Area = action, entry.Type, entry.Area
		return e
	}
	events := []audit.Event{
		at(1, 12, "Flow Updated"), at(2, 18, "Flow Deleted"), at(3, 12, "ACL Rule Created"), at(5, 4, "Login Failed"),
		at(6, 12, "Password Changed"), at(7, 12, "Something else"), changed("secret", "flow", `{"token":"abc"}`, `{"token":"xyz"}`),
	}
	events[5].User = ""
	path, _ := export(t, FormatExcel, events, func(r *Request) { r.Report.Zone = prague(t); r.sheetRows = 10 })
	text := sheetText(t, path, "Summary")
	for _, want := range []string{
		"Deletions|1||Events!A3||Flow Deleted 2", "Rules added to access lists, or changed|1||Events!A4", "Secrets changed|1||Events!A8||secret",
		"Failed sign-ins|1||Events!A5", "Passwords changed|1||Events!A6", "No user recorded|1||Events!A7", "Actions that are not in Appmixer's catalog|1||Events!A7",
		"On a Saturday or Sunday (Europe/Prague)|1||Events!A4", "Between 20:00 and 06:00 (Europe/Prague)|1||Events!A3",
		"Events by day (Europe/Prague)", "Total|1|3|1|1|1|7",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("sheet Summary lacks %q", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// The report ties the cache out with the filter, clause by clause.
func TestReportTellsWhatIsLeftOut(t *testing.T) {
	path, _ := export(t, FormatExcel, samples(100), func(r *Request) {
		r.Report.Tenants[0].Events = 150
		r.Report.LeftOut = []LeftOut{{Clause: "not from 2026-10-01", Events: 30}, {Clause: "not type \"update\"", Events: 20}}
		r.Report.Missing = []string{"northwind: Before 2026-01-01 entries may be missing."}
		r.Report.Evidence = []Line{{Label: "Merkle root", Value: "abcd"}, {Label: "Secrets", Value: "in the pack", Alert: true}}
		r.Report.ManifestHash = "beef"
		r.Report.Sources = []SourceInfo{{Tenant: "northwind", Kind: "import", Name: "=a\x07.ndjson", SHA256: "00ff", Finished: start, Received: 7, Error: "It ended early.", Warnings: []string{"w"}}}
	})
	odd := request(filepath.Join(t.TempDir(), "odd.xlsx"), samples(9))
	odd.Report.Tenants[0].Events, odd.Report.LeftOut = 12, []LeftOut{{Clause: "c", Events: 2}}
	if _, err := Write(t.Context(), odd); audit.CodeOf(err) != audit.CodeCache || !strings.Contains(err.Error(), "of 12 events the filter leaves out 2, but 9") {
		t.Errorf("counts that do not add up: %v", err)
	}
	text := reportText(t, path)
	for _, want := range []string{
		"Events in the cache|150\n− left out by the filter|30|not from 2026-10-01\n− left out by the filter|20|not type \"update\"\nEvents that match the filter|100",
		"Periods that may lack entries|northwind: Before", "Merkle root|abcd", "Secrets|in the pack", "Manifest (SHA-256)|beef",
		`import =a\x07.ndjson|northwind|2026-10-01 08:30:15|7|00ff`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("sheet Report lacks %q", want)
		}
	}
	if got := sheetText(t, path, "Sources"); !strings.Contains(got, `import|=a\x07.ndjson|northwind|46296.`) || !strings.Contains(got, "|7|0|no|00ff|") || !strings.Contains(got, "It ended early.\nw") {
		t.Errorf("sheet Sources: %s", got)
	}
	if custom := parts(t, path)["docProps/custom.xml"]; !strings.Contains(custom, "beef") || !strings.Contains(custom, PropertyManifest) {
		t.Errorf("properties %s", custom)
	}
}
