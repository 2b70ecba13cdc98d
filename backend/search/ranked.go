package search

import (
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
)

// ranked is a list of numbers with their counts.
type ranked []rankedOne

type rankedOne struct {
	number uint32
	count  int
}

func (r ranked) list(texts func(number uint32) (value, label string)) []audit.FacetValue {
	list := make([]audit.FacetValue, len(r))
	for i, one := range r {
		value, label := texts(one.number)
		list[i] = audit.FacetValue{Value: value, Count: one.count, Label: label}
	}
	return list
}

// frequent finds the numbers with the highest counts, at most most, of equal
// ones those that come before the others, and says how many more there are.
func frequent(each func(visit func(number uint32, count int)), before func(a, b uint32) bool, most int) (top ranked, more int) {
	found := 0
	better := func(a, b rankedOne) bool {
		return a.count > b.count || a.count == b.count && before(a.number, b.number)
	}
	each(func(number uint32, count int) {
		found++
		if one := (rankedOne{number, count}); len(top) < most {
			top = append(top, one)
			top.up(better)
		} else if most > 0 && better(one, top[0]) {
			top[0] = one
			top.down(better)
		}
	})
	slices.SortFunc(top, func(a, b rankedOne) int {
		if better(a, b) {
			return -1
		}
		return 1
	})
	return top, found - len(top)
}

// up and down keep a heap whose first is the worst, after its last or its first
// was put there.
func (r ranked) up(better func(a, b rankedOne) bool) {
	for i := len(r) - 1; i > 0 && better(r[(i-1)/2], r[i]); i = (i - 1) / 2 {
		r[i], r[(i-1)/2] = r[(i-1)/2], r[i]
	}
}

func (r ranked) down(better func(a, b rankedOne) bool) {
	for i := 0; ; {
		worst := 2*i + 1
		if worst >= len(r) {
			return
		}
		if worst+1 < len(r) && better(r[worst], r[worst+1]) {
			worst++
		}
		if !better(r[i], r[worst]) {
			return
		}
		r[i], r[worst] = r[worst], r[i]
		i = worst
	}
}
