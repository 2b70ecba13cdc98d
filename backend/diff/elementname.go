package diff

import (
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

const (
	// longestLabel is how many characters of one name are shown.
	longestLabel = 60
	// longestPath is how many segments of a label are shown.
	longestPath = 24
	between     = " › "
)

// namer knows what the parts of one event's target are called.
type namer struct {
	shape      string
	kind       string // of the target, as the catalog calls it
	title      string // of the target
	reveal     bool
	was, is    *guide // the states before and after; nil where unknown
	list       *guide // of a list of changes: the list
	deltas     []delta
	components map[string]component // those that were asked for; without a name where there is none
	inList     map[string]component // those that a list of changes tells whole; nil until asked for
	alike      map[string]int       // how many components share their short name; nil until asked for
}

func newNamer(s *study, e audit.Event, reveal bool) *namer {
	n := &namer{shape: s.shape, reveal: reveal, deltas: s.deltas}
	if s.shape == ShapeChanges {
		n.list = newGuide(s.before, s.secretBefore, reveal)
		n.was, n.is = stateGuide(e, e.Before, reveal), stateGuide(e, e.After, reveal)
	} else {
		n.was, n.is = newGuide(s.before, s.secretBefore, reveal), newGuide(s.after, s.secretNow, reveal)
	}
	n.kind, n.title = n.target(e)
	return n
}

// stateGuide reads a state beside a list of changes, which only helps to name
// things: one that cannot be read is none.
func stateGuide(e audit.Event, raw []byte, reveal bool) *guide {
	if !present(raw) {
		return nil
	}
	t, err := parse(raw)
	if err != nil {
		return nil
	}
	start := nothing
	if secretTarget(e) {
		start = state
	}
	return newGuide(t, t.secrets(start), reveal)
}

// nodesOf lists the nodes along the path of d in the state that it is a path
// of; of a list of changes, in the state at hand, and the value of the change
// itself at the end.
func (n *namer) nodesOf(d delta) (*guide, []int) {
	if n.list == nil {
		if d.kind == audit.ChangeRemoved {
			return n.was, n.was.follow(d.path)
		}
		return n.is, n.is.follow(d.path)
	}
	for _, side := range []*guide{n.is, n.was} {
		if nodes := side.follow(d.path); nodes[len(nodes)-1] != none {
			return side, nodes
		}
	}
	nodes := nowhere(d.path)
	if d.kind != audit.ChangeMoved {
		nodes[len(nodes)-1] = max(d.before, d.after)
	}
	return n.list, nodes
}

// elementName is what a person calls the element at path.
func (n *namer) elementName(kind string, path []string, side *guide, nodes []int) string {
	switch kind {
	case ElementComponent:
		return n.component(path[1]).name
	case ElementObject:
		return n.objectName()
	}
	last := len(path) - 1
	name := side.identity(nodes[len(path)])
	if name == "" {
		name = placeNumber(path[last])
	}
	if kind == ElementEntry && last > 0 {
		return n.segment(path[last-1]) + between + name
	}
	return name
}

// label is the path below an element as a person reads it: ids of components
// are replaced by names, elements of a list by what tells them apart.
func (n *namer) label(path []string, depth int, side *guide, nodes []int) []string {
	label := make([]string, 0, min(len(path)-depth, longestPath+1))
	for i := depth; i < len(path); i++ {
		if len(label) == longestPath && i < len(path)-1 {
			label = append(label, "…")
			i = len(path) - 1
		}
		name := ""
		if side.isList(nodes[i]) {
			if name = side.identity(nodes[i+1]); name == "" {
				name = placeNumber(path[i])
			}
		} else if i >= 2 && n.knows(path[i]) {
			name = n.short(path[i])
		}
		if name == "" {
			name = n.segment(path[i])
		}
		if name == "" {
			name = `""` // a member without a name
		}
		label = append(label, name)
	}
	return label
}

// placeNumber is what an element without a name is called: its place, from 1.
func placeNumber(index string) string {
	number, err := strconv.Atoi(index)
	if err != nil {
		return index
	}
	return "no. " + strconv.Itoa(number+1)
}

func (g *guide) isList(i int) bool { return g != nil && i != none && g.t.nodes[i].Kind == isArray }

// identifying are the members by which a person tells objects of a list apart,
// the more telling ones first.
var identifying = []string{
	"label", "name", "title", "key", "email", "username", "variable", "serviceId", "componentId", "id", "_id", "uuid",
}

// identity is what tells object i from others in its list, empty for nothing.
func (g *guide) identity(i int) string {
	if g == nil || i == none || g.t.nodes[i].Kind != isObject {
		return ""
	}
	if role, resource := g.said(i, "role"), g.said(i, "resource"); role != "" && resource != "" {
		return oneLine(role) + between + oneLine(resource)
	}
	for _, name := range identifying {
		if text := oneLine(g.said(i, name)); text != "" {
			return text
		}
	}
	return ""
}

// pointer is a path as a JSON Pointer that may be shown.
func (n *namer) pointer(path []string) string {
	if n.reveal {
		return joinPointer(path)
	}
	return maskedPath(path)
}

// segment is a name in a path as it may be shown.
func (n *namer) segment(name string) string {
	if !n.reveal {
		name = MaskText(name)
	}
	return oneLine(name)
}

// oneLine makes a text harmless and short.
func oneLine(text string) string {
	text, _ = cutText(strings.TrimSpace(text), longestLabel)
	return Printable(text)
}
