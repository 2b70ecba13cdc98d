package store

import (
	"context"
	"math/bits"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
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

// toldEvent is an event, and what it changed.
type toldEvent struct {
	key     int64
	event   *audit.Event
	content *audit.Content
}

func (t toldEvent) doc() fulltext.Doc {
	return fulltext.Doc{Key: t.key, ID: t.event.ID, Summary: t.event.Summary, Content: *t.content}
}

// putTexts makes what was written to be found by what it says: a segment of its
// own, and where enough of them lie about, a merged one. What a segment says of
// an event that was known is stale from now on. Events whose content is not
// known are left for IndexTexts, with those that are left for it already. keys
// are those of the events, 0 where nothing was written.
func (s *Store) putTexts(ctx context.Context, tx *sqlx.Tx, packed *Prepared, keys []int64, known map[int64]bool) error {
	todo, err := readTodo(ctx, tx)
	if err != nil {
		return err
	}
	if packed.texts != nil && len(known) == 0 && len(todo) == 0 && inRow(keys) {
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
		if known[key] {
			updated = append(updated, key)
		}
		switch {
		case todo.has(key):
		case packed.contents == nil:
			later = append(later, key)
		default:
			segment.Add(toldEvent{key: key, event: &packed.Events[i], content: &packed.contents[i]}.doc())
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
		var all []textSegment
		if err := tx.SelectContext(ctx, &all, segmentColumns+" WHERE events < ? ORDER BY id", fullSegment/2); err != nil {
			return err
		}
		chosen := mergeable(all)
		if chosen == nil {
			return nil
		}
		if err := remakeSegments(ctx, tx, chosen, func(int64) bool { return true }); err != nil {
			return err
		}
	}
}

// mergeable are the oldest segments of a class that has enough of them.
func mergeable(all []textSegment) (chosen []textSegment) {
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
		return chosen
	}
	return nil
}

// remakeSegments puts one segment in the place of some, with what is not stale
// of the events that are to be kept.
func remakeSegments(ctx context.Context, tx *sqlx.Tx, old []textSegment, keep func(key int64) bool) error {
	segments, stale := make([]*fulltext.Segment, len(old)), make([]map[int64]bool, len(old))
	for i, g := range old {
		var err error
		if segments[i], err = fulltext.Open(ctx, pieces{read: tx, segment: g.ID}, g.Head); err != nil {
			return err
		}
		if stale[i], err = staleIn(ctx, tx, g.ID); err != nil {
			return err
		}
	}
	merged, err := fulltext.Merge(ctx, segments, func(i int, key int64) bool { return !stale[i][key] && keep(key) })
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
