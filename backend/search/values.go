package search

import (
	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
)

// values lists the values of a facet, by the counts of its words: the most
// frequent first, equal ones by their texts, and each labelled as most of its
// events have it. only, if given, says which words are looked at.
func (e *Engine) values(v *index.Version, of facet, counts index.Counts, only *index.Set, most int) audit.FacetValues {
	words := v.Words(of.words)
	wanted := func(key uint32) bool { return words.Has(key) && (only == nil || only.Has(key)) }
	if of.value == nil {
		each := func(visit func(key uint32, n int)) {
			counts.Each(func(key uint32, n int) {
				if wanted(key) {
					visit(key, n)
				}
			})
		}
		top, more := frequent(each, func(a, b uint32) bool { return words.Before(a, b, 0) }, most)
		return audit.FacetValues{Values: top.list(func(key uint32) (string, string) { return words.Text(key, 0), "" }), More: more}
	}
	g := e.groups[of.by].of(of, words)
	sums := counts.Grouped(g.groups, len(g.values), wanted)
	top, more := frequent(sums.Each, func(a, b uint32) bool { return g.values[a] < g.values[b] }, most)
	named := labels(words, of, g, counts, wanted, top)
	return audit.FacetValues{Values: top.list(func(group uint32) (string, string) { return g.values[group], named[group] }), More: more}
}

// labels are those of the words with the most events of each group listed.
func labels(words *index.Dictionary, of facet, g *grouping, counts index.Counts, wanted func(key uint32) bool, top ranked) map[uint32]string {
	best, listed := map[uint32]audit.FacetValue{}, index.NewSet()
	for _, one := range top {
		listed.Add(one.number)
	}
	counts.Each(func(key uint32, n int) {
		if !wanted(key) || !listed.Has(g.groups[key]) {
			return
		}
		group := g.groups[key]
		found := best[group]
		if n < found.Count {
			return
		}
		if _, label := of.value(words.Word(key).Texts); n > found.Count || label < found.Label {
			best[group] = audit.FacetValue{Count: n, Label: label}
		}
	})
	names := make(map[uint32]string, len(best))
	for group, found := range best {
		names[group] = found.Label
	}
	return names
}
