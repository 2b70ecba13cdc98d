package diff

import "slices"

// matching says which element of an array before is which one after.
type matching struct {
	c          *comparer
	old, fresh []int  // the nodes of the elements
	to, from   []int  // by index: where the element stands on the other side, or none
	kept       []bool // by index before: it is matched and keeps its place among those that do
	named      [2]roster
}

// match says what became of the elements of an array. Equal ends find each
// other first. Then elements are matched by the identity that tells them apart;
// those without one, and those that share one, by equal content with the fewest
// insertions and removals, then wherever they went. What is left between two
// matched elements that kept their order is paired by likeness.
func (c *comparer) match(old, fresh []int) *matching {
	m := &matching{
		c: c, old: old, fresh: fresh, to: absent(len(old)), from: absent(len(fresh)), kept: make([]bool, len(old)),
	}
	from, until := m.ends()
	if from.before < until.before && from.after < until.after {
		m.byIdentity(from, until)
		m.byContent(from, until)
	}
	m.keep()
	m.gaps(func(from, until pair) {
		for _, p := range c.pairAlike(old, fresh, m.open(from, until)) {
			m.pair(p.before, p.after)
			m.kept[p.before] = true
		}
	})
	m.strays()
	return m
}

// absent is a list of n nones.
func absent(n int) []int { return slices.Repeat([]int{none}, n) }

func (m *matching) pair(before, after int) { m.to[before], m.from[after] = after, before }

// ends pairs what is equal at the start and the end, and returns what lies
// between.
func (m *matching) ends() (from, until pair) {
	same := func(i, j int) bool { return m.c.equal(m.old[i], m.fresh[j]) }
	until = pair{len(m.old), len(m.fresh)}
	for from.before < min(until.before, until.after) && same(from.before, from.after) {
		m.pair(from.before, from.after)
		from.before, from.after = from.before+1, from.after+1
	}
	for min(until.before, until.after) > from.before && same(until.before-1, until.after-1) {
		until.before, until.after = until.before-1, until.after-1
		m.pair(until.before, until.after)
	}
	return from, until
}

func (m *matching) byIdentity(from, until pair) {
	was, is, ok := m.c.identify(m.old[from.before:until.before], m.fresh[from.after:until.after])
	if !ok {
		return
	}
	was.from, is.from = from.before, from.after
	m.named = [2]roster{was, is}
	for i, key := range was.keys {
		if key == "" || was.at[key] == none {
			continue
		}
		if j, there := is.at[key]; there && j != none {
			m.pair(from.before+i, from.after+j)
		}
	}
}

// byContent pairs equal elements: first those that keep their order, with the
// fewest edits, then those that went elsewhere.
func (m *matching) byContent(from, until pair) {
	places := m.open(from, until)
	// What has an identity of its own is not another element's equal.
	places.before = slices.DeleteFunc(places.before, m.named[0].unique)
	places.after = slices.DeleteFunc(places.after, m.named[1].unique)
	if len(places.before) == 0 || len(places.after) == 0 {
		return
	}
	was, is := m.c.numbers(m.c.b, m.old, places.before), m.c.numbers(m.c.a, m.fresh, places.after)
	for _, p := range m.c.fewestEdits(was, is) {
		m.pair(places.before[p.before], places.after[p.after])
	}
	waiting := map[int][]int{} // by number: equal elements that are not paired yet
	for j, number := range is {
		if m.from[places.after[j]] == none {
			waiting[number] = append(waiting[number], places.after[j])
		}
	}
	for i, number := range was {
		if equal := waiting[number]; len(equal) > 0 && m.to[places.before[i]] == none {
			m.pair(places.before[i], equal[0])
			waiting[number] = equal[1:]
		}
	}
}

// unique reports whether element i has an identity that no other shares.
func (r roster) unique(i int) bool {
	i -= r.from
	return i >= 0 && i < len(r.keys) && r.keys[i] != "" && r.at[r.keys[i]] != none
}

// places are the indexes on either side of elements without a counterpart.
type places struct{ before, after []int }

// open lists what has no counterpart yet between two places.
func (m *matching) open(from, until pair) places {
	var p places
	for i := from.before; i < until.before; i++ {
		if m.to[i] == none {
			p.before = append(p.before, i)
		}
	}
	for j := from.after; j < until.after; j++ {
		if m.from[j] == none {
			p.after = append(p.after, j)
		}
	}
	return p
}

// row is some elements that stand in the same order on both sides.
type row struct {
	last     int // its last element, by index before; none for an empty one
	length   int
	distance int // by how many places its elements are shifted, together
}

func (r row) better(than row) bool {
	return r.length > than.length || r.length == than.length && r.distance < than.distance
}

// keep marks the most elements whose order among each other stays, of several
// choices those that are shifted least. All other matched ones have moved.
func (m *matching) keep() {
	best := make([]row, len(m.fresh)+1) // a Fenwick tree of the best row up to a place after
	for j := range best {
		best[j].last = none
	}
	behind := make([]int, len(m.old))
	whole := row{last: none}
	for i, j := range m.to {
		if j == none {
			continue
		}
		longest := row{last: none}
		for at := j; at > 0; at -= at & -at {
			if best[at].better(longest) {
				longest = best[at]
			}
		}
		behind[i] = longest.last
		longest = row{last: i, length: longest.length + 1, distance: longest.distance + max(i-j, j-i)}
		for at := j + 1; at < len(best); at += at & -at {
			if !best[at].better(longest) {
				best[at] = longest
			}
		}
		if !whole.better(longest) {
			whole = longest
		}
	}
	for i := whole.last; i != none; i = behind[i] {
		m.kept[i] = true
	}
}

// gaps visits the places between two elements that kept their order.
func (m *matching) gaps(visit func(from, until pair)) {
	at := pair{}
	for i, kept := range slices.Concat(m.kept, []bool{true}) {
		if !kept {
			continue
		}
		until := pair{i, len(m.fresh)}
		if i < len(m.old) {
			until.after = m.to[i]
		}
		if at.before < until.before && at.after < until.after {
			visit(at, until)
		}
		at = pair{until.before + 1, until.after + 1}
	}
}
