package diff

import (
	"cmp"
	"slices"
)

// maxEffort is how many comparisons of values one Compare spends on looking for
// the most alike among removed and added elements.
const maxEffort = 2_000_000

// spend takes effort from what is left, and reports whether there was enough.
func (c *comparer) spend(effort int) bool {
	if c.effort+effort > maxEffort {
		return false
	}
	c.effort += effort
	return true
}

// pairAlike pairs what was removed with what was added between two elements
// that stay, so that their likeness is the greatest and their order stays.
// Where there is too much of it, only what is alike at the same distance from
// the element before is paired.
func (c *comparer) pairAlike(old, fresh []int, p places) []pair {
	rows, columns := len(p.before), len(p.after)
	if rows == 0 || columns == 0 {
		return nil
	}
	alone := rows*columns == 1
	alike := func(i, j int) int { return c.likeness(old[p.before[i]], fresh[p.after[j]], alone) }
	var pairs []pair
	if !alone && !c.spend(columns*weight(c.b, old, p.before)+rows*weight(c.a, fresh, p.after)) {
		c.told.coarse = true
		for i := range min(rows, columns) {
			if alike(i, i) > 0 {
				pairs = append(pairs, pair{p.before[i], p.after[i]})
			}
		}
		return pairs
	}
	best := make([][]int, rows+1)
	for i := range best {
		best[i] = make([]int, columns+1)
	}
	for i := rows - 1; i >= 0; i-- {
		for j := columns - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if score := alike(i, j); score > 0 {
				best[i][j] = max(best[i][j], best[i+1][j+1]+score)
			}
		}
	}
	for i, j := 0, 0; i < rows && j < columns; {
		switch best[i][j] {
		case best[i+1][j]:
			i++
		case best[i][j+1]:
			j++
		default:
			pairs = append(pairs, pair{p.before[i], p.after[j]})
			i, j = i+1, j+1
		}
	}
	return pairs
}

// weight is how many values elements hold, themselves included.
func weight(t *tree, elements, places []int) int {
	sum := 0
	for _, place := range places {
		sum += t.size(elements[place])
	}
	return sum
}

// size is how many values node i holds, itself included.
func (t *tree) size(i int) int { return t.nodes[i].Next - i }

// likeness is how much two elements have in common, 0 for too little: then one
// was removed and the other added. alone says that there is no other choice;
// else they must have half of what they hold in common.
func (c *comparer) likeness(before, after int, alone bool) int {
	kind := c.b.nodes[before].Kind
	switch {
	case kind != c.a.nodes[after].Kind:
		if alone {
			return 1
		}
		return 0
	case alone && (kind != isObject || !c.spend(c.b.size(before))):
		return 1
	case kind != isObject:
		return 1 + c.agreeing(before, after)
	}
	inside := max(c.b.size(before), c.a.size(after)) - 1
	agreeing := c.agreeing(before, after)
	same, known := c.sameIdentity(before, after)
	switch {
	case known && same:
		return 8 + inside + agreeing
	case 2*agreeing >= inside && (!known || alone):
		return 1 + agreeing
	case known:
		return 0
	}
	if members := c.sameNames(before, after); members > 2 && !alone || members == 0 && (!alone || 4*agreeing < inside) {
		return 0
	}
	return 1 + agreeing
}

// agreeing counts the values inside two containers that are equal at the same
// place.
func (c *comparer) agreeing(before, after int) int {
	sum := 0
	count := func(i, j int) {
		switch {
		case c.equal(i, j):
			sum += c.b.size(i)
		case c.b.nodes[i].Kind.Container() && c.b.nodes[i].Kind == c.a.nodes[j].Kind:
			sum += c.agreeing(i, j)
		}
	}
	switch c.b.nodes[before].Kind {
	case isArray:
		i, j := before+1, after+1
		for i < c.b.nodes[before].Next && j < c.a.nodes[after].Next {
			count(i, j)
			i, j = c.b.nodes[i].Next, c.a.nodes[j].Next
		}
	case isObject:
		c.common(before, after, count)
	}
	return sum
}

// common visits the members of two objects that have the same name.
func (c *comparer) common(before, after int, visit func(i, j int)) {
	old, fresh := c.registry.members(c.b, before), c.registry.members(c.a, after)
	for i, j := 0, 0; i < len(old) && j < len(fresh); {
		switch order := cmp.Compare(old[i].name, fresh[j].name); {
		case order < 0:
			i++
		case order > 0:
			j++
		default:
			visit(old[i].node, fresh[j].node)
			i, j = i+1, j+1
		}
	}
}

// sameNames is how many members two objects have when they have the same ones,
// else 0.
func (c *comparer) sameNames(before, after int) int {
	members := 0
	c.common(before, after, func(int, int) { members++ })
	if len(c.registry.members(c.b, before)) != members || len(c.registry.members(c.a, after)) != members {
		return 0
	}
	return members
}

// strays pairs objects that moved and changed at once and so have no
// counterpart between the same neighbours: they share an identity that others
// share too, or all members but one.
func (m *matching) strays() {
	p := m.open(pair{}, pair{len(m.old), len(m.fresh)})
	lost := func(t *tree, elements []int, r roster) func(i int) bool {
		return func(i int) bool { return t.nodes[elements[i]].Kind != isObject || r.unique(i) }
	}
	p.before = slices.DeleteFunc(p.before, lost(m.c.b, m.old, m.named[0]))
	p.after = slices.DeleteFunc(p.after, lost(m.c.a, m.fresh, m.named[1]))
	if len(p.before) == 0 || len(p.after) == 0 {
		return
	}
	if !m.c.spend(len(p.after)*weight(m.c.b, m.old, p.before) + len(p.before)*weight(m.c.a, m.fresh, p.after)) {
		m.c.told.coarse = true
		return
	}
	type match struct {
		pair
		score int
	}
	var matches []match
	for _, i := range p.before {
		for _, j := range p.after {
			if score := m.c.strayLikeness(m.old[i], m.fresh[j]); score > 0 {
				matches = append(matches, match{pair{i, j}, score})
			}
		}
	}
	slices.SortStableFunc(matches, func(x, y match) int { return y.score - x.score })
	for _, found := range matches {
		if m.to[found.before] == none && m.from[found.after] == none {
			m.pair(found.before, found.after)
		}
	}
}

func (c *comparer) strayLikeness(before, after int) int {
	if same, known := c.sameIdentity(before, after); known {
		if same {
			return c.likeness(before, after, false)
		}
		return 0
	}
	same := 0
	c.common(before, after, func(i, j int) {
		if c.equal(i, j) {
			same++
		}
	})
	if most := max(len(c.registry.members(c.b, before)), len(c.registry.members(c.a, after))); same < 2 || same < most-1 {
		return 0
	}
	return 1 + c.agreeing(before, after)
}
