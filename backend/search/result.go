package search

import (
	"context"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
	"github.com/trailbook/trailbook/backend/store"
)

// Result is the events that a filter selected, in order. It stays as it was
// when the filter was asked.
type Result interface {
	// Count is how many events there are.
	Count() int
	// Keys are the keys of up to n events from row number from on; none beyond
	// the ends.
	Keys(from, n int) []int64
	// Position is the row number of an event by its key, -1 for one that the
	// filter leaves out.
	Position(key int64) int
}

// Filter selects the events of a filter, in order. A filter that cannot be
// meant is CodeInvalid.
func (e *Engine) Filter(ctx context.Context, f audit.Filter, order store.Order) (Result, error) {
	sel, err := f.Selection()
	if err != nil {
		return nil, err
	}
	found, err := e.selected(ctx, sel)
	if err != nil {
		return nil, err
	}
	if found == nil {
		keys, err := e.store.Match(ctx, f, order)
		return listed(keys), err
	}
	if order.ByTime() {
		return byTime{found, order.Ascending}, nil
	}
	return e.sorted(ctx, found, order)
}

// Count is how many events a filter selects.
func (e *Engine) Count(ctx context.Context, f audit.Filter) (int, error) {
	sel, err := f.Selection()
	if err != nil {
		return 0, err
	}
	found, err := e.selected(ctx, sel)
	if err != nil {
		return 0, err
	}
	if found == nil {
		return e.store.Count(ctx, f)
	}
	return found.Count(), nil
}

// window cuts a window of rows to what there is.
func window(count, from, n int) (int, int) {
	from = min(max(from, 0), count)
	return from, min(max(n, 0), count-from)
}

// byTime is a result of the columns.
type byTime struct {
	*index.Result
	ascending bool
}

// Keys is a window of rows.
func (r byTime) Keys(from, n int) []int64 {
	from, n = window(r.Count(), from, n)
	keys := make([]int64, 0, n)
	if r.ascending {
		return r.Result.Keys(keys, from, n)
	}
	keys = r.Result.Keys(keys, r.Count()-from-n, n)
	slices.Reverse(keys)
	return keys
}

// Position is the row number of an event.
func (r byTime) Position(key int64) int {
	at := r.Number(key)
	if at < 0 || r.ascending {
		return at
	}
	return r.Count() - 1 - at
}

// listed is a result of SQL: the keys, in order.
type listed []int64

// Count is how many keys there are.
func (l listed) Count() int { return len(l) }

// Keys is a window of rows.
func (l listed) Keys(from, n int) []int64 {
	from, n = window(len(l), from, n)
	return slices.Clone(l[from : from+n])
}

// Position is the row number of an event.
func (l listed) Position(key int64) int { return slices.Index(l, key) }
