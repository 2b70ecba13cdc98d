package diff

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// Asked node by node, in any order, with any marked in between, a secrecy says
// what it says of all at once.
func TestSecrecyIsTheSameInParts(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	apart, secret := 0, 0
	for round := range 4_000 {
		h := &hidden{r: r}
		parts := []any{}
		for range 1 + r.IntN(12) {
			parts = append(parts, h.value(4), h.plant(2), randomSecretly(r))
		}
		raw := encode(t, map[string]any{"flow": parts, "path": "/auth/token", "old": parts[0], "changes": parts[1:], "credentials": parts[0]})
		start := reach(round % int(whole+1))
		one, other := parsed(t, raw), parsed(t, raw)
		all := one.secrets(start).within(0)
		asked := other.secrets(start)
		asked.spent = -len(all) * r.IntN(40) // some never look at all of it
		for range r.IntN(60) {
			i := r.IntN(len(all))
			if got := asked.within(i); !same(got, all, i, other.nodes[i].Next) {
				t.Fatalf("round %d: node %d of %s: %v, of all %v", round, i, raw, got[i:other.nodes[i].Next], all[i:other.nodes[i].Next])
			}
		}
		if !asked.known[0] {
			apart++
		}
		i := r.IntN(len(all))
		asked.mark(i, whole)
		for c := i; c < other.nodes[i].Next; c++ {
			all[c] = true
			delete(one.encoded, c)
		}
		if got := asked.within(0); !same(got, all, 0, len(all)) || fmt.Sprint(one.encoded) != fmt.Sprint(other.encoded) {
			t.Fatalf("round %d: all of %s after node %d was marked: %v, at once %v", round, raw, i, got, all)
		}
		for _, is := range all {
			if is {
				secret++
			}
		}
	}
	if apart < 500 || secret < 10_000 {
		t.Fatalf("%d documents were not looked at whole, %d nodes secret: the test tests little", apart, secret)
	}
}

// randomSecretly is what is secret by what it is: a random word, base64 of JSON
// with a secret, or the same beside a name of an id.
func randomSecretly(r *rand.Rand) any {
	random := []string{
		"q7Zt4KpX9vLm2RsWc8Yd3NfB6hJg1TuE", // as a key of an API
		"eyJwYXNzd29yZCI6Imh1bnRlcjIiLCJ1c2VyIjoiYSJ9",
		"plain words that say nothing",
	}[r.IntN(3)]
	switch r.IntN(4) {
	case 0:
		return map[string]any{"spreadsheetId": random}
	case 1:
		return map[string]any{"key": "spreadsheetId", "value": random}
	case 2:
		return map[string]any{"fileId": map[string]any{"old": random, "new": []any{random, "x"}}}
	}
	return []any{random, map[string]any{"note": random}}
}

func parsed(t *testing.T, raw []byte) *tree {
	t.Helper()
	one, err := parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return one
}

func same(got, want []bool, from, to int) bool {
	for i := from; i < to; i++ {
		if got[i] != want[i] {
			return false
		}
	}
	return true
}
