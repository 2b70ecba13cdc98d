package diff

import "strings"

// reach says how far a secret's name reaches into the value beside it.
type reach uint8

const (
	nothing reach = iota // no secret
	values               // only what a member named value holds
	whole                // every number and text inside
)

// strongNames hold the name of a setting or the path of a change; weakNames
// may also be the title of something large, a flow called "Refresh token".
var (
	strongNames = setOf("key", "path", "field", "fieldname", "property", "pointer", "attribute", "variable", "param", "parameter")
	weakNames   = setOf("name", "type", "id", "label", "header", "targetid", "targetname")
	valueNames  = setOf("value", "val", "values", "default", "defaultvalue")
	stateNames  = setOf(
		"old", "new", "oldvalue", "newvalue", "before", "after", "previous", "current",
		"previousvalue", "currentvalue", "prev",
	)
	directionNames = setOf("from", "to")
	targetNames    = setOf("target", "object", "entity", "resource")
)

// secrets marks the nodes that are secret because of a name above or beside
// them. start is the reach that the surroundings of the whole tree give.
func (t *tree) secrets(start reach) []bool {
	flags := make([]bool, len(t.nodes))
	t.flag(flags, 0, start)
	return flags
}

func (t *tree) flag(flags []bool, i int, above reach) {
	n := t.nodes[i]
	flags[i] = above == whole
	if n.kind == isArray {
		for c := i + 1; c < n.next; c = t.nodes[c].next {
			t.flag(flags, c, above)
		}
	}
	if n.kind != isObject {
		return
	}
	if above == whole {
		for c := i + 1; c < n.next; c++ {
			flags[c] = true
		}
		return
	}
	beside, moves := t.naming(i)
	for c := i + 1; c < n.next; c = t.nodes[c].next {
		name := t.name(c)
		t.flag(flags, c, t.reachOf(c, name, above, beside, moves))
	}
}

// naming is what the members of object i say of the values beside them:
// whole for a secret's key or path, values for a title. moves reports an
// RFC 6902 operation whose "from" is a path.
func (t *tree) naming(i int) (beside reach, moves bool) {
	for c := i + 1; c < t.nodes[i].next; c = t.nodes[c].next {
		name := strings.ToLower(t.name(c))
		switch {
		case name == "op":
			moves = true
		case strongNames[name] && t.saysSecret(c):
			beside = whole
		case beside == nothing && weakNames[name] && t.saysSecret(c):
			beside = values
		case beside == nothing && targetNames[name] && t.nodes[c].kind == isObject:
			if inner, _ := t.naming(c); inner != nothing {
				beside = values
			}
		}
	}
	return beside, moves
}

// saysSecret reports a text that names a secret, or an array of path segments
// of which one does.
func (t *tree) saysSecret(i int) bool {
	switch t.nodes[i].kind {
	case isText:
		return t.nodes[i].to-t.nodes[i].from < 1024 && IsSecretKey(t.text(i))
	case isArray:
		for c := i + 1; c < t.nodes[i].next; c = t.nodes[c].next {
			if t.nodes[c].kind == isText && t.saysSecret(c) {
				return true
			}
		}
	}
	return false
}

// reachOf is how secret member c of an object is.
func (t *tree) reachOf(c int, name string, above, beside reach, moves bool) reach {
	if IsSecretKey(name) {
		return whole
	}
	if above == nothing && beside == nothing {
		return nothing
	}
	folded := strings.ToLower(name)
	value, state := valueNames[folded], stateNames[folded]
	switch {
	case value:
		return whole
	case beside == whole && (state || directionNames[folded] && !(moves && folded == "from")):
		return whole
	case beside == values && state && t.nodes[c].kind == isObject:
		return values
	case beside == values && state:
		return whole
	}
	return nothing
}
