package index

import "sort"

// fewEvents is up to how many events of a chunk are put onto the clock one by
// one; going through the hours of a chunk costs as much as some tens of them.
const fewEvents = 48

// clock counts the rows of a part by weekday and hour.
func (t *tally) clock(c *chunk, p part, zone *Zone) {
	if p.n <= fewEvents {
		for k := range p.n {
			moment := c.times.at(p.row(k))
			offset, _ := zone.at(moment)
			weekday, hour, _ := clock(moment, offset)
			t.heat[weekday][hour]++
		}
		return
	}
	zone.hours(c, func(from, to, weekday, hour int) {
		t.heat[weekday][hour] += p.count(from, to)
	})
}

// between counts the rows of a part between each two edges, by type.
func (t *tally) between(v *Version, c *chunk, p part, edges []int64) {
	last := c.last()
	// The bucket of the first row, and then of the first row behind it.
	for from := 0; from < c.n; {
		moment := c.times.at(from)
		i := sort.Search(len(edges), func(i int) bool { return edges[i] > moment })
		to := c.n
		if i < len(edges) && edges[i] <= last {
			to = c.times.searchFrom(from, edges[i])
		}
		c.countTypes(v, p, from, to, &t.buckets[max(i-1, 0)])
		from = to
	}
}

// countTypes counts the rows of a part in [from, to) by type.
func (c *chunk) countTypes(v *Version, p part, from, to int, bucket *[4]int) {
	if !p.all && p.bits == nil {
		for _, row := range p.list[p.rank(from):p.rank(to)] {
			bucket[v.classes[c.class.value(int(row))].kind]++
		}
		return
	}
	for kind, set := range c.types {
		switch {
		case set == nil:
		case p.all:
			bucket[kind] += set.countRange(from, to)
		default:
			bucket[kind] += set.countBoth(p.bits, from, to)
		}
	}
}

// countBoth counts the rows of [from, to) that are set in both.
func (b *bitmap) countBoth(other *bitmap, from, to int) (n int) {
	for from < to {
		end := min(to, (from/64+1)*64)
		n += popcount(b[from/64] & other[from/64] & mask(from%64, end-from))
		from = end
	}
	return n
}
