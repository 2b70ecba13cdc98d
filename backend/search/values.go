package search

import (
	"cmp"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
)

// grouping says which words of a dictionary are the same value: a user may have
// had several ids, a target several names.
type grouping struct {
	words   *index.Dictionary
	groups  []uint32 // by key
	numbers map[string]uint32
	values  []string // by group
}

// grouped is the grouping of a facet's words as they are in a version; words
// that came later are added to the one at hand.
func (e *Engine) grouped(of facet, words *index.Dictionary) *grouping {
	e.mu.Lock()
	defer e.mu.Unlock()
	g := e.groups[of.by]
	if g != nil && g.words.Extends(words) {
		return g
	}
	next := &grouping{words: words, numbers: map[string]uint32{}}
	if g != nil && words.Extends(g.words) {
		next.groups, next.numbers, next.values = g.groups, g.numbers, g.values
	}
	for id := len(next.groups); id < words.Top(); id++ {
		group := uint32(0)
		if words.Has(uint32(id)) { //nolint:gosec // keys are uint32
			value, _ := of.value(words.Word(uint32(id)).Texts) //nolint:gosec // as above
			known := false
			if group, known = next.numbers[value]; !known {
				group = uint32(len(next.values)) //nolint:gosec // fewer than keys
				next.numbers[value], next.values = group, append(next.values, value)
			}
		}
		next.groups = append(next.groups, group)
	}
	e.groups[of.by] = next
	return next
}

// values lists the values of a facet, by the counts of its words: the most
// frequent first, equal ones by their texts, and each labelled as most of its
// events have it. only, if given, says which words are looked at.
func (e *Engine) values(v *index.Version, of facet, counts []int, only *index.Set, most int) audit.FacetValues {
	words := v.Words(of.words)
	counted := func(id int) int {
		if key := uint32(id); counts[id] > 0 && words.Has(key) && (only == nil || only.Has(key)) { //nolint:gosec // keys are uint32
			return counts[id]
		}
		return 0
	}
	if of.value == nil {
		top, more := frequent(len(counts), counted, func(id int) string { return words.Text(uint32(id), 0) }, most) //nolint:gosec // as above
		return audit.FacetValues{Values: top.list(nil), More: more}
	}
	g := e.grouped(of, words)
	sums := make([]int, len(g.values))
	for id := range counts {
		if n := counted(id); n > 0 {
			sums[g.groups[id]] += n
		}
	}
	top, more := frequent(len(sums), func(group int) int { return sums[group] }, func(group int) string { return g.values[group] }, most)
	return audit.FacetValues{Values: top.list(labels(words, of, g, counted, top)), More: more}
}

// labels are those of the words with the most events of each group listed.
func labels(words *index.Dictionary, of facet, g *grouping, counted func(id int) int, top ranked) map[int]string {
	best := map[int]audit.FacetValue{}
	for _, one := range top {
		best[one.number] = audit.FacetValue{}
	}
	for id := range min(words.Top(), len(g.groups)) {
		n := counted(id)
		if n == 0 {
			continue
		}
		group := int(g.groups[id])
		found, listed := best[group]
		if !listed || n < found.Count {
			continue
		}
		if _, label := of.value(words.Word(uint32(id)).Texts); n > found.Count || label < found.Label { //nolint:gosec // keys are uint32
			best[group] = audit.FacetValue{Count: n, Label: label}
		}
	}
	names := make(map[int]string, len(best))
	for group, found := range best {
		names[group] = found.Label
	}
	return names
}

// ranked is a list of numbers with their counts and texts.
type ranked []rankedOne

type rankedOne struct {
	number, count int
	text          string
}

func (r ranked) list(labels map[int]string) []audit.FacetValue {
	list := make([]audit.FacetValue, len(r))
	for i, one := range r {
		list[i] = audit.FacetValue{Value: one.text, Count: one.count, Label: labels[one.number]}
	}
	return list
}

// frequent finds the numbers below n with the highest counts, at most most, and
// says how many others have one.
func frequent(n int, count func(int) int, text func(int) string, most int) (top ranked, more int) {
	most = max(most, 0)
	found := 0
	least := 0 // below this count nothing is listed any more
	tidy := func() {
		slices.SortFunc(top, func(a, b rankedOne) int {
			return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.text, b.text))
		})
		if top = top[:min(len(top), most)]; len(top) == most && most > 0 {
			least = top[most-1].count
		}
	}
	for number := range n {
		c := count(number)
		if c == 0 {
			continue
		}
		found++
		if c < least || most == 0 {
			continue
		}
		top = append(top, rankedOne{number, c, text(number)})
		if len(top) >= 2*most+64 {
			tidy()
		}
	}
	tidy()
	return top, found - len(top)
}
