package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

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
// where it does in the state after.
func operations(changes []audit.Change) []operation {
	var removed, rest []operation
	for _, c := range changes {
		op := operation{Path: c.Path, Value: c.After}
		switch c.Kind {
		case audit.ChangeRemoved:
			removed = append(removed, operation{Op: "remove", Path: c.Path})
			continue
		case audit.ChangeAdded:
			op.Op = "add"
		case audit.ChangeMoved:
			op.Op, op.From, op.Value = "move", movedFrom(c), nil
		default:
			op.Op = "replace"
		}
		if op.Value == nil && c.Kind != audit.ChangeMoved {
			op.Value = json.RawMessage("null")
		}
		rest = append(rest, op)
	}
	slices.Reverse(removed)
	return append(removed, rest...)
}

// movedFrom is the pointer that a moved value comes from.
func movedFrom(c audit.Change) *string {
	var from string
	if err := json.Unmarshal(c.Before, &from); err != nil {
		return nil
	}
	from = joinPointer(pathSegments(from))
	return &from
}
