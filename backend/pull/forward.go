package pull

import (
	"context"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// forward reads a log by going from each page to the next one it names.
type forward struct {
	*course
	at      tenant.Position
	from    int64           // the low end of what a rising walk receives, epoch ms
	ended   bool            // the end of the log was reached
	cursors map[string]bool // asked with so far
	earlier map[uint64]bool // entries of the page before the previous one
	seen    int             // entries received, without those of overlaps
	stale   int             // pages without anything new, one after the other
	full    int             // entries of the largest page known to have been full
	last    int             // entries of the page before

	overlaps bool // the next page begins with the last entry of this one
}

func (s *session) newForward(ctx context.Context, whole bool) (*forward, error) {
	c, err := s.newCourse(ctx, whole)
	if err != nil {
		return nil, err
	}
	f := &forward{course: c, from: store.BeginningOfTime, cursors: map[string]bool{}}
	if s.rising() {
		return f, f.resume(ctx)
	}
	if len(f.ahead) > 0 && !f.numbered() {
		f.limit = min(f.limit, firstLook)
	}
	return f, nil
}

// numbered reports pages with numbers, which must all have one size.
func (s *session) numbered() bool { return s.Profile.Request.Paging.Mode == tenant.ModePage }

// run walks until the end of the log or a stretch that reaches it. What was
// received before an error is kept.
func (f *forward) run(ctx context.Context) error {
	err := f.steps(ctx)
	keep := f.keep(context.WithoutCancel(ctx))
	if err != nil {
		return err
	}
	return keep
}

func (f *forward) steps(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	fetch := f.fetch(ctx)
	for {
		got := <-fetch
		if f.smaller(got.err) {
			if f.numbered() {
				f.restart()
			}
			fetch = f.fetch(ctx)
			continue
		}
		if got.err != nil {
			return got.err
		}
		if f.slipped(got.page) {
			f.at.Offset = max(0, f.at.Offset-f.limit)
			fetch = f.fetch(ctx)
			continue
		}
		done, next, err := f.take(ctx, got.page)
		if done || err != nil {
			return err
		}
		fetch = next
	}
}

func (f *forward) fetch(ctx context.Context) <-chan answer { return f.ask(ctx, f.at, f.limit) }

// slipped reports that a page from an offset does not overlap with the one
// before: entries ahead of it were removed, and the log moved up.
func (f *forward) slipped(page tenant.Page) bool {
	return f.overlaps && len(page.Entries) > 0 && !f.previous[f.mark(page.Entries[0])]
}

// restart begins a numbered log anew, because the size of its pages changed.
func (f *forward) restart() {
	f.at.Number, f.at.Offset = 0, 0
	f.previous, f.earlier, f.seen = nil, nil, 0
}

// take receives a page: it keeps what is new in it and decides where to go on.
func (f *forward) take(ctx context.Context, page tenant.Page) (done bool, next <-chan answer, err error) {
	at := f.at
	fresh := f.news(page)
	if at.Since.IsZero() && at.Until.IsZero() {
		f.count(page, f.seen-len(page.Entries))
	}
	end, err := f.over(ctx, page, len(fresh))
	if err != nil {
		return false, nil, err
	}
	known := len(f.ahead) > 0
	if !end {
		f.size(page)
	}
	if !end && !known {
		next = f.fetch(ctx) // nothing known to come: the next page is certain
	}
	before := f.report.Tally
	for i, entry := range fresh {
		f.receive(entry, at.Offset+len(page.Entries)-len(fresh)+i)
	}
	if f.batch.full() || known {
		if err := f.keep(ctx); err != nil {
			return false, next, err
		}
	}
	if f.Progress != nil {
		f.Progress(Progress{Events: f.report.Tally.Received + f.batch.count, Total: max(0, f.total)})
	}
	if end {
		f.ended, f.low = true, store.BeginningOfTime
		return true, nil, nil
	}
	if next != nil {
		return false, next, nil
	}
	quiet := f.report.Tally.Inserted == before.Inserted && f.report.Tally.Updated == before.Updated
	if f.join(quiet) {
		return true, nil, nil
	}
	return false, f.fetch(ctx), nil
}

// news returns the entries of the page that neither of the two pages before
// had: entries that arrive meanwhile push others to a later page.
func (f *forward) news(page tenant.Page) [][]byte {
	before := f.previous
	found := f.unseen(page)
	fresh := found[:0]
	for _, entry := range found {
		if !f.earlier[f.mark(entry)] {
			fresh = append(fresh, entry)
		}
	}
	if f.earlier = before; len(page.Entries) == 0 {
		f.previous = before
	}
	f.seen += len(fresh)
	return fresh
}

// over reports the end of the log, else moves on to the next page. A short
// page is no end: a tenant may give less than it was asked for.
func (f *forward) over(ctx context.Context, page tenant.Page, fresh int) (bool, error) {
	n := len(page.Entries)
	if !page.More {
		return true, nil
	}
	if f.tired(page, fresh) {
		if n > 0 && n == f.seen && n != page.Total {
			return false, f.deaf(n)
		}
		return true, nil
	}
	f.last = n
	if f.total >= 0 && f.seen >= f.total && f.at.Since.IsZero() && !countsPage(page, f.at.Offset) && !f.byTime() {
		return true, nil
	}
	if f.byTime() && !f.at.Until.IsZero() && !page.Next.Until.IsZero() && !page.Next.Until.Before(f.at.Until) {
		return f.stuck(ctx, page, fresh)
	}
	// One entry is read again, by which the next page shows that nothing slipped.
	if f.overlaps = f.anywhere() && n > 1; f.overlaps {
		page.Next.Offset--
	}
	return false, f.goOn(page.Next)
}

// tired reports pages that bring nothing any more: empty ones, or a log that
// repeats its last page for every number behind it.
func (f *forward) tired(page tenant.Page, fresh int) bool {
	if len(page.Entries) == 0 && f.cursors[page.Next.Cursor] {
		return true
	}
	if f.stale++; fresh > 0 {
		f.stale, f.full = 0, max(f.full, f.last)
	}
	return f.stale >= patience && !f.byTime()
}

// byTime reports a log that is read in windows of time.
func (s *session) byTime() bool { return s.Profile.Request.Paging.Mode == tenant.ModeWindow }

// goOn moves to the next page, unless that was asked for before.
func (f *forward) goOn(next tenant.Position) error {
	if next.Cursor != "" {
		if f.cursors[next.Cursor] {
			return audit.Errorf(audit.CodeProfile, "The tenant's pages lead round in a circle: behind entry %d the next page is one that was read before.", next.Offset).
				WithHint("Check answer.next, answer.last and request.paging.cursor in the endpoint profile.")
		}
		f.cursors[next.Cursor] = true
	}
	f.at = next
	return nil
}

// size sizes the next page by the bytes of this one, where sizes may change.
func (f *forward) size(page tenant.Page) {
	most := f.Profile.Request.Paging.Size
	if f.numbered() || len(page.Entries) == 0 || f.limit > most {
		return
	}
	bytes := 0
	for _, entry := range page.Entries {
		bytes += len(entry)
	}
	f.limit = max(smallest, min(pageBytes/max(1, bytes/len(page.Entries)), 2*f.limit, most))
}

// stuck decides about a window that did not move: every entry of the page is
// of one instant, as finely as the tenant's bound can say it.
func (f *forward) stuck(ctx context.Context, page tenant.Page, fresh int) (bool, error) {
	if fresh > 0 {
		return false, nil // the same window again, with a larger page
	}
	n := len(page.Entries)
	if f.total >= 0 && f.seen >= f.total && f.whole {
		return true, nil
	}
	if n >= f.limit && f.Profile.Request.Paging.Limit != "" && 2*f.limit <= largestPage {
		f.limit *= 2
		return false, nil
	}
	older, err := f.olderThan(ctx, f.at.Until)
	if err != nil {
		return false, err
	}
	if !older && n < f.limit && (f.full == 0 || n < f.full) {
		return true, nil
	}
	return false, audit.Errorf(audit.CodeProfile,
		"More entries share the moment before %s than a page holds (%d): those that do not fit cannot be asked for.", f.at.Until.UTC().Format(time.RFC3339Nano), n).
		WithHint("Raise request.paging.size, or write request.between.format more finely, in the endpoint profile.")
}

// largestPage is how many entries a page that is filled by one instant may be
// asked to hold.
const largestPage = 10000

// olderThan reports entries below an instant that this walk has not received.
func (f *forward) olderThan(ctx context.Context, until time.Time) (bool, error) {
	for range 2 { // the tenant may count the bound in or not
		until = f.Profile.StepDown(until)
		page, err := f.Client.Page(ctx, tenant.Position{Until: until}, f.limit)
		if err != nil {
			return false, err
		}
		for _, entry := range page.Entries {
			if mark := f.mark(entry); !f.previous[mark] && !f.earlier[mark] {
				return true, nil
			}
		}
	}
	return false, nil
}
