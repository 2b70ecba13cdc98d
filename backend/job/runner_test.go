package job_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/job"
)

// heard gathers what a runner tells.
type heard struct {
	mu     sync.Mutex
	states []job.State[int]
	done   chan struct{}
}

func listen() *heard { return &heard{done: make(chan struct{})} }

func (h *heard) hear(s job.State[int]) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.states = append(h.states, s)
	if s.Done {
		close(h.done)
	}
}

func (h *heard) last(t *testing.T) job.State[int] {
	t.Helper()
	select {
	case <-h.done:
	case <-time.After(5 * time.Second):
		t.Fatal("the job did not end")
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.states[len(h.states)-1]
}

func TestJobTellsProgressAndOneEnd(t *testing.T) {
	h := listen()
	runner := job.NewRunner(h.hear)
	err := runner.Start("a", "export", func(_ context.Context, m *job.Meter) (int, error) {
		m.Note("half way")
		m.Set(5, 10)
		time.Sleep(250 * time.Millisecond)
		return 42, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	end := h.last(t)
	if end.Result != 42 || end.Err != nil || end.Progress != 5 || end.Total != 10 || end.Note != "half way" || end.Kind != "export" {
		t.Errorf("end = %+v", end)
	}
	if len(h.states) != 2 { // progress once, because it did not change, and the end
		t.Errorf("told %d times, want 2: %+v", len(h.states), h.states)
	}
	if again, err := runner.State("a"); err != nil || !again.Done || again.Result != 42 {
		t.Errorf("State = %+v, %v", again, err)
	}
	if code := audit.CodeOf(runner.Start("a", "export", nil)); code != audit.CodeExists {
		t.Errorf("a second job of the same id: %q", code)
	}
}

func TestCancelledJobEnds(t *testing.T) {
	h := listen()
	runner := job.NewRunner(h.hear)
	work := func(ctx context.Context, _ *job.Meter) (int, error) {
		<-ctx.Done()
		return 7, ctx.Err()
	}
	if err := runner.Start("a", "sync", work); err != nil {
		t.Fatal(err)
	}
	if err := runner.Cancel("a"); err != nil {
		t.Fatal(err)
	}
	if end := h.last(t); end.Err == nil || end.Result != 7 {
		t.Errorf("end = %+v", end)
	}
	if code := audit.CodeOf(runner.Cancel("b")); code != audit.CodeNotFound {
		t.Errorf("cancel of an unknown job: %q", code)
	}
}

func TestPanicEndsJobWithAnError(t *testing.T) {
	h := listen()
	runner := job.NewRunner(h.hear)
	if err := runner.Start("a", "sync", func(context.Context, *job.Meter) (int, error) { panic("token abc") }); err != nil {
		t.Fatal(err)
	}
	end := h.last(t)
	if audit.CodeOf(end.Err) != audit.CodeInternal || end.Err.Error() != "Trailbook made a mistake and stopped this work. — What was done so far is kept. Please report it with the log file." {
		t.Errorf("err = %v", end.Err)
	}
}

func TestCloseStopsAll(t *testing.T) {
	runner := job.NewRunner(func(job.State[int]) {})
	var ended sync.WaitGroup
	ended.Add(2)
	for _, id := range []string{"a", "b"} {
		if err := runner.Start(id, "sync", func(ctx context.Context, _ *job.Meter) (int, error) {
			defer ended.Done()
			<-ctx.Done()
			return 0, ctx.Err()
		}); err != nil {
			t.Fatal(err)
		}
	}
	runner.Close()
	ended.Wait()
}
