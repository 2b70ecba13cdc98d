package bind

import (
	"context"
	"strconv"
	"sync"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// intervalSetting holds the minutes between two automatic syncs; 0 is off.
const intervalSetting = "sync.interval"

// intervals are the choices, in minutes.
var intervals = []int{0, 15, 60, 6 * 60, 24 * 60}

// longestWait bounds one sleep of the schedule: a machine that was asleep
// itself wakes with its timers late, so the wall clock is looked at again.
const longestWait = 30 * time.Second

// schedule starts an automatic sync now and then. Its zero value is off.
type schedule struct {
	mu   sync.Mutex
	wait time.Duration // between two starts; 0 is off
	next time.Time     // the next start by the wall clock
	runs int           // syncs started, which makes the ids of their jobs
	wake chan struct{}
	stop context.CancelFunc
	done sync.WaitGroup
}

// set changes the interval; the next start is at first, or one interval from
// now where first is zero.
func (s *schedule) set(wait time.Duration, first time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wait, s.next = wait, first
	if first.IsZero() {
		s.next = time.Now().Add(wait).Round(0)
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// nextStart is zero while the schedule is off.
func (s *schedule) nextStart() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wait == 0 {
		return time.Time{}
	}
	return s.next
}

// due reports whether it is time, and if so sets the next start; else it says
// how long to sleep before asking again.
func (s *schedule) due(now time.Time) (due bool, sleep time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wait == 0 {
		return false, longestWait
	}
	if left := s.next.Sub(now); left > 0 {
		return false, min(left, longestWait)
	}
	s.next = now.Add(s.wait)
	return true, min(s.wait, longestWait)
}

// automaticJob begins the id of every job that the schedule starts; the page
// follows those as it follows its own.
const automaticJob = "automatic-"

// begin runs the schedule until end. start reports whether the sync began: one
// that did not, because another runs, leaves its id to the next.
func (s *schedule) begin(start func(jobID string) bool) {
	ctx, cancel := context.WithCancel(context.Background())
	s.wake, s.stop = make(chan struct{}, 1), cancel
	s.done.Go(func() {
		for {
			due, sleep := s.due(time.Now().Round(0))
			if due && start(automaticJob+strconv.Itoa(s.runs+1)) {
				s.runs++
			}
			timer := time.NewTimer(sleep)
			select {
			case <-ctx.Done():
				timer.Stop()
				return
			case <-s.wake:
			case <-timer.C:
			}
			timer.Stop()
		}
	})
}

func (s *schedule) end() {
	s.stop()
	s.done.Wait()
}

// loadInterval sets the schedule to what the user chose: the first start is
// one interval after the tenant that was synced the longest ago.
func (c *Core) loadInterval(ctx context.Context) error {
	var minutes int
	if err := c.Store.Setting(ctx, intervalSetting, &minutes); err != nil || minutes == 0 {
		return err
	}
	tenants, err := c.Store.Tenants(ctx)
	if err != nil {
		return err
	}
	wait := c.minutes(minutes)
	first := time.Now().Round(0)
	oldest := int64(0)
	for _, t := range tenants {
		if (t.URL != "" || t.Demo) && (oldest == 0 || t.SyncedAt < oldest) {
			oldest = t.SyncedAt
		}
	}
	if at := time.UnixMilli(oldest).Add(wait); at.After(first) {
		first = at
	}
	c.schedule.set(wait, first)
	return nil
}

// minutes is how long some minutes last: in tests a minute is shorter.
func (c *Core) minutes(n int) time.Duration {
	if c.Minute == 0 {
		return time.Duration(n) * time.Minute
	}
	return time.Duration(n) * c.Minute
}

// autoSync starts a sync of all tenants under a job id, unless the user works
// offline or one runs already: then the next one will do.
func (c *Core) autoSync(jobID string) (begun bool) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := c.startSync(ctx, jobID, "")
	switch audit.CodeOf(err) {
	case "", audit.CodeBusy, audit.CodeOffline:
	default:
		c.logError("automatic sync", err)
	}
	return err == nil
}
