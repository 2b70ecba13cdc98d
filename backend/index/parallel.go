package index

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// spread calls work for 0 to n-1 on all processors, each call told which of the
// workers makes it. It ends early with ctx, and returns its error.
func spread(ctx context.Context, n int, work func(worker, i int)) error {
	var next atomic.Int64
	var left sync.WaitGroup // calls, not workers: one that wakes late is not waited for
	left.Add(n)
	take := func(worker int) {
		for {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			if ctx.Err() == nil {
				work(worker, i)
			}
			left.Done()
		}
	}
	for worker := 1; worker < min(workersOf(), n); worker++ {
		go take(worker)
	}
	take(0)
	left.Wait()
	return ctx.Err()
}

// worthWaking is from when on it is quicker to wake other workers than to go on
// alone.
const worthWaking = 20 * time.Microsecond

// spreadSmall is spread for pieces of work that may take next to nothing: others
// are woken when the first ones did not.
func spreadSmall(ctx context.Context, n int, work func(worker, i int)) error {
	began := time.Now()
	for i := range n {
		if ctx.Err() != nil || i > 0 && time.Since(began) > worthWaking {
			return spread(ctx, n-i, func(worker, at int) { work(worker, i+at) })
		}
		work(0, i)
	}
	return ctx.Err()
}

// workersOf is how many workers there are at most.
func workersOf() int { return runtime.GOMAXPROCS(0) }
