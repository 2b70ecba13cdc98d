package search

import (
	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
)

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
		top, more := frequent(len(counts), counted, func(a, b int) bool { return words.Before(uint32(a), uint32(b), 0) }, most)        //nolint:gosec // as above
		return audit.FacetValues{Values: top.list(func(id int) (string, string) { return words.Text(uint32(id), 0), "" }), More: more} //nolint:gosec // as above
	}
	g := e.groups[of.by].of(of, words)
	sums := make([]int, len(g.values))
	for id := range counts {
		if n := counted(id); n > 0 {
			sums[g.groups[id]] += n
		}
	}
	top, more := frequent(len(sums), func(group int) int { return sums[group] }, func(a, b int) bool { return g.values[a] < g.values[b] }, most)
	named := labels(words, of, g, counted, top)
	return audit.FacetValues{Values: top.list(func(group int) (string, string) { return g.values[group], named[group] }), More: more}
}

// labels are those of the words with the most events of each group listed.
func labels(words *index.Dictionary, of facet, g *grouping, counted func(id int) int, top ranked) map[int]string {
	best, listed := map[int]audit.FacetValue{}, index.NewSet()
	for _, one := range top {
		listed.Add(uint32(one.number)) //nolint:gosec // a group
	}
	for id, inGroup := range g.groups[:min(words.Top(), len(g.groups))] {
		if !listed.Has(inGroup) {
			continue
		}
		n, group := counted(id), int(inGroup)
		found := best[group]
		if n == 0 || n < found.Count {
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
