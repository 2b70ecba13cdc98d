// Package job runs long work (sync, import, export) beside the window: each
// job has an id that its starter chose, a context that can be cancelled, a
// meter, and one result.
package job

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// tick is how often progress is told: ten times a second at most.
const tick = 100 * time.Millisecond

// Runner runs jobs whose result is an R. It is safe for use by several
// goroutines.
type Runner[R any] struct {
	notify func(State[R])
	mu     sync.Mutex
	jobs   map[string]*running[R]
	all    sync.WaitGroup
}

// State is how a job stands.
type State[R any] struct {
	ID       string
	Kind     string
	Done     bool
	Progress int64
	Total    int64 // 0 when unknown
	Note     string
	Err      error
	Result   R // when done; may be meaningful also with an Err
}

type running[R any] struct {
	state  State[R] // but for the meter's part
	meter  Meter
	cancel context.CancelFunc
}

// NewRunner makes a runner that tells notify of progress, and once of each
// job's end. notify must not block for long.
func NewRunner[R any](notify func(State[R])) *Runner[R] {
	return &Runner[R]{notify: notify, jobs: map[string]*running[R]{}}
}

// Start runs work beside the caller. An id that is taken by a job of the same
// runner, running or done, is CodeExists; an empty one CodeInvalid.
func (r *Runner[R]) Start(id, kind string, work func(context.Context, *Meter) (R, error)) error {
	if id == "" {
		return audit.Errorf(audit.CodeInvalid, "A job needs an id.")
	}
	ctx, cancel := context.WithCancel(context.Background())
	one := &running[R]{state: State[R]{ID: id, Kind: kind}, cancel: cancel}
	r.mu.Lock()
	if _, taken := r.jobs[id]; taken {
		r.mu.Unlock()
		cancel()
		return audit.Errorf(audit.CodeExists, "There is a job %q already.", id)
	}
	r.jobs[id] = one
	r.mu.Unlock()
	r.all.Go(func() { r.run(ctx, one, work) })
	return nil
}

func (r *Runner[R]) run(ctx context.Context, one *running[R], work func(context.Context, *Meter) (R, error)) {
	defer one.cancel()
	stop := make(chan struct{})
	var ticking sync.WaitGroup
	ticking.Go(func() { r.tell(one, stop) })
	result, err := guarded(ctx, &one.meter, work)
	close(stop)
	ticking.Wait()
	r.mu.Lock()
	one.state.Done, one.state.Result, one.state.Err = true, result, err
	r.mu.Unlock()
	r.notify(r.snapshot(one))
}

// guarded turns a panic of the work into an error: a job must end.
func guarded[R any](ctx context.Context, meter *Meter, work func(context.Context, *Meter) (R, error)) (result R, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = audit.Errorf(audit.CodeInternal, "Trailbook made a mistake and stopped this work.").
				WithHint("What was done so far is kept. Please report it with the log file.").
				Wrapping(&panicked{broken, debug.Stack()})
		}
	}()
	return work(ctx, meter)
}

// tell reports progress while it changes.
func (r *Runner[R]) tell(one *running[R], stop <-chan struct{}) {
	clock := time.NewTicker(tick)
	defer clock.Stop()
	var last State[R]
	for {
		select {
		case <-stop:
			return
		case <-clock.C:
			now := r.snapshot(one)
			if now.Progress != last.Progress || now.Total != last.Total || now.Note != last.Note {
				r.notify(now)
			}
			last = now
		}
	}
}

func (r *Runner[R]) snapshot(one *running[R]) State[R] {
	r.mu.Lock()
	defer r.mu.Unlock()
	state := one.state
	state.Progress, state.Total, state.Note = one.meter.read()
	return state
}

// State tells how a job stands; CodeNotFound for an unknown id.
func (r *Runner[R]) State(id string) (State[R], error) {
	one, err := r.find(id)
	if err != nil {
		return State[R]{}, err
	}
	return r.snapshot(one), nil
}

// Cancel asks a job to stop; its state tells when it has. Cancelling a job
// that is done does nothing. An unknown id is CodeNotFound.
func (r *Runner[R]) Cancel(id string) error {
	one, err := r.find(id)
	if err == nil {
		one.cancel()
	}
	return err
}

func (r *Runner[R]) find(id string) (*running[R], error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	one, ok := r.jobs[id]
	if !ok {
		return nil, audit.Errorf(audit.CodeNotFound, "There is no job %q.", id)
	}
	return one, nil
}

// Close cancels every job and waits until all have ended.
func (r *Runner[R]) Close() {
	r.mu.Lock()
	for _, one := range r.jobs {
		one.cancel()
	}
	r.mu.Unlock()
	r.all.Wait()
}
