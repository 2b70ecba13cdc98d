package pull

import (
	"context"

	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// level reports whether the cache has what the tenant counts. A tenant without
// a count is believed.
func (s *session) level(ctx context.Context, c *course) (bool, error) {
	if c.total < 0 {
		return true, nil
	}
	held, err := s.Store.CountSince(ctx, s.Tenant.ID, store.BeginningOfTime)
	if err != nil || held+s.surplus == c.total {
		return err == nil, err
	}
	// The tenant forgets its oldest entries, the cache does not: count from
	// the oldest that the tenant still has.
	if !s.reachesOldest() {
		if !c.whole && held+s.surplus > c.total {
			return true, nil // nothing says that any is missing
		}
	} else if held, err = s.heldOfTenant(ctx, c.total); err != nil {
		return false, err
	}
	if held+s.surplus == c.total {
		return true, nil
	}
	if c.whole && c.firstTotal == c.total {
		// Every entry was read and none came meanwhile: the rest of the count
		// is entries listed twice or rejected.
		s.surplus = c.total - held
		return true, nil
	}
	return false, nil
}

// reachesOldest reports that the tenant's oldest entry can be asked for alone.
func (s *session) reachesOldest() bool { return s.rising() || s.anywhere() }

// rising reports a log that begins with its oldest entry.
func (s *session) rising() bool { return s.Profile.Answer.Order == tenant.OrderOldest }

// anywhere reports a log that can be read from any offset.
func (s *session) anywhere() bool { return s.Profile.Request.Paging.Mode == tenant.ModeOffset }

func (s *session) heldOfTenant(ctx context.Context, total int) (int, error) {
	since := int64(store.BeginningOfTime)
	if total > 0 {
		var at tenant.Position
		if !s.rising() {
			at.Offset = total - 1
		}
		page, err := s.Client.Page(ctx, at, 1)
		if err != nil {
			return 0, err
		}
		if len(page.Entries) > 0 {
			if event, err := s.Profile.Map(page.Entries[0]); err == nil {
				since = event.CreatedAt.UnixMilli()
			}
		}
	}
	return s.Store.CountSince(ctx, s.Tenant.ID, since)
}
