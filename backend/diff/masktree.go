package diff

import (
	"bytes"
	"strings"
)

// reach says how far a secret's name reaches into the value beside it.
type reach uint8

const (
	nothing reach = iota // no secret
	values               // only what a member named value holds
	whole                // every number and text inside
)

// role is what a member says of, or holds beside, the others.
type role uint8

const (
	ordinary      role = iota
	strongName         // the name of a setting or the path of a change
	weakName           // perhaps that, perhaps the title of something large: a flow called "Refresh token"
	valueRole          // the value of what is named beside it
	stateRole          // its value before or after
	directionRole      // likewise, in a list of changes
	targetRole         // an object that names what the entry is about
	operationRole      // what an RFC 6902 operation does
)

// longestRole is the length of the longest name in roles.
const longestRole = 13

// roles are those of the folded names of members.
var roles = func() map[string]role {
	byName := map[string]role{"op": operationRole}
	for as, names := range map[role][]string{
		strongName: {"key", "path", "field", "fieldname", "property", "pointer", "attribute", "variable", "param", "parameter"},
		weakName:   {"name", "type", "id", "label", "header", "targetid", "targetname"},
		valueRole:  {"value", "val", "values", "default", "defaultvalue"},
		stateRole: {
			"old", "new", "oldvalue", "newvalue", "before", "after", "previous", "current",
			"previousvalue", "currentvalue", "prev", "lhs", "rhs",
		},
		directionRole: {"from", "to"},
		targetRole:    {"target", "object", "entity", "resource"},
	} {
		for _, name := range names {
			byName[name] = as
		}
	}
	return byName
}()

// roleOf is the role of member i by its name.
func (t *tree) roleOf(i int) role {
	name := t.raw[t.nodes[i].keyFrom+1 : t.nodes[i].keyTo-1]
	if bytes.IndexByte(name, '\\') >= 0 {
		return roles[strings.ToLower(t.name(i))]
	}
	if len(name) > longestRole {
		return ordinary
	}
	var folded [longestRole]byte
	for at, c := range name {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		folded[at] = c
	}
	return roles[string(folded[:len(name)])]
}

// namedSecret reports whether member i has the name of a secret.
func (t *tree) namedSecret(i int) bool {
	name := t.raw[t.nodes[i].keyFrom+1 : t.nodes[i].keyTo-1]
	if bytes.IndexByte(name, '\\') < 0 && !hasSecretStem(name) {
		return false
	}
	return IsSecretKey(t.name(i))
}

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
	beside, moves := t.naming(i, true)
	for c := i + 1; c < n.next; c = t.nodes[c].next {
		t.flag(flags, c, t.reachOf(c, above, beside, moves))
	}
}

// naming is what the members of object i say of the values beside them:
// whole for a secret's key or path, values for a title. moves reports an
// RFC 6902 move or copy, whose "from" is a path. With targets an object that
// names what the entry is about counts too.
func (t *tree) naming(i int, targets bool) (beside reach, moves bool) {
	for c := i + 1; c < t.nodes[i].next; c = t.nodes[c].next {
		switch t.roleOf(c) {
		case operationRole:
			op := string(t.source(c))
			moves = op == `"move"` || op == `"copy"`
		case strongName:
			if t.saysSecret(c) {
				beside = whole
			}
		case weakName:
			if beside == nothing && t.saysSecret(c) {
				beside = values
			}
		case targetRole:
			if targets && beside == nothing && t.nodes[c].kind == isObject {
				inner, _ := t.naming(c, false)
				beside = min(inner, values)
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
func (t *tree) reachOf(c int, above, beside reach, moves bool) reach {
	if t.namedSecret(c) {
		return whole
	}
	if above == nothing && beside == nothing {
		return nothing
	}
	switch t.roleOf(c) {
	case valueRole:
		return whole
	case directionRole:
		if beside == whole && !moves {
			return whole
		}
	case stateRole:
		if beside == values && t.nodes[c].kind == isObject {
			return values
		}
		return beside
	}
	return nothing
}
