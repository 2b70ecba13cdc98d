package history

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestPlaceOf(t *testing.T) {
	created := told(1, "Flow Created", "", `{"n":1}`, "")
	cache := cacheOf(t, created,
		told(2, "Flow Updated", `{"n":1}`, `{"n":2}`, ""),
		told(3, "Flow Updated", `{"n":7}`, `{"n":8}`, ""),
		told(4, "Flow Updated", "", "", ""),
		told(5, "Flow Updated", `{"n":9}`, `{"n":1}`, ""),
		told(6, "Flow Created", "", `{"n":3}`, ""),
		told(7, "Flow Updated", "", `{"n":4}`, ""),
		audit.Event{ID: "none", CreatedAt: day, Action: "User Logged In", Raw: []byte(`{"id":"none"}`)},
	)
	wants := map[string]Fit{
		"e01": FitFirst, "e02": FitYes, "e03": FitGap, "e04": FitUntold, "e05": FitUntold, "e06": FitFirst, "e07": FitGap, "none": "",
	}
	for id, want := range wants {
		p, err := PlaceOf(t.Context(), cache, keyOf(t, cache, id))
		if err != nil || p.Fit != want || (p.Gap != nil) != (want == FitGap) {
			t.Errorf("%s: %+v, %v; want %s", id, p, err, want)
		}
	}
	third, err := PlaceOf(t.Context(), cache, keyOf(t, cache, "e03"))
	if err != nil || third.Number != 3 || third.Total != 7 || third.Object != f1 {
		t.Errorf("the third: %+v, %v", third, err)
	}
	if third.Older == nil || third.Older.EventID != "e02" || third.Newer == nil || third.Newer.EventID != "e04" {
		t.Errorf("beside the third: %+v, %+v", third.Older, third.Newer)
	}
	if third.Gap == nil || third.Gap.Left.EventID != "e02" || third.Gap.PathWords() != "/n" {
		t.Errorf("gap of the third: %+v", third.Gap)
	}
	if first, err := PlaceOf(t.Context(), cache, keyOf(t, cache, "e01")); err != nil || first.Older != nil || first.Newer == nil {
		t.Errorf("the first: %+v, %v", first, err)
	}
	if _, err := PlaceOf(t.Context(), cache, 1<<40); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("an event that is gone: %v", err)
	}
}

// Reading no more than it takes, PlaceOf sees the gaps that Read sees.
func TestPlaceOfAgreesWithRead(t *testing.T) {
	objects := map[audit.Object]bool{}
	var kept []audit.Event
	for i, e := range demoEvents(t, 9, 1500) {
		if e.Tenant = "acme"; i%7 != 3 {
			kept = append(kept, e)
			objects[e.Object()] = true
		}
	}
	cache := cacheOf(t, kept...)
	places, gaps := 0, 0
	for o := range objects {
		if o.IsZero() {
			continue
		}
		trail, err := Read(t.Context(), cache, o, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		for i, entry := range trail.Entries {
			p, err := PlaceOf(t.Context(), cache, entry.Row.Key)
			if err != nil || p.Total != len(trail.Entries) || (p.Fit == FitGap) != entry.Gap {
				t.Fatalf("%s, event %d (%s): %+v, %v; want gap %v", o, i, entry.Row.EventID, p, err, entry.Gap)
			}
			places++
			if entry.Gap {
				gaps++
			}
		}
	}
	if places < 1000 || gaps < 20 {
		t.Errorf("only %d places with %d gaps: the test tests little", places, gaps)
	}
}
