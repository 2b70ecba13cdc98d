package diff

import "bytes"

// pair says which element before is which one after, by index; none where an
// element exists on one side only.
type pair struct{ before, after int }

const (
	// maxEdits is how many insertions and removals are searched for in an
	// array; beyond it elements are compared index by index.
	maxEdits = 1000
	// maxSteps bounds the search for the fewest edits in long arrays.
	maxSteps = 50_000_000
	// maxEffort is how many comparisons of members one Compare spends on
	// looking for the most alike among removed and added elements.
	maxEffort = 2_000_000
)

// identityNames tell elements apart: where both have one, it decides.
var identityNames = []string{"id", "_id", "key", "name", "uuid"}

// match says what became of the elements of an array, in order: equal elements
// find each other with the fewest insertions and removals, and of what is left
// between them those that are alike.
func (c *comparer) match(old, fresh []int) []pair {
	var pairs []pair
	start := 0
	for start < len(old) && start < len(fresh) && c.equal(old[start], fresh[start]) {
		start++
	}
	endOld, endFresh := len(old), len(fresh)
	for endOld > start && endFresh > start && c.equal(old[endOld-1], fresh[endFresh-1]) {
		endOld, endFresh = endOld-1, endFresh-1
	}
	if max(endOld, endFresh) == start {
		return nil // equal all over
	}
	numbersOld, numbersFresh := c.numbers(c.b, old[start:endOld]), c.numbers(c.a, fresh[start:endFresh])
	kept, ok := fewestEdits(numbersOld, numbersFresh)
	if !ok {
		return indexPairs(pair{start, start}, pair{endOld, endFresh})
	}
	at := pair{start, start}
	for _, k := range append(kept, pair{endOld - start, endFresh - start}) {
		until := pair{k.before + start, k.after + start}
		pairs = append(pairs, c.pairAlike(old, fresh, at, until)...)
		at = pair{until.before + 1, until.after + 1}
	}
	return pairs
}

func (c *comparer) equal(before, after int) bool {
	b, a := c.b.nodes[before], c.a.nodes[after]
	switch {
	case b.kind != a.kind:
		return false
	case bytes.Equal(c.b.source(before), c.a.source(after)):
		return true
	case !b.kind.container():
		return equalScalars(c.b, c.a, before, after)
	}
	return c.registry.number(c.b, before) == c.registry.number(c.a, after)
}

func (c *comparer) numbers(t *tree, elements []int) []int {
	numbers := make([]int, len(elements))
	for i, e := range elements {
		numbers[i] = c.registry.number(t, e)
	}
	return numbers
}

// fewestEdits is Myers' algorithm: the pairs of equal numbers that leave the
// fewest insertions and removals. ok is false when it takes more than maxEdits.
func fewestEdits(old, fresh []int) (kept []pair, ok bool) {
	total := len(old) + len(fresh)
	limit := min(total, maxEdits, max(10, maxSteps/(total+1)))
	reach := make([]int, 2*limit+3) // by diagonal: how far into old
	middle := limit + 1
	var trace [][]int
	for edits := 0; edits <= limit; edits++ {
		trace = append(trace, append([]int(nil), reach[middle-edits-1:middle+edits+2]...))
		for k := -edits; k <= edits; k += 2 {
			x := reach[middle+k-1] + 1
			if k == -edits || k != edits && reach[middle+k-1] < reach[middle+k+1] {
				x = reach[middle+k+1]
			}
			for x < len(old) && x-k < len(fresh) && old[x] == fresh[x-k] {
				x++
			}
			reach[middle+k] = x
			if x >= len(old) && x-k >= len(fresh) {
				return backtrack(trace, len(old), len(fresh)), true
			}
		}
	}
	return nil, false
}

// backtrack collects the equal pairs along the way that fewestEdits found.
func backtrack(trace [][]int, x, y int) []pair {
	var kept []pair
	for edits := len(trace) - 1; edits >= 0; edits-- {
		reach, k := trace[edits], x-y
		middle := edits + 1
		previous := k - 1
		if k == -edits || k != edits && reach[middle+k-1] < reach[middle+k+1] {
			previous = k + 1
		}
		fromX := reach[middle+previous]
		fromY := fromX - previous
		if edits == 0 {
			fromX, fromY = 0, 0
		}
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			kept = append(kept, pair{x, y})
		}
		x, y = fromX, fromY
	}
	for i, j := 0, len(kept)-1; i < j; i, j = i+1, j-1 {
		kept[i], kept[j] = kept[j], kept[i]
	}
	return kept
}

// pairAlike pairs what was removed with what was added between two equal
// elements, so that their alikeness is the greatest and their order stays.
func (c *comparer) pairAlike(old, fresh []int, from, until pair) []pair {
	rows, columns := until.before-from.before, until.after-from.after
	effort := columns*weight(c.b, old[from.before:until.before]) + rows*weight(c.a, fresh[from.after:until.after])
	if c.effort += effort; c.effort > maxEffort {
		return indexPairs(from, until)
	}
	best := make([][]int, rows+1)
	for i := range best {
		best[i] = make([]int, columns+1)
	}
	alike := func(i, j int) int { return c.likeness(old[from.before+i], fresh[from.after+j], rows*columns == 1) }
	for i := rows - 1; i >= 0; i-- {
		for j := columns - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if score := alike(i, j); score > 0 {
				best[i][j] = max(best[i][j], best[i+1][j+1]+score)
			}
		}
	}
	var pairs []pair
	for i, j := 0, 0; i < rows || j < columns; {
		switch {
		case i < rows && j < columns && best[i][j] != best[i+1][j] && best[i][j] != best[i][j+1]:
			pairs = append(pairs, pair{from.before + i, from.after + j})
			i, j = i+1, j+1
		case i < rows && (j == columns || best[i][j] == best[i+1][j]):
			pairs = append(pairs, pair{from.before + i, none})
			i++
		default:
			pairs = append(pairs, pair{none, from.after + j})
			j++
		}
	}
	return pairs
}

// weight is how many values elements hold, themselves included.
func weight(t *tree, elements []int) int {
	sum := 0
	for _, e := range elements {
		sum += t.nodes[e].next - e
	}
	return sum
}

// indexPairs pairs elements index by index.
func indexPairs(from, until pair) []pair {
	var pairs []pair
	for from.before < until.before || from.after < until.after {
		p := pair{none, none}
		if from.before < until.before {
			p.before = from.before
			from.before++
		}
		if from.after < until.after {
			p.after = from.after
			from.after++
		}
		pairs = append(pairs, p)
	}
	return pairs
}

// likeness is how much two elements have in common, 0 for nothing: then one
// was removed and the other added. alone says that there is no other choice.
func (c *comparer) likeness(before, after int, alone bool) int {
	kind := c.b.nodes[before].kind
	switch {
	case kind != c.a.nodes[after].kind:
		if alone {
			return 1
		}
		return 0
	case kind != isObject:
		return 1
	}
	old, fresh := c.b.fields(before), byName(c.a.fields(after))
	shared, same := 0, 0
	for _, f := range old {
		if other, ok := fresh[f.name]; ok {
			shared++
			if c.equal(f.node, other) {
				same++
			}
		}
	}
	for _, name := range identityNames {
		was, existed := byName(old)[name]
		if is, exists := fresh[name]; existed && exists {
			if c.equal(was, is) {
				return 8 + same
			}
			if !alone {
				return 0
			}
		}
	}
	if same == 0 && shared == len(old) && shared == len(fresh) {
		return 1
	}
	return same
}
