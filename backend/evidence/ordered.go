package evidence

import (
	"context"
	"iter"
	"runtime"
)

const (
	batchItems = 64
	batchBytes = 1 << 20
)

// job is some items in a row with what became of them. It is ready when done is
// closed.
type job[In, Out any] struct {
	in     []In
	out    []Out
	failed []error
	end    error // of what the items come from, behind them
	done   chan struct{}
}

// inOrder works on items on all cores and yields the outcomes in the order of
// the items. At most as many batches are on their way as there are cores and
// two more, each of up to 64 items or about 1 MiB by size. It ends with the
// first error of the items' source or of ctx; an error of the work itself is
// yielded in its place.
func inOrder[In, Out any](ctx context.Context, items iter.Seq2[In, error], size func(In) int, work func(In) (Out, error)) iter.Seq2[Out, error] {
	return func(yield func(Out, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		jobs := dispatch(ctx, items, size, work)
		defer func() {
			stop()
			for j := range jobs { // whoever reads items has to see that it is over
				<-j.done
			}
		}()
		var none Out
		for j := range jobs {
			<-j.done
			for i, out := range j.out {
				if !yield(out, j.failed[i]) {
					return
				}
			}
			if j.end != nil {
				yield(none, j.end)
				return
			}
		}
		if err := ctx.Err(); err != nil {
			yield(none, err)
		}
	}
}

func dispatch[In, Out any](ctx context.Context, items iter.Seq2[In, error], size func(In) int, work func(In) (Out, error)) <-chan *job[In, Out] {
	workers := runtime.GOMAXPROCS(0)
	todo, ordered := make(chan *job[In, Out]), make(chan *job[In, Out], workers)
	for range workers {
		go func() {
			for j := range todo {
				j.out, j.failed = make([]Out, len(j.in)), make([]error, len(j.in))
				for i, in := range j.in {
					j.out[i], j.failed[i] = work(in)
				}
				j.in = nil
				close(j.done)
			}
		}()
	}
	go func() {
		defer close(ordered)
		defer close(todo)
		next, bytes := &job[In, Out]{done: make(chan struct{})}, 0
		hand := func() bool {
			full := next
			next, bytes = &job[In, Out]{done: make(chan struct{})}, 0
			ordered <- full
			todo <- full
			return ctx.Err() == nil
		}
		for in, err := range items {
			if err != nil {
				next.end = err
				break
			}
			next.in = append(next.in, in)
			if bytes += size(in); len(next.in) >= batchItems || bytes >= batchBytes {
				if !hand() {
					return
				}
			}
		}
		hand()
	}()
	return ordered
}
