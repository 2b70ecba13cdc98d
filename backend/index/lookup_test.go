package index

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// Words are found by a whole text in every dictionary of a line, also in older
// ones, and in those of another line.
func TestWordsAreFoundByAWholeText(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3)) //nolint:gosec // a test
	var all []*Dictionary
	var d *Dictionary
	for id := uint32(0); id < 6000; {
		var words []Word
		for range 1 + rng.IntN(700) {
			id += 1 + uint32(rng.IntN(3)) //nolint:gosec // small
			words = append(words, Word{ID: id, Texts: [3]string{fmt.Sprint("t", rng.IntN(900)), fmt.Sprint(rng.IntN(3)), ""}})
		}
		if rng.IntN(4) == 0 {
			words = append(words, Word{ID: uint32(rng.IntN(int(id))), Texts: [3]string{"late", "", ""}}) //nolint:gosec // below id
		}
		d = d.add(words)
		all = append(all, d)
		for range 20 {
			from, part := all[rng.IntN(len(all))], rng.IntN(2)
			wanted := []string{fmt.Sprint("t", rng.IntN(1000)), fmt.Sprint(rng.IntN(4)), "late", ""}[:1+rng.IntN(4)]
			got := from.Exactly(part, wanted)
			for id := range uint32(len(from.has) + 5) { //nolint:gosec // small
				is := from.Has(id) && slices.Contains(wanted, from.Text(id, part))
				if got.Has(id) != is {
					t.Fatalf("word %d, %q, among %q: %v", id, from.Text(id, part), wanted, got.Has(id))
				}
			}
		}
	}
}
