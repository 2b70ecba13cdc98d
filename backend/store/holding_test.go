package store_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// holds are the numbers of all tenants, as the cache has them and as the events
// say.
func holds(t *testing.T, s *store.Store) (is, want string) {
	t.Helper()
	tenants, err := s.Tenants(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var has, counted []string
	for _, one := range tenants {
		n, oldest, newest := 0, int64(0), int64(0)
		keys, err := s.Match(t.Context(), audit.Filter{Tenants: []string{one.Name}}, store.Order{})
		if err != nil {
			t.Fatal(err)
		}
		for e, err := range s.Events(t.Context(), keys) {
			if err != nil {
				t.Fatal(err)
			}
			at := e.CreatedAt.UnixMilli()
			if n == 0 {
				oldest, newest = at, at
			}
			n, oldest, newest = n+1, min(oldest, at), max(newest, at)
		}
		has = append(has, fmt.Sprint(one.Name, one.Events, one.Oldest, one.Newest))
		counted = append(counted, fmt.Sprint(one.Name, n, oldest, newest))
	}
	return strings.Join(has, "\n"), strings.Join(counted, "\n")
}

func TestTenantsHoldWhatTheirEventsSay(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	s.LookInto(diff.ContentOf)
	rng := rand.New(rand.NewPCG(8, 1)) //nolint:gosec // a test
	sources, bulk := []store.Source{source(t, s, "north"), source(t, s, "south"), source(t, s, "empty")}, s.Bulk()
	for round := range 60 {
		events := make([]audit.Event, 1+rng.IntN(6))
		for i := range events {
			at := day.Add(time.Duration(rng.IntN(2_000_000)-1_000_000) * time.Second)
			events[i] = event(fmt.Sprint("e", rng.IntN(40)), at, func(e *audit.Event) { e.Raw = fmt.Appendf(nil, `{"n":%d}`, rng.IntN(1000)) })
		}
		if of := sources[rng.IntN(2)]; round%2 == 0 {
			write(t, s, of, events...)
		} else if _, err := bulk.WritePrepared(t.Context(), of, bulk.Prepare(events, nil)); err != nil {
			t.Fatal(err)
		}
		if is, want := holds(t, s); is != want {
			t.Fatalf("round %d\n got %s\nwant %s", round, is, want)
		}
	}
	if err := bulk.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	if _, err := s.RemoveTenant(t.Context(), "south"); err != nil {
		t.Fatal(err)
	}
	sound(t, s)

	// What another program wrote there is found, and counted anew.
	edit(t, dir, "UPDATE holding SET events = events + 1")
	found, err := s.Check(t.Context(), nil)
	if err != nil || !found.TextsWrong || found.Wrong != 1 || !strings.Contains(found.Problems[0], "counted wrongly") {
		t.Errorf("%+v, %v", found, err)
	}
	if err := s.RepairTexts(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	if is, want := holds(t, s); is != want {
		t.Errorf("repaired\n got %s\nwant %s", is, want)
	}
}
