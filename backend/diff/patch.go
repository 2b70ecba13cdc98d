package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// operation is one operation of a JSON Patch, RFC 6902.
type operation struct {
	Op    string          `json:"op"`
	From  *string         `json:"from,omitempty"`
	Path  string          `json:"path"`
	Value json.RawMessage `json:"value,omitempty"`
}

// WritePatch writes changes as a JSON Patch (RFC 6902), one operation a line.
// Applied to the state before, the patch of Compare's changes gives the state
// after; of an event take View.Patch. What a terminal would obey is escaped.
func WritePatch(w io.Writer, changes []audit.Change) error {
	var b bytes.Buffer
	b.WriteString("[")
	for i, op := range operations(changes) {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  ")
		encoder := json.NewEncoder(&b)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(op); err != nil {
			return fmt.Errorf("diff: writing the change at %s: %w", op.Path, err)
		}
		b.Truncate(b.Len() - 1)
	}
	b.WriteString("\n]\n")
	if _, err := io.WriteString(w, escapeJSON(b.String())); err != nil {
		return fmt.Errorf("diff: writing the patch: %w", err)
	}
	return nil
}

// operations puts changes in an order in which a patch can be applied one by
// one: first what goes, from the end, while paths still are those of the state
// before; then the rest from the start, when every element before it stands
// where it does in the state after. All moves within an array come before
// anything else that happens in it.
func operations(changes []audit.Change) []operation {
	var removed [][]string
	var rest []operation
	moves := movesOf(changes)
	for _, c := range changes {
		if c.Kind == audit.ChangeRemoved {
			removed = append(removed, splitPointer(c.Path))
			continue
		}
		rest = append(rest, moves.due(c.Path)...)
		op := operation{Op: "replace", Path: c.Path, Value: c.After}
		switch {
		case c.Kind == audit.ChangeMoved:
			if !moves.within(c) {
				rest = append(rest, operation{Op: "move", From: &c.From, Path: c.Path})
			}
			continue
		case c.Kind == audit.ChangeAdded:
			op.Op = "add"
		}
		if op.Value == nil {
			op.Value = json.RawMessage("null")
		}
		rest = append(rest, op)
	}
	slices.SortStableFunc(removed, func(x, y []string) int { return comparePaths(y, x) })
	ordered := make([]operation, 0, len(changes))
	for _, path := range removed {
		ordered = append(ordered, operation{Op: "remove", Path: joinPointer(path)})
	}
	return append(ordered, rest...)
}

// comparePaths orders paths so that those into an array are in the order of
// its elements.
func comparePaths(x, y []string) int {
	return slices.CompareFunc(x, y, func(a, b string) int {
		first, ok := indexOf(a)
		second, other := indexOf(b)
		if ok && other {
			return first - second
		}
		return strings.Compare(a, b)
	})
}

// indexOf reads a segment as the index of an element.
func indexOf(segment string) (int, bool) {
	if segment == "" || run(segment, 0, isDigit) < len(segment) {
		return 0, false
	}
	index, err := strconv.Atoi(segment)
	return index, err == nil
}
