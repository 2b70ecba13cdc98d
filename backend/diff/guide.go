package diff

import (
	"strconv"
	"unicode/utf8"
)

// guide finds the nodes of a state by path and tells their texts as they may be
// shown. Paths that come in order cost little: what two of them share is looked
// up once. A nil guide knows nothing.
type guide struct {
	t      *tree
	secret *secrecy
	reveal bool

	members  map[int]map[string]int // of the objects seen
	elements map[int][]int          // of the arrays seen
	path     []string               // of the last look-up
	nodes    []int
}

func newGuide(t *tree, secret *secrecy, reveal bool) *guide {
	if t == nil {
		return nil
	}
	return &guide{t: t, secret: secret, reveal: reveal, members: map[int]map[string]int{}, elements: map[int][]int{}, nodes: []int{0}}
}

// follow lists the nodes along path, the whole first: one more than path has
// segments, none where there is nothing. The next call writes over them.
func (g *guide) follow(path []string) []int {
	if g == nil {
		return nowhere(path)
	}
	same := 0
	for same < len(path) && same < len(g.path) && path[same] == g.path[same] {
		same++
	}
	g.path, g.nodes = path, g.nodes[:same+1]
	for _, segment := range path[same:] {
		g.nodes = append(g.nodes, g.inside(g.nodes[len(g.nodes)-1], segment))
	}
	return g.nodes
}

// nowhere is what follow gives of an unknown state.
func nowhere(path []string) []int {
	nodes := make([]int, len(path)+1)
	for i := range nodes {
		nodes[i] = none
	}
	return nodes
}

// inside is the member or element of node i that segment leads to, or none.
func (g *guide) inside(i int, segment string) int {
	if g == nil || i == none {
		return none
	}
	switch g.t.nodes[i].Kind {
	case isObject:
		members, seen := g.members[i]
		if !seen {
			if c, few := g.t.memberOfFew(i, segment); few {
				return c
			}
			members = byName(g.t.fields(i))
			g.members[i] = members
		}
		if c, ok := members[segment]; ok {
			return c
		}
	case isArray:
		list, seen := g.elements[i]
		if !seen {
			list = g.t.elements(i)
			g.elements[i] = list
		}
		if at, err := strconv.Atoi(segment); err == nil && at >= 0 && at < len(list) {
			return list[at]
		}
	}
	return none
}

// memberOfFew finds the last member of object i with a name, if it has only a
// few.
func (t *tree) memberOfFew(i int, name string) (found int, few bool) {
	found = none
	seen := 0
	for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
		if seen++; seen > fewFields {
			return none, false
		}
		written := t.raw[t.nodes[c].KeyFrom+1 : t.nodes[c].KeyTo-1]
		if string(written) == name || !isPlain(written) && t.name(c) == name {
			found = c
		}
	}
	return found, true
}

// isPlain reports a name that reads as it is written.
func isPlain(written []byte) bool {
	for _, c := range written {
		if c == '\\' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// said is the text or number that object i has under a name, as it may be
// shown; empty for anything else.
func (g *guide) said(i int, name string) string { return g.text(g.inside(i, name)) }

// text is node i's text or number as it may be shown, empty for anything else.
func (g *guide) text(i int) string {
	if g == nil || i == none {
		return ""
	}
	n := g.t.nodes[i]
	if n.Kind != isText && n.Kind != isNumber {
		return ""
	}
	if !g.reveal {
		if masked, hidden := g.t.maskScalar(g.secret.has(i), i); hidden > 0 {
			return masked
		}
	}
	if n.Kind == isText {
		return g.t.text(i)
	}
	return string(g.t.source(i))
}
