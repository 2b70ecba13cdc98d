package pull

import (
	"context"
	"errors"
	"hash/maphash"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// course is what every walk through a log keeps account of.
type course struct {
	*session
	batch      batch
	limit      int
	ahead      []store.Stretch // known stretches still to come, newest first
	high, low  int64           // the stretch this walk is receiving, epoch ms
	total      int             // the tenant's count with the last page, -1 unknown
	firstTotal int             // and with the first
	uncounted  bool            // the tenant's count is not the log's
	whole      bool            // no stretch was jumped over
	previous   map[uint64]bool // entries of the page before
	seed       maphash.Seed
}

func (s *session) newCourse(ctx context.Context, whole bool) (*course, error) {
	c := &course{session: s, limit: s.Profile.Request.Paging.Size, low: never, high: nothing, total: -1, firstTotal: -1, whole: true, seed: maphash.MakeSeed()}
	c.batch = batch{session: s}
	if whole {
		return c, nil
	}
	var err error
	c.ahead, err = s.Store.Coverage(ctx, s.Tenant.ID)
	return c, err
}

// walk goes through the log once in the way that the profile allows: from any
// offset, or onwards from page to page.
func (s *session) walk(ctx context.Context, whole bool) (*course, error) {
	if s.anywhere() && !s.rising() {
		w, err := s.newWalk(ctx, whole)
		if err != nil {
			return nil, err
		}
		return w.course, w.run(ctx)
	}
	f, err := s.newForward(ctx, whole)
	if err != nil {
		return nil, err
	}
	return f.course, f.run(ctx)
}

// answer is a page under way or arrived.
type answer struct {
	page tenant.Page
	err  error
}

// ask asks for a page beside whatever the walk does meanwhile.
func (c *course) ask(ctx context.Context, at tenant.Position, limit int) <-chan answer {
	arrived := make(chan answer, 1)
	go func() {
		page, err := c.Client.Page(ctx, at, limit)
		arrived <- answer{page, err}
	}()
	return arrived
}

// smaller reports whether a failed page is worth asking for in smaller pieces.
func (c *course) smaller(err error) bool {
	var known *audit.Error
	if !errors.As(err, &known) || known.Code != audit.CodeCutOff || c.limit <= smallest {
		return false
	}
	c.limit = max(smallest, c.limit/4)
	return true
}

// count takes over the tenant's count of its log. A count that a page goes
// beyond is not the log's, and so is none.
func (c *course) count(page tenant.Page, offset int) {
	n := len(page.Entries)
	if n == 0 && page.Total < 0 {
		return // behind the last page some tenants say nothing
	}
	c.uncounted = c.uncounted || (n > 0 && page.Total >= 0 && offset+n > page.Total)
	if c.uncounted {
		page.Total = -1
	}
	c.total = page.Total
	if c.firstTotal < 0 {
		c.firstTotal = page.Total
	}
}

// countsPage reports a count that may be of the page only: the first page has
// as many entries.
func countsPage(page tenant.Page, offset int) bool {
	return offset == 0 && page.Total == len(page.Entries)
}

// patience is how many pages without anything new pass before a log counts as
// one that repeats itself.
const patience = 3

// deaf is the error for a tenant that gives the same entries whatever page is
// asked for, and does not say that they are all it has.
func (c *course) deaf(entries int) error {
	return audit.Errorf(audit.CodeProfile, "The tenant gives the same %d entries whatever page it is asked for: it does not know the parameter for that, or these are all it has.", entries).
		WithHint("The entries are kept. Check request.paging in the endpoint profile, or connect by example with a recording in which you went to the next page.")
}

func (c *course) mark(entry []byte) uint64 { return maphash.Bytes(c.seed, entry) }

// unseen returns the entries of the page that the page before did not have,
// and remembers this page.
func (c *course) unseen(page tenant.Page) [][]byte {
	marks := make(map[uint64]bool, len(page.Entries))
	fresh := make([][]byte, 0, len(page.Entries))
	for _, entry := range page.Entries {
		mark := c.mark(entry)
		if !c.previous[mark] {
			fresh = append(fresh, entry)
		}
		marks[mark] = true
	}
	c.previous = marks
	return fresh
}

// receive maps one entry and puts it into the batch.
func (c *course) receive(entry []byte, at int) {
	event, err := c.Profile.Map(entry)
	if err != nil {
		c.batch.reject(at, err)
		c.listing.unreadable(entry)
		return
	}
	created := event.CreatedAt.UnixMilli()
	c.low, c.high = min(c.low, created), max(c.high, created)
	c.report.Saw(event.CreatedAt)
	c.listing.saw(event.ID, created)
	c.batch.add(event)
}

// keep writes the batch and the stretch received so far, downwards. The walk's
// lowest millisecond may hold entries of the next page and does not belong to
// it yet.
func (c *course) keep(ctx context.Context) error {
	stretch := store.Stretch{Low: c.low, High: c.high}
	if c.low != store.BeginningOfTime && c.low != never {
		stretch.Low++
	}
	return c.cover(ctx, stretch)
}

// cover writes the batch and then, unless it is empty, a stretch.
func (c *course) cover(ctx context.Context, stretch store.Stretch) error {
	if err := c.batch.flush(ctx); err != nil {
		return err
	}
	if c.high == nothing || stretch.Low > stretch.High {
		return nil
	}
	return c.Store.Cover(ctx, c.Tenant.ID, stretch)
}
