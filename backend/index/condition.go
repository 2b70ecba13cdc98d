package index

import (
	"cmp"
	"slices"
)

// Column is one that a condition looks into.
type Column int

// The columns of a condition.
const (
	ByTenant Column = iota
	ByType          // positions in audit.Types
	ByAction
	ByArea
	ByActor
	ByFlow
	ByTarget
	ByOrigin
)

// Condition is what a filter asks of an event: one of All, And, Or, Not, In,
// Flagged, Between, Keys and Clock.
type Condition interface{ plan(v *Version) plan }

type (
	// All is what every event meets.
	All struct{}
	// And is met by what meets all of its conditions.
	And []Condition
	// Or is met by what meets any of its conditions.
	Or []Condition
	// Not is met by what does not meet its condition.
	Not struct{ Condition }
	// In is met by events whose value in a column is in a set.
	In struct {
		Column Column
		Set    *Set
	}
	// Flagged is met by events that have any of the flags.
	Flagged struct{ Any uint8 }
	// Between is met by events created from a moment on and before another, in
	// epoch milliseconds.
	Between struct{ From, To int64 }
	// Keys is met by the events of a set.
	Keys struct{ Set *KeySet }
)

// plan is a condition made for one version. rows gives those of a chunk's rows
// within a part that meet it; cost orders plans, the cheap and strict first.
type plan interface {
	rows(c *chunk, within part) part
	cost() int
}

type (
	allPlan     struct{}
	andPlan     []plan
	orPlan      []plan
	notPlan     struct{ plan }
	betweenPlan struct{ Between }
	typePlan    struct{ set *Set }
)

func (All) plan(*Version) plan { return allPlan{} }

func (a And) plan(v *Version) plan {
	plans := plansOf(v, a)
	slices.SortStableFunc(plans, func(a, b plan) int { return cmp.Compare(a.cost(), b.cost()) })
	if len(plans) == 1 {
		return plans[0]
	}
	return andPlan(plans)
}

func (o Or) plan(v *Version) plan { return orPlan(plansOf(v, o)) }

// plansOf makes the plans of conditions.
func plansOf(v *Version, conditions []Condition) []plan {
	plans := make([]plan, len(conditions))
	for i, one := range conditions {
		plans[i] = one.plan(v)
	}
	return plans
}

func (n Not) plan(v *Version) plan { return notPlan{n.Condition.plan(v)} }

func (b Between) plan(*Version) plan { return betweenPlan{b} }

func (i In) plan(v *Version) plan {
	switch i.Column {
	case ByActor:
		return planIn(1, i.Set)
	case ByFlow:
		return planIn(2, i.Set)
	case ByTarget:
		return planIn(3, i.Set)
	case ByOrigin:
		return planIn(4, i.Set)
	case ByTenant:
		return v.classPlan(func(c class) bool { return i.Set.Has(c.tenant) })
	case ByType:
		return typePlan{i.Set}
	case ByAction:
		return v.classPlan(func(c class) bool { return i.Set.Has(c.action) })
	}
	return v.classPlan(func(c class) bool { return i.Set.Has(c.area) })
}

func (f Flagged) plan(v *Version) plan {
	return v.classPlan(func(c class) bool { return c.flags&f.Any != 0 })
}

func (v *Version) classPlan(is func(class) bool) plan {
	set := &Set{}
	for i, c := range v.classes {
		if is(c) {
			set.Add(uint32(i)) //nolint:gosec // classes are fewer than rows
		}
	}
	if set.n == len(v.classes) {
		return allPlan{}
	}
	return planIn(0, set)
}

func (t typePlan) rows(c *chunk, within part) part {
	if within.list != nil {
		return t.sift(c, within)
	}
	var found part
	for kind, set := range c.types {
		if set != nil && t.set.Has(uint32(kind)) { //nolint:gosec // there are four
			of := part{n: c.counts[kind], bits: set}
			if of.n == c.n {
				of = wholePart(c.n)
			}
			found = found.or(of, c.n)
		}
	}
	return within.and(found, c.n)
}

// sift keeps those rows of a list that are of a wanted type.
func (t typePlan) sift(c *chunk, within part) part {
	list := make([]uint16, 0, len(within.list))
	for kind, set := range c.types {
		if set != nil && t.set.Has(uint32(kind)) { //nolint:gosec // there are four
			if c.counts[kind] == c.n {
				return within
			}
			for _, row := range within.list {
				if set.has(row) {
					list = append(list, row)
				}
			}
		}
	}
	if t.set.n > 1 {
		slices.Sort(list)
	}
	return listPart(list)
}

func (typePlan) cost() int { return 3 }

func (allPlan) rows(_ *chunk, within part) part { return within }
func (allPlan) cost() int                       { return 0 }

func (a andPlan) rows(c *chunk, within part) part {
	for _, one := range a {
		if within.n == 0 {
			break
		}
		within = one.rows(c, within)
	}
	return within
}

func (a andPlan) cost() int { return sumCost(a) }

func sumCost(plans []plan) (sum int) {
	for _, one := range plans {
		sum += one.cost()
	}
	return sum
}

// adding is a plan that says what it finds on top of what others did: found has
// the rows of a chunk, nil as long as there are none; all that it finds every row.
type adding interface {
	add(c *chunk, found **bitmap) (all bool)
}

func (o orPlan) rows(c *chunk, within part) part {
	if within.list == nil {
		var found *bitmap
		if o.add(c, &found) {
			return within
		}
		return within.and(partOf(found, c.n), c.n)
	}
	var found part
	for _, one := range o {
		found = found.or(one.rows(c, within), c.n)
		if found.n == within.n {
			break
		}
	}
	return found
}

func (o orPlan) add(c *chunk, found **bitmap) (all bool) {
	for _, one := range o {
		if sum, is := one.(adding); is {
			if sum.add(c, found) {
				return true
			}
			continue
		}
		switch some := one.rows(c, wholePart(c.n)); {
		case some.all:
			return true
		case some.n > 0:
			room(found).add(some)
		}
	}
	return false
}

func (o orPlan) cost() int { return 2 * sumCost(o) }

func (n notPlan) rows(c *chunk, within part) part {
	found := n.plan.rows(c, within)
	switch found.n {
	case 0:
		return within
	case within.n:
		return part{}
	}
	return within.and(found.not(c.n), c.n)
}

func (n notPlan) cost() int { return 1 + n.plan.cost() }

func (b betweenPlan) rows(c *chunk, within part) part {
	if b.To <= c.first() || b.From >= b.To {
		return part{}
	}
	from, to := 0, c.n
	if b.From > c.first() {
		from = c.times.search(b.From)
	}
	if from < c.n && b.To <= c.last() {
		to = c.times.search(b.To)
	}
	if within.list != nil {
		return within.cut(from, to)
	}
	return within.and(rangePart(from, to, c.n), c.n)
}

func (betweenPlan) cost() int { return 2 }

// misses reports that a stretch of rows is of another time than what is wanted.
func misses(p plan, c *chunk) bool {
	switch p := p.(type) {
	case betweenPlan:
		return p.To <= c.first() || p.From > c.last()
	case andPlan:
		return slices.ContainsFunc(p, func(one plan) bool { return misses(one, c) })
	}
	return false
}
