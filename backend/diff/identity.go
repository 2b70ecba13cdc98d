package diff

import (
	"slices"
	"strconv"
	"strings"
)

// identity is the names of the members that together say which element of an
// array an object is.
type identity []string

// identities are looked for in this order in the arrays of any target.
var identities = []identity{{"id"}, {"_id"}, {"key"}, {"name"}, {"uuid"}, {"role", "resource"}}

// identitiesOf are looked for before the others, by kind of target. This is the
// place to teach the comparison a tenant's own kinds.
var identitiesOf = map[string][]identity{
	"acl":       {{"role", "resource"}, {"role"}, {"resource"}},
	"component": {{"role", "resource"}, {"component"}},
	"connector": {{"name"}, {"componentId"}, {"serviceId"}},
	"flow":      {{"componentId"}, {"variable"}, {"flowId"}},
	"template":  {{"componentId"}, {"variable"}, {"flowId"}},
	"user":      {{"email"}, {"accountId"}},
}

// identitiesFor are those that may tell elements apart inside a kind of target.
func identitiesFor(targetKind string) []identity {
	return slices.Concat(identitiesOf[strings.ToLower(targetKind)], identities)
}

// identityKey is a text that only elements of the same identity share; empty
// where a part of it is missing, empty, or neither a text nor a number.
func (c *comparer) identityKey(t *tree, i int, id identity) string {
	if t.nodes[i].Kind != isObject {
		return ""
	}
	key := ""
	for _, name := range id {
		member := t.member(i, name)
		if member == none || t.nodes[member].To-t.nodes[member].From == len(`""`) && t.nodes[member].Kind == isText {
			return ""
		}
		if is := t.nodes[member].Kind; is != isText && is != isNumber {
			return ""
		}
		part := c.registry.key(t, member)
		if len(id) == 1 {
			return part
		}
		key += strconv.Itoa(len(part)) + part
	}
	return key
}

// roster says where each identity of one side stands.
type roster struct {
	keys []string       // by element, empty for one without
	at   map[string]int // the element of an identity that occurs once, else none
	once int            // how many of those there are
	from int            // the index of the first element in its array
}

func (c *comparer) roster(t *tree, elements []int, id identity) roster {
	r := roster{keys: make([]string, len(elements)), at: make(map[string]int, len(elements))}
	for i, e := range elements {
		key := c.identityKey(t, e, id)
		r.keys[i] = key
		if key == "" {
			continue
		}
		switch first, known := r.at[key]; {
		case !known:
			r.at[key] = i
			r.once++
		case first != none:
			r.at[key] = none
			r.once--
		}
	}
	return r
}

// identify finds the identity that tells most elements of either side apart
// and is found again on the other side: where ids were given anew, names still
// match. Of several that do it is the first that most elements keep, else the
// one that the most keep. ok is false when there is none.
func (c *comparer) identify(old, fresh []int) (was, is roster, ok bool) {
	most := 0
	for _, id := range c.identities {
		b := c.roster(c.b, old, id)
		if 2*b.once <= len(old) {
			continue
		}
		a := c.roster(c.a, fresh, id)
		if 2*a.once <= len(fresh) {
			continue
		}
		kept := 0
		for key, i := range b.at {
			if j, there := a.at[key]; there && i != none && j != none {
				kept++
			}
		}
		if kept > most {
			was, is, ok, most = b, a, true, kept
		}
		if 2*kept > min(len(old), len(fresh)) {
			break
		}
	}
	return was, is, ok
}

// sameIdentity compares two objects by the first identity that both have.
func (c *comparer) sameIdentity(before, after int) (same, known bool) {
	for _, id := range c.identities {
		was := c.identityKey(c.b, before, id)
		if was == "" {
			continue
		}
		if is := c.identityKey(c.a, after, id); is != "" {
			return was == is, true
		}
	}
	return false, false
}
