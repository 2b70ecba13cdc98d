package store

import (
	"context"
	"math/bits"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/fulltext"
)

// Segments are merged eight at a time, as long as the new one has at most so
// many events: enough that ten million events are some hundred segments, few
// enough that one is made in a second or two and 80 MB.
const (
	mergedAtOnce = 8
	fullSegment  = 100_000
)

// textSegment is a segment in the cache.
type textSegment struct {
	ID     int64 `db:"id"`
	Low    int64 `db:"low"`
	High   int64 `db:"high"`
	Events int   `db:"events"`
	Head   int   `db:"head"`
}

const segmentColumns = "SELECT id, low, high, events, head FROM text_segment"

// class puts segments of like size together: each has eight times as many
// events as the one below.
func (g textSegment) class() int { return (bits.Len(uint(g.Events)) - 1) / 3 } //nolint:gosec // a count

// told is what the i-th event says, whose content is known.
func (p *Prepared) told(i int, key int64) fulltext.Doc {
	return fulltext.Doc{Key: key, ID: p.Events[i].ID, Summary: p.Events[i].Summary, Content: p.contents[i]}
}

// putTexts makes what was written to be found by what it says: a segment of its
// own, and where enough of them lie about, a merged one. What a segment says of
// an event that was known is stale from now on. Events whose content is not
// known are left for IndexTexts, with those that are left for it already.
func (s *Store) putTexts(ctx context.Context, tx *sqlx.Tx, packed *Prepared, w wrote) error {
	todo, err := readTodo(ctx, tx)
	if err != nil {
		return err
	}
	keys := w.keys
	if packed.texts != nil && len(w.changed) == 0 && len(todo) == 0 && inRow(keys) {
		packed.texts.Move(keys[0], len(keys))
		if err := putParts(ctx, tx, packed.texts, textSegment{Low: keys[0], High: keys[len(keys)-1], Events: len(keys)}); err != nil {
			return err
		}
		return mergeSegments(ctx, tx)
	}
	var later, updated []int64
	segment, last := fulltext.NewBuilder(), map[int64]int{}
	for i, key := range keys {
		last[key] = i
	}
	for i, key := range keys {
		if key == 0 || last[key] != i {
			continue // nothing new, or the batch itself has it again
		}
		if w.changed[key] {
			updated = append(updated, key)
		}
		switch {
		case todo.has(key):
		case packed.contents == nil:
			later = append(later, key)
		default:
			segment.Add(packed.told(i, key))
		}
	}
	if err := staleTexts(ctx, tx, updated); err != nil {
		return err
	}
	if err := leaveTexts(ctx, tx, later); err != nil {
		return err
	}
	if err := putSegment(ctx, tx, segment); err != nil {
		return err
	}
	return mergeSegments(ctx, tx)
}

// inRow reports keys that follow one another.
func inRow(keys []int64) bool {
	for i, key := range keys {
		if key == 0 || key != keys[0]+int64(i) {
			return false
		}
	}
	return len(keys) > 0
}

// putSegment writes a segment, if it has any events.
func putSegment(ctx context.Context, tx *sqlx.Tx, b *fulltext.Builder) error {
	if b.Len() == 0 {
		return nil
	}
	low, high := b.Span()
	return putParts(ctx, tx, b.Encode(), textSegment{Low: low, High: high, Events: b.Len()})
}

func putParts(ctx context.Context, tx *sqlx.Tx, parts *fulltext.Parts, g textSegment) error {
	result, err := tx.ExecContext(ctx, "INSERT INTO text_segment (low, high, events, head) VALUES (?, ?, ?, ?)",
		g.Low, g.High, g.Events, len(parts[fulltext.PartHead]))
	if err != nil {
		return err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return err
	}
	return putPieces(ctx, tx, id, parts)
}

func dropSegment(ctx context.Context, tx *sqlx.Tx, id int64) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM text_piece WHERE id >= ? AND id < ?", id<<segmentShift, (id+1)<<segmentShift); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM text_stale WHERE segment_id = ?", id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM text_segment WHERE id = ?", id)
	return err
}

// mergeSegments merges segments of one size as long as there are enough.
func mergeSegments(ctx context.Context, tx *sqlx.Tx) error {
	for {
		chosen, err := mergeable(ctx, tx)
		if err != nil || chosen == nil {
			return err
		}
		if err := remakeSegments(ctx, tx, chosen, func(int64) bool { return true }); err != nil {
			return err
		}
	}
}

// mergeable are the oldest segments of a class that has enough of them, nil
// where none has.
func mergeable(ctx context.Context, from reader) (chosen []textSegment, err error) {
	var all []textSegment
	if err := from.SelectContext(ctx, &all, segmentColumns+" WHERE events < ? ORDER BY id", fullSegment/2); err != nil {
		return nil, err
	}
	classes := map[int][]textSegment{}
	for _, g := range all {
		class := g.class()
		if classes[class] = append(classes[class], g); len(classes[class]) < mergedAtOnce {
			continue
		}
		events := 0
		for _, one := range classes[class] {
			if events += one.Events; events > fullSegment && len(chosen) > 1 {
				break
			}
			chosen = append(chosen, one)
		}
		return chosen, nil
	}
	return nil, nil
}

// remakeSegments puts one segment in the place of some, with what is not stale
// of the events that are to be kept.
func remakeSegments(ctx context.Context, tx *sqlx.Tx, old []textSegment, keep func(key int64) bool) error {
	merged, _, err := mergedOf(ctx, tx, old, keep)
	if err != nil {
		return err
	}
	for _, g := range old {
		if err := dropSegment(ctx, tx, g.ID); err != nil {
			return err
		}
	}
	return putSegment(ctx, tx, merged)
}

// mergedOf is what remakeSegments puts, and how many events are stale.
func mergedOf(ctx context.Context, from reader, old []textSegment, keep func(key int64) bool) (merged *fulltext.Builder, gone int, err error) {
	segments, stale := make([]*fulltext.Segment, len(old)), make([]map[int64]bool, len(old))
	for i, g := range old {
		if stale[i], err = staleIn(ctx, from, g.ID); err != nil {
			return nil, 0, err
		}
		source, err := openPieces(ctx, from, nil)
		if err != nil {
			return nil, 0, err
		}
		defer source.close()
		if segments[i], err = source.open(ctx, g); err != nil {
			return nil, 0, err
		}
		gone += len(stale[i])
	}
	merged, err = fulltext.Merge(ctx, segments, func(i int, key int64) bool { return !stale[i][key] && keep(key) })
	return merged, gone, err
}

func staleIn(ctx context.Context, from reader, segment int64) (map[int64]bool, error) {
	var keys []int64
	if err := from.SelectContext(ctx, &keys, "SELECT key FROM text_stale WHERE segment_id = ?", segment); err != nil {
		return nil, err
	}
	stale := make(map[int64]bool, len(keys))
	for _, key := range keys {
		stale[key] = true
	}
	return stale, nil
}

// staleTexts says that what the segments have of these events is no longer so.
func staleTexts(ctx context.Context, tx *sqlx.Tx, keys []int64) error {
	for _, key := range keys {
		if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO text_stale (segment_id, key)
			SELECT id, ? FROM text_segment WHERE low <= ? AND high >= ?`, key, key, key); err != nil {
			return err
		}
	}
	return nil
}
