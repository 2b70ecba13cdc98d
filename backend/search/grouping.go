package search

import (
	"hash/maphash"
	"sync"

	"github.com/trailbook/trailbook/backend/index"
)

// grouping says which words of a dictionary are the same value: a user may have
// had several ids, a target several names.
type grouping struct {
	words  *index.Dictionary
	groups []uint32 // by key
	values []string // by group
}

// groupings are those of a facet: the last that was asked for, and what makes
// the next of it when words came.
type groupings struct {
	mu     sync.Mutex
	last   *grouping
	seed   maphash.Seed
	places []uint32 // by the hash of a value: one more than its group, or in a place behind it
}

// of is the grouping of a facet's words as they are in a version.
func (g *groupings) of(by facet, words *index.Dictionary) *grouping {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.last != nil && g.last.words.Extends(words) {
		return g.last
	}
	next := &grouping{words: words}
	if g.last != nil && words.Extends(g.last.words) {
		next.groups, next.values = g.last.groups, g.last.values
	} else {
		g.seed, g.places = maphash.MakeSeed(), nil
	}
	for id := len(next.groups); id < words.Top(); id++ {
		group := uint32(0)
		if words.Has(uint32(id)) { //nolint:gosec // keys are uint32
			value, _ := by.value(words.Word(uint32(id)).Texts) //nolint:gosec // as above
			group = g.group(next, value)
		}
		next.groups = append(next.groups, group)
	}
	g.last = next
	return next
}

// group is the number of a value's group, a new one where it has none.
func (g *groupings) group(next *grouping, value string) uint32 {
	if 2*len(next.values) >= len(g.places) {
		g.places = make([]uint32, max(1024, 2*len(g.places)))
		for group, value := range next.values {
			*g.place(next, value) = uint32(group) + 1 //nolint:gosec // fewer than keys
		}
	}
	place := g.place(next, value)
	if *place == 0 {
		next.values = append(next.values, value)
		*place = uint32(len(next.values)) //nolint:gosec // as above
	}
	return *place - 1
}

// place is where a value's group stands, or would: behind other values with its
// hash.
func (g *groupings) place(next *grouping, value string) *uint32 {
	most := uint64(len(g.places) - 1) //nolint:gosec // it is not empty
	for at := maphash.String(g.seed, value) & most; ; at = (at + 1) & most {
		if one := &g.places[at]; *one == 0 || next.values[*one-1] == value {
			return one
		}
	}
}
