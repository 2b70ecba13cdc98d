package history

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/trailbook/trailbook/backend/diff"
)

// What is left after narrowing has the same changes as the whole.
func TestNarrowLosesNoChange(t *testing.T) {
	pairs := [][2]string{
		{`{"a":1,"a":2}`, `{"a":3,"a":2}`}, {`{"a":1,"b":{"c":[1,2],"d":1}}`, `{"b":{"d":1,"c":[1,3]},"a":1}`}, {`[1]`, `{"a":1}`},
		{`{}`, `{"a":1}`}, {`{"a":{"a":{"a":{"a":{"a":1,"b":1}}}}}`, `{"a":{"a":{"a":{"a":{"a":2,"b":1}}}}}`}, {`{"\u0061":1}`, `{"a":2}`},
		{`{"a" : 1 , "b" : [ ] }`, `{ "a" :2,"b":[]}`}, {`1`, `2`}, {`{"a":12}`, `{"a":123}`},
	}
	random := rand.New(rand.NewPCG(3, 3))
	state, serial := map[string]any{}, 0
	before := "{}"
	for range 2000 {
		change(random, state, func() string { serial++; return string(rune('a' + serial%26)) }, 0)
		text, err := json.Marshal(state)
		if err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, [2]string{before, string(text)})
		before = string(text)
	}
	for _, p := range pairs {
		b, a := narrow([]byte(p[0]), []byte(p[1]), 0)
		got, err := diff.Compare(b, a)
		want, _ := diff.Compare([]byte(p[0]), []byte(p[1]))
		seen := map[string]string{}
		for _, c := range want {
			seen[c.Path+string(c.Kind)] = string(c.Before) + string(c.After)
		}
		left := map[string]string{}
		for _, c := range got {
			left[c.Path+string(c.Kind)] = string(c.Before) + string(c.After)
		}
		if len(got) != len(want) || len(seen) != len(left) || err != nil {
			t.Fatalf("%s\n%s\n%d changes of the whole, %d of what is left, %v", p[0], p[1], len(want), len(got), err)
		}
		for at := range seen {
			if _, ok := left[at]; !ok {
				t.Fatalf("%s\n%s\n%s is lost: %v", p[0], p[1], at, reflect.ValueOf(left).MapKeys())
			}
		}
	}
}
