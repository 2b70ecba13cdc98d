package index

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// spread calls work for 0 to n-1 on all processors, each call told which of the
// workers makes it. It ends early with ctx, and returns its error.
func spread(ctx context.Context, n int, work func(worker, i int)) error {
	workers := min(workersOf(), n)
	if workers <= 1 {
		for i := range n {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			work(0, i)
		}
		return ctx.Err()
	}
	var next atomic.Int64
	var running sync.WaitGroup
	for worker := range workers {
		running.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				work(worker, i)
			}
		})
	}
	running.Wait()
	return ctx.Err()
}

// workersOf is how many workers there are at most.
func workersOf() int { return runtime.GOMAXPROCS(0) }
