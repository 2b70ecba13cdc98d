package store

import (
	"context"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/fulltext"
)

// merging is a merge of segments that goes on while others write.
type merging struct {
	old   []textSegment
	stale int // events of theirs that are told elsewhere
	place textSegment
	parts *fulltext.Parts // nil where the old ones cannot be read, or tell of no event
	done  chan struct{}
}

// mergingOf begins to merge segments that are in the cache; nil where there are
// not enough.
func (s *Store) mergingOf(ctx context.Context) (*merging, error) {
	old, err := mergeable(ctx, s.read)
	if err != nil || old == nil {
		return nil, err
	}
	m := &merging{old: old, done: make(chan struct{})}
	go func() {
		defer close(m.done)
		m.merge(ctx, s.read)
	}()
	return m, nil
}

func (m *merging) merge(ctx context.Context, from reader) {
	merged, stale, err := mergedOf(ctx, from, m.old, func(int64) bool { return true })
	if err != nil || merged.Len() == 0 {
		return
	}
	m.stale = stale
	m.place.Low, m.place.High = merged.Span()
	m.place.Events = merged.Len()
	m.parts = merged.Encode()
}

// write puts the merged segment, once it is made, in the place of the old ones.
// ok is false, and they stay, where they could not be read or are not what they
// were.
func (m *merging) write(ctx context.Context, tx *sqlx.Tx) (ok bool, err error) {
	<-m.done
	if m.parts == nil {
		return false, nil
	}
	stale := 0
	for _, g := range m.old {
		var there int
		if err := tx.GetContext(ctx, &there, "SELECT count(*) FROM text_segment WHERE id = ? AND low = ? AND high = ? AND events = ?", g.ID, g.Low, g.High, g.Events); err != nil || there == 0 {
			return false, err
		}
		gone, err := staleIn(ctx, tx, g.ID)
		if err != nil {
			return false, err
		}
		stale += len(gone)
	}
	if stale != m.stale {
		return false, nil
	}
	for _, g := range m.old {
		if err := dropSegment(ctx, tx, g.ID); err != nil {
			return false, err
		}
	}
	return true, putParts(ctx, tx, m.parts, m.place)
}
