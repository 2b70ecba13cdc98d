package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/fulltext"
)

// checkTexts holds the full text against the events: every event's texts are
// taken from its entry again, and every segment is taken apart and made anew.
// Of events that are not what the ledger sealed, which was said already, the
// texts may be what they were.
func (c *checker) checkTexts(ctx context.Context) error {
	if c.store.contents == nil {
		return nil // nobody here knows what events changed
	}
	from := *c.store
	from.read = c.tx
	state, err := from.textState(ctx)
	if err != nil {
		return err
	}
	check := textCheck{store: &from, told: newKeyBits(state.highest), suspect: c.suspect}
	for _, g := range state.segments {
		if err := check.segment(ctx, g, state.stale[g.ID]); err != nil {
			return err
		}
	}
	if err := check.missing(ctx, state); err != nil {
		return err
	}
	c.found.TextsWrong = c.found.TextsWrong || check.damaged > 0 || check.differ > 0 || check.surplus > 0 || check.lost > 0
	for _, of := range []struct {
		n    int
		what string
	}{
		{check.damaged, "segments of the full text are damaged"},
		{check.differ, "events are not searched by what they say"},
		{check.surplus, "events are in the full text that are not in the cache"},
		{check.lost, "events are missing in the full text"},
	} {
		if of.n > 0 {
			c.found.add(fmt.Sprintf("%d %s", of.n, of.what))
		}
	}
	return nil
}

// textCheck is what was found of the full text.
type textCheck struct {
	store                          *Store
	told                           keyBits
	suspect                        map[int64]bool
	damaged, differ, surplus, lost int
}

func (t *textCheck) segment(ctx context.Context, g textSegment, stale map[int64]bool) error {
	held, err := t.load(ctx, g)
	if errors.Is(err, fulltext.ErrDamaged) || errors.Is(err, errNoPiece) {
		t.damaged++
		return nil
	}
	if err != nil {
		return err
	}
	is := map[int64]uint64{}
	var keys []int64
	held.Sums(func(key int64, sum uint64) {
		switch {
		case stale[key] || key < 0 || key/64 >= int64(len(t.told)):
		case t.suspect[key]:
			t.told.addRun(key, 1)
		default:
			is[key] = sum
			keys = append(keys, key)
		}
	})
	for len(keys) > 0 {
		n := min(len(keys), 16*eventsAtOnce)
		meant := fulltext.NewBuilder()
		if err := t.store.tellOf(ctx, keys[:n], meant.Add); err != nil {
			return err
		}
		meant.Sums(func(key int64, sum uint64) {
			if is[key] != sum || t.told.has(key) {
				t.differ++
			}
			t.told.addRun(key, 1)
		})
		t.surplus += n - meant.Len()
		keys = keys[n:]
	}
	return nil
}

// load takes a segment apart, and makes it again to see that all its parts are
// what they must be.
func (t *textCheck) load(ctx context.Context, g textSegment) (*fulltext.Builder, error) {
	source, err := openPieces(ctx, t.store.read, nil)
	if err != nil {
		return nil, err
	}
	defer source.close()
	segment, err := source.open(ctx, g)
	if err != nil {
		return nil, err
	}
	b, err := segment.Load(ctx)
	if err != nil {
		return nil, err
	}
	low, high := b.Span()
	if b.Len() != g.Events || low != g.Low || high != g.High {
		return nil, fulltext.ErrDamaged
	}
	for part, want := range b.Encode() {
		is, err := source.Read(ctx, fulltext.Part(part), 0, len(want)) //nolint:gosec // there are few parts
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(is, want) {
			return nil, fulltext.ErrDamaged
		}
	}
	return b, nil
}

// missing counts the events that neither a segment has nor IndexTexts will take.
func (t *textCheck) missing(ctx context.Context, state textState) error {
	rows, err := t.store.read.QueryContext(ctx, "SELECT id FROM event")
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key int64
		if err := rows.Scan(&key); err != nil {
			return err
		}
		if !t.told.has(key) && !state.todo.has(key) && !t.suspect[key] {
			t.lost++
		}
	}
	return rows.Err()
}

// RepairTexts makes the full text anew of all events, which are the truth, and
// counts those of each tenant.
// progress, if given, hears how many of how many are done; what is done stays
// done when ctx ends, and IndexTexts goes on from there.
func (s *Store) RepairTexts(ctx context.Context, progress func(done, total int)) error {
	err := s.writing(ctx, func(tx *sqlx.Tx) error {
		for _, statement := range []string{
			"DELETE FROM text_piece", "DELETE FROM text_stale", "DELETE FROM text_segment", "DELETE FROM text_todo",
			"INSERT INTO text_todo (low, high) SELECT min(id), max(id) FROM event HAVING count(*) > 0",
		} {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return countHoldings(ctx, tx)
	})
	if err != nil {
		return failed(err, "The full text cannot be removed, to be made anew.")
	}
	return s.IndexTexts(ctx, progress)
}
