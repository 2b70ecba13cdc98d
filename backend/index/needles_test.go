package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Words are found by what they contain, whatever was looked for before, in
// dictionaries that words came to as well.
func TestWordsAreFoundByAPart(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5)) //nolint:gosec // a test
	syllables := []string{"an", "be", "co", "do", "e", "fi", "go"}
	some := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteString(syllables[rng.IntN(len(syllables))])
		}
		return b.String()
	}
	folds := map[uint32]string{}
	var d *Dictionary
	narrowed := 0
	for id := uint32(0); id < 4000; {
		var words []Word
		for range 1 + rng.IntN(900) {
			id += 1 + uint32(rng.IntN(3)) //nolint:gosec // small
			folds[id] = some(1+rng.IntN(6)) + "\n" + fmt.Sprint(id)
			words = append(words, Word{ID: id, Fold: folds[id]})
		}
		d = d.add(words)
		for range 12 {
			text := some(4)
			for n := range len(text) { // as it is typed
				wanted := text[:n+1]
				if known, within := d.needles.known(wanted); known == nil && within != nil {
					narrowed++
				}
				got := d.Containing(wanted)
				for id := range uint32(len(d.has) + 5) { //nolint:gosec // small
					if is := d.Has(id) && strings.Contains(folds[id], wanted); got.Has(id) != is {
						t.Fatalf("word %d, %q, contains %q: %v", id, folds[id], wanted, got.Has(id))
					}
				}
			}
		}
	}
	if narrowed == 0 {
		t.Error("no word was looked for among those that have its beginning")
	}
}
