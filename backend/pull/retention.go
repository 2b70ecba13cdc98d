package pull

import (
	"context"
	"time"

	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// retention looks at where the tenant's log begins now: whether it forgot
// entries before they were received, and how long it keeps them.
func (s *session) retention(ctx context.Context, c *course) error {
	oldest, err := s.oldestOfTenant(ctx, c)
	if err != nil || oldest == 0 {
		return err
	}
	s.report.Oldest = time.UnixMilli(oldest).UTC()
	s.report.Newest = s.report.To
	for _, gap := range gapsBelow(s.covered, oldest) {
		gap.TenantID, gap.SourceID = s.Tenant.ID, s.source.ID
		if err := s.Store.KeepGap(ctx, gap); err != nil {
			return err
		}
		s.report.Gaps = append(s.report.Gaps, gap)
		s.report.Warn(gap.Warning())
	}
	forgot, err := s.Store.HoldsBefore(ctx, s.Tenant.ID, oldest)
	if err != nil || !forgot {
		return err
	}
	s.keeps = s.now().Sub(s.report.Oldest)
	known := s.Tenant // as the sync before left it
	known.KeepsMs = s.keeps.Milliseconds()
	s.report.Warn(known.RetentionWarning(s.now()))
	return nil
}

// oldestOfTenant is the time of the tenant's oldest entry in epoch
// milliseconds, 0 where it cannot be told with one small question at most.
func (s *session) oldestOfTenant(ctx context.Context, c *course) (int64, error) {
	switch {
	case c.whole && !s.report.From.IsZero():
		return s.report.From.UnixMilli(), nil
	case !s.anywhere() || s.rising() || c.total <= 0:
		return 0, nil
	}
	page, err := s.Client.Page(ctx, tenant.Position{Offset: c.total - 1}, 1)
	if err != nil || len(page.Entries) == 0 {
		return 0, ctx.Err() // the sync is done without the answer
	}
	event, err := s.Profile.Map(page.Entries[len(page.Entries)-1])
	if err != nil {
		return 0, nil //nolint:nilerr // an entry without a time tells nothing
	}
	return event.CreatedAt.UnixMilli(), nil
}

func (s *session) now() time.Time {
	if s.Now != nil {
		return s.Now()
	}
	return time.Now()
}

// gapsBelow are the periods of a tenant's log that no sync received and that
// its log, which now begins at oldest, no longer has. covered is what was
// received before, newest first.
func gapsBelow(covered []store.Stretch, oldest int64) (gaps []store.Gap) {
	add := func(from, to int64) {
		gaps = append(gaps, store.Gap{From: from, To: to, Reason: "the tenant had forgotten them before this sync."})
	}
	if len(covered) > 0 && oldest > covered[0].High {
		add(covered[0].High, oldest)
	}
	for i, stretch := range covered {
		last := i+1 == len(covered)
		switch {
		case stretch.Low == store.BeginningOfTime:
			return gaps
		case last && oldest >= stretch.Low:
			add(0, stretch.Low)
		case !last && oldest > covered[i+1].High:
			add(covered[i+1].High, min(stretch.Low, oldest))
		}
	}
	return gaps
}
