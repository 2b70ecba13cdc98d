package history

import (
	"bytes"
	"slices"
)

// deepest is how many levels of objects narrow looks into: those of a flow are
// the flow, its components, one of them, and what that holds.
const deepest = 4

// member is one member of an object by its text.
type member struct{ name, value []byte }

// narrow leaves out of two states the members that are the same, byte for byte,
// on both sides: comparing what is left finds the same changes, faster. Only
// members of objects are left out, never elements; where an object has a name
// twice, it stays whole.
func narrow(before, after []byte, depth int) (b, a []byte) {
	if depth == deepest || len(before) == 0 || len(after) == 0 || before[0] != '{' || after[0] != '{' {
		return before, after
	}
	old, fresh := membersOf(before), membersOf(after)
	if slices.EqualFunc(old, fresh, func(x, y member) bool { return bytes.Equal(x.name, y.name) }) {
		return narrowEach(before, after, old, fresh, depth)
	}
	byName := make(map[string]int, len(fresh))
	for i, m := range fresh {
		byName[string(m.name)] = i
	}
	kept := make(map[string]bool, len(old))
	for _, m := range old {
		kept[string(m.name)] = true
	}
	if len(byName) != len(fresh) || len(kept) != len(old) {
		return before, after
	}
	leftOld, leftFresh := make([]member, 0, len(old)), slices.Clone(fresh)
	for _, m := range old {
		i, stays := byName[string(m.name)]
		switch {
		case !stays:
			leftOld = append(leftOld, m)
		case bytes.Equal(m.value, fresh[i].value):
			leftFresh[i].name = nil
		default:
			m.value, leftFresh[i].value = narrow(m.value, fresh[i].value, depth+1)
			leftOld = append(leftOld, m)
		}
	}
	return objectOf(leftOld), objectOf(leftFresh)
}

// narrowEach is narrow for objects with the same names in the same order, which
// most states are: then no name need be looked up.
func narrowEach(before, after []byte, old, fresh []member, depth int) (b, a []byte) {
	left := 0
	for i, m := range old {
		if bytes.Equal(m.value, fresh[i].value) {
			continue
		}
		if slices.ContainsFunc(old[:i], func(x member) bool { return bytes.Equal(x.name, m.name) }) ||
			slices.ContainsFunc(old[i+1:], func(x member) bool { return bytes.Equal(x.name, m.name) }) {
			return before, after
		}
		old[left].name, fresh[left].name = m.name, m.name
		old[left].value, fresh[left].value = narrow(m.value, fresh[i].value, depth+1)
		left++
	}
	return objectOf(old[:left]), objectOf(fresh[:left])
}

// membersOf lists the members of an object.
func membersOf(raw []byte) []member {
	list := make([]member, 0, 16)
	eachChild(raw, place{from: 0, to: len(raw)}, func(_ int, c place) bool {
		list = append(list, member{raw[c.member : c.member+nameLength(raw, c)], raw[c.from:c.to]})
		return true
	})
	return list
}

// objectOf writes the members that still have a name.
func objectOf(members []member) []byte {
	size := 2
	for _, m := range members {
		size += len(m.name) + len(m.value) + 2
	}
	text := append(make([]byte, 0, size), '{')
	for _, m := range members {
		if m.name == nil {
			continue
		}
		if len(text) > 1 {
			text = append(text, ',')
		}
		text = append(append(append(text, m.name...), ':'), m.value...)
	}
	return append(text, '}')
}
