package index

import (
	"context"
	"slices"
	"sort"
	"sync"
)

// change is what became of events since a version: rows as they are now, the
// keys of all events that may be others or gone, and tenants that were removed.
type change struct {
	rows    []Row
	keys    []int64
	tenants *Set
}

// apply is the version with a change. Only the chunks that it falls into are
// made anew.
func (v *Version) apply(ctx context.Context, ch change) (*Version, error) {
	next := v.own()
	slices.SortFunc(ch.rows, compareRows)
	drops, err := next.dropped(ctx, ch)
	if err != nil {
		return nil, err
	}
	groups := next.incoming(ch.rows)
	var numbering sync.Mutex
	made := make([][]*chunk, max(1, len(v.chunks)))
	err = spread(ctx, len(made), func(_, i int) {
		if i < len(v.chunks) && drops[i].n == 0 && len(groups[i]) == 0 {
			made[i] = v.chunks[i : i+1]
			return
		}
		made[i] = next.remake(i, drops, groups[i], &numbering)
	})
	if err != nil {
		return nil, err
	}
	return next.with(next.joined(slices.Concat(made...))), nil
}

// dropped is, of each chunk, the rows that go or are replaced.
func (v *Version) dropped(ctx context.Context, ch change) ([]part, error) {
	drops := make([]part, len(v.chunks))
	var plans orPlan
	if set := NewKeySet(ch.keys); set.n > 0 && slices.ContainsFunc(v.chunks, func(c *chunk) bool { return slices.Min(ch.keys) <= c.keys.most }) {
		plans = append(plans, keysPlan{set})
	}
	if ch.tenants != nil && ch.tenants.n > 0 {
		plans = append(plans, In{ByTenant, ch.tenants}.plan(v))
	}
	if len(plans) == 0 {
		return drops, nil
	}
	return drops, spread(ctx, len(drops), func(_, i int) {
		drops[i] = plans.rows(v.chunks[i], wholePart(v.chunks[i].n))
	})
}

// incoming deals rows out to the chunks they fall into; those before all of
// them fall into the first.
func (v *Version) incoming(rows []Row) [][]Row {
	groups := make([][]Row, max(1, len(v.chunks)))
	for i := range groups {
		end := len(rows)
		if i+1 < len(v.chunks) {
			begin := v.chunks[i+1].begin()
			end = sort.Search(len(rows), func(k int) bool { return !rows[k].before(begin) })
		}
		groups[i], rows = rows[:end], rows[end:]
	}
	return groups
}

// remake makes the chunks that stand in the place of one.
func (v *Version) remake(i int, drops []part, rows []Row, numbering *sync.Mutex) []*chunk {
	newest := i+1 >= len(v.chunks)
	if i < len(v.chunks) {
		c := v.chunks[i]
		newest = newest && (len(rows) == 0 || c.end().before(rows[0]))
		kept := make([]Row, 0, c.n+len(rows))
		numbering.Lock()
		classes := v.classes // others append to it
		numbering.Unlock()
		kept = c.appendRows(kept, classes, drops[i])
		if rows = append(kept, rows...); len(kept) < len(rows) && len(kept) > 0 && rows[len(kept)].before(kept[len(kept)-1]) {
			slices.SortFunc(rows, compareRows) // mostly in order already
		}
	}
	return v.pack(rows, newest, numbering)
}

// joined puts small neighbours together, which removals leave behind.
func (v *Version) joined(chunks []*chunk) []*chunk {
	kept := chunks[:0:0]
	for _, c := range chunks {
		last := len(kept) - 1
		if last < 0 || kept[last].n+c.n > v.full/2 || max(kept[last].n, c.n) > v.full/4 {
			kept = append(kept, c)
			continue
		}
		rows := kept[last].appendRows(make([]Row, 0, kept[last].n+c.n), v.classes, part{})
		rows = c.appendRows(rows, v.classes, part{})
		kept[last] = packChunk(rows, v.number(rows))
	}
	return kept
}
