package store_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// ending ends by itself when it was looked at so often.
type ending struct {
	context.Context
	stop func()
	left atomic.Int64
}

func (e *ending) Err() error {
	if e.left.Add(-1) == 0 {
		e.stop()
	}
	return e.Context.Err()
}

// A batch that is stopped in the middle says so and leaves nothing, neither
// events nor texts of a dictionary, so that it can be written again.
func TestStoppedBatchLeavesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "acme")
	events := make([]audit.Event, 500)
	for i := range events {
		events[i] = event(fmt.Sprintf("e%d", i), day, func(e *audit.Event) { e.Action = fmt.Sprintf("Action %d", i) })
	}
	inner, stop := context.WithCancel(t.Context())
	defer stop()
	ctx := &ending{Context: inner, stop: stop}
	ctx.left.Store(300)
	if tally, err := s.Write(ctx, src, events, nil); audit.CodeOf(err) != audit.CodeCancelled || tally != (store.Tally{}) {
		t.Fatalf("%+v, %v; want it stopped", tally, err)
	}
	if left := ctx.left.Load(); left < -200 {
		t.Errorf("it was looked at %d times after its end", -left)
	}
	if n, err := s.Extent(t.Context()); err != nil || n.Events != 0 || n.Words > 2 {
		t.Errorf("%+v, %v; want nothing but the tenant", n, err)
	}
	if tally := write(t, s, src, events...); tally.Inserted != len(events) {
		t.Errorf("%+v when it is written again", tally)
	}
}
