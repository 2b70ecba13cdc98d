package diff

// pair is an element before and one after, by index in their arrays.
type pair struct{ before, after int }

const (
	// maxEdits is how many insertions and removals are searched for in an
	// array; beyond it equal elements are paired in their order.
	maxEdits = 1000
	// maxSteps bounds the search for the fewest edits in all arrays together.
	maxSteps = 50_000_000
)

func (c *comparer) numbers(t *tree, elements, places []int) []int {
	numbers := make([]int, len(places))
	for i, place := range places {
		numbers[i] = c.registry.number(t, elements[place])
	}
	return numbers
}

// fewestEdits pairs equal numbers so that the fewest insertions and removals
// are left, or nothing when the search for them grows too long. Where a number
// occurs again it is then not sure that its best counterpart is found.
func (c *comparer) fewestEdits(was, is []int) []pair {
	old, fresh := shared(was, is), shared(is, was)
	found, steps, ok := shortestEdit(values(was, old), values(is, fresh), min(maxSteps-c.steps, maxSteps/4))
	c.steps += steps
	if !ok {
		c.told.coarse = c.told.coarse || repeats(was) || repeats(is)
		return nil
	}
	for i, p := range found {
		found[i] = pair{old[p.before], fresh[p.after]}
	}
	return found
}

// shared lists the places of the numbers that occur on the other side too.
func shared(numbers, others []int) []int {
	known := make(map[int]bool, len(others))
	for _, n := range others {
		known[n] = true
	}
	var places []int
	for i, n := range numbers {
		if known[n] {
			places = append(places, i)
		}
	}
	return places
}

func values(numbers, places []int) []int {
	chosen := make([]int, len(places))
	for i, place := range places {
		chosen[i] = numbers[place]
	}
	return chosen
}

func repeats(numbers []int) bool {
	seen := make(map[int]bool, len(numbers))
	for _, n := range numbers {
		if seen[n] {
			return true
		}
		seen[n] = true
	}
	return false
}

// shortestEdit is Myers' algorithm: the pairs of equal numbers that leave the
// fewest insertions and removals, and how many steps it took. ok is false when
// it would take more steps than allowed, or more than maxEdits edits.
func shortestEdit(old, fresh []int, allowed int) (kept []pair, steps int, ok bool) {
	limit := min(len(old)+len(fresh), maxEdits)
	reach := make([]int, 2*limit+3) // by diagonal: how far into old
	middle := limit + 1
	var trace [][]int
	for edits := 0; edits <= limit && steps <= allowed; edits++ {
		trace = append(trace, append([]int(nil), reach[middle-edits-1:middle+edits+2]...))
		for k := -edits; k <= edits; k += 2 {
			x := reach[middle+k-1] + 1
			if k == -edits || k != edits && reach[middle+k-1] < reach[middle+k+1] {
				x = reach[middle+k+1]
			}
			start := x
			for x < len(old) && x-k < len(fresh) && old[x] == fresh[x-k] {
				x++
			}
			steps += 1 + x - start
			reach[middle+k] = x
			if x >= len(old) && x-k >= len(fresh) {
				return backtrack(trace, len(old), len(fresh)), steps, true
			}
		}
	}
	return nil, steps, false
}

// backtrack collects the equal pairs along the way that shortestEdit found.
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
