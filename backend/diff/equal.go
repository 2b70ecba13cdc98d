package diff

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"

	"github.com/trailbook/trailbook/backend/jsontext"
)

// field is a member of an object.
type field struct {
	name string
	node int
}

// fields lists the members of object i in document order. Of a name that
// occurs twice the last counts, as in encoding/json.
func (t *tree) fields(i int) []field { return t.fieldsBy(i, t.name) }

// fieldsBy is fields with another way to the name of a member.
func (t *tree) fieldsBy(i int, name func(int) string) []field {
	count := 0
	for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
		count++
	}
	found := make([]field, 0, count)
	for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
		found = append(found, field{name(c), c})
	}
	if len(found) <= fewFields && !repeated(found) {
		return found
	}
	last := make(map[string]int, len(found))
	for _, f := range found {
		last[f.name] = f.node
	}
	if len(last) == len(found) {
		return found
	}
	return slices.DeleteFunc(found, func(f field) bool { return last[f.name] != f.node })
}

// fewFields is up to how many members are compared with one another.
const fewFields = 16

// repeated reports a name that occurs twice.
func repeated(fields []field) bool {
	for i := range fields {
		for j := range i {
			if fields[i].name == fields[j].name {
				return true
			}
		}
	}
	return false
}

// member is the last member of object i with that name, or none.
func (t *tree) member(i int, name string) int {
	found := none
	for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
		quoted := t.raw[t.nodes[c].KeyFrom:t.nodes[c].KeyTo]
		if string(quoted[1:len(quoted)-1]) == name || bytes.IndexByte(quoted, '\\') >= 0 && t.name(c) == name {
			found = c
		}
	}
	return found
}

// elements lists the elements of array i.
func (t *tree) elements(i int) []int {
	var found []int
	for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
		found = append(found, c)
	}
	return found
}

// equalScalars compares two values of the same kind that hold no others.
func equalScalars(b, a *tree, i, j int) bool {
	if bytes.Equal(b.source(i), a.source(j)) {
		return true
	}
	switch b.nodes[i].Kind {
	case isNumber:
		return jsontext.EqualNumbers(string(b.source(i)), string(a.source(j)))
	case isText:
		return b.text(i) == a.text(j)
	}
	return false
}

// equal compares two values. It walks them while that stays cheap; values that
// are compared again and again get numbers.
func (c *comparer) equal(before, after int) bool {
	if bytes.Equal(c.b.source(before), c.a.source(after)) {
		return true
	}
	if c.b.nodes[before].Kind.Container() && c.walked > 2*(len(c.b.nodes)+len(c.a.nodes)) {
		return c.b.nodes[before].Kind == c.a.nodes[after].Kind && c.registry.number(c.b, before) == c.registry.number(c.a, after)
	}
	return c.alikeAllOver(before, after)
}

// alikeAllOver is equal by walking both values.
func (c *comparer) alikeAllOver(before, after int) bool {
	c.walked++
	kind := c.b.nodes[before].Kind
	switch {
	case kind != c.a.nodes[after].Kind:
		return false
	case !kind.Container():
		return equalScalars(c.b, c.a, before, after)
	case kind == isObject:
		return c.sameMembers(before, after)
	}
	i, j := before+1, after+1
	endBefore, endAfter := c.b.nodes[before].Next, c.a.nodes[after].Next
	for i < endBefore && j < endAfter {
		if !c.alikeAllOver(i, j) {
			return false
		}
		i, j = c.b.nodes[i].Next, c.a.nodes[j].Next
	}
	return i == endBefore && j == endAfter
}

func (c *comparer) sameMembers(before, after int) bool {
	old, fresh := c.registry.members(c.b, before), c.registry.members(c.a, after)
	if len(old) != len(fresh) {
		return false
	}
	for i, f := range old {
		if f.name != fresh[i].name || !c.alikeAllOver(f.node, fresh[i].node) {
			return false
		}
	}
	return true
}

// registry numbers values so that equal ones, and only those, have the same
// number: comparing large values again and again then costs nothing.
type registry struct {
	known  map[string]int
	seen   map[*tree][]int           // a node's number plus one, 0 before it has one
	sorted map[*tree]map[int][]field // the members of objects by name
}

func newRegistry() *registry {
	return &registry{known: map[string]int{}, seen: map[*tree][]int{}, sorted: map[*tree]map[int][]field{}}
}

// members lists the members of object i by name.
func (r *registry) members(t *tree, i int) []field {
	objects := r.sorted[t]
	if objects == nil {
		objects = map[int][]field{}
		r.sorted[t] = objects
	}
	fields, known := objects[i]
	if !known {
		fields = t.fields(i)
		slices.SortFunc(fields, func(a, b field) int { return cmp.Compare(a.name, b.name) })
		objects[i] = fields
	}
	return fields
}

// number is the number of node i's value.
func (r *registry) number(t *tree, i int) int {
	numbers := r.seen[t]
	if numbers == nil {
		numbers = make([]int, len(t.nodes))
		r.seen[t] = numbers
	}
	if numbers[i] > 0 {
		return numbers[i] - 1
	}
	key := r.key(t, i)
	number, ok := r.known[key]
	if !ok {
		number = len(r.known)
		r.known[key] = number
	}
	numbers[i] = number + 1
	return number
}

// key is a text that only equal values share: a container's is made of the
// numbers of what it holds.
func (r *registry) key(t *tree, i int) string {
	switch t.nodes[i].Kind {
	case isText:
		return `"` + t.text(i)
	case isNumber:
		if d, ok := jsontext.DecimalOf(string(t.source(i))); ok {
			return "#" + d.Digits + "e" + strconv.Itoa(d.Power)
		}
	case isArray:
		key := []byte("[")
		for _, c := range t.elements(i) {
			key = binary.AppendUvarint(key, uint64(r.number(t, c))) //nolint:gosec // never negative
		}
		return string(key)
	case isObject:
		key := []byte("{")
		for _, f := range r.members(t, i) {
			key = binary.AppendUvarint(key, uint64(len(f.name)))
			key = append(key, f.name...)
			key = binary.AppendUvarint(key, uint64(r.number(t, f.node))) //nolint:gosec // never negative
		}
		return string(key)
	}
	return string(t.source(i))
}
