package diff

import (
	"encoding/json"
	"slices"
	"strconv"
	"testing"
)

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

// applyPatch is a plain RFC 6902 for the operations that Compare leads to, also for roots
// and depths that the library of the other tests does not take.
func applyPatch(t *testing.T, value any, patch []byte) any {
	t.Helper()
	var operations []struct {
		Op, Path, From string
		Value          json.RawMessage
	}
	if err := json.Unmarshal(patch, &operations); err != nil {
		t.Fatalf("%s: %v", patch, err)
	}
	for _, op := range operations {
		var with any
		switch op.Op {
		case "move":
			with = value
			for _, segment := range splitPointer(op.From) {
				with = step(t, with, segment)
			}
			value = applyAt(t, value, splitPointer(op.From), "remove", nil)
			op.Op = "add"
		case "add", "replace":
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
