package index

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// Values are put in order as one processor does it, whatever the stretches.
func TestSortOnAllIsASort(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, leastSorted - 1, leastSorted, leastSorted + 1, 3*leastSorted + 7, 8 * leastSorted, 9*leastSorted + 1} {
		values := make([]uint32, n)
		for i := range values {
			values[i] = rng.Uint32N(uint32(n)) //nolint:gosec // as few as they are
		}
		want := slices.Clone(values)
		slices.Sort(want)
		sortOnAll(values, cmp.Compare)
		if !slices.Equal(values, want) {
			t.Errorf("%d values are not in order", n)
		}
	}
}
