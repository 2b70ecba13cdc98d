package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// What an event is about means the same in Go and in SQL, for every way in
// which an entry can name it.
func TestObjectsInSQLAreThoseOfGo(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "a")
	var events []audit.Event
	for _, kind := range []string{"", "flow", "template", "user"} {
		for _, id := range []string{"", "f1", "x"} {
			for _, flow := range []string{"", "f1", "f2"} {
				e := event(fmt.Sprintf("e%02d", len(events)), day.Add(time.Duration(len(events))*time.Minute))
				e.TargetKind, e.TargetID, e.FlowID, e.Tenant = kind, id, flow, "a"
				events = append(events, e)
			}
		}
	}
	write(t, s, src, events...)
	write(t, s, source(t, s, "b"), events...)
	want := map[audit.Object][]string{}
	for _, e := range events {
		if o := e.Object(); !o.IsZero() {
			want[o] = append(want[o], e.ID)
		}
	}
	stamps, err := s.ObjectStamps(t.Context(), "a")
	if err != nil || len(stamps) != len(want) {
		t.Fatalf("%d objects in SQL, %d in Go, %v", len(stamps), len(want), err)
	}
	for _, stamp := range stamps {
		o := stamp.Object()
		if stamp.Events != len(want[o]) {
			t.Errorf("%s: %d events in SQL, %d in Go", o, stamp.Events, len(want[o]))
		}
		keys, err := s.ObjectKeys(t.Context(), o, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for e, err := range s.Events(t.Context(), keys) {
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, e.ID)
		}
		if !slices.Equal(ids, want[o]) {
			t.Errorf("%s: %v in SQL, %v in Go", o, ids, want[o])
		}
		if owners, err := s.ObjectOwners(t.Context(), o); err != nil || !slices.Equal(owners, []string{"a", "b"}) {
			t.Errorf("%s belongs to %v, %v", o, owners, err)
		}
	}
	first := want[audit.Object{Tenant: "a", Kind: "flow", ID: "f1"}][0]
	key, err := s.Find(t.Context(), "a", first)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Rows(t.Context(), []int64{key})
	if err != nil {
		t.Fatal(err)
	}
	until := time.UnixMilli(rows[0].CreatedAt)
	for at, wanted := range map[time.Time]int{until: 1, until.Add(-time.Millisecond): 0} {
		if keys, err := s.ObjectKeys(t.Context(), audit.Object{Tenant: "a", Kind: "flow", ID: "f1"}, at); err != nil || len(keys) != wanted {
			t.Errorf("until %s: %d events, want %d, %v", at, len(keys), wanted, err)
		}
	}
}

// An object whose events changed in any way is to be followed again.
func TestStampsTellThatEventsChanged(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "a")
	about := func(e *audit.Event) { e.TargetKind, e.TargetID = "flow", "f1" }
	stamp := func() string {
		t.Helper()
		list, err := s.ObjectStamps(t.Context(), "")
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0].Stamp
	}
	seen := []string{}
	for step, change := range []func(){
		func() { write(t, s, src, event("1", day, about)) },
		func() { write(t, s, src, event("2", day.Add(time.Hour), about)) },
		func() { write(t, s, src, event("0", day.Add(-time.Hour), about)) },
		func() {
			later, err := s.BeginSource(t.Context(), src)
			if err != nil {
				t.Fatal(err)
			}
			write(t, s, later, event("1", day, about, func(e *audit.Event) { e.After = []byte(`{"n":9}`) }))
		},
	} {
		change()
		now := stamp()
		if slices.Contains(seen, now) {
			t.Errorf("step %d: the stamp %s is known already", step, now)
		}
		seen = append(seen, now)
	}
}
