package history

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// What is a gap and what is none. Every case ends with the pairs of events
// between which one is wanted, and the paths.
func TestGaps(t *testing.T) {
	created := told(1, "Flow Created", "", `{"n":1,"s":"stopped","stage":"stopped"}`, "")
	for name, c := range map[string]struct {
		events []audit.Event
		want   string
	}{
		"fits, but for order and bookkeeping": {[]audit.Event{
			told(1, "Flow Created", "", `{"n":1,"l":{"a":1,"b":2},"mtime":5}`, ""),
			told(2, "Flow Updated", `{"mtime":6, "l":{"b":2,"a":1.0},"n":1}`, `{"n":2}`, ""),
			told(3, "Flow Deleted", `{"n":2}`, "", "")}, ""},
		"an update is missing": {[]audit.Event{created,
			told(2, "Flow Updated", `{"n":2,"s":"stopped","stage":"stopped"}`, `{"n":3}`, ""),
			told(3, "Flow Updated", `{"n":3}`, `{"n":4}`, "")}, "e01-e02 /n"},
		"two of them": {[]audit.Event{created,
			told(2, "Flow Updated", `{"n":1,"s":"x","stage":"y"}`, `{"n":3}`, ""),
			told(3, "Flow Deleted", `{"n":4}`, "", "")}, "e01-e02 /s /stage, e02-e03 /n"},
		"a deletion ends it": {[]audit.Event{told(1, "Flow Deleted", `{"n":1}`, "", ""), told(2, "Flow Created", "", `{"n":9}`, "")}, ""},
		"it comes back from nothing": {[]audit.Event{told(1, "Flow Deleted", `{"n":1}`, "", ""),
			told(2, "Flow Updated", `{"n":1}`, `{"n":2}`, "")}, "e01-e02 "},
		"a deletion without a state": {[]audit.Event{created, told(2, "Flow Deleted", "", "", ""),
			told(3, "Flow Updated", `{"n":1}`, `{"n":2}`, "")}, "e02-e03 "},
		"it was there": {[]audit.Event{created, told(2, "Flow Updated", string(created.After), `{"n":2}`, ""),
			told(3, "Flow Updated", "", `{"n":3}`, "")}, "e02-e03 "},
		"this tenant never tells the state before": {[]audit.Event{created, told(2, "Flow Updated", "", `{"n":2}`, ""),
			told(3, "Flow Updated", "", `{"n":3}`, "")}, ""},
		"started and stopped without a word": {[]audit.Event{created, told(2, "Flow Started", "", "", ""), told(3, "Flow Stopped", "", "", ""),
			told(4, "Flow Updated", `{"n":1,"s":"stopped","stage":"paused"}`, `{"n":2}`, "")}, ""},
		"started, but that is all it did": {[]audit.Event{created, told(2, "Flow Started", "", "", ""),
			told(3, "Flow Updated", `{"n":2,"s":"stopped","stage":"running"}`, `{"n":3}`, "")}, "e01-e03 /n"},
		"a change without its states": {[]audit.Event{created, told(2, "Flow Updated", "", "", ""),
			told(3, "Flow Updated", `{"n":7}`, `{"n":8}`, ""), told(4, "Flow Updated", `{"n":9}`, `{"n":8}`, "")}, "e03-e04 /n"},
		"lists fit": {[]audit.Event{created, told(2, "Flow Started", "", "", `[{"path":"/stage","old":"stopped","new":"running"}]`),
			told(3, "Flow Updated", `{"n":1,"s":"stopped","stage":"running"}`, `{"n":2,"stage":"running"}`, ""),
			told(4, "Flow Stopped", "", "", `[{"path":"/stage","old":"running","new":"stopped"}]`)}, ""},
		"a list contradicts the state": {[]audit.Event{created,
			told(2, "Flow Stopped", "", "", `[{"path":"/stage","old":"running","new":"stopped"}]`)}, "e01-e02 /stage"},
		"a state contradicts a list": {[]audit.Event{created,
			told(2, "Flow Started", "", "", `[{"path":"/stage","old":"stopped","new":"running"}]`),
			told(3, "Flow Updated", string(created.After), `{"n":2}`, "")}, "e02-e03 /stage"},
		"a list of whole values fits, bookkeeping aside": {[]audit.Event{
			told(1, "Flow Created", "", `{"flow":{"a":{"x":1,"config":{"l":["a","b"]}}}}`, ""),
			told(2, "Flow Updated", "", "", `[{"path":"/flow/a","old":{"x":5,"config":{"l":["a","b"]}},"new":{"x":5,"config":{"l":["z","b","a"]}}}]`),
			told(3, "Flow Updated", `{"flow":{"a":{"x":5,"config":{"l":["z","b","a"]}}}}`, `{"flow":{}}`, "")}, ""},
		"a list of whole values contradicts the state": {[]audit.Event{
			told(1, "Flow Created", "", `{"flow":{"a":{"x":1,"config":{"l":["a","b"]}}}}`, ""),
			told(2, "Flow Updated", "", "", `[{"path":"/flow/a","old":{"x":1,"config":{"l":["b","a"]}},"new":{"x":1,"config":{}}}]`)}, "e01-e02 /flow/a"},
		"elements in another order": {[]audit.Event{
			told(1, "Flow Created", "", `{"l":[{"id":1},{"id":2},{"id":3}]}`, ""),
			told(2, "Flow Updated", `{"l":[{"id":3},{"id":1},{"id":2}]}`, `{"l":[]}`, "")}, "e01-e02 /l/0"},
		"moved by a list": {[]audit.Event{
			told(1, "Flow Created", "", `{"l":["a","b","c"]}`, ""),
			told(2, "Flow Updated", "", "", `[{"op":"move","from":"/l/2","path":"/l/0"}]`),
			told(3, "Flow Updated", `{"l":["c","a","b"]}`, `{"l":[]}`, "")}, ""},
		"lists alone contradict each other": {[]audit.Event{
			told(1, "Flow Stopped", "", "", `[{"path":"/stage","old":"running","new":"stopped"}]`),
			told(2, "Flow Stopped", "", "", `[{"path":"/stage","old":"running","new":"stopped"}]`),
			told(3, "Flow Updated", `{"n":1,"stage":"running"}`, `{"n":2}`, "")}, "e01-e02 /stage, e02-e03 /stage"},
		"lists write everything as text, or under another root": {[]audit.Event{created,
			told(2, "Flow Updated", "", "", `[{"path":"/n","old":"1","new":"2"},{"path":"data.k","old":"a","new":"b"}]`),
			told(3, "Flow Updated", `{"n":2,"s":"stopped","stage":"stopped"}`, `{"n":3}`, "")}, ""},
		"the same entry twice under two ids": {[]audit.Event{created,
			told(2, "Flow Updated", string(created.After), `{"n":2}`, ""), with2(told(2, "Flow Updated", string(created.After), `{"n":2}`, ""), "again"),
			told(3, "Flow Updated", `{"n":2}`, `{"n":3}`, "")}, ""},
		"one millisecond, received newest first": {[]audit.Event{
			with2(told(2, "Flow Updated", `{"n":3}`, `{"n":4}`, ""), "c"), with2(told(2, "Flow Updated", `{"n":2}`, `{"n":3}`, ""), "b"),
			with2(told(2, "Flow Updated", `{"n":1,"s":"stopped","stage":"stopped"}`, `{"n":2}`, ""), "a"), created,
			told(3, "Flow Updated", `{"n":4}`, `{"n":5}`, "")}, ""},
		"one millisecond without a beginning": {[]audit.Event{
			with2(told(2, "Flow Updated", `{"n":2}`, `{"n":3}`, ""), "b"), with2(told(2, "Flow Updated", `{"n":1}`, `{"n":2}`, ""), "a"),
			told(3, "Flow Updated", `{"n":3}`, `{"n":5}`, "")}, ""},
		"a value that holds a secret": {[]audit.Event{told(1, "Flow Created", "", `{"password":"old one"}`, ""),
			told(2, "Flow Updated", `{"password":"other one"}`, `{}`, "")}, "e01-e02 /password"},
	} {
		cache := cacheOf(t, c.events...)
		trail, err := Read(t.Context(), cache, f1, day.AddDate(1, 0, 0))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := gapWords(trail.Gaps); got != c.want {
			t.Errorf("%s: the trail has %q, want %q", name, got, c.want)
		}
		checked, err := Check(t.Context(), cache, "", nil)
		if got := gapWords(reversed(checked.Gaps)); err != nil || got != c.want || checked.Objects != 1 {
			t.Errorf("%s: the check of %d objects has %q, want %q, %v", name, checked.Objects, got, c.want, err)
		}
	}
}

