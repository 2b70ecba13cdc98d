package diff

import (
	"bytes"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	jsonpatch "github.com/evanphx/json-patch/v5"

	"github.com/trailbook/trailbook/backend/audit"
)

// pairs is how many generated pairs the properties are held against, the order
// of members and the patch back each with every third.
const pairs = 21_000

// twoStates makes two states of which the second is an edit of the first, or
// now and then something else. Their root is an object or an array, because
// that is all the independent library takes.
func twoStates(t *testing.T, r *rand.Rand, n int) (before, after json.RawMessage) {
	t.Helper()
	was := generators[n%len(generators)](r)
	is := edited(r, was)
	if r.IntN(12) == 0 {
		is = randomValue(r, 4)
	}
	if !isContainer(was) || !isContainer(is) {
		was, is = map[string]any{"root": was}, map[string]any{"root": is}
	}
	return encode(t, was), encode(t, is)
}

func isContainer(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

func TestPropertiesOfCompare(t *testing.T) {
	const workers = 3
	var mu sync.Mutex
	told := map[string]int{}
	t.Run("pairs", func(t *testing.T) {
		for worker := range workers {
			t.Run("", func(t *testing.T) {
				t.Parallel()
				r := rand.New(rand.NewPCG(1, uint64(worker)))
				own := map[string]int{}
				for n := range pairs / workers {
					before, after := twoStates(t, r, n)
					holds(t, r, n, before, after, own)
				}
				mu.Lock()
				defer mu.Unlock()
				for kind, count := range own {
					told[kind] += count
				}
			})
		}
	})
	for kind, least := range map[string]int{"added": 5, "removed": 5, "changed": 5, "moved": 5, "typeChanged": 5, "moved and changed": 1} {
		if told[kind] < pairs*least/100 {
			t.Errorf("the pairs have only %d changes that are %s", told[kind], kind)
		}
	}
}

// holds holds one pair against every property, and counts what is told by kind.
func holds(t *testing.T, r *rand.Rand, n int, before, after json.RawMessage, told map[string]int) {
	t.Helper()
	changes, err := Compare(before, after)
	if err != nil {
		t.Fatal(err)
	}
	was, is := decode(t, before), decode(t, after)
	patched(t, before, is, changes)
	if got := accountOf(t, changes, false).other(was, "", ""); !sameValue(got, is) {
		t.Fatalf("%s\n%s\nchanges\n%s\napplied give\n%s", before, after, brief(changes), encode(t, got))
	}
	if got := accountOf(t, changes, true).other(is, "", ""); !sameValue(got, was) {
		t.Fatalf("%s\n%s\nchanges\n%s\ntaken back give\n%s", before, after, brief(changes), encode(t, got))
	}
	if (len(changes) == 0) != sameValue(was, is) {
		t.Fatalf("%s\n%s\n%d changes", before, after, len(changes))
	}
	checkValues(t, was, is, changes)
	checkSize(t, before, after, changes)
	switch n % 3 {
	case 0:
		checkOrderOfMembers(t, r, was, is, changes)
	case 1:
		back, err := Compare(after, before)
		if err != nil {
			t.Fatal(err)
		}
		patched(t, after, was, back)
	}
	for _, c := range changes {
		told[string(c.Kind)]++
		if c.Kind == audit.ChangeMoved && c.After == nil {
			told["moved and changed"]++
		}
	}
}

// patched: the patch of changes, applied to the state before by a library that
// knows nothing of this package, gives the state after.
func patched(t *testing.T, before json.RawMessage, want any, changes []audit.Change) {
	t.Helper()
	var written bytes.Buffer
	if err := WritePatch(&written, changes); err != nil {
		t.Fatal(err)
	}
	patch, err := jsonpatch.DecodePatch(written.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	got, err := patch.Apply(before)
	if err != nil {
		t.Fatalf("patch of\n%s\n%s\n%s: %v", before, encode(t, want), written.Bytes(), err)
	}
	if !sameValue(decode(t, got), want) {
		t.Fatalf("patch of\n%s\n%s\nis\n%s\nand gives\n%s", before, encode(t, want), written.Bytes(), got)
	}
}

// sameValue compares two decoded values, numbers as fractions.
func sameValue(a, b any) bool {
	switch x := a.(type) {
	case map[string]any:
		y, ok := b.(map[string]any)
		if !ok || len(x) != len(y) {
			return false
		}
		for name, member := range x {
			other, there := y[name]
			if !there || !sameValue(member, other) {
				return false
			}
		}
		return true
	case []any:
		y, ok := b.([]any)
		return ok && slices.EqualFunc(x, y, sameValue)
	case json.Number:
		y, ok := b.(json.Number)
		if !ok {
			return false
		}
		first, one := new(big.Rat).SetString(x.String())
		second, two := new(big.Rat).SetString(y.String())
		return one && two && first.Cmp(second) == 0
	}
	return a == b
}

// checkValues: the values of a change are those at its paths.
func checkValues(t *testing.T, before, after any, changes []audit.Change) {
	t.Helper()
	at := func(side any, path string, raw json.RawMessage) {
		for _, segment := range splitPointer(path) {
			side = step(t, side, segment)
		}
		if raw != nil && !bytes.Equal(encode(t, side), encode(t, decode(t, raw))) {
			t.Fatalf("%s has %s, not %s", path, encode(t, side), raw)
		}
	}
	for i, c := range changes {
		switch c.Kind {
		case audit.ChangeRemoved:
			at(before, c.Path, c.Before)
			continue
		case audit.ChangeMoved:
			at(before, c.From, nil)
			if c.After == nil && (i+1 == len(changes) || !isInside(c, changes[i+1])) {
				t.Fatalf("what moved from %s to %s has no value, and nothing changed inside", c.From, c.Path)
			}
		}
		at(after, c.Path, c.After)
	}
}

// checkSize: what is told is never more than both states, which telling that
// all was replaced would be, in bytes and in values.
func checkSize(t *testing.T, before, after json.RawMessage, changes []audit.Change) {
	t.Helper()
	told := 0
	for _, c := range changes {
		told += len(c.Before) + len(c.After)
	}
	was, err := Compare(before, nil)
	if err != nil {
		t.Fatal(err)
	}
	is, err := Compare(nil, after)
	if err != nil {
		t.Fatal(err)
	}
	if told > len(before)+len(after) || len(changes) > len(was)+len(is) {
		t.Fatalf("%d bytes in %d changes to tell how these differ:\n%s\n%s\n%s", told, len(changes), before, after, brief(changes))
	}
}

// checkOrderOfMembers: with the members of every object in another order
// nothing differs, and what differs is told alike.
func checkOrderOfMembers(t *testing.T, r *rand.Rand, before, after any, want []audit.Change) {
	t.Helper()
	b, a := shuffled(r, before), shuffled(r, after)
	if same, err := Compare(json.RawMessage(b), json.RawMessage(shuffled(r, before))); err != nil || len(same) != 0 {
		t.Fatalf("%s\n%s %v", b, brief(same), err)
	}
	got, err := Compare(json.RawMessage(b), json.RawMessage(a))
	if err != nil || !slices.Equal(sortedLines(t, got), sortedLines(t, want)) {
		t.Fatalf("%s\n%s\n%v\n%v\n%v", b, a, err, sortedLines(t, got), sortedLines(t, want))
	}
}

func sortedLines(t *testing.T, changes []audit.Change) []string {
	t.Helper()
	var lines []string
	for _, c := range changes {
		for _, value := range []*json.RawMessage{&c.Before, &c.After} {
			if *value != nil {
				*value = encode(t, decode(t, *value))
			}
		}
		lines = append(lines, brief([]audit.Change{c}))
	}
	slices.Sort(lines)
	return lines
}

func TestPatchKeepsEveryDigit(t *testing.T) {
	before := json.RawMessage(`{"a":[9007199254740993,1.10,"x"],"b":123456789012345678901234567890}`)
	after := json.RawMessage(`{"a":["x",9007199254740995,1.10],"b":123456789012345678901234567891,"c":0.1000000000000000055511151231257827}`)
	changes, err := Compare(before, after)
	if err != nil {
		t.Fatal(err)
	}
	var written strings.Builder
	if err := WritePatch(&written, changes); err != nil {
		t.Fatal(err)
	}
	patch, err := jsonpatch.DecodePatch([]byte(written.String()))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := patch.Apply(before); err != nil || string(got) != string(after) {
		t.Errorf("%s gives %s, %v", written.String(), got, err)
	}
}
