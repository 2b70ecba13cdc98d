package tenant

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

// RetryPolicy says how patiently a request is repeated. Zero fields stand for
// the defaults: 8 tries, 400 ms, 20 s, 2 min.
type RetryPolicy struct {
	Tries   int           // attempts in all, the first included
	Base    time.Duration // the first pause; each further one doubles
	Cap     time.Duration // the longest pause of our own choice
	Longest time.Duration // the longest pause that Retry-After can ask for
}

func (p RetryPolicy) withDefaults() RetryPolicy {
	return RetryPolicy{
		Tries:   cmp.Or(p.Tries, 8),
		Base:    cmp.Or(p.Base, 400*time.Millisecond),
		Cap:     cmp.Or(p.Cap, 20*time.Second),
		Longest: cmp.Or(p.Longest, 2*time.Minute),
	}
}

// pause is how long to wait behind the given try (from 1): what the tenant
// asks for, else doubling with half of it left to chance, so that clients that
// failed together do not come back together.
func (p RetryPolicy) pause(try int, asked time.Duration) time.Duration {
	if asked > 0 {
		return min(asked, p.Longest)
	}
	pause := p.Cap
	if doublings := try - 1; doublings < 30 && p.Base<<doublings < p.Cap {
		pause = p.Base << doublings
	}
	return pause/2 + rand.N(pause/2+1) //nolint:gosec // chance spreads clients, it guards nothing
}

// retryAfter reads how long an answer asks us to wait: seconds, or a date,
// which counts from the answer's own Date since the clocks may differ. 0 means
// that it does not say.
func retryAfter(header http.Header, now time.Time) time.Duration {
	text := header.Get("Retry-After")
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	until, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(header.Get("Date")); err == nil {
		now = date
	}
	return max(until.Sub(now), 0)
}

// wait pauses behind a failed try and tells why. It returns early, with the
// context's error, when the caller gives up.
func (c *Client) wait(ctx context.Context, f *failure, try, tries int) error {
	pause := c.retry.pause(try, f.after)
	if c.notify != nil {
		c.notify(fmt.Sprintf("waiting %s: %s (try %d of %d)", inWords(pause), f.why, try+1, tries))
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func inWords(pause time.Duration) string {
	if pause < time.Second {
		return fmt.Sprintf("%d ms", pause.Milliseconds())
	}
	return fmt.Sprintf("%d s", pause.Round(time.Second)/time.Second)
}
