package history

import (
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// The new state alone is told with the state before it from the cache, and says
// from where; nothing else is touched.
func TestComplete(t *testing.T) {
	list := func(minute int, action, after string) audit.Event {
		e := told(minute, action, "", after, "")
		e.TargetKind, e.TargetID, e.TargetName, e.FlowID = "acl", "routes", "Routes", ""
		return e
	}
	cache := cacheOf(t,
		told(1, "Flow Updated", "", `{"n":1}`, ""), told(2, "Flow Updated", "", `{"n":2,"stage":"running"}`, ""),
		told(3, "Flow Stopped", "", "", `[{"path":"/stage","old":"running","new":"stopped"}]`),
		told(4, "Flow Updated", "", `{"n":3}`, ""), told(5, "Flow Updated", "", "", ""), told(6, "Flow Updated", "", `{"n":4}`, ""),
		told(7, "Flow Updated", `{"n":4}`, `{"n":5}`, ""), told(8, "Flow Deleted", "", "", ""), told(9, "Flow Updated", "", `{"n":6}`, ""),
		told(10, "Flow Created", "", `{"n":7}`, ""), list(11, "ACL Rule Created", `[1]`), list(12, "ACL Rule Created", `[1,2]`),
	)
	for id, want := range map[string]struct{ before, words string }{
		"e01": {"", "no earlier event"}, "e02": {`{"n":1}`, "what event e01 of 2026-10-01T12:01:00.000Z left."},
		"e03": {"", ""}, "e04": {`{"n":2,"stage":"stopped"}`, "what event e03 "},
		"e06": {`{"n":3}`, "a change in between did not record"}, "e07": {`{"n":4}`, ""}, "e09": {"", ""}, "e10": {"", ""},
		"e11": {"", ""}, "e12": {`[1]`, "what event e11 "},
	} {
		key := keyOf(t, cache, id)
		e, _, err := cache.Event(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		full, from, err := Complete(t.Context(), cache, key, e)
		words := from.Words()
		if err != nil || string(full.Before) != want.before || string(full.After) != string(e.After) ||
			!strings.Contains(words, want.words) || (want.words == "") != (words == "") {
			t.Errorf("%s: before %s, %q, %v", id, full.Before, words, err)
		}
	}
}

func changesOf(t *testing.T, e audit.Event) string {
	t.Helper()
	view, err := diff.OfEvent(e)
	if err != nil {
		t.Fatal(err)
	}
	words := make([]string, len(view.Changes))
	for i, c := range view.Changes {
		words[i] = string(c.Kind) + " " + c.Path + " " + string(c.Before) + ">" + string(c.After)
	}
	return strings.Join(words, ", ")
}

func TestComparing(t *testing.T) {
	setting := told(6, "Configuration Updated", "", `"pa55phrase of old"`, "")
	setting.TargetKind, setting.TargetID, setting.TargetName, setting.FlowID = "config", "JWTSecret", "JWTSecret", ""
	nobody := told(7, "Something", "", "", "")
	nobody.TargetKind, nobody.TargetID, nobody.FlowID = "", "", ""
	cache := cacheOf(t,
		told(1, "Flow Created", "", `{"n":1}`, ""), told(2, "Flow Updated", `{"n":1}`, `{"n":2}`, ""),
		told(3, "Flow Started", "", "", `[{"path":"/stage","old":null,"new":"running"}]`), told(4, "Flow Updated", `{"n":2,"stage":"running"}`, `{"n":4}`, ""),
		setting, nobody)
	withNow := func(id string) string {
		e, _, _, err := WithNow(t.Context(), cache, keyOf(t, cache, id))
		if err != nil {
			t.Fatal(err)
		}
		return changesOf(t, e)
	}
	if got := withNow("e02"); got != "changed /n 2>4" {
		t.Errorf("e02 with now: %s", got)
	}
	if got := withNow("e03"); got != "changed /n 2>4, removed /stage \"running\">" && got != "removed /stage \"running\">, changed /n 2>4" {
		t.Errorf("e03 with now: %s", got)
	}
	if got := withNow("e04"); got != "" {
		t.Errorf("the last with now: %s", got)
	}
	e, first, second, err := Dates(t.Context(), cache, f1, day, day.Add(2*time.Minute))
	if err != nil || first.Known() || second.Event.ID != "e02" || changesOf(t, e) != "added /n >2" {
		t.Errorf("two dates: %s, %v", changesOf(t, e), err)
	}
	left, err := OfEvent(t.Context(), cache, keyOf(t, cache, "e03"))
	if err != nil || string(left.Raw) != `{"n":2,"stage":"running"}` {
		t.Errorf("a list stands for %s, %v", left.Raw, err)
	}
	secret, err := OfEvent(t.Context(), cache, keyOf(t, cache, "e06"))
	if err != nil {
		t.Fatal(err)
	}
	for _, pair := range [][2]State{{secret, left}, {left, secret}} {
		if got := changesOf(t, Between(pair[0], pair[1])); strings.Contains(got, "pa55phrase") {
			t.Errorf("a secret shows: %s", got)
		}
	}
	for name, call := range map[string]func(*store.Store, int64) error{
		"After": func(cache *store.Store, key int64) error { _, err := After(t.Context(), cache, key); return err },
		"WithNow": func(cache *store.Store, key int64) error {
			_, _, _, err := WithNow(t.Context(), cache, key)
			return err
		},
	} {
		if err := call(cache, keyOf(t, cache, "e07")); audit.CodeOf(err) != audit.CodeNotFound {
			t.Errorf("%s of an event without an object: %v", name, err)
		}
		if err := call(cache, 999); audit.CodeOf(err) != audit.CodeNotFound {
			t.Errorf("%s of no event: %v", name, err)
		}
	}
}
