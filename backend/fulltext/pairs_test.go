package fulltext

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// Two letters that many texts have are looked up in rows of their own, of bits
// and of gaps; the answer is what the texts say.
func TestPairsOfLetters(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 2)) //nolint:gosec // a test
	var docs []Doc
	for key := range int64(4000) {
		d := randomDoc(r, key+1)
		d.Content.After = append(d.Content.After, fmt.Sprintf("number %d", key))
		if key%10 == 0 {
			d.Content.Paths = append(d.Content.Paths, fmt.Sprintf("/seldom%d/1234", key))
		}
		docs = append(docs, d)
	}
	s := segmentOf(t, builderOf(docs))
	kinds := map[byte]bool{}
	for _, needle := range []string{"nu", "se", "m1", "9 ", "r ", "d1", "/1", "č"} {
		q := Query{Where: Anywhere, Needle: needle}
		if got, want := found(t, s, q), wanted(docs, q); !slices.Equal(got, want) {
			t.Errorf("%q: %d events, want %d", needle, len(got), len(want))
		}
		if docs, listed, err := s.pairDocs(t.Context(), needle[0], needle[1]); err != nil {
			t.Fatal(err)
		} else if listed {
			row := putRow(nil, docs)
			kinds[row[0]] = true
		}
	}
	if len(kinds) != 2 {
		t.Errorf("rows of kinds %v only", kinds)
	}
	if _, listed, err := s.pairDocs(t.Context(), '/', '1'); listed || err != nil {
		t.Errorf("a pair with a slash: %v, %v", listed, err)
	}
}
