package history

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// edit is one change without its values: where it happened and how.
type edit struct {
	kind    audit.ChangeKind
	path    []string // of the state before for what was removed, else of the state after
	from    []string // of what was moved, in the state before
	inArray bool     // it came, went or moved as an element, so that others shifted
	noise   bool
}

func editOf(c audit.Change) edit {
	e := edit{kind: c.Kind, path: segments(c.Path), noise: c.Noise}
	if c.Kind == audit.ChangeMoved {
		e.from = segments(c.From)
	}
	return e
}

// editsBetween says how two states differ. A state that cannot be compared
// differs as a whole.
func editsBetween(before, after json.RawMessage) []edit {
	changes, err := diff.Compare(narrow(bytes.TrimSpace(before), bytes.TrimSpace(after), 0))
	if err != nil {
		return []edit{{kind: audit.ChangeChanged}}
	}
	edits := make([]edit, len(changes))
	for i, c := range changes {
		edits[i] = editOf(c)
		switch c.Kind {
		case audit.ChangeAdded:
			edits[i].inArray = inArray(after, edits[i].path)
		case audit.ChangeRemoved:
			edits[i].inArray = inArray(before, edits[i].path)
		case audit.ChangeMoved:
			edits[i].inArray = inArray(after, edits[i].path) && inArray(before, edits[i].from)
		}
	}
	return edits
}

// inArray reports whether a path leads to an element of an array of state.
func inArray(state []byte, path []string) bool {
	last := len(path) - 1
	if last < 0 {
		return false
	}
	if _, err := strconv.Atoi(path[last]); err != nil {
		return false
	}
	container := at(state, path[:last])
	return len(container) > 0 && container[0] == '['
}

// sizeOf is how many of edits a person made, and how many the machine.
func sizeOf(edits []edit) (size, noise int) {
	for _, e := range edits {
		if e.noise {
			noise++
		} else {
			size++
		}
	}
	return size, noise
}
