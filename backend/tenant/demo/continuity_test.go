package demo

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"
)

func value(t *testing.T, raw json.RawMessage) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// sameJSON compares as values, and spares the decoding where the bytes agree.
func sameJSON(t *testing.T, a, b json.RawMessage) bool {
	t.Helper()
	return bytes.Equal(a, b) || reflect.DeepEqual(value(t, a), value(t, b))
}

// A reviewer trusts a log whose states fit together: what one entry left is
// what the next one of the same target found.
func TestStatesFitTogether(t *testing.T) {
	type key struct{ kind, id string }
	left := map[key]json.RawMessage{}
	pairs, flows := 0, 0
	for i, r := range read(t, 5, 20_000, 20_000) {
		if r.Before == nil && r.After == nil {
			continue
		}
		target := key{r.Target.Kind, r.Target.ID}
		state, known := left[target]
		if known && state == nil != (r.Before == nil) {
			t.Fatalf("entry %d (%s %s): before is given: %v, but the last after was: %v", i, r.Action, r.Target.ID, r.Before != nil, state != nil)
		}
		if known && r.Before != nil {
			if !sameJSON(t, state, r.Before) {
				t.Fatalf("entry %d (%s %s): before is not the last after", i, r.Action, r.Target.ID)
			}
			pairs++
			if r.Target.Kind == "flow" {
				flows++
			}
		}
		left[target] = r.After
	}
	if pairs < 3000 || flows < 1500 {
		t.Errorf("only %d pairs of states were compared, %d of flows", pairs, flows)
	}
}

// Flows are edited while stopped, and their starts and stops alternate.
func TestStagesFitTogether(t *testing.T) {
	stage := map[string]string{}
	for i, r := range read(t, 5, 20_000, 20_000) {
		if r.Target.Kind != "flow" {
			continue
		}
		now, known := stage[r.FlowID]
		if r.Changes == nil {
			if known && now != stageStopped {
				t.Fatalf("entry %d: %s of a flow that is %s", i, r.Action, now)
			}
			stage[r.FlowID] = stageStopped
			continue
		}
		var changes []struct{ Path, Old, New string }
		if err := json.Unmarshal(r.Changes, &changes); err != nil || len(changes) != 1 || changes[0].Path != "/stage" {
			t.Fatalf("entry %d: changes are %s (%v)", i, r.Changes, err)
		}
		if known && changes[0].Old != now {
			t.Fatalf("entry %d: %s says the flow was %s, it was %s", i, r.Action, changes[0].Old, now)
		}
		stage[r.FlowID] = changes[0].New
	}
}

// differing counts the leaves in which two values differ, an empty object or
// array being a leaf.
func differing(a, b any) int {
	if reflect.DeepEqual(a, b) {
		return 0
	}
	objectA, okA := a.(map[string]any)
	objectB, okB := b.(map[string]any)
	if okA && okB && len(objectA) > 0 && len(objectB) > 0 {
		n := 0
		for name, member := range objectA {
			n += differing(member, objectB[name])
		}
		for name, member := range objectB {
			if _, ok := objectA[name]; !ok {
				n += differing(nil, member)
			}
		}
		return n
	}
	return max(leafCount(a), leafCount(b), 1)
}

func leafCount(v any) int {
	switch v := v.(type) {
	case nil:
		return 0
	case map[string]any:
		n := 0
		for _, member := range v {
			n += leafCount(member)
		}
		return max(n, 1)
	case []any:
		n := 0
		for _, member := range v {
			n += leafCount(member)
		}
		return max(n, 1)
	}
	return 1
}

func TestEditsAreOfTheMeasuredSize(t *testing.T) {
	var changed []int
	for _, r := range read(t, 11, 20_000, 5_000) {
		if r.Action == "Flow Updated" {
			changed = append(changed, differing(value(t, r.Before), value(t, r.After)))
		}
	}
	slices.Sort(changed)
	median, most := changed[len(changed)/2], changed[len(changed)-1]
	t.Logf("%d edits: %d to %d leaves, median %d", len(changed), changed[0], most, median)
	if changed[0] != 0 || most > mostLeaves || most < 40 || median < 9 || median > 13 {
		t.Errorf("edits change %d to %d leaves, median %d; want 0 to %d, median 11", changed[0], most, median, mostLeaves)
	}
}
