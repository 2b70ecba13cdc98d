package index

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
)

// Ranking is an order of the values of a column: for each key of its
// dictionary (of its position in audit.Types for ByType) its rank. Keys with
// the same text share a rank.
type Ranking struct {
	Column Column
	ranks  []uint32
	ids    []uint32 // by rank
	starts []int    // where a rank's keys begin in ids; the last is how many there are
}

// Rank orders the values of a column by their texts: folded, and then as they
// are; those without a text last in either direction. Equal texts share a rank.
// Several goroutines ask for texts at once.
func (v *Version) Rank(column Column, text func(id uint32) string, ascending bool) *Ranking {
	top := v.top(column)
	k := &Ranking{Column: column, ranks: make([]uint32, top), ids: make([]uint32, top)}
	texts, folded := make([]string, top), make([]string, top)
	type value struct { // beside each other, as sorting looks at them again and again
		begin uint64
		id    uint32
		none  bool // no text
	}
	values := make([]value, top)
	const stretch = 1 << 12
	_ = spread(context.Background(), (top+stretch-1)/stretch, func(_, at int) {
		for i := at * stretch; i < min((at+1)*stretch, top); i++ {
			id := uint32(i) //nolint:gosec // keys are uint32
			texts[i] = text(id)
			folded[i] = audit.Fold(texts[i])
			values[i] = value{beginOf(folded[i]), id, texts[i] == ""}
		}
	})
	sortOnAll(values, func(a, b value) int {
		order := cmp.Compare(a.begin, b.begin)
		if order == 0 {
			order = cmp.Or(cmp.Compare(folded[a.id], folded[b.id]), cmp.Compare(texts[a.id], texts[b.id]))
		}
		if a.none != b.none || !ascending {
			order = -order // of one without a text the other is first, which is the longer
		}
		return cmp.Or(order, cmp.Compare(a.id, b.id))
	})
	for i := range values {
		k.ids[i] = values[i].id
	}
	for i, id := range k.ids {
		if i == 0 || texts[k.ids[i-1]] != texts[id] {
			k.starts = append(k.starts, i)
		}
		k.ranks[id] = uint32(len(k.starts) - 1) //nolint:gosec // fewer than keys
	}
	k.starts = append(k.starts, top)
	return k
}

// beginOf is the first eight bytes of a text as a number, in the order of the
// texts: most are told apart by it, without going to where they lie.
func beginOf(text string) (n uint64) {
	for i := range min(8, len(text)) {
		n |= uint64(text[i]) << (56 - 8*i)
	}
	return n
}

// top is above the largest key of a column.
func (v *Version) top(column Column) int {
	if column == ByType {
		return 4
	}
	return v.tops[[...]int{Tenants, 0, Actions, Areas, Actors, Flows, Targets, Origins}[column]]
}

// Sorted is a result in the order of a column, newest first within a value. It
// is safe for use by several goroutines.
type Sorted struct {
	result *Result
	order  *Ranking
	starts []int // numbers of the events that the ranks begin with; the last is how many there are

	mu   sync.Mutex
	kept [4]struct { // the ranks looked at last
		rank int
		rows *Result
	}
	oldest int
}

// Sort puts the result into the order of a column. It ends early with ctx.
func (r *Result) Sort(ctx context.Context, order *Ranking) (*Sorted, error) {
	survey, err := r.Survey(ctx, Ask{Columns: []Column{order.Column}})
	if err != nil {
		return nil, err
	}
	s := &Sorted{result: r, order: order, starts: make([]int, len(order.starts))}
	survey.Of(order.Column).Each(func(id uint32, n int) { s.starts[order.ranks[id]+1] += n })
	for i := range len(s.starts) - 1 {
		s.starts[i+1] += s.starts[i]
	}
	return s, nil
}

// Count is how many events there are.
func (s *Sorted) Count() int { return s.starts[len(s.starts)-1] }

// Keys appends the keys of n events from number from on.
func (s *Sorted) Keys(keys []int64, from, n int) []int64 {
	n = min(n, s.Count()-from)
	for rank := s.rankAt(from); n > 0; rank++ {
		take := min(n, s.starts[rank+1]-from)
		if take <= 0 {
			continue
		}
		of := s.of(rank)
		end := of.Count() - (from - s.starts[rank]) // from the newest on
		at := len(keys)
		keys = of.Keys(keys, end-take, take)
		slices.Reverse(keys[at:])
		from, n = from+take, n-take
	}
	return keys
}

// rankAt is the rank of the event of a number.
func (s *Sorted) rankAt(number int) int {
	return sort.Search(len(s.starts)-1, func(i int) bool { return s.starts[i+1] > number })
}

// of is the events of a rank, oldest first.
func (s *Sorted) of(rank int) *Result {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, one := range s.kept {
		if one.rows != nil && one.rank == rank {
			return one.rows
		}
	}
	set := NewSet(s.order.ids[s.order.starts[rank]:s.order.starts[rank+1]]...)
	v := s.result.version
	plan := In{s.order.Column, set}.plan(v)
	parts := make([]part, len(v.chunks))
	// Without a context nothing can end it early.
	_ = spread(context.Background(), len(parts), func(_, i int) {
		if s.result.parts[i].n > 0 {
			parts[i] = plan.rows(v.chunks[i], s.result.parts[i])
		}
	})
	rows := newResult(v, parts)
	s.kept[s.oldest].rank, s.kept[s.oldest].rows = rank, rows
	s.oldest = (s.oldest + 1) % len(s.kept)
	return rows
}

// Number is the number of an event by its key, -1 when it is not among those
// selected.
func (s *Sorted) Number(key int64) int {
	for _, c := range s.result.version.chunks {
		row := c.keys.find(key)
		if row < 0 {
			continue
		}
		rank := int(s.order.ranks[s.result.version.valueOf(c, row, s.order.Column)])
		if at := s.of(rank).Number(key); at >= 0 {
			return s.starts[rank+1] - 1 - at
		}
		return -1
	}
	return -1
}

// valueOf is the value of a row in a column.
func (v *Version) valueOf(c *chunk, row int, column Column) uint32 {
	of := v.classes[c.class.value(row)]
	switch column {
	case ByTenant:
		return of.tenant
	case ByType:
		return uint32(of.kind)
	case ByAction:
		return of.action
	case ByArea:
		return of.area
	case ByActor:
		return c.actor.value(row)
	case ByFlow:
		return c.flow.value(row)
	}
	return c.target.value(row)
}
