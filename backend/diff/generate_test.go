package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// generators make states of different kinds, all from few names and scalars, so
// that two of them have much in common.
var generators = []func(r *rand.Rand) any{
	func(r *rand.Rand) any { return randomValue(r, 4) },
	func(r *rand.Rand) any { return randomValue(r, 4) },
	randomList,
	func(r *rand.Rand) any { return map[string]any{"rules": randomRules(r), "tags": randomList(r)} },
	func(r *rand.Rand) any { return map[string]any{"flow": randomItems(r, 2)} },
}

// randomList is a list of scalars, many of them equal.
func randomList(r *rand.Rand) any {
	list := make([]any, r.IntN(14))
	for i := range list {
		list[i] = randomValue(r, 0)
	}
	return list
}

// randomItems is a list of objects, most with an id, some with lists inside.
func randomItems(r *rand.Rand, depth int) any {
	list := make([]any, r.IntN(9))
	for i := range list {
		item := map[string]any{"type": randomScalar(r), "n": randomScalar(r)}
		if r.IntN(10) > 0 {
			item["id"] = json.Number(strconv.Itoa(r.IntN(20)))
		}
		if depth > 0 && r.IntN(2) == 0 {
			item["items"] = randomItems(r, depth-1)
		}
		list[i] = item
	}
	return list
}

// randomRules is an ACL in which a role and a resource may occur twice.
func randomRules(r *rand.Rand) any {
	list := make([]any, r.IntN(8))
	for i := range list {
		list[i] = map[string]any{
			"role": "r" + strconv.Itoa(r.IntN(3)), "resource": "s" + strconv.Itoa(r.IntN(4)),
			"action": randomList(r), "attributes": []any{"*"},
		}
	}
	return list
}

func randomScalar(r *rand.Rand) any {
	numbers := []string{"0", "1", "1.0", "10e-1", "9007199254740992", "9007199254740993", "-0.5", "1e2", "100"}
	switch r.IntN(8) {
	case 0:
		return nil
	case 1:
		return r.IntN(2) == 0
	case 2, 3, 4:
		return json.Number(numbers[r.IntN(len(numbers))])
	}
	return []string{"a", "b", "c", "ž\u2028", "1"}[r.IntN(5)]
}

// randomValue makes a small value of any kind. No member has an empty name: the
// library that applies the patches takes that for the object itself.
func randomValue(r *rand.Rand, depth int) any {
	switch choice := r.IntN(9); {
	case choice < 6 || depth == 0:
		return randomScalar(r)
	case choice == 6:
		list := make([]any, r.IntN(6))
		for i := range list {
			list[i] = randomValue(r, depth-1)
		}
		return list
	}
	object := map[string]any{}
	for range r.IntN(5) {
		object[[]string{"a", "b/c", "d~e", "id", " ", "0"}[r.IntN(6)]] = randomValue(r, depth-1)
	}
	return object
}

// edited is value with a few random edits.
func edited(r *rand.Rand, value any) any {
	switch v := value.(type) {
	case map[string]any:
		changed := map[string]any{}
		for name, member := range v {
			if r.IntN(8) > 0 {
				changed[name] = edited(r, member)
			}
		}
		return changed
	case []any:
		var changed []any
		for _, element := range v {
			if r.IntN(6) == 0 {
				changed = append(changed, randomValue(r, 2))
			}
			if r.IntN(6) > 0 {
				changed = append(changed, edited(r, element))
			}
		}
		if r.IntN(6) == 0 {
			r.Shuffle(len(changed), func(i, j int) { changed[i], changed[j] = changed[j], changed[i] })
		}
		return slices.Concat([]any{}, changed)
	}
	if r.IntN(10) == 0 {
		return randomValue(r, 1)
	}
	return value
}

func encode(t *testing.T, value any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func decode(t *testing.T, raw []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return value
}

// shuffled writes value with the members of every object in a random order.
func shuffled(r *rand.Rand, value any) string {
	var parts []string
	switch v := value.(type) {
	case map[string]any:
		for name, member := range v {
			parts = append(parts, fmt.Sprintf("%q:%s", name, shuffled(r, member)))
		}
		r.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		for _, element := range v {
			parts = append(parts, shuffled(r, element))
		}
		return "[" + strings.Join(parts, ",") + "]"
	case string:
		return strconv.Quote(v)
	case nil:
		return "null"
	}
	return fmt.Sprint(value)
}
