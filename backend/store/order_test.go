package store_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

var shown = map[store.Column]func(audit.Event) string{
	store.ColumnAction: func(e audit.Event) string { return e.Action },
	store.ColumnType:   func(e audit.Event) string { return fmt.Sprint(slices.Index(audit.Types, e.Type)) },
	store.ColumnArea:   func(e audit.Event) string { return e.Area },
	store.ColumnUser:   func(e audit.Event) string { return e.User },
	store.ColumnFlow:   func(e audit.Event) string { return e.FlowID },
	store.ColumnTarget: func(e audit.Event) string { return cmp.Or(e.TargetName, e.TargetID) },
	store.ColumnTenant: func(e audit.Event) string { return e.Tenant },
}

// Every order, under filters, against the same events sorted in Go by what the
// table shows of them.
func TestMatchSortsByEveryColumn(t *testing.T) {
	s := open(t, t.TempDir())
	rng := rand.New(rand.NewPCG(3, 3)) //nolint:gosec // a test
	for _, name := range names {
		src := source(t, s, name)
		var events []audit.Event
		for i := range 400 {
			e := randomEvent(rng, i)
			e.Tenant = name
			events = append(events, e)
		}
		write(t, s, src, events...)
	}
	for column, text := range shown {
		for _, ascending := range []bool{true, false} {
			for _, f := range []audit.Filter{{}, {Search: "flow"}, {Tenants: []string{"north"}, Types: []audit.Type{audit.TypeUpdate}}} {
				order := store.Order{Column: column, Ascending: ascending}
				want := newestFirst(t, s, f)
				slices.SortStableFunc(want, func(a, b keyed) int { return compareTexts(text(a.event), text(b.event), ascending) })
				got, err := s.Match(t.Context(), f, order)
				if err != nil || len(got) == 0 || len(got) != len(want) {
					t.Fatalf("%+v: %d events, want %d: %v", order, len(got), len(want), err)
				}
				for i, key := range got {
					if key != want[i].key {
						t.Fatalf("%+v %+v: place %d holds %d, want %d, %q", order, f, i, key, want[i].key, text(want[i].event))
					}
				}
			}
		}
	}
}

type keyed struct {
	key   int64
	event audit.Event
}

func newestFirst(t *testing.T, s *store.Store, f audit.Filter) (list []keyed) {
	t.Helper()
	keys, err := s.Match(t.Context(), f, store.Order{})
	if err != nil {
		t.Fatal(err)
	}
	for e, err := range s.Events(t.Context(), keys) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, keyed{keys[len(list)], e})
	}
	return list
}

func compareTexts(a, b string, ascending bool) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	order := cmp.Or(cmp.Compare(audit.Fold(a), audit.Fold(b)), cmp.Compare(a, b))
	if ascending {
		return order
	}
	return -order
}

func TestUnknownOrderIsRefused(t *testing.T) {
	s := open(t, t.TempDir())
	if _, err := s.Match(context.Background(), audit.Filter{}, store.Order{Column: "summary"}); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("got %v", err)
	}
	if keys, err := s.Match(t.Context(), audit.Filter{}, store.Order{Column: store.ColumnUser}); err != nil || len(keys) != 0 {
		t.Errorf("an empty cache: %v %v", keys, err)
	}
}
