package bind

import (
	"context"
	"sort"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
)

// Seek is the row number, under a token, of the first event created at a time
// or after it, and of the newest where all are older. The time is written as
// on the command line, a date without a time in the zone; CodeInvalid for one
// that cannot be read, and where the table is sorted by something else.
func (e *Events) Seek(token, at, zone string) (int, error) {
	return call(e.core, "Events.Seek", func(ctx context.Context) (int, error) {
		found, err := e.core.results.of(token)
		if err != nil {
			return 0, err
		}
		if !found.order.ByTime() {
			return 0, audit.Errorf(audit.CodeInvalid, "The table is sorted by %s, not by time.", string(found.order.Column)).
				WithHint("Sort by Created, then go to the time.")
		}
		location, err := query.ParseZone(zone)
		if err != nil {
			return 0, err
		}
		moment, err := query.ParseTime(at, location)
		if err != nil {
			return 0, err
		}
		return e.core.seek(ctx, found, moment.UnixMilli())
	})
}

// seek halves the list until it has the place: a read of one row each time,
// however long the list.
func (c *Core) seek(ctx context.Context, in result, at int64) (int, error) {
	var failed error
	count := in.rows.Count()
	reached := func(i int) bool { // of a list from the oldest on
		if !in.order.Ascending {
			i = count - 1 - i
		}
		rows, err := c.Store.Rows(ctx, in.rows.Keys(i, 1))
		if err != nil {
			failed = err
		}
		return err != nil || len(rows) == 0 || rows[0].CreatedAt >= at
	}
	place := min(sort.Search(count, reached), max(count-1, 0))
	if !in.order.Ascending {
		place = max(count-1-place, 0)
	}
	return place, failed
}

// News answers a token's question anew without replacing its rows: whether
// there is something new to show, for a table that must not move under the
// reader.
func (e *Events) News(token string) (News, error) {
	return call(e.core, "Events.News", func(ctx context.Context) (news News, err error) {
		found, err := e.core.results.of(token)
		if err != nil {
			return news, err
		}
		if news.Count, err = e.core.search.Count(ctx, found.filter); err != nil {
			return news, err
		}
		news.Total, err = e.core.search.Count(ctx, audit.Filter{Tenants: found.filter.Tenants})
		return news, err
	})
}
