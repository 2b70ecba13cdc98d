package diff

import (
	"strconv"

	"github.com/trailbook/trailbook/backend/audit"
)

// The kinds of element that the changes of a target belong to.
const (
	ElementComponent = "component" // of a flow
	ElementRule      = "rule"      // of an access list
	ElementEntry     = "entry"     // any other object in a list
	ElementObject    = "object"    // the target itself
)

// Element is a part of a target that a person knows by name: a component of a
// flow, a rule of an access list. Its texts are masked, on one line, harmless
// on a terminal and bounded.
type Element struct {
	Path   string           `json:"path"`   // a JSON Pointer in the state after; in the state before if it was removed
	Kind   string           `json:"kind"`   // one of the Element constants
	Name   string           `json:"name"`   // Slack › SendChannelMessage "Notify sales"; user › flows
	Change audit.ChangeKind `json:"change"` // whether the whole was added, removed or moved; empty otherwise
}

// name says of every change which element it belongs to and what it is called
// there; changes are those of s.deltas, in the same order.
func (s *study) name(e audit.Event, changes []audit.Change, reveal bool) []Element {
	g := grouping{namer: newNamer(s, e, reveal), elements: []Element{}, index: map[string]int{}}
	for i, d := range s.deltas {
		at, depth := g.place(d)
		side, nodes := g.nodesOf(d)
		if g.elements[at].Name == "" {
			g.elements[at].Name = g.elementName(g.elements[at].Kind, d.path[:depth], side, nodes)
		}
		changes[i].Element, changes[i].Label = at, g.label(d.path, depth, side, nodes)
	}
	g.connect(s, changes)
	return g.elements
}

// grouping collects the elements of a view.
type grouping struct {
	*namer
	elements []Element
	index    map[string]int // by path, with the side it is a path of
}

// place finds the element of d, and how many segments of its path lead there. A
// new element has no name yet.
func (g *grouping) place(d delta) (at, depth int) {
	side, nodes := g.nodesOf(d)
	kind, depth := g.elementOf(d, side, nodes)
	path := d.path[:depth]
	if depth < len(d.path) && d.now != nil {
		path = d.now[:depth] // the element stays, at another index perhaps
	}
	gone := depth == len(d.path) && d.kind == audit.ChangeRemoved || g.shape == ShapeBefore
	pointer := g.pointer(path)
	key := strconv.FormatBool(gone) + pointer
	at, known := g.index[key]
	if !known {
		at = len(g.elements)
		g.index[key] = at
		g.elements = append(g.elements, Element{Path: pointer, Kind: kind})
	}
	switch {
	case g.shape == ShapeAfter:
		g.elements[at].Change = audit.ChangeAdded
	case g.shape == ShapeBefore:
		g.elements[at].Change = audit.ChangeRemoved
	case depth < len(d.path):
	case d.kind == audit.ChangeAdded, d.kind == audit.ChangeRemoved, d.kind == audit.ChangeMoved:
		g.elements[at].Change = d.kind
	}
	return at, depth
}

// elementOf says to what the path of d leads or leads into, and how many of
// its segments lead there: to a component of a flow, to the outermost object in
// a list, or to the target itself. nodes are those of side along the path.
func (g *grouping) elementOf(d delta, side *guide, nodes []int) (kind string, depth int) {
	var t *tree
	if side != nil {
		t = side.t
	}
	if len(d.path) >= 2 && d.path[0] == "flow" && t.mayHold(nodes[2], len(d.path) > 2) {
		return ElementComponent, 2
	}
	for i := 1; i <= len(d.path); i++ {
		if !t.mayBeElement(nodes[i-1], d.path[i-1]) || !t.mayHold(nodes[i], len(d.path) > i) {
			continue
		}
		// A list of changes says nothing of what it does not change; the value
		// of a change at the element itself is all that is known of it.
		if t.isRule(nodes[i]) || nodes[i] == none && g.kind == "acl" {
			return ElementRule, i
		}
		return ElementEntry, i
	}
	return ElementObject, 0
}

// mayHold reports an object; of what is unknown, what a path leads into.
func (t *tree) mayHold(i int, deeper bool) bool {
	if t == nil || i == none {
		return deeper
	}
	return t.nodes[i].Kind == isObject
}

// mayBeElement reports whether segment, inside node i, is the index of an
// element; where i is unknown, whether it reads like one.
func (t *tree) mayBeElement(i int, segment string) bool {
	if t == nil || i == none {
		return segment != "" && run(segment, 0, isDigit) == len(segment)
	}
	return t.nodes[i].Kind == isArray
}

// isRule reports an object that looks like a rule of an access list.
func (t *tree) isRule(i int) bool {
	if t == nil || i == none || t.nodes[i].Kind != isObject {
		return false
	}
	found := 0
	for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
		switch t.name(c) {
		case "role", "resource":
			found++
		}
	}
	return found >= 2
}
