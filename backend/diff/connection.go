package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// mostLinks is how many connections of one change are named.
const mostLinks = 3

// link is a connection that a component receives: from an out port of another
// one to its own in port.
type link struct{ from, out, in string }

// linked is what one change did to the connections of a component.
type linked struct {
	change     int
	to         string // id of the component
	gone, came []link
}

// connect writes what changes below flow/…/source mean: which connection was
// added or removed, and where one went and one came to the same port, that it
// was rerouted. It returns how many connections came, went and were rerouted.
func (g *grouping) connect(s *study, changes []audit.Change) (count connections) {
	var all []linked
	byPort := map[string][2]int{} // how many went and came
	for i, d := range s.deltas {
		if len(d.path) < 3 || d.path[0] != "flow" || d.path[2] != "source" || d.kind == audit.ChangeMoved {
			continue
		}
		was, is := g.sides()
		l := linked{change: i, to: d.path[1], gone: was.links(d.before, d.path[3:]), came: is.links(d.after, d.path[3:])}
		l.gone, l.came = without(l.gone, l.came), without(l.came, l.gone)
		for _, gone := range l.gone {
			count := byPort[l.to+"/"+gone.in]
			byPort[l.to+"/"+gone.in] = [2]int{count[0] + 1, count[1]}
		}
		for _, came := range l.came {
			count := byPort[l.to+"/"+came.in]
			byPort[l.to+"/"+came.in] = [2]int{count[0], count[1] + 1}
		}
		all = append(all, l)
	}
	rerouted := g.rerouted(all, byPort)
	for _, l := range all {
		changes[l.change].Connection = g.sentence(l, rerouted)
		count.add(l, rerouted)
	}
	return count
}

// connections counts those of a flow that changed.
type connections struct{ added, removed, rerouted int }

func (c *connections) add(l linked, rerouted map[string]string) {
	for _, came := range l.came {
		switch whole, known := rerouted[l.to+"/"+came.in]; {
		case !known:
			c.added++
		case whole != "":
			c.rerouted++
		}
	}
	for _, gone := range l.gone {
		if _, known := rerouted[l.to+"/"+gone.in]; !known {
			c.removed++
		}
	}
}

// sides are the guides in which the nodes of deltas are to be looked up.
func (n *namer) sides() (was, is *guide) {
	if n.list != nil {
		return n.list, n.list
	}
	return n.was, n.is
}

// rerouted tells, by component and port, of the connections that took the place
// of another.
func (n *namer) rerouted(all []linked, byPort map[string][2]int) map[string]string {
	was, told := map[string]link{}, map[string]string{}
	for _, l := range all {
		for _, gone := range l.gone {
			was[l.to+"/"+gone.in] = gone
		}
	}
	for _, l := range all {
		for _, came := range l.came {
			port := l.to + "/" + came.in
			switch {
			case byPort[port] != [2]int{1, 1}:
			case was[port] == came:
				told[port] = "" // it only stands elsewhere in its list
			default:
				told[port] = fmt.Sprintf("%s (was %s)", n.link(came, l.to), n.source(was[port]))
			}
		}
	}
	return told
}

// sentence names the connections of one change.
func (n *namer) sentence(l linked, rerouted map[string]string) string {
	var names []string
	for _, one := range slices.Concat(l.came, l.gone) {
		name := n.link(one, l.to)
		if whole, ok := rerouted[l.to+"/"+one.in]; ok {
			name = whole
		}
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if more := len(names) - mostLinks; more > 0 {
		names = append(names[:mostLinks], fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

// link is a connection as a person draws it.
func (n *namer) link(l link, to string) string {
	return n.source(l) + " → " + n.short(to) + "." + n.segment(l.in)
}

func (n *namer) source(l link) string { return n.short(l.from) + "." + oneLine(l.out) }

// links reads the connections in node i, which stands behind the segments known
// below source: in port, id of the component before, index.
func (g *guide) links(i int, known []string) []link {
	if g == nil || i == none {
		return nil
	}
	switch g.t.nodes[i].Kind {
	case isText:
		if len(known) < 2 {
			return nil
		}
		return []link{{in: known[0], from: known[1], out: g.text(i)}}
	case isObject:
		var found []link
		if len(known) < 2 {
			for _, f := range g.t.fields(i) {
				found = append(found, g.links(f.node, append(slices.Clone(known), f.name))...)
			}
		}
		return found
	case isArray:
		var found []link
		if len(known) == 2 {
			for _, c := range g.t.elements(i) {
				if g.t.nodes[c].Kind == isText {
					found = append(found, g.links(c, known)...)
				}
			}
		}
		return found
	}
	return nil
}

// without is what of links is not among others.
func without(links, others []link) []link {
	if len(others) == 0 {
		return links
	}
	among := make(map[link]bool, len(others))
	for _, other := range others {
		among[other] = true
	}
	return slices.DeleteFunc(slices.Clone(links), func(l link) bool { return among[l] })
}
