package diff

import (
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// isEntry reports a change of an element of a list, as far as is known.
func (t *teller) isEntry(d delta) bool {
	last := len(d.path) - 1
	if last < 0 || !isIndex(d.path[last]) {
		return false
	}
	side, nodes := t.nodesOf(d)
	return side == nil || nodes[last] == none || side.isList(nodes[last])
}

// listName is what the list is called that d is in: the last name on its path,
// the setting for its value; empty for a list of its own.
func (t *teller) listName(d delta) string {
	for i := len(d.path) - 2; i >= 0; i-- {
		switch {
		case isIndex(d.path[i]):
		case t.kind == "config" && i == 0 && d.path[0] == "value":
			return t.title
		default:
			return t.memberName(d.path[i])
		}
	}
	return ""
}

// memberName is the name of a member as a sentence says it: as it is written
// where the target is a setting.
func (t *teller) memberName(name string) string {
	switch {
	case name == "":
		return `""`
	case t.kind == "config":
		return t.segment(name)
	}
	return t.human(name)
}

// entry tells that something came to a list, went from it or moved in it:
// "admin added to scope". Where the value is too long to tell, or a secret, it
// says only that.
func (t *teller) entry(list string, d delta) string {
	if list == "" {
		list = "the list"
	}
	c := t.change(d, Options{})
	value := c.After
	if d.kind == audit.ChangeRemoved {
		value = c.Before
	}
	what, told := brieflyTold(value)
	switch {
	case c.Masked:
		what = "a secret"
	case !told && d.kind == audit.ChangeMoved:
		return placeOf(d.from) + " moved to " + placeOf(d.path) + " in " + list
	case !told:
		what = "an entry"
	}
	switch d.kind {
	case audit.ChangeAdded:
		return what + " added to " + list
	case audit.ChangeRemoved:
		return what + " removed from " + list
	}
	return what + " moved in " + list
}

// relocated tells by whole paths what a list of changes moves out of what held
// it; empty for anything else.
func (t *teller) relocated(d delta) string {
	if d.kind != audit.ChangeMoved || t.study.shape != ShapeChanges || len(d.from) == 0 || len(d.path) == 0 {
		return ""
	}
	was, is := len(d.from)-1, len(d.path)-1
	if slices.Equal(d.from[:was], d.path[:is]) && isIndex(d.from[was]) && isIndex(d.path[is]) {
		return ""
	}
	return t.pathWords(d.from) + " moved to " + t.pathWords(d.path)
}

// pathWords is a whole path as a sentence says it.
func (t *teller) pathWords(path []string) string {
	words := make([]string, len(path))
	for i, segment := range path {
		if words[i] = t.memberName(segment); isIndex(segment) {
			words[i] = placeNumber(segment)
		}
	}
	return strings.Join(words, between)
}

// placeOf is a path's last place in a list.
func placeOf(path []string) string {
	if len(path) == 0 {
		return "one"
	}
	return placeNumber(path[len(path)-1])
}

// shuffles are the elements that moved, by the path of their list in the state
// after: where several did, they are told together.
func (t *teller) shuffles(which []int) map[string][]int {
	var lists map[string][]int
	for _, i := range which {
		if d := t.study.deltas[i]; d.kind == audit.ChangeMoved && !t.changes[i].Noise && t.isEntry(d) && t.relocated(d) == "" {
			if lists == nil {
				lists = map[string][]int{}
			}
			list := joinPointer(d.path[:len(d.path)-1])
			lists[list] = append(lists[list], i)
		}
	}
	return lists
}

// shuffled tells of several elements of one list that moved: by name where they
// are few and have one.
func (t *teller) shuffled(which []int) string {
	in := ""
	if list := t.listName(t.study.deltas[which[0]]); list != "" {
		in = " in " + list
	}
	var names []string
	for _, i := range which[:min(len(which), mostTold+1)] {
		if name := t.nameInList(t.study.deltas[i]); name != "" {
			names = append(names, name)
		}
	}
	if len(names) == len(which) {
		return and(names) + " moved" + in
	}
	return strconv.Itoa(len(which)) + " entries moved" + in
}

// nameInList is what tells an element from the others of its list, empty for
// nothing that may be told.
func (t *teller) nameInList(d delta) string {
	side, nodes := t.nodesOf(d)
	if name := side.identity(nodes[len(nodes)-1]); name != "" {
		return name
	}
	c := t.change(d, Options{})
	if told, ok := brieflyTold(c.After); ok && !c.Masked && !strings.HasPrefix(told, "•") {
		return told
	}
	return ""
}
