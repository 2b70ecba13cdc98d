package history

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"github.com/trailbook/trailbook/backend/store"
)

const (
	// fewEvents are read by the goroutine that asks for them: starting others
	// would take longer.
	fewEvents = 8
	// ahead is how many events may wait unpacked. The largest entries (4 MiB)
	// then take 64 MiB.
	ahead = 16
	// mostAtOnce is how many events of one millisecond are put in order by
	// their states.
	mostAtOnce = 32
)

// moments yields events by their keys, which are in time order, unpacked and
// with compare compared, on all cores. What was created in the same millisecond
// comes together. It stops at the first error, or when ctx ends.
func moments(ctx context.Context, cache *store.Store, keys []int64, compare bool) iter.Seq2[[]*item, error] {
	if len(keys) > fewEvents {
		return grouped(spread(ctx, cache, keys, compare))
	}
	return grouped(inline(ctx, cache, keys, compare))
}

// grouped puts together what was created in the same millisecond, until the
// first error.
func grouped(items iter.Seq[*item]) iter.Seq2[[]*item, error] {
	return func(yield func([]*item, error) bool) {
		var together []*item
		for it := range items {
			if it.err != nil {
				yield(nil, it.err)
				return
			}
			if len(together) > 0 && together[0].row.CreatedAt != it.row.CreatedAt {
				if !yield(together, nil) {
					return
				}
				together = nil
			}
			together = append(together, it)
		}
		if len(together) > 0 {
			yield(together, nil)
		}
	}
}

// inline opens events one after the other.
func inline(ctx context.Context, cache *store.Store, keys []int64, compare bool) iter.Seq[*item] {
	return func(yield func(*item) bool) {
		for packed, err := range cache.PackedEvents(ctx, keys) {
			it := &item{err: err}
			if err == nil {
				it = open(packed, compare)
			}
			if !yield(it) || err != nil {
				return
			}
		}
	}
}

// spread opens events on all cores and yields them in order.
func spread(ctx context.Context, cache *store.Store, keys []int64, compare bool) iter.Seq[*item] {
	type job struct {
		packed store.Packed
		done   chan *item
	}
	return func(yield func(*item) bool) {
		ctx, stop := context.WithCancel(ctx)
		var running sync.WaitGroup
		defer running.Wait()
		defer stop()
		jobs, ordered := make(chan job, ahead), make(chan chan *item, ahead)
		running.Go(func() {
			defer close(ordered)
			defer close(jobs)
			for packed, err := range cache.PackedEvents(ctx, keys) {
				one := job{packed, make(chan *item, 1)}
				select {
				case ordered <- one.done:
				case <-ctx.Done():
					return
				}
				if err != nil {
					one.done <- &item{err: err}
					return
				}
				jobs <- one
			}
		})
		for range max(2, runtime.GOMAXPROCS(0)) {
			running.Go(func() {
				for one := range jobs {
					one.done <- open(one.packed, compare)
				}
			})
		}
		for done := range ordered {
			if !yield(<-done) {
				return
			}
		}
	}
}
