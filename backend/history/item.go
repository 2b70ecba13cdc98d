package history

import (
	"bytes"
	"encoding/json"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// item is an event of an object, unpacked.
type item struct {
	row           store.Row
	event         audit.Event     // without its raw entry
	before, after json.RawMessage // nil where the entry has none; null is none
	edits         []edit          // between the two, where asked for
	lists         []listed        // the entry's own list, where it has no state
	err           error
}

// open unpacks an event and, with compare, compares its two states.
func open(p store.Packed, compare bool) *item {
	it := &item{row: p.Row}
	if p.Stateless() {
		it.event = p.Bare()
		return it
	}
	if it.event, it.err = p.Event(); it.err != nil {
		return it
	}
	it.event.Raw = nil
	it.before, it.after = present(it.event.Before), present(it.event.After)
	switch {
	case it.before == nil && it.after == nil:
		if present(it.event.Changes) != nil {
			it.lists = listOf(it.event)
		}
	case compare && it.before != nil && it.after != nil && !bytes.Equal(it.before, it.after):
		it.edits = editsBetween(it.before, it.after)
	}
	return it
}

// present is a state, or nil for none.
func present(raw json.RawMessage) json.RawMessage {
	if isNothing(raw) {
		return nil
	}
	return raw
}

// stateless reports an event that tells nothing of the object's state.
func (it *item) stateless() bool { return it.before == nil && it.after == nil && it.lists == nil }

// name is the action as the catalog writes it, or as recorded.
func (it *item) name() string {
	if known, ok := audit.LookUp(it.row.Action); ok {
		return known.Action
	}
	return it.row.Action
}

// unsaid says what an event that records no state may have changed all the
// same: paths, or with all everything.
func (it *item) unsaid() (paths [][]string, all bool) {
	switch it.name() {
	case "Password Changed", "User Logged In", "Login Failed":
		return nil, false // of what is recorded, nothing
	case "Flow Started", "Flow Stopped", "Integration Template Test Started", "Integration Template Test Stopped":
		return [][]string{{"stage"}}, false
	case "Integration Template Published":
		return [][]string{{"stage"}, {"type"}}, false
	}
	return nil, it.row.Type() == audit.TypeUpdate || it.row.Type() == audit.TypeCreate
}

// repeats reports the same entry under another id: received from two sources
// of which one gave it no id.
func (it *item) repeats(last *item) bool {
	return last != nil && it.row.CreatedAt == last.row.CreatedAt && it.row.Action == last.row.Action &&
		bytes.Equal(it.before, last.before) && bytes.Equal(it.after, last.after) && bytes.Equal(it.event.Changes, last.event.Changes)
}
