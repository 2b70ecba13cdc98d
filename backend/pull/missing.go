package pull

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"
	"math"
	"slices"
)

// listing remembers which entries a walk was given without a break, newest
// first or oldest first: 8 bytes an entry. What the cache holds of that period
// and the tenant did not list is gone from its log. A nil listing remembers
// nothing.
type listing struct {
	seed      maphash.Seed
	seen      []uint64 // hashes of ids
	low, high int64    // the period, epoch ms
	unread    [][]byte // entries that cannot be events; one of them may be what is missed
	ended     bool
}

// mostUnread is how many entries that cannot be events a listing keeps. Of a
// log with more of them nothing is said to be gone.
const mostUnread = 100

// newListing is nil where the cache has nothing that could be missed.
func (s *session) newListing(ctx context.Context) (*listing, error) {
	has, err := s.Store.HasListed(ctx, s.Tenant.ID)
	if err != nil || !has {
		return nil, err
	}
	return &listing{seed: maphash.MakeSeed(), low: math.MaxInt64, high: math.MinInt64}, nil
}

func (l *listing) hash(id string) uint64 { return maphash.String(l.seed, id) }

// saw remembers an entry that the tenant listed, created at so many epoch
// milliseconds.
func (l *listing) saw(id string, created int64) {
	if l == nil || l.ended {
		return
	}
	l.seen = append(l.seen, l.hash(id))
	l.low, l.high = min(l.low, created), max(l.high, created)
}

// unreadable remembers an entry without an id or a time that can be read.
func (l *listing) unreadable(entry []byte) {
	if l != nil && !l.ended && len(l.unread) <= mostUnread {
		l.unread = append(l.unread, bytes.Clone(entry))
	}
}

// stop ends the period before the walk jumps over a part of the log.
func (l *listing) stop() {
	if l != nil {
		l.ended = true
	}
}

// missing compares the cache with what a walk was given and flags what is
// gone. At the old end of the period an hour is left out: entries arrive late,
// and what a tenant forgets of its oldest ones is not gone. At the new end it
// is the millisecond of the newest entry, and what is newer.
func (s *session) missing(ctx context.Context, c *course) error {
	l := s.listing
	if l == nil || len(l.seen) == 0 || len(l.unread) > mostUnread {
		return nil
	}
	if s.shifted(c) {
		return nil // the next walk will tell
	}
	slices.Sort(l.seen)
	gone, err := s.Store.Unlisted(ctx, s.source, l.low+overlapTime.Milliseconds(), l.high, func(id string) bool {
		_, found := slices.BinarySearch(l.seen, l.hash(id))
		return found || slices.ContainsFunc(l.unread, func(entry []byte) bool { return bytes.Contains(entry, []byte(id)) })
	})
	if err != nil || len(gone) == 0 {
		return err
	}
	if err := s.Store.MarkGone(ctx, gone); err != nil {
		return err
	}
	s.report.Gone += len(gone)
	return nil
}

// shifted reports a log whose entries may have moved past the walk unseen while
// it was read: the log shrank, or it is read by counting and did not stand still.
func (s *session) shifted(c *course) bool {
	if s.numbered() || s.anywhere() && s.rising() {
		return c.total < 0 || c.total != c.firstTotal
	}
	return c.total >= 0 && c.total < c.firstTotal
}

// tellChanges warns of what later reading of the log revealed.
func (s *session) tellChanges() {
	entries := func(n int) string {
		if n == 1 {
			return "1 entry"
		}
		return fmt.Sprintf("%d entries", n)
	}
	if n := s.report.Gone; n > 0 {
		s.report.Warn("The tenant's log no longer has " + entries(n) + " that it had before; the cache keeps what it held.")
	}
	if n := s.report.Tally.Changed; n > 0 {
		s.report.Warn("The tenant's log shows " + entries(n) + " otherwise than before; the cache keeps both versions.")
	}
}
