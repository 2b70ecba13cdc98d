package history

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// chain follows an object along its events in order, and knows what the last
// one left.
type chain struct {
	object  audit.Object
	raw     json.RawMessage // the state; nil before the first that is known
	gone    bool            // deleted
	partial bool            // raw holds only what lists of changes told
	unsure  bool            // a later event did not say what it changed
	unsaid  []loose         // paths of raw that may be otherwise by now
	whole   *item           // the event that recorded a state as a whole, or deleted the object
	left    *item           // whole, or a later event with a list of changes
	last    *item           // the last event that told of a state
	both    bool            // an update with the state before was seen: this tenant records it
	copied  bool            // a file's copy with its secrets masked had a part in raw
}

// loose is a path that a list of changes told, or that an event is known to
// change without saying so.
type loose struct {
	path    []string
	unknown bool  // what is there now is not known; else it may be written otherwise
	by      *item // the event
}

// teller is the event that last told of a path.
func (c *chain) teller(path []string) *item {
	for _, l := range slices.Backward(c.unsaid) {
		if overlap(l.path, path) {
			return l.by
		}
	}
	if c.whole == nil {
		return c.left
	}
	return c.whole
}

// overlap reports whether two paths are one, or one leads into the other.
func overlap(a, b []string) bool {
	shorter := min(len(a), len(b))
	return slices.Equal(a[:shorter], b[:shorter])
}

// step takes the object one event further.
func (c *chain) step(it *item) {
	switch {
	case it.repeats(c.last):
		return
	case it.stateless():
		c.pass(it)
		return
	case it.lists != nil:
		c.list(it)
	default:
		c.full(it)
	}
	c.last = it
}

// pass takes an event without states.
func (c *chain) pass(it *item) {
	if it.row.Type() == audit.TypeDelete {
		*c = chain{object: c.object, gone: true, whole: it, left: it, last: it, both: c.both}
		return
	}
	paths, all := it.unsaid()
	c.unsure = c.unsure || all
	for _, path := range paths {
		c.unsaid = append(c.unsaid, loose{path, true, it})
	}
}

// full takes an event with at least one state.
func (c *chain) full(it *item) {
	c.both = c.both || it.before != nil && it.row.Type() == audit.TypeUpdate
	copied := it.row.Flags.Has(store.Copy)
	*c = chain{object: c.object, raw: it.after, whole: it, left: it, last: c.last, both: c.both, copied: copied}
	if it.after != nil {
		return
	}
	if c.gone = it.row.Type() == audit.TypeDelete; !c.gone {
		c.raw, c.unsure = it.before, true // it was this, and what it became was not recorded
	}
}

// list takes an event with a list of changes. Where no state is known yet, the
// lists alone make one.
func (c *chain) list(it *item) {
	if c.raw == nil {
		c.gone = false
	}
	c.raw, c.partial = c.listed()
	for _, l := range it.lists {
		changed, ok := l.enter(c.raw, c.partial)
		c.raw = changed
		c.unsaid = append(c.unsaid, loose{l.path, !ok, it})
		if l.kind == audit.ChangeMoved {
			c.unsaid = append(c.unsaid, loose{l.from, !ok, it})
		}
	}
	c.left = it
	c.copied = c.copied || it.row.Flags.Has(store.Copy)
	if it.row.Type() == audit.TypeDelete {
		c.raw, c.gone = nil, true
	}
}

// listed is the state that a list of changes begins with: a part, with nothing
// in it yet, where none is known.
func (c *chain) listed() (raw json.RawMessage, partial bool) {
	if c.raw == nil {
		return json.RawMessage("{}"), true
	}
	return c.raw, c.partial
}

// begins reports an event with which the object begins anew: it was created,
// or comes back after it was deleted.
func (c *chain) begins(it *item) bool {
	return it.before == nil && it.after != nil && (c.gone || it.row.Type() == audit.TypeCreate && !c.replaces(it))
}

// replaces reports an event that by its name creates but in truth writes a new
// whole: a rule is created inside the one list of rules.
func (c *chain) replaces(it *item) bool { return it.row.TargetKind == kindACL && c.raw != nil }

// arrange puts events of one millisecond in the order in which their states
// follow each other. What does not tell stays where it is.
func (c *chain) arrange(together []*item) []*item {
	if len(together) == 1 || len(together) > mostAtOnce {
		return together
	}
	now, rest := *c, slices.Clone(together)
	ordered := make([]*item, 0, len(rest))
	for len(rest) > 0 {
		at := max(0, slices.IndexFunc(rest, func(it *item) bool { return now.suits(it, rest) }))
		now.step(rest[at])
		ordered = append(ordered, rest[at])
		rest = slices.Delete(rest, at, at+1)
	}
	return ordered
}

// suits reports whether it can be what comes next. Where no state is known, it
// is the one of the rest that none of the others leads to.
func (c *chain) suits(it *item, rest []*item) bool {
	switch {
	case it.before == nil:
		return it.lists == nil || c.contradicted(it).none()
	case c.raw != nil && !c.unsure:
		return c.differing(it).none()
	}
	return !slices.ContainsFunc(rest, func(other *item) bool {
		return other != it && other.after != nil && bytes.Equal(other.after, it.before) && !bytes.Equal(other.before, it.before)
	})
}
