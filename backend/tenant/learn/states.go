package learn

import (
	"fmt"
	"slices"

	"github.com/trailbook/trailbook/backend/tenant"
)

// states finds the target's states before and after, and lists of changes.
func (a *assignment) states() {
	before, after := a.state("before"), a.state("after")
	// "from" and "to", "old" and "new" count as a pair, beside each other.
	if before != nil && after != nil && !slices.Equal(before.path[:len(before.path)-1], after.path[:len(after.path)-1]) {
		if len(before.path) > len(after.path) {
			before = nil
		} else {
			after = nil
		}
	}
	for field, col := range map[string]*column{"before": before, "after": after} {
		if col == nil {
			a.leave(field)
		}
	}
	var pair tenant.Paths
	for _, found := range []struct {
		field string
		col   *column
	}{{"before", before}, {"after", after}} {
		if found.col == nil {
			continue
		}
		a.take(found.col)
		pair = append(pair, found.col.path)
		certainty := 0.85
		if before != nil && after != nil {
			certainty = 0.97
		}
		a.set(found.field, tenant.Paths{found.col.path}, Finding{Certainty: certainty,
			Why: fmt.Sprintf("It holds the object that was changed; it is in %s of the entries.", percent(a.table.presence(found.col)))})
	}
	a.listOfChanges(pair)
}

// take keeps a column, and whatever is inside it, from the other fields.
func (a *assignment) take(col *column) {
	for at, other := range a.table.columns {
		if other == col || other.inside(col.path) {
			a.taken[at] = true
		}
	}
}

// state finds a column of objects under one of a field's names. Values that
// are lists or plain count where the name leaves no doubt.
func (a *assignment) state(field string) *column {
	var best *column
	top := 0.0
	for at, col := range a.table.columns {
		name := max(ranked(names[field], col.leaf), 0.6*worded(stateWords[field], col))
		objects := col.share(func(c cell) bool { return c.kind == kindObject || c.kind == kindArray })
		// A column inside a state is none itself.
		if a.taken[at] || name == 0 || (objects < 0.5 && (name < 0.93 || !a.paired(col))) {
			continue
		}
		if score := name + 0.2*objects - 0.1*float64(len(col.path)); score > top {
			best, top = col, score
		}
	}
	return best
}

// stateWords are words of longer names, such as value_before_change.
var stateWords = map[string][]string{
	"before": {"before", "old", "previous", "prior", "original"},
	"after":  {"after", "new", "current", "updated", "resulting"},
}

// worded is 1 for a column whose name has one of the words, else 0.
func worded(words []string, col *column) float64 {
	if slices.ContainsFunc(wordsOf(col.path[len(col.path)-1]), func(word string) bool { return slices.Contains(words, word) }) {
		return 1
	}
	return 0
}

// paired reports a column of plain states with its opposite beside it.
func (a *assignment) paired(col *column) bool {
	for _, other := range a.table.columns {
		if other != col && len(other.path) == len(col.path) && slices.Equal(other.path[:len(other.path)-1], col.path[:len(col.path)-1]) &&
			(ranked(names["before"], other.leaf) >= 0.93 || ranked(names["after"], other.leaf) >= 0.93) {
			return true
		}
	}
	return false
}

// listOfChanges finds a list of what changed, by its shape.
func (a *assignment) listOfChanges(pair tenant.Paths) {
	for at, col := range a.table.columns {
		if a.taken[at] || col.share(isChangeList) < 0.5 || holds(col, pair) {
			continue
		}
		a.take(col)
		a.set("changes", tenant.Paths{col.path}, Finding{Certainty: 0.7 + 0.29*col.called("changes"),
			Why: fmt.Sprintf("It lists paths with their values; it is in %s of the entries.", percent(a.table.presence(col)))})
		return
	}
	a.leave("changes")
}

// holds reports a column that merely holds the states.
func holds(col *column, pair tenant.Paths) bool {
	return slices.ContainsFunc(pair, func(path tenant.Path) bool {
		return len(path) > len(col.path) && slices.Equal(path[:len(col.path)], col.path)
	})
}

// changeKeys are what a change in a list is made of.
var changeKeys = []string{"path", "field", "property", "key", "attribute", "op", "old", "new", "oldvalue", "newvalue", "from", "to", "before", "after", "value", "previous", "current", "kind", "lhs", "rhs"}

// isChangeList reports a list of objects such as {path, old, new}, or an
// object of them by path.
func isChangeList(c cell) bool {
	var items []any
	switch v := c.value.(type) {
	case []any:
		items = v
	case map[string]any:
		for _, one := range v {
			items = append(items, one)
		}
	}
	fit := 0
	for _, item := range items {
		object, ok := item.(map[string]any)
		if !ok {
			continue
		}
		n := 0
		for key := range object {
			if slices.Contains(changeKeys, fold(key)) {
				n++
			}
		}
		if n >= 2 && 2*n >= len(object) {
			fit++
		}
	}
	return fit > 0 && 2*fit >= len(items)
}
