package store

import (
	"context"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/fulltext"
)

// gatheredAtOnce is how many events a segment of an import has: about as many as
// those of a sync have once they were merged for the first time.
const gatheredAtOnce = 8 << 10

// Bulk writes many batches, one after the other, as an import does. It differs
// from the Store in that it remembers texts' keys from one batch to the next, and
// in the full text: that is made of several batches at once, and merged, while
// later ones are written. Until it is there, their events are left for
// IndexTexts, so that a search finds them and a crash loses nothing.
type Bulk struct {
	*Store
	known   *vocabulary
	enough  int        // events of a segment
	open    *gathering // takes what is written
	full    *gathering // its segment is being made, nil where none is
	put     bool       // a segment, since it was looked for some to merge
	merging *merging   // nil where none are merged
	stuck   bool       // segments could not be merged: no others are
}

// Bulk begins to write batches.
func (s *Store) Bulk() *Bulk { return &Bulk{Store: s, known: newVocabulary(), enough: gatheredAtOnce} }

// Prepare is that of the Store.
func (b *Bulk) Prepare(events []audit.Event, contents []audit.Content) *Prepared {
	p := b.unpacked(events, contents)
	b.packAll(p)
	return p
}

// WritePrepared is that of the Store. It must not be called twice at once.
func (b *Bulk) WritePrepared(ctx context.Context, source Source, packed *Prepared) (Tally, error) {
	var keys, later []int64
	tally, err := b.writeBatch(ctx, source, packed, b.known, func(tx *sqlx.Tx, w wrote) error {
		keys, later = w.keys, written(w.keys)
		if packed.contents == nil || len(w.changed) > 0 || !inRow(later) {
			later = nil
			if err := b.putGathered(ctx, tx, true); err != nil { // what changed may be among them
				return err
			}
			return b.putTexts(ctx, tx, packed, w)
		}
		if err := leaveTexts(ctx, tx, later); err != nil {
			return err
		}
		return b.putGathered(ctx, tx, false)
	})
	if err != nil {
		return tally, err
	}
	if len(later) > 0 {
		b.gather(packed, keys)
	}
	return tally, b.beginMerge(ctx)
}

// Finish makes the full text of what is left, and ends what goes on beside.
func (b *Bulk) Finish(ctx context.Context) error {
	if b.open == nil && b.full == nil && b.merging == nil && !b.put {
		return nil
	}
	err := b.writing(ctx, func(tx *sqlx.Tx) error { return b.putGathered(ctx, tx, true) })
	if err == nil && !b.stuck {
		err = b.writing(ctx, func(tx *sqlx.Tx) error { return mergeSegments(ctx, tx) })
	}
	b.put = false
	return failed(err, "The full text cannot be written to the cache.")
}

// written are the keys of what was written.
func written(keys []int64) []int64 {
	return slices.DeleteFunc(slices.Clone(keys), func(key int64) bool { return key == 0 })
}

// gather takes the events of a batch that were written.
func (b *Bulk) gather(packed *Prepared, keys []int64) {
	if b.open == nil {
		b.open = &gathering{segment: fulltext.NewBuilder()}
	}
	docs := make([]fulltext.Doc, 0, len(keys)) // the events themselves are the caller's again
	for i, key := range keys {
		if key != 0 {
			docs = append(docs, packed.told(i, key))
		}
	}
	b.open.add(docs)
	b.turn()
}

// turn begins to make a segment when there is enough for one, and none is made.
func (b *Bulk) turn() {
	if b.full == nil && b.open != nil && b.open.events >= b.enough {
		b.open.finish()
		b.full, b.open = b.open, nil
	}
}

// putGathered writes the segments that are made, and merged; all of them, or
// those that need not be waited for.
func (b *Bulk) putGathered(ctx context.Context, tx *sqlx.Tx, all bool) error {
	if b.merging != nil && (all || isClosed(b.merging.done)) {
		merged := b.merging
		b.merging = nil
		ok, err := merged.write(ctx, tx)
		if err != nil {
			return err
		}
		b.stuck, b.put = !ok, true
	}
	if b.full != nil && (all || isClosed(b.full.done) || b.open != nil && b.open.events >= b.enough) {
		full := b.full
		b.full, b.put = nil, true
		if err := full.write(ctx, tx); err != nil {
			return err
		}
	}
	if all && b.open != nil {
		open := b.open
		b.open, b.put = nil, true
		open.finish()
		return open.write(ctx, tx)
	}
	b.turn()
	return nil
}

// beginMerge begins to merge segments where there are enough.
func (b *Bulk) beginMerge(ctx context.Context) (err error) {
	if !b.put || b.merging != nil || b.stuck {
		return nil
	}
	b.put = false
	b.merging, err = b.mergingOf(ctx)
	return failed(err, "The full text of the cache cannot be read.")
}
