package history

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestStateAtEveryInstant(t *testing.T) {
	cache := cacheOf(t,
		told(1, "Flow Started", "", "", `[{"path":"/stage","old":"stopped","new":"running"}]`),
		told(2, "Flow Created", "", `{"n":1,"stage":"stopped"}`, ""),
		told(3, "Flow Started", "", "", `[{"path":"/stage","old":"stopped","new":"running"},{"path":"/since","new":3}]`),
		told(4, "Flow Updated", "", `{"n":2,"stage":"running"}`, ""),
		told(5, "Flow Updated", "", "", ""),
		told(6, "Flow Updated", `{"n":3}`, `{"n":4}`, ""),
		told(7, "Flow Deleted", `{"n":4}`, "", ""),
		told(8, "Flow Updated", `{"n":5}`, "", ""),
	)
	for minute, want := range []struct {
		raw                   string
		gone, partial, unsure bool
		by                    string
	}{
		{}, {raw: `{"stage":"running"}`, partial: true, by: "e01"}, {raw: `{"n":1,"stage":"stopped"}`, by: "e02"},
		{raw: `{"n":1,"stage":"running","since":3}`, by: "e03"}, {raw: `{"n":2,"stage":"running"}`, by: "e04"},
		{raw: `{"n":2,"stage":"running"}`, unsure: true, by: "e04"}, {raw: `{"n":4}`, by: "e06"}, {gone: true, by: "e07"},
		{raw: `{"n":5}`, unsure: true, by: "e08"},
	} {
		instant := day.Add(time.Duration(minute)*time.Minute + 30*time.Second)
		got, err := At(t.Context(), cache, f1, instant)
		if err != nil || string(got.Raw) != want.raw || got.Gone != want.gone || got.Partial != want.partial ||
			got.Unsure != want.unsure || got.Event.ID != want.by {
			t.Errorf("minute %d: %s gone %v partial %v unsure %v by %q, %v", minute, got.Raw, got.Gone, got.Partial, got.Unsure, got.Event.ID, err)
		}
		if minute == 0 {
			continue
		}
		trail, err := Read(t.Context(), cache, f1, instant)
		if err != nil || string(trail.State.Raw) != want.raw || trail.State.Gone != want.gone || len(trail.Entries) != minute {
			t.Errorf("minute %d: the trail ends in %s after %d events, %v", minute, trail.State.Raw, len(trail.Entries), err)
		}
	}
	if _, err := At(t.Context(), cache, audit.Object{Tenant: "acme", Kind: "flow", ID: "f2"}, time.Time{}); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("an object without events: %v", err)
	}
	if _, err := Read(t.Context(), cache, f1, day); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("a trail before the first event: %v", err)
	}
}

// Exactly the instant of an event counts as after it.
func TestStateAtTheInstantItself(t *testing.T) {
	cache := cacheOf(t, told(1, "Flow Created", "", `{"n":1}`, ""), told(2, "Flow Updated", `{"n":1}`, `{"n":2}`, ""))
	if got, err := At(t.Context(), cache, f1, day.Add(2*time.Minute)); err != nil || string(got.Raw) != `{"n":2}` {
		t.Errorf("%s, %v", got.Raw, err)
	}
	if got, err := At(t.Context(), cache, f1, day.Add(2*time.Minute-time.Millisecond)); err != nil || string(got.Raw) != `{"n":1}` {
		t.Errorf("a millisecond before: %s, %v", got.Raw, err)
	}
}

// A list of changes can say anything; what cannot be entered is left alone.
func TestListsEnterAState(t *testing.T) {
	const state = `{"a": {"b": [1, 2, 3]}, "c~/d": "x", "e": {}, "f": []}`
	for changes, want := range map[string]string{
		`[{"op":"replace","path":"/a/b/1","value":9}]`:                                  `{"a": {"b": [1, 9, 3]}, "c~/d": "x", "e": {}, "f": []}`,
		`[{"op":"add","path":"/a/b/1","value":9}]`:                                      `{"a": {"b": [1, 9,2, 3]}, "c~/d": "x", "e": {}, "f": []}`,
		`[{"op":"add","path":"/a/b/-","value":9}]`:                                      `{"a": {"b": [1, 2, 3,9]}, "c~/d": "x", "e": {}, "f": []}`,
		`[{"op":"add","path":"/a/b/7","value":9}]`:                                      state,
		`[{"op":"remove","path":"/a/b/2"},{"op":"remove","path":"/a/b/0"}]`:             `{"a": {"b": [2]}, "c~/d": "x", "e": {}, "f": []}`,
		`[{"op":"remove","path":"/a/b"},{"op":"remove","path":"/c~0~1d"}]`:              `{"a": {}, "e": {}, "f": []}`,
		`[{"op":"replace","path":"/c~0~1d","value":{"y":1}}]`:                           `{"a": {"b": [1, 2, 3]}, "c~/d": {"y":1}, "e": {}, "f": []}`,
		`[{"op":"add","path":"/e/new","value":1},{"op":"add","path":"/f/0","value":2}]`: `{"a": {"b": [1, 2, 3]}, "c~/d": "x", "e": {"new":1}, "f": [2]}`,
		`[{"path":"/g/h/i","old":null,"new":true}]`:                                     `{"a": {"b": [1, 2, 3]}, "c~/d": "x", "e": {}, "f": [],"g":{"h":{"i":true}}}`,
		`[{"path":"","new":1},{"op":"test","path":"/e","value":1}]`:                     state,
		`[{"op":"move","path":"/e/z","from":"/f"}]`:                                     `{"a": {"b": [1, 2, 3]}, "c~/d": "x", "e": {"z":[]}}`,
		`[{"op":"move","path":"/a/b/0","from":"/a/b/2"}]`:                               `{"a": {"b": [3,1, 2]}, "c~/d": "x", "e": {}, "f": []}`,
		`[{"op":"move","path":"/a/b/2","from":"/a/b/0"}]`:                               `{"a": {"b": [2, 3,1]}, "c~/d": "x", "e": {}, "f": []}`,
		`[{"op":"move","path":"/a/b/9","from":"/a/b/0"}]`:                               state,
		`[{"op":"move","path":"/e/z","from":"/nowhere"}]`:                               state,
		`[{"path":"/a/b","old":[1,2,3],"new":[3]}]`:                                     `{"a": {"b": [3]}, "c~/d": "x", "e": {}, "f": []}`,
	} {
		cache := cacheOf(t, told(1, "Flow Created", "", state, ""), told(2, "Flow Updated", "", "", changes))
		got, err := At(t.Context(), cache, f1, time.Time{})
		if err != nil || string(got.Raw) != want {
			t.Errorf("%s\n got %s (%v)\nwant %s", changes, got.Raw, err, want)
		}
	}
}

func TestStateIsMasked(t *testing.T) {
	e := told(1, "Configuration Updated", "", `"correct horse battery"`, "")
	e.TargetKind, e.TargetID, e.TargetName, e.FlowID = "config", "JWTSecret", "JWTSecret", ""
	cache := cacheOf(t, e)
	got, err := At(t.Context(), cache, audit.Object{Tenant: "acme", Kind: "config", ID: "JWTSecret"}, time.Time{})
	if err != nil || string(got.Raw) != `"correct horse battery"` || string(got.Masked()) == string(got.Raw) || len(got.Masked()) == 0 {
		t.Errorf("masked: %s of %s, %v", got.Masked(), got.Raw, err)
	}
}
