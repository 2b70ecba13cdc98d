package export

import (
	"context"
	"runtime"
	"runtime/debug"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

const (
	batchEvents = 64
	batchBytes  = 1 << 20
)

// item is an event on its way, and what was found about it.
type item struct {
	event audit.Event
	findings
}

// findings are what is known of an event besides itself.
type findings struct {
	counts Counts
	view   diff.View // what the event changed; of the masked event unless secrets are included
	unread error     // why there is no view
}

// batch is some events in a row. They are ready when done is closed.
type batch struct {
	items    []item
	failed   error // of reading, behind the items
	panicked any
	done     chan struct{}
}

// feed reads req's events and prepares them on all cores. Batches come in
// order; the channel ends after the last one, or when ctx does.
func feed(ctx context.Context, req Request) <-chan *batch {
	workers := runtime.GOMAXPROCS(0)
	work, ordered := make(chan *batch), make(chan *batch, workers)
	for range workers {
		go func() {
			for b := range work {
				b.prepare(req)
			}
		}()
	}
	go func() {
		defer close(ordered)
		defer close(work)
		b := &batch{done: make(chan struct{})}
		defer func() { // a panic of the events is that of who writes them
			if b.panicked = recover(); b.panicked != nil {
				close(b.done)
				ordered <- b
			}
		}()
		hand := func() bool {
			full := b
			b = &batch{done: make(chan struct{})}
			work <- full
			ordered <- full
			return ctx.Err() == nil
		}
		size := 0
		for event, err := range req.Events {
			if err != nil {
				b.failed = err
				break
			}
			b.items = append(b.items, item{event: event})
			size += len(event.Before) + len(event.After) + len(event.Changes) + len(event.Raw)
			if len(b.items) >= batchEvents || size >= batchBytes {
				if size = 0; !hand() {
					return
				}
			}
		}
		hand()
	}()
	return ordered
}

func (b *batch) prepare(req Request) {
	defer close(b.done)
	defer func() {
		if broken := recover(); broken != nil {
			b.panicked = brokenWork{broken, debug.Stack()}
		}
	}()
	for i := range b.items {
		b.items[i].prepare(req)
	}
}

// brokenWork is a panic of a goroutine of ours, to be one of the caller's.
type brokenWork struct {
	value any
	stack []byte
}

func (b brokenWork) String() string { return string(b.stack) }

// prepare makes the event fit to leave the program, and finds out what it
// changed where the format tells that.
func (it *item) prepare(req Request) {
	it.counts.Replaced = makeValid(&it.event)
	if !req.IncludeSecrets {
		it.event, _ = diff.MaskEvent(it.event)
		it.counts.Masked = diff.Masks(it.event)
	}
	if !req.Format.HasReport() {
		flatten(&it.event)
		return
	}
	settle(&it.event)
	switch {
	case req.IncludeSecrets:
		it.view, it.unread = diff.RevealEvent(it.event)
	default:
		it.view, it.unread = diff.OfMasked(it.event)
	}
}
