package diff

import "strings"

// reach says how far a secret's name reaches into the value beside it. The
// farther it reaches, the larger it is.
type reach uint8

const (
	nothing reach = iota // no secret
	state                // a state: itself where it is one value or a list of such, else what a member named value holds
	listed               // a list of changes: those of the whole, or of a member named value
	about                // an entry: its states and lists of changes, wherever in it
	whole                // every number and text inside
)

// flag marks what is secret of node i because of a name above or beside it.
func (t *tree) flag(flags []bool, i int, above reach) {
	n := t.nodes[i]
	if above == whole {
		for c := i; c < n.Next; c++ {
			flags[c] = true
			delete(t.encoded, c)
		}
		return
	}
	if n.Kind.Container() {
		l := t.levelOf(i, above)
		for c := i + 1; c < n.Next; c = t.nodes[c].Next {
			t.flag(flags, c, t.reachInto(c, l))
		}
	} else if above == state || above == listed {
		flags[i] = true
		delete(t.encoded, i)
	}
}

// level is a container: how secret it is, and what its members say of each other.
type level struct {
	above  reach
	named  naming
	isList bool
}

func (t *tree) levelOf(i int, above reach) level {
	if t.nodes[i].Kind == isArray {
		return level{above: above, isList: true}
	}
	named := t.namingOf(i, true)
	if named.change = named.change && above == listed; named.change {
		above = t.reachOfChange(i)
	}
	return level{above: above, named: named}
}

// reachInto is how secret node c is, which a container holds.
func (t *tree) reachInto(c int, l level) reach {
	switch {
	case !l.isList:
		return t.reachOf(c, l.above, l.named)
	case l.above == listed && !t.nodes[c].Kind.Container():
		return nothing // what stands alone in a list of changes is a path
	}
	return l.above
}

// reachOf is how secret member c of an object is.
func (t *tree) reachOf(c int, above reach, named naming) reach {
	if t.namedSecret(c) {
		return whole
	}
	if above == nothing && named.beside == nothing {
		return nothing
	}
	is := t.roleOf(c)
	if is == directionRole && (named.moves || !named.change && named.beside != whole) {
		is = ordinary
	}
	switch is {
	case valueRole, stateRole, directionRole:
		return reachOfState(is, above, named)
	case listRole:
		if named.beside != nothing || above == listed || above == about {
			return listed
		}
	}
	switch {
	case above == about || named.beside == about:
		return about
	case above == listed && !named.change:
		return t.reachOfMapped(c)
	}
	return nothing
}

// reachOfState is how secret a member is that by its role holds a value.
func reachOfState(is role, above reach, named naming) reach {
	switch {
	case named.beside == whole:
		return whole
	case named.change && named.beside == nothing:
		return above
	case named.change:
		return max(above, state)
	case is == valueRole:
		return whole
	case named.beside != nothing || above == listed || above == about:
		return state
	}
	return nothing
}

// reachOfMapped is how secret member c is of a map of paths to changes.
func (t *tree) reachOfMapped(c int) reach {
	reaches := reachOfPath(pathSegments(t.name(c)))
	if reaches == state && t.nodes[c].Kind == isObject {
		return listed
	}
	return reaches
}

// reachOfPath is how secret the value at a path is inside something that is
// named like a secret: as secret as in a state, where /value is the secret and
// /algorithm is none.
func reachOfPath(path []string) reach {
	for _, segment := range path {
		switch is := roles[strings.ToLower(segment)]; {
		case is == valueRole:
			return whole
		case is != stateRole && run(segment, 0, isDigit) < len(segment) && segment != "-":
			return nothing
		}
	}
	return state
}

// reachOfChange is how secret the values of a change are, by whichever of its
// members tells their path.
func (t *tree) reachOfChange(i int) reach {
	farthest := nothing
	for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
		if is := t.roleOf(c); (is == strongName || is == weakName) && t.mayBePath(c) {
			farthest = max(farthest, reachOfPath(t.segments(c)))
		}
	}
	return farthest
}

// segments is the path that node i tells: a text or an array of segments.
func (t *tree) segments(i int) []string {
	if t.nodes[i].Kind == isText {
		return pathSegments(t.text(i))
	}
	segments := []string{}
	for _, c := range t.elements(i) {
		segment := string(t.source(c))
		if t.nodes[c].Kind == isText {
			segment = t.text(c)
		}
		segments = append(segments, segment)
	}
	return segments
}
