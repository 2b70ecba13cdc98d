package diff

import (
	"bytes"
	"strings"
)

// role is what a member says of, or holds beside, the others.
type role uint8

const (
	ordinary      role = iota
	strongName         // the name of a setting or the path of a change
	weakName           // perhaps that, perhaps the title of something large: a flow called "Refresh token"
	targetName         // what the entry is about
	targetRole         // an object that names what the entry is about
	actionRole         // what was done: "Password Changed"
	valueRole          // the value of what is named beside it
	stateRole          // its value before or after
	listRole           // its changes, or its states in an object of their own
	directionRole      // its value before or after, in a list of changes only
	operationRole      // what an RFC 6902 operation does
)

// longestRole is the length of the longest name in roles.
const longestRole = 13

// roles are those of the folded names of members. They know every name by
// which the default endpoint profile finds a target, a state and a list of
// changes; where a profile finds them under others, MaskEvent is told.
var roles = func() map[string]role {
	byName := map[string]role{"op": operationRole}
	for as, names := range map[role][]string{
		strongName: {"key", "path", "field", "fieldname", "property", "pointer", "attribute", "variable", "param", "parameter"},
		weakName:   {"name", "type", "id", "label", "header"},
		targetName: {
			"targetid", "targetname", "targetkey", "objectid", "objectname", "objectkey", "entityid", "entityname", "entitykey",
			"resourceid", "resourcename", "setting", "settingname", "configkey", "configname",
		},
		targetRole: {"target", "object", "entity", "resource", "flow"},
		actionRole: {"action", "event"},
		valueRole:  {"value", "val", "values", "default", "defaultvalue"},
		stateRole: {
			"old", "new", "oldvalue", "newvalue", "before", "after", "previous", "current",
			"previousvalue", "currentvalue", "prev", "lhs", "rhs",
		},
		listRole:      {"changes", "diff", "patch", "operations", "delta"},
		directionRole: {"from", "to"},
	} {
		for _, name := range names {
			byName[name] = as
		}
	}
	return byName
}()

// roleLengths are the lengths that the names in roles have, as bits, by their
// first letter.
var roleLengths = func() (lengths [128]uint16) {
	for name := range roles {
		lengths[name[0]] |= 1 << len(name)
	}
	return lengths
}()

// roleOf is the role of member i by its name.
func (t *tree) roleOf(i int) role {
	name := t.raw[t.nodes[i].KeyFrom+1 : t.nodes[i].KeyTo-1]
	if bytes.IndexByte(name, '\\') >= 0 {
		return roles[strings.ToLower(t.name(i))]
	}
	if len(name) > longestRole || len(name) == 0 || name[0] > 'z' || roleLengths[name[0]|0x20]&(1<<len(name)) == 0 {
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

// naming is what the members of an object say of the values beside them.
type naming struct {
	beside reach // whole for a secret's key or path, about for a target, state for a title
	moves  bool  // an RFC 6902 move or copy, whose "from" is a path
	change bool  // the object is one change of a list: a path, and what happened there
}

// namingOf reads the members of object i; deep, also those of what the entry
// is about and of its states.
func (t *tree) namingOf(i int, deep bool) naming {
	n := naming{}
	hasPath := false
	for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
		says := nothing
		switch t.roleOf(c) {
		case operationRole:
			op := string(t.source(c))
			n.moves = op == `"move"` || op == `"copy"`
			n.change = true
		case strongName:
			says = whole
			hasPath = hasPath || t.mayBePath(c)
		case weakName:
			says = state
			hasPath = hasPath || t.mayBePath(c)
		case targetName:
			says = about
		case actionRole:
			if t.nodes[c].Kind == isText && namesSecretAction(t.text(c)) {
				n.beside = max(n.beside, about)
			}
		case targetRole:
			n.beside = max(n.beside, t.namedInside(c, deep, about))
		case stateRole:
			n.change = true
			n.beside = max(n.beside, t.namedInside(c, deep, state))
		case directionRole:
			n.change = true
		}
		if says > n.beside && t.saysSecret(c) {
			n.beside = says
		}
	}
	n.change = n.change && hasPath
	return n
}

// mayBePath reports whether member i may tell the path of a change.
func (t *tree) mayBePath(i int) bool {
	is := t.nodes[i].Kind
	return is == isArray || is == isText && (t.roleOf(i) == strongName || strings.EqualFold(t.name(i), "name"))
}

// namedInside is as when object c has a member that names a secret.
func (t *tree) namedInside(c int, deep bool, as reach) reach {
	if !deep || t.nodes[c].Kind != isObject || t.namingOf(c, false).beside == nothing {
		return nothing
	}
	return as
}

// saysSecret reports a text that names a secret, or an array of path segments
// of which one does.
func (t *tree) saysSecret(i int) bool {
	switch n := t.nodes[i]; n.Kind {
	case isText:
		return n.To-n.From < 1024 && (n.Escaped || hasSecretStem(t.source(i))) && IsSecretKey(t.text(i))
	case isArray:
		for c := i + 1; c < n.Next; c = t.nodes[c].Next {
			if t.nodes[c].Kind == isText && t.saysSecret(c) {
				return true
			}
		}
	}
	return false
}

// namedSecret reports whether member i has the name of a secret.
func (t *tree) namedSecret(i int) bool {
	name := t.raw[t.nodes[i].KeyFrom+1 : t.nodes[i].KeyTo-1]
	if bytes.IndexByte(name, '\\') < 0 && !hasSecretStem(name) {
		return false
	}
	return IsSecretKey(t.name(i))
}
