package history

import (
	"context"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// Fit says how the state before an event fits what the events before it left.
type Fit string

// The fits, closed.
const (
	FitYes    Fit = "fits"
	FitGap    Fit = "gap"    // changed outside the log, or entries are missing
	FitFirst  Fit = "first"  // nothing came before
	FitUntold Fit = "untold" // the entry, or what came before, records nothing to hold against
)

// Place is where an event stands among those of its object.
type Place struct {
	Object       audit.Object // zero for an event that names none; then the rest is empty
	Total        int          // events of the object in the cache
	Number       int          // its number among them in time order, from 1
	Older, Newer *store.Row   // the events beside it, nil at the ends
	Fit          Fit
	Gap          *Gap // for FitGap
}

// PlaceOf tells where an event, by its key, stands among those of its object,
// and whether it fits. It reads no more of them than that takes. CodeNotFound
// for an event that is gone.
func PlaceOf(ctx context.Context, cache *store.Store, key int64) (Place, error) {
	o, e, err := ObjectOf(ctx, cache, key)
	if err != nil {
		if !e.CreatedAt.IsZero() { // it is there, and names nothing
			err = nil
		}
		return Place{}, err
	}
	keys, err := cache.ObjectKeys(ctx, o, time.Time{})
	if err != nil {
		return Place{}, err
	}
	earlier, err := cache.ObjectKeys(ctx, o, e.CreatedAt.Add(-time.Millisecond))
	if err != nil {
		return Place{}, err
	}
	p := Place{Object: o, Total: len(keys), Number: slices.Index(keys, key) + 1}
	if p.Older, p.Newer, err = beside(ctx, cache, keys, p.Number-1); err != nil {
		return Place{}, err
	}
	with, err := cache.ObjectKeys(ctx, o, e.CreatedAt)
	if err != nil {
		return Place{}, err
	}
	p.Fit, p.Gap, err = fitOf(ctx, cache, o, with, len(earlier), key)
	return p, err
}

// beside are the rows before and after one by its index.
func beside(ctx context.Context, cache *store.Store, keys []int64, at int) (older, newer *store.Row, err error) {
	if at < 0 { // removed between two questions
		return nil, nil, nil
	}
	row := func(i int) *store.Row {
		if err != nil || i < 0 || i >= len(keys) {
			return nil
		}
		var rows []store.Row
		if rows, err = cache.Rows(ctx, keys[i:i+1]); len(rows) == 0 {
			return nil
		}
		return &rows[0]
	}
	older, newer = row(at-1), row(at+1)
	return older, newer, err
}

// fitOf says how an event fits: keys are those up to its millisecond, of which
// the first earlier came before that.
func fitOf(ctx context.Context, cache *store.Store, o audit.Object, keys []int64, earlier int, key int64) (Fit, *Gap, error) {
	from, err := anchor(ctx, cache, keys[:earlier])
	if err != nil {
		return FitUntold, nil, err
	}
	c, it, err := reach(ctx, cache, o, keys[from:], key)
	if err == nil && it != nil && from > 0 && c.hangsOnAll(it) {
		c, it, err = reach(ctx, cache, o, keys, key)
	}
	if err != nil || it == nil {
		return FitUntold, nil, err
	}
	fit, gap := c.fit(it)
	return fit, gap, nil
}

// reach follows an object up to the event of a key, which it returns; nil when
// keys lack it.
func reach(ctx context.Context, cache *store.Store, o audit.Object, keys []int64, key int64) (*chain, *item, error) {
	c := &chain{object: o}
	for together, err := range moments(ctx, cache, keys, false) {
		if err != nil {
			return c, nil, err
		}
		for _, it := range c.arrange(together) {
			if it.row.Key == key {
				return c, it, nil
			}
			c.step(it)
		}
	}
	return c, nil, nil
}

// hangsOnAll reports an event of which only all the events before it tell
// whether it fits: it lacks a state that this tenant may record.
func (c *chain) hangsOnAll(it *item) bool {
	return !c.both && it.before == nil && it.after != nil && it.row.Type() == audit.TypeUpdate
}

// fit says how an event fits what came before.
func (c *chain) fit(it *item) (Fit, *Gap) {
	gap := c.gap(it)
	switch {
	case gap != nil:
		return FitGap, gap
	case it.stateless():
		return FitUntold, nil
	case it.repeats(c.last):
		return FitYes, nil
	case c.left == nil, c.begins(it):
		return FitFirst, nil
	case c.unsure, it.before == nil && it.lists == nil:
		return FitUntold, nil
	}
	return FitYes, nil
}
