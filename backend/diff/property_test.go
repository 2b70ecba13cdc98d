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

	"github.com/trailbook/trailbook/backend/audit"
)

// randomValue makes a small value from few names and scalars, so that two of
// them have much in common.
func randomValue(r *rand.Rand, depth int) any {
	choice := r.IntN(9)
	if depth == 0 {
		choice = r.IntN(6)
	}
	switch choice {
	case 0:
		return nil
	case 1:
		return r.IntN(2) == 0
	case 2, 3:
		return json.Number(strconv.Itoa(r.IntN(4)))
	case 4, 5:
		return string(rune('a' + r.IntN(4)))
	case 6:
		list := make([]any, r.IntN(6))
		for i := range list {
			list[i] = randomValue(r, depth-1)
		}
		return list
	}
	object := map[string]any{}
	for range r.IntN(5) {
		object[[]string{"a", "b/c", "d~e", "id", "", "0"}[r.IntN(6)]] = randomValue(r, depth-1)
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

func TestPatchOfComparePropertyGivesAfter(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		before := randomValue(r, 4)
		after := edited(r, before)
		if r.IntN(5) == 0 {
			after = randomValue(r, 4)
		}
		a, b := encode(t, before), encode(t, after)
		changes, err := Compare(a, b)
		if err != nil {
			t.Fatal(err)
		}
		var patch bytes.Buffer
		if err := WritePatch(&patch, changes); err != nil {
			t.Fatal(err)
		}
		got := applyPatch(t, decode(t, a), patch.Bytes())
		if want := encode(t, decode(t, b)); !bytes.Equal(encode(t, got), want) {
			t.Fatalf("patch of\n%s\n%s\nis\n%s\nand gives\n%s", a, b, patch.Bytes(), encode(t, got))
		}
		if (len(changes) == 0) != bytes.Equal(a, b) {
			t.Fatalf("%s\n%s\n%d changes", a, b, len(changes))
		}
		checkValues(t, before, after, changes)
	}
}

// checkValues: the values of a change are those at its path.
func checkValues(t *testing.T, before, after any, changes []audit.Change) {
	t.Helper()
	for _, c := range changes {
		side, raw := after, c.After
		if c.Kind == audit.ChangeRemoved {
			side, raw = before, c.Before
		}
		value := side
		for _, segment := range splitPointer(c.Path) {
			value = step(t, value, segment)
		}
		if !bytes.Equal(encode(t, value), encode(t, decode(t, raw))) {
			t.Fatalf("%s has %s, not %s", c.Path, encode(t, value), raw)
		}
	}
}

func step(t *testing.T, value any, segment string) any {
	t.Helper()
	switch v := value.(type) {
	case map[string]any:
		if member, ok := v[segment]; ok {
			return member
		}
	case []any:
		if index, err := strconv.Atoi(segment); err == nil && index < len(v) {
			return v[index]
		}
	}
	t.Fatalf("there is no %q in %v", segment, value)
	return nil
}

// applyPatch is a plain RFC 6902 for the operations that Compare leads to.
func applyPatch(t *testing.T, value any, patch []byte) any {
	t.Helper()
	var operations []struct {
		Op, Path string
		Value    json.RawMessage
	}
	if err := json.Unmarshal(patch, &operations); err != nil {
		t.Fatalf("%s: %v", patch, err)
	}
	for _, op := range operations {
		var with any
		if op.Op != "remove" {
			with = decode(t, op.Value)
		}
		value = applyAt(t, value, splitPointer(op.Path), op.Op, with)
	}
	return value
}

func applyAt(t *testing.T, value any, path []string, op string, with any) any {
	t.Helper()
	if len(path) == 0 {
		return with
	}
	if len(path) > 1 {
		inner := applyAt(t, step(t, value, path[0]), path[1:], op, with)
		return applyAt(t, value, path[:1], "replace", inner)
	}
	switch v := value.(type) {
	case map[string]any:
		if op == "remove" {
			delete(v, path[0])
		} else {
			v[path[0]] = with
		}
		return v
	case []any:
		index, err := strconv.Atoi(path[0])
		if err != nil || index > len(v) || op != "add" && index == len(v) {
			t.Fatalf("%s at %v of %v", op, path, v)
		}
		switch op {
		case "remove":
			return slices.Delete(v, index, index+1)
		case "add":
			return slices.Insert(v, index, with)
		}
		v[index] = with
		return v
	}
	t.Fatalf("%s at %v of %v", op, path, value)
	return nil
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

func TestComparePropertyOrderOfMembersMeansNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2_000 {
		value := randomValue(r, 4)
		a, b := shuffled(r, value), shuffled(r, value)
		changes, err := Compare(json.RawMessage(a), json.RawMessage(b))
		if err != nil || len(changes) != 0 {
			t.Fatalf("%s\n%s\n%s %v", a, b, brief(changes), err)
		}
	}
}