func with2(e audit.Event, id string) audit.Event {
	e.Raw = json.RawMessage(strings.Replace(string(e.Raw), e.ID, id, 1))
	e.ID = id
	return e
}

func reversed(gaps []Gap) []Gap {
	back := make([]Gap, 0, len(gaps))
	for i := len(gaps) - 1; i >= 0; i-- {
		back = append(back, gaps[i])
	}
	return back
}

func gapWords(gaps []Gap) string {
	words := make([]string, len(gaps))
	for i, g := range gaps {
		words[i] = g.Left.EventID + "-" + g.Found.EventID + " " + strings.Join(g.Paths, " ")
	}
	return strings.Join(words, ", ")
}

// A file's copy has its secrets masked: that they read differently is no gap,
// what else differs is.
func TestMaskedCopiesAreNoGap(t *testing.T) {
	const secret = "s3cr3t-of-a-kind-nobody-guesses"
	cache := cacheOf(t, told(1, "Flow Created", "", `{"n":1,"password":"`+secret+`"}`, ""))
	owner, err := cache.Tenant(t.Context(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	file, err := cache.BeginSource(t.Context(), store.Source{TenantID: owner.ID, Kind: store.KindImport, Name: "export.ndjson"})
	if err != nil {
		t.Fatal(err)
	}
	copied := told(2, "Flow Updated", `{"n":1,"password":"••• 31 characters"}`, `{"n":2,"password":"••• 31 characters"}`, "")
	if _, err := cache.Write(t.Context(), file, []audit.Event{copied}, nil); err != nil {
		t.Fatal(err)
	}
	if _, row, err := cache.Event(t.Context(), keyOf(t, cache, "e02")); err != nil || !row.Flags.Has(store.Copy) {
		t.Fatalf("the event is no copy: %v %v", row.Flags, err)
	}
	fill(t, cache, "acme", told(3, "Flow Updated", `{"n":3,"password":"`+secret+`"}`, `{}`, ""))
	trail, err := Read(t.Context(), cache, f1, day.AddDate(1, 0, 0))
	if got := gapWords(trail.Gaps); err != nil || got != "e02-e03 /n" {
		t.Errorf("gaps %q, %v", got, err)
	}
}

func TestGapSentence(t *testing.T) {
	cache := cacheOf(t, told(1, "Flow Created", "", `{"a":1,"b":1,"c":1,"d":1}`, ""), told(2, "Flow Updated", `{"a":2,"b":2,"c":2,"d":2}`, `{}`, ""))
	trail, err := Read(t.Context(), cache, f1, day.AddDate(1, 0, 0))
	if err != nil || len(trail.Gaps) != 1 {
		t.Fatal(trail, err)
	}
	const want = "flow:f1: changed outside the log, or entries are missing between 2026-10-01T12:01:00.000Z and 2026-10-01T12:02:00.000Z (/a, /b, /c, and 1 more)"
	if got := trail.Gaps[0].Sentence(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
