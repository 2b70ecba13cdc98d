package pull

import (
	"context"
	"math"
	"time"

	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// join looks whether a walk downwards has come well into a known stretch
// without finding anything new. Where that reaches the end of the log, the walk
// ends; else it goes on below it, where the tenant can be asked for entries up
// to a time, or reads on.
func (f *forward) join(quiet bool) (done bool) {
	if f.rising() {
		return false
	}
	for len(f.ahead) > 0 && quiet && f.low < f.ahead[0].High-overlapTime.Milliseconds() {
		known := f.ahead[0]
		f.ahead = f.ahead[1:]
		if known.Low == store.BeginningOfTime {
			f.whole, f.low = false, known.Low
			return true
		}
		if known.Low >= f.low || f.Profile.Request.Between.To == "" {
			continue
		}
		// Stretches do not hold the millisecond below them: ask for that too.
		f.at = tenant.Position{Until: time.UnixMilli(known.Low)}
		f.listing.stop()
		f.previous, f.earlier, f.whole, f.low = nil, nil, false, known.Low
		f.cursors, f.stale, f.full, f.last = map[string]bool{}, 0, 0, 0
		return false
	}
	return false
}

// resume goes, in a log that begins with its oldest entry, to where the cache
// ends. Entries may become visible a while after they were created, so it goes
// back by that much.
func (f *forward) resume(ctx context.Context) error {
	known := store.Stretch{High: nothing}
	for _, stretch := range f.ahead {
		if stretch.Low == store.BeginningOfTime {
			known = stretch
		}
	}
	f.ahead = nil
	if known.High == nothing {
		return nil
	}
	bound := known.High - overlapTime.Milliseconds()
	if f.Profile.Request.Between.From != "" {
		f.at.Since, f.from, f.whole = time.UnixMilli(bound), bound, false
		return nil
	}
	if !f.anywhere() && !f.numbered() {
		return nil
	}
	all, err := f.Store.CountSince(ctx, f.Tenant.ID, store.BeginningOfTime)
	if err != nil {
		return err
	}
	late, err := f.Store.CountSince(ctx, f.Tenant.ID, bound)
	if err != nil {
		return err
	}
	return f.search(ctx, all-late, bound)
}

// search looks for the last page, at about the given offset or before, that
// begins with an entry from before the bound: all that comes ahead of it in the
// log is older still, and known. Where there is none the log is read whole.
func (f *forward) search(ctx context.Context, offset int, bound int64) error {
	for at, back := offset, max(overlapJump, offset/16); at > 0; at, back = at-back, 2*back {
		n, err := f.begin(ctx, at, f.limit, bound)
		if err != nil {
			return err
		}
		if n > 0 && n < f.limit && f.numbered() {
			// Perhaps the tenant's pages are smaller, and this one far too early.
			_, err = f.begin(ctx, at, n, bound)
		}
		if n > 0 || err != nil {
			return err
		}
	}
	return nil
}

// begin lets the walk begin at an offset, in pages of a size, if the page there
// begins before the bound; it returns how many entries that page has, else 0.
func (f *forward) begin(ctx context.Context, offset, size int, bound int64) (int, error) {
	at, limit, seen := tenant.Position{Offset: offset}, 1, offset
	if f.numbered() {
		// How many entries are ahead of a page only the tenant knows.
		at, limit, seen = tenant.Position{Number: offset / size, Offset: offset}, f.limit, math.MinInt32
	}
	page, err := f.Client.Page(ctx, at, limit)
	if err != nil || len(page.Entries) == 0 {
		return 0, err
	}
	event, err := f.Profile.Map(page.Entries[0])
	if err != nil || event.CreatedAt.UnixMilli() >= bound {
		return 0, nil //nolint:nilerr // an entry without a time proves nothing; the search goes on
	}
	f.at, f.from, f.whole, f.seen = at, bound, false, seen
	return len(page.Entries), nil
}

// keep writes the batch and the stretch received so far. Upwards it ends below
// the highest millisecond, which may hold entries of the next page.
func (f *forward) keep(ctx context.Context) error {
	if !f.rising() {
		return f.course.keep(ctx)
	}
	stretch := store.Stretch{Low: f.from, High: f.high}
	if !f.ended {
		stretch.High--
	}
	return f.cover(ctx, stretch)
}
