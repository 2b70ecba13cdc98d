package history

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// listed is a change of an entry's own list: what it says was at a path and is
// there now.
type listed struct {
	edit
	before, after json.RawMessage // nil where the list does not say, or nothing was there
}

// listOf reads an entry's list of changes; none when it cannot be read.
func listOf(e audit.Event) []listed {
	changes, err := diff.Listed(e)
	if err != nil {
		return nil
	}
	list := make([]listed, 0, len(changes))
	for _, c := range changes {
		list = append(list, listed{edit: editOf(c), before: c.Before, after: c.After})
	}
	return list
}

// edits say what a list's change does to a state: what differs inside where it
// puts one object or array in the place of another.
func (l listed) edits(state []byte) []edit {
	if l.kind == audit.ChangeChanged && areContainers(l.before, l.after) {
		return editsBetween(nested(l.path, l.before), nested(l.path, l.after))
	}
	e := l.edit
	e.inArray = inArray(state, l.path) && (l.kind != audit.ChangeMoved || inArray(state, l.from))
	return []edit{e}
}

func areContainers(a, b []byte) bool {
	a, b = bytes.TrimSpace(a), bytes.TrimSpace(b)
	return len(a) > 0 && len(b) > 0 && a[0] == b[0] && (a[0] == '{' || a[0] == '[')
}

// nested is a value inside objects that lead to it by its path, so that what
// differs in it is told by whole paths.
func nested(path []string, value []byte) []byte {
	for _, segment := range slices.Backward(path) {
		value = slices.Concat([]byte("{"), quoted(segment), []byte(":"), value, []byte("}"))
	}
	return value
}

// enter puts a list's change into a state, which may hold only a part. ok is
// false where it does not say what there is now, or where that would be: the
// paths of a list may begin elsewhere.
func (l listed) enter(state []byte, partial bool) (changed []byte, ok bool) {
	switch {
	case !partial && !isNothing(l.before) && at(state, l.path) == nil:
		return state, false
	case l.kind == audit.ChangeMoved:
		return l.move(state)
	case l.kind != audit.ChangeRemoved && l.after == nil || len(l.path) == 0:
		return state, false
	case l.kind == audit.ChangeRemoved:
		return without(state, l.path)
	}
	return with(state, l.path, l.after, l.kind == audit.ChangeAdded)
}

// move takes a value from where it was and sets it where it is now, as RFC 6902
// has it.
func (l listed) move(state []byte) (changed []byte, ok bool) {
	value := at(state, l.from)
	if value == nil || len(l.from) == 0 || len(l.path) == 0 {
		return state, false
	}
	rest, ok := without(state, l.from)
	if !ok {
		return state, false
	}
	if changed, ok = with(rest, l.path, bytes.Clone(value), true); !ok {
		return state, false
	}
	return changed, true
}

// with is state with another value at a path. Members that lead there are made;
// an element of an array is replaced, or with insert set before the one that
// stands there.
func with(state []byte, path []string, value []byte, insert bool) ([]byte, bool) {
	if p, ok := locate(state, path); ok {
		if p.inArray && insert {
			return splice(state, p.from, p.from, slices.Concat(value, []byte(","))), true
		}
		return splice(state, p.from, p.to, value), true
	}
	last := len(path) - 1
	parent, ok := locate(state, path[:last])
	if !ok {
		// A member of a member that is not there yet.
		if last == 0 {
			return state, false
		}
		return with(state, path[:last], slices.Concat([]byte("{"), quoted(path[last]), []byte(":"), value, []byte("}")), false)
	}
	count := eachChild(state, parent, func(int, place) bool { return true })
	comma := []byte(",")
	if count == 0 {
		comma = nil
	}
	switch state[parent.from] {
	case '{':
		return splice(state, parent.to-1, parent.to-1, slices.Concat(comma, quoted(path[last]), []byte(":"), value)), true
	case '[':
		if path[last] == "-" || path[last] == strconv.Itoa(count) {
			return splice(state, parent.to-1, parent.to-1, slices.Concat(comma, value)), true
		}
	}
	return state, false
}

// without is state without the value at a path, with the comma that goes.
func without(state []byte, path []string) ([]byte, bool) {
	p, ok := locate(state, path)
	if !ok || len(path) == 0 {
		return state, false
	}
	from, to := p.member, skipSpace(state, p.to)
	if state[to] == ',' {
		return splice(state, from, skipSpace(state, to+1), nil), true
	}
	for from--; state[from] != ','; from-- {
		if state[from] == '{' || state[from] == '[' {
			return splice(state, from+1, to, nil), true // the only one
		}
	}
	return splice(state, from, to, nil), true
}

func splice(state []byte, from, to int, with []byte) []byte {
	return slices.Concat(state[:from], with, state[to:])
}

func quoted(name string) []byte {
	text, err := json.Marshal(name)
	if err != nil {
		return []byte(`""`) // a text always encodes
	}
	return text
}

func unquoted(name []byte) string {
	var text string
	if json.Unmarshal(name, &text) != nil {
		return string(name[1 : len(name)-1])
	}
	return text
}

// fits reports whether a state has at a path what a list says, bookkeeping
// aside.
func fits(path []string, was, says []byte) bool {
	if alike(was, says) {
		return true
	}
	if !areContainers(was, says) {
		return false
	}
	return !slices.ContainsFunc(editsBetween(nested(path, was), nested(path, says)), func(e edit) bool { return !e.noise })
}

// alike compares a value of a list with one of a state. Lists may write every
// value as text, and null where there is none.
func alike(a, b []byte) bool {
	if bytes.Equal(a, b) || isNothing(a) && isNothing(b) {
		return true
	}
	if plain(a) == plain(b) && !isNothing(a) && !isNothing(b) {
		return true
	}
	changes, err := diff.Compare(a, b)
	return err == nil && len(changes) == 0
}

// plain is a text without its quotes, anything else as written.
func plain(value []byte) string {
	if len(value) > 1 && value[0] == '"' {
		return unquoted(value)
	}
	return string(value)
}

// isNothing reports an absent value or a null.
func isNothing(raw []byte) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) == 0 || bytes.Equal(raw, []byte("null"))
}
