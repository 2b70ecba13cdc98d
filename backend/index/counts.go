package index

import "slices"

// Counts are how many events have each key of a dictionary, or each position in
// audit.Types.
type Counts struct {
	sums   []uint32  // by key
	listed []counted // in place of sums: by key, ascending
}

type counted struct{ key, n uint32 }

// Each calls visit with the keys that events have, ascending.
func (c Counts) Each(visit func(key uint32, n int)) {
	for _, one := range c.listed {
		visit(one.key, int(one.n))
	}
	for key, n := range c.sums {
		if n > 0 {
			visit(uint32(key), int(n)) //nolint:gosec // keys are uint32
		}
	}
}

// Grouped are the counts of groups of keys: groups says by key to which of n it
// belongs. Keys that wanted leaves out are not counted.
func (c Counts) Grouped(groups []uint32, n int, wanted func(key uint32) bool) Counts {
	if c.sums == nil {
		var listed []counted
		c.Each(func(key uint32, n int) {
			if wanted(key) {
				listed = append(listed, counted{groups[key], uint32(n)}) //nolint:gosec // it was one
			}
		})
		return Counts{listed: joinCounted(listed)}
	}
	sums := make([]uint32, n)
	c.Each(func(key uint32, n int) {
		if wanted(key) {
			sums[groups[key]] += uint32(n) //nolint:gosec // events of a cache
		}
	})
	return Counts{sums: sums}
}

// joinCounted brings counts into the order of their keys, each once.
func joinCounted(list []counted) []counted {
	slices.SortFunc(list, func(a, b counted) int { return int(a.key) - int(b.key) })
	joined := list[:0]
	for _, one := range list {
		if n := len(joined); n > 0 && joined[n-1].key == one.key {
			joined[n-1].n += one.n
		} else {
			joined = append(joined, one)
		}
	}
	return joined
}

// sums are counts under construction. Where events are few beside the keys that
// there are, each event's key is listed: going through all keys, of which there
// may be a million, would take longer than all else.
type sums struct {
	by     []uint32 // by key; nil where keys are listed
	listed []uint32 // of each event
}

func (s *sums) add(other sums) {
	s.listed = append(s.listed, other.listed...)
	for key, n := range other.by {
		s.by[key] += n
	}
}

func (s *sums) counts() Counts {
	if s.by != nil {
		return Counts{sums: s.by}
	}
	slices.Sort(s.listed)
	var c Counts
	for _, key := range s.listed {
		if n := len(c.listed); n > 0 && c.listed[n-1].key == key {
			c.listed[n-1].n++
		} else {
			c.listed = append(c.listed, counted{key, 1})
		}
	}
	return c
}

// count counts rows of a column.
func (s *sums) count(column *coded, rows []uint16) {
	for _, row := range rows {
		s.some(column.value(int(row)), 1)
	}
}

// some counts n events of a key.
func (s *sums) some(key, n uint32) {
	if s.by != nil {
		s.by[key] += n
		return
	}
	for range n {
		s.listed = append(s.listed, key)
	}
}
