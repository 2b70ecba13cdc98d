package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// The end of the ledger is read by a connection of its own: what others commit
// shows at once, a snapshot keeps its own moment, and a lost connection is
// replaced.
func TestHeadFollows(t *testing.T) {
	ctx, dir, day := context.Background(), t.TempDir(), time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)
	s, other := open(t, dir), open(t, dir)
	head := func(of *store.Store) store.Head {
		t.Helper()
		head, err := of.Head(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return head
	}
	if got := head(s); got.Entries != 0 {
		t.Fatalf("an empty ledger ends with %+v", got)
	}
	src := source(t, other, "acme")
	before := head(s)
	for i := range 3 {
		write(t, other, src, event(fmt.Sprint(i), day))
		now := head(s)
		if now.Entries <= before.Entries || now.Hash == before.Hash || now != head(other) {
			t.Fatalf("after entry %d: %+v, before %+v", i, now, before)
		}
		before = now
	}
	if err := s.Snapshot(ctx, func(at *store.Store) error {
		write(t, other, src, event("meanwhile", day))
		if head(at) != before || head(s) == before {
			t.Errorf("in the snapshot %+v, outside %+v", head(at), head(s))
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := s.LoseHeadForTest(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Head(ctx); err == nil {
		t.Error("a lost connection answered")
	}
	if head(s) != head(other) {
		t.Error("no other connection took its place")
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := s.Head(stopped); audit.CodeOf(err) != audit.CodeCancelled || !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}
