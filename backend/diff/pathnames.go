package diff

import "github.com/trailbook/trailbook/backend/audit"

// Names is what a person calls the place of change c of the view: its element,
// unless that is the target itself, then the names from there on. Empty for the
// whole target.
func (v View) Names(c audit.Change) []string {
	if of := v.Elements[c.Element]; of.Kind != ElementObject {
		return append([]string{of.Name}, c.Label...)
	}
	return append([]string{}, c.Label...)
}

// PathNames is what a person calls the places that paths lead to in the states
// of e, as View.Names has it; a list of changes of e is not looked at. paths are
// JSON Pointers as OfEvent gives them. Where nothing is found its names are those
// of the path.
func PathNames(e audit.Event, paths []string) [][]string {
	g := grouping{namer: &namer{was: stateGuide(e, e.Before, false), is: stateGuide(e, e.After, false)}}
	g.kind, g.title = g.target(e)
	names := make([][]string, len(paths))
	for i, pointer := range paths {
		names[i] = g.namesAt(splitPointer(pointer))
	}
	return names
}

// namesAt names what is at a path in the state after, else in the one before.
func (g *grouping) namesAt(path []string) []string {
	side, nodes := g.is, g.is.follow(path)
	if nodes[len(nodes)-1] == none && g.was != nil {
		side, nodes = g.was, g.was.follow(path)
	}
	kind, depth := g.elementOf(delta{path: path}, side, nodes)
	label := g.label(path, depth, side, nodes)
	if kind == ElementObject {
		return label
	}
	return append([]string{g.elementName(kind, path[:depth], side, nodes)}, label...)
}
