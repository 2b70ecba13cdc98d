package pull

import (
	"context"
	"math"
	"time"

	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

const (
	firstLook   = 20            // entries of the first page when most is known already
	smallest    = 5             // entries of a page whose answers keep being cut off
	pageBytes   = 4 << 20       // aimed at for a page: entries differ a thousandfold in size
	overlapTime = time.Hour     // entries may become visible this much after they were created
	overlapJump = 20            // entries read again after a jump over a known stretch
	never       = math.MaxInt64 // lowest time of no entry
	nothing     = math.MinInt64 // highest time of no entry
)

// walk reads a log from its newest entry downwards once, where any offset can
// be asked for.
type walk struct {
	*course
	offset  int
	bottom  uint64 // the last entry of the page before
	repeats int    // pages that ended with the same entry, one after the other
}

func (s *session) newWalk(ctx context.Context, whole bool) (*walk, error) {
	c, err := s.newCourse(ctx, whole)
	if len(c.ahead) > 0 {
		c.limit = min(c.limit, firstLook)
	}
	return &walk{course: c}, err
}

// run walks until the end of the log or a stretch that reaches it. What was
// received before an error is kept.
func (w *walk) run(ctx context.Context) error {
	err := w.steps(ctx)
	keep := w.keep(context.WithoutCancel(ctx))
	if err != nil {
		return err
	}
	return keep
}

func (w *walk) steps(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	fetch := w.fetch(ctx)
	for {
		got := <-fetch
		if w.smaller(got.err) {
			fetch = w.fetch(ctx)
			continue
		}
		if got.err != nil {
			return got.err
		}
		w.count(got.page, w.offset)
		if len(got.page.Entries) == 0 {
			w.low = store.BeginningOfTime
			return nil
		}
		if w.repeated(got.page) {
			if got.page.Total != len(got.page.Entries) {
				return w.deaf(len(got.page.Entries))
			}
			w.low = store.BeginningOfTime
			return nil
		}
		if w.slipped(got.page) {
			w.offset = max(0, w.offset-w.limit)
			fetch = w.fetch(ctx)
			continue
		}
		done, next, err := w.take(ctx, got.page)
		if done || err != nil {
			return err
		}
		fetch = next
	}
}

// fetch asks for the page at the walk's offset.
func (w *walk) fetch(ctx context.Context) <-chan answer {
	return w.ask(ctx, tenant.Position{Offset: w.offset}, w.limit)
}

// slipped reports that the page does not overlap with the one before: entries
// above were removed, and the log moved up under the walk.
func (w *walk) slipped(page tenant.Page) bool {
	if w.offset == 0 || w.previous == nil {
		return false
	}
	return !w.previous[w.mark(page.Entries[0])]
}

// repeated reports that the pages end with the same entry however far the
// offset moved on.
func (w *walk) repeated(page tenant.Page) bool {
	bottom := w.mark(page.Entries[len(page.Entries)-1])
	if bottom != w.bottom {
		w.bottom, w.repeats = bottom, 0
		return false
	}
	w.repeats++
	return w.repeats >= patience
}

// take receives a page: it keeps what is new in it and decides where to go on.
func (w *walk) take(ctx context.Context, page tenant.Page) (done bool, next <-chan answer, err error) {
	fresh := w.unseen(page)
	end := w.total >= 0 && w.offset+len(page.Entries) >= w.total && !countsPage(page, w.offset)
	start := w.offset
	w.advance(page)
	if !end && len(w.ahead) == 0 {
		next = w.fetch(ctx) // nothing known below: the next page is certain
	}
	before := w.report.Tally
	for i, entry := range fresh {
		w.receive(entry, start+len(page.Entries)-len(fresh)+i)
	}
	if w.batch.full() || len(w.ahead) > 0 {
		if err := w.keep(ctx); err != nil {
			return false, next, err
		}
	}
	if w.Progress != nil {
		w.Progress(Progress{Events: w.report.Tally.Received + w.batch.count, Total: max(0, w.total)})
	}
	if end {
		w.low = store.BeginningOfTime
		return true, nil, nil
	}
	if next != nil {
		return false, next, nil
	}
	quiet := w.report.Tally.Inserted == before.Inserted && w.report.Tally.Updated == before.Updated
	if w.report.Tally.Duplicates > before.Duplicates {
		w.limit = min(w.limit, firstLook) // known ground: small steps
	}
	if done, err := w.join(ctx, quiet); done || err != nil {
		return done, nil, err
	}
	return false, w.fetch(ctx), nil
}

// advance moves the offset behind the page but for one entry, by which the
// next page shows that nothing slipped, and sizes the next page by bytes.
func (w *walk) advance(page tenant.Page) {
	size := 0
	for _, entry := range page.Entries {
		size += len(entry)
	}
	w.offset += max(1, len(page.Entries)-1)
	if len(page.Entries) == 1 {
		w.previous = nil // no overlap to look at
	}
	fitting := pageBytes / max(1, size/len(page.Entries))
	w.limit = max(smallest, min(fitting, 2*w.limit, w.Profile.Request.Paging.Size))
}

// join looks whether the walk has come well into a known stretch without
// finding anything new; it then ends, or jumps to the stretch's lower end.
func (w *walk) join(ctx context.Context, quiet bool) (done bool, err error) {
	for len(w.ahead) > 0 && quiet && w.low < w.ahead[0].High-overlapTime.Milliseconds() {
		known := w.ahead[0]
		w.ahead = w.ahead[1:]
		if known.Low == store.BeginningOfTime {
			w.whole = false
			w.low = known.Low
			return true, nil
		}
		if known.Low >= w.low {
			continue // walked past it already
		}
		return false, w.jump(ctx, known)
	}
	return false, nil
}

// jump goes to the lower end of a known stretch. How deep that is in the
// tenant's list follows from the cache; a page that does not begin inside the
// stretch shows that it is less deep, and the walk steps back.
func (w *walk) jump(ctx context.Context, known store.Stretch) error {
	held, err := w.Store.CountSince(ctx, w.Tenant.ID, known.Low)
	if err != nil {
		return err
	}
	for target := held - overlapJump; target > w.offset; target -= max(overlapJump, (held-w.offset)/4) {
		page, err := w.Client.Page(ctx, tenant.Position{Offset: target}, 1)
		if err != nil {
			return err
		}
		if len(page.Entries) == 0 {
			continue
		}
		event, err := w.Profile.Map(page.Entries[0])
		if err == nil && event.CreatedAt.UnixMilli() >= known.Low {
			w.listing.stop()
			w.offset, w.previous, w.whole, w.low = target, nil, false, known.Low
			w.limit = min(w.limit, firstLook)
			return nil
		}
	}
	return nil
}
