package evidence

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

var made = time.Date(2026, time.November, 2, 6, 0, 0, 0, time.UTC)

// recorded are events of the demo tenant, newest first, and some that try hard.
func recorded(tb testing.TB, n int) []audit.Event {
	tb.Helper()
	var log bytes.Buffer
	if err := demo.Generate(context.Background(), &log, 1, n, demo.DefaultUntil, nil); err != nil {
		tb.Fatal(err)
	}
	profile := tenant.DefaultProfile()
	var events []audit.Event
	for line := range strings.Lines(log.String()) {
		e, err := profile.Map(json.RawMessage(strings.TrimSuffix(line, "\n")))
		if err != nil {
			tb.Fatal(err)
		}
		e.Tenant = "demo"
		events = append(events, e)
	}
	events = append(events, awkward()...)
	slices.SortStableFunc(events, func(a, b audit.Event) int { return b.CreatedAt.Compare(a.CreatedAt) })
	return events
}

const (
	bearer  = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
	hardRaw = `{"id":"hard","secret":{"password":"hunter2","pin":123456789012345678,"a":[{"token":"tok-1"},{"token":"tok-2"}]},` +
		`"n":[1.0,1e2,9007199254740993,0.1,1E400,-0],"n":2,"text":"Authorization: Bearer ` + bearer + `",` +
		`"html":"<script>alert(1)</script>","half":"\ud800","/a~b":{"password":"x\ny"},"sessions":{"` + bearer + `":{"password":"s1"}}}`
)

func awkward() []audit.Event {
	at := demo.DefaultUntil.Add(-time.Hour)
	event := func(id, before, after, raw string) audit.Event {
		return audit.Event{ID: id, Tenant: "demo", CreatedAt: at, Action: "Flow Updated", Type: audit.TypeUpdate, Area: "Flow Management",
			User: "ann@example.com", Before: json.RawMessage(before), After: json.RawMessage(after), Raw: json.RawMessage(raw)}
	}
	return []audit.Event{
		event("hard", `{ "password" : "hunter2" }`, `{"password":"hunter3"}`, hardRaw),
		event("no json", `{"a`, ` null `, `not json, password=hunter2`),
		event(`=cmd|' /C calc'!A0`, `"a"`, `"b"`, "{\"a\":\"line\\nline\\u0000\",\"b\":\"\xff\xfe\"}"),
		event("deep", ``, ``, strings.Repeat(`{"a":`, 60)+`{"password":"deep"}`+strings.Repeat(`}`, 60)),
		event("<img src=x onerror=alert(1)>\u202e", `{}`, `{"t":"<script>document.title='hacked'</script>"}`, `{"t":"</script><b>x"}`),
	}
}

func eachOf(events []audit.Event) iter.Seq2[audit.Event, error] {
	return func(yield func(audit.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
	}
}

func testKey(tb testing.TB, fill byte) Key {
	tb.Helper()
	key, err := NewKey(bytes.Repeat([]byte{fill}, SeedSize), true)
	if err != nil {
		tb.Fatal(err)
	}
	return key
}

// request asks for a pack of events in folder.
func request(tb testing.TB, folder string, events []audit.Event) Request {
	tb.Helper()
	n := len(events)
	return Request{
		Export: export.Request{
			Path: filepath.Join(folder, "report.xlsx"), Events: eachOf(events), Total: n,
			Report: export.Report{
				Tenants: []export.TenantInfo{{Name: "demo", URL: "https://api.demo.example", LastSync: made.Add(-time.Hour), Complete: true, Events: n + 10}},
				Sources: []export.SourceInfo{{Tenant: "demo", Kind: "sync", Name: "https://api.demo.example", Started: made.Add(-2 * time.Hour),
					Finished: made.Add(-time.Hour), Received: n + 12, Inserted: n + 10, Duplicates: 2, Complete: true}},
				GeneratedAt: made, GeneratedBy: "ann", Version: "1.2.3", Build: "go", FilterWords: "type create or update",
				CommandLine: "trailbook export --out report.xlsx", Order: "newest first",
				LeftOut: []export.LeftOut{{Clause: "not before 2027", Events: 10}},
			},
		},
		Key: testKey(tb, 1), SaltKey: bytes.Repeat([]byte{7}, 32), Ledger: &Ledger{Entries: 3, Hash: strings.Repeat("ab", 32)},
	}
}

// pack makes a pack of events and returns its path and result.
func pack(tb testing.TB, events []audit.Event, change ...func(*Request)) Result {
	tb.Helper()
	req := request(tb, tb.TempDir(), events)
	for _, c := range change {
		c(&req)
	}
	result, err := Export(context.Background(), req)
	if err != nil {
		tb.Fatalf("Export: %v", err)
	}
	return result
}

func names(tb testing.TB, folder string) []string {
	tb.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		tb.Fatal(err)
	}
	var list []string
	for _, entry := range entries {
		list = append(list, entry.Name())
	}
	return list
}

func digest(tb testing.TB, path string) string {
	tb.Helper()
	f, err := describeFile(context.Background(), filepath.Dir(path), filepath.Base(path), "")
	if err != nil {
		tb.Fatal(err)
	}
	return fmt.Sprintf("%d %s", f.Size, f.SHA256)
}
