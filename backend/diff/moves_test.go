package diff

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// Many moves in a long list, with some removed and added, still give a patch
// that leads to the state after, and no more moves than there need be.
func TestPatchOfManyMoves(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, count := range []int{2, 3, 10, 300, 3_000} {
		was, is := make([]any, count), make([]any, 0, count)
		for i := range was {
			was[i] = map[string]any{"id": i, "n": i % 3}
			if i%50 > 0 {
				is = append(is, map[string]any{"id": i, "n": r.IntN(3)})
			}
		}
		r.Shuffle(len(is), func(i, j int) { is[i], is[j] = is[j], is[i] })
		is = append(is, map[string]any{"id": count, "n": 0})
		before, after := encode(t, was), encode(t, is)
		changes, err := Compare(before, after)
		if err != nil {
			t.Fatal(err)
		}
		if got := accountOf(t, changes, false).other(decode(t, before), "", ""); !sameValue(got, decode(t, after)) {
			t.Errorf("%d elements: the changes give something else", count)
		}
		patched(t, before, decode(t, after), changes)
	}
}

// One element that goes to the other end of a list is one operation, wherever
// the list is and whatever else happened around it.
func TestPatchOfOneMove(t *testing.T) {
	before := json.RawMessage(`{"a":[{"id":1},{"id":2,"l":["x","y","z","gone"]},{"id":3}],"3":0}`)
	after := json.RawMessage(`{"a":[{"id":0},{"id":3},{"id":1},{"id":2,"l":["new","z","x","y"]}],"3":1}`)
	changes, err := Compare(before, after)
	if err != nil {
		t.Fatal(err)
	}
	want := `added /a/0 is {"id":0}
moved /a/1 from /a/2 is {"id":3}
added /a/3/l/0 is "new"
moved /a/3/l/1 from /a/1/l/2 is "z"
removed /a/1/l/3 was "gone"
changed /3 was 0 is 1`
	if got := brief(changes); got != want {
		t.Errorf("got %s", got)
	}
	patched(t, before, decode(t, after), changes)
}
