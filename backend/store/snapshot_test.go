package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// What is written while a snapshot is read is not in it, however often and by
// how many it is asked; what is asked of the cache itself has it at once.
func TestSnapshotStandsStill(t *testing.T) {
	ctx, day := t.Context(), time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	s := open(t, t.TempDir())
	src := source(t, s, "acme")
	write(t, s, src, event("a", day), event("b", day))
	err := s.Snapshot(ctx, func(still *store.Store) error {
		for n := range 20 {
			write(t, s, src, event(fmt.Sprint("new", n), day), event("a", day, func(e *audit.Event) { e.Action = fmt.Sprint("Changed ", n) }))
			var asking sync.WaitGroup
			for range 4 {
				asking.Go(func() { wantTwo(ctx, t, still) })
			}
			asking.Wait()
			if count, err := s.Count(ctx, audit.Filter{}); err != nil || count != 3+n {
				t.Errorf("the cache has %d events, %v; want %d", count, err, 3+n)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := s.Snapshot(ctx, func(*store.Store) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("the error of the work became %v", err)
	}
	gone, stop := context.WithCancel(ctx)
	stop()
	if err := s.Snapshot(gone, func(*store.Store) error { return nil }); audit.CodeOf(err) != audit.CodeCancelled {
		t.Errorf("a snapshot nobody waits for: %v", err)
	}
}

func wantTwo(ctx context.Context, t *testing.T, still *store.Store) {
	keys, err := still.Match(ctx, audit.Filter{}, store.Order{})
	if err != nil || len(keys) != 2 {
		t.Errorf("the snapshot has the events %v, %v", keys, err)
	}
	for e, err := range still.Events(ctx, keys) {
		if err != nil || e.Action != "Flow Updated" {
			t.Errorf("in the snapshot an event is %q, %v", e.Action, err)
		}
	}
}
