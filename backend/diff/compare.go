package diff

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/jsontext"
)

const (
	// maxChanges is how many changes are told one by one. Where there are
	// more, a container that differs is one change.
	maxChanges = 50_000
	// maxPathDepth is how deep changes are told; what differs below is one
	// change. Real entries reach 16 levels.
	maxPathDepth = 200
)

// none stands for the side on which a value is absent.
const none = -1

// delta is a change by the nodes of the two trees; values are taken from them
// only when it is clear how they may be shown.
type delta struct {
	path          []string
	kind          audit.ChangeKind
	before, after int      // nodes, or none
	from          []string // of what moved: its path before
	origin        int      // likewise: its node before, 0 where it is not known

	// now leads to where something removed would stand after; only its last
	// segment means nothing.
	now []string
}

// Compare lists what differs between two JSON values, in clear: OfEvent masks.
//
// Paths are JSON Pointers: of the state before for what was removed, of the
// state after for everything else. The order is that of the state after, with
// what was removed where it stood. The order of members means nothing, of
// duplicate names the last counts, and numbers compare by exact value, so that
// 1 and 1.0 are equal and no digit is lost. A whole value that was added or
// removed is one change.
//
// Elements of arrays are matched by an identity that tells them apart (id, _id,
// key, name, uuid, role with resource), else by content with the fewest edits.
// Of those found again only the fewest whose order among the others changed are
// moved: one change with From. It holds the value as After when that is all
// that happened to it; else After is nil and what changed inside follows.
//
// An empty side is absent: every leaf of the other was added or removed, where
// an empty object or array is a leaf. A side that is not JSON, or nested deeper
// than 10,000 levels, is an error of CodeInvalid.
//
// The worst case is bounded. More than 50,000 changes are summed up: what
// differs in an object or array is then one change of the whole, as it is below
// 200 levels. After 50 million steps (12.5 million or 1,000 edits in one array)
// in search of the fewest edits, equal elements are paired in their order;
// after 2 million comparisons of unequal elements only those at the same place
// are paired. View.Coarse says when any of these bit.
func Compare(before, after json.RawMessage) ([]audit.Change, error) {
	b, err := parseSide(before, "before")
	if err != nil {
		return nil, err
	}
	a, err := parseSide(after, "after")
	if err != nil {
		return nil, err
	}
	told := compareTrees(b, a, identities)
	changes := make([]audit.Change, 0, len(told.found))
	for _, d := range told.found {
		changes = append(changes, audit.Change{
			Path: joinPointer(d.path), From: joinPointer(d.from), Kind: d.kind, Noise: isNoise(d.path),
			Before: b.value(d.before), After: a.value(d.after),
		})
	}
	return changes, nil
}

// value is node i's text, nil where it is absent.
func (t *tree) value(i int) json.RawMessage {
	if i == none {
		return nil
	}
	return t.source(i)
}

// parseSide parses one state of a target; nil when there is none.
func parseSide(raw json.RawMessage, side string) (*tree, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	t, err := parse(raw)
	switch {
	case errors.Is(err, jsontext.ErrDepth):
		return nil, audit.Errorf(audit.CodeInvalid, "The state %s this event is nested deeper than %d levels.", side, jsontext.MaxDepth).
			WithHint("It cannot be compared; the raw entry is still there.").Wrapping(err)
	case err != nil:
		return nil, audit.Errorf(audit.CodeInvalid, "The state %s this event is not readable JSON.", side).
			WithHint("It cannot be compared; the raw entry is still there.").Wrapping(err)
	}
	return t, nil
}

// compareTrees compares two states of which either may be nil. ids are the
// identities to look for in arrays.
func compareTrees(b, a *tree, ids []identity) ledger {
	switch {
	case b == nil && a == nil:
		return ledger{}
	case b == nil:
		return a.leaves(audit.ChangeAdded)
	case a == nil:
		return b.leaves(audit.ChangeRemoved)
	}
	c := comparer{b: b, a: a, identities: ids, registry: newRegistry()}
	c.value(0, 0)
	return c.told
}

// leaves tells every value that holds no other as added or removed.
func (t *tree) leaves(kind audit.ChangeKind) ledger {
	var told ledger
	var path []string
	tell := func(i int) { told.add(path, kind, none, i) }
	if kind == audit.ChangeRemoved {
		tell = func(i int) { told.add(path, kind, i, none) }
	}
	var walk func(i int)
	step := func(segment string, i int) {
		path = append(path, segment)
		walk(i)
		path = path[:len(path)-1]
	}
	walk = func(i int) {
		n := t.nodes[i]
		switch {
		case n.Next == i+1:
			tell(i)
		case len(path) >= maxPathDepth:
			told.coarse = true
			tell(i)
		case n.Kind == isArray:
			told.inside(func() {
				for index, c := range t.elements(i) {
					step(strconv.Itoa(index), c)
				}
			}, func() { tell(i) })
		default:
			told.inside(func() {
				for _, f := range t.fields(i) {
					step(f.name, f.node)
				}
			}, func() { tell(i) })
		}
	}
	walk(0)
	return told
}

// ledger holds what was told, at most maxChanges: hostile states, a million
// leaves ten thousand levels deep, would fill the memory with their paths.
type ledger struct {
	found  []delta
	full   bool
	coarse bool // a bound made it say less than it could

	paths []string // those of what was found, one behind the other
}

func (l *ledger) add(path []string, kind audit.ChangeKind, before, after int) {
	if l.full = l.full || len(l.found) == maxChanges; l.full {
		return
	}
	if l.found == nil {
		l.found, l.paths = make([]delta, 0, 4), make([]string, 0, 16) // most entries change little
	}
	at := len(l.paths)
	l.paths = append(l.paths, path...)
	l.found = append(l.found, delta{path: l.paths[at:len(l.paths):len(l.paths)], kind: kind, before: before, after: after})
}

// inside runs tell, which tells what differs inside a container. Where that is
// too much, summarise tells the container instead.
func (l *ledger) inside(tell, summarise func()) {
	start := len(l.found)
	tell()
	if l.full {
		l.found, l.full, l.coarse = l.found[:start], false, true
		summarise()
	}
}

// comparer walks two trees at once. It keeps two paths because an element may
// stand at another index on the other side.
type comparer struct {
	b, a                  *tree
	identities            []identity
	registry              *registry
	pathBefore, pathAfter []string
	told                  ledger
	effort, steps, walked int // spent on likeness, on the fewest edits and on equality
}

func (c *comparer) add(kind audit.ChangeKind, before, after int) {
	path := c.pathAfter
	if kind == audit.ChangeRemoved {
		path = c.pathBefore
	}
	c.told.add(path, kind, before, after)
	if kind == audit.ChangeRemoved && !c.told.full {
		c.told.found[len(c.told.found)-1].now = slices.Clone(c.pathAfter)
	}
}

// at runs visit one segment deeper on both sides.
func (c *comparer) at(before, after string, visit func()) {
	c.pathBefore, c.pathAfter = append(c.pathBefore, before), append(c.pathAfter, after)
	visit()
	c.pathBefore, c.pathAfter = c.pathBefore[:len(c.pathBefore)-1], c.pathAfter[:len(c.pathAfter)-1]
}

func (c *comparer) value(before, after int) {
	if bytes.Equal(c.b.source(before), c.a.source(after)) {
		return
	}
	kind := c.b.nodes[before].Kind
	changed := func() { c.add(audit.ChangeChanged, before, after) }
	switch {
	case kind != c.a.nodes[after].Kind:
		c.add(audit.ChangeTypeChanged, before, after)
	case kind.Container() && len(c.pathAfter) >= maxPathDepth:
		if !c.equal(before, after) {
			c.told.coarse = true
			changed()
		}
	case kind == isObject:
		c.told.inside(func() { c.object(before, after) }, changed)
	case kind == isArray:
		c.told.inside(func() { c.array(before, after) }, changed)
	case !equalScalars(c.b, c.a, before, after):
		changed()
	}
}

func (c *comparer) object(before, after int) {
	old, fresh := c.b.fields(before), c.a.fields(after)
	oldBy, freshBy := byName(old), byName(fresh)
	// What was removed is told behind the member that stood before it.
	removed := map[int][]field{}
	survivor := none
	for _, f := range old {
		if _, stays := freshBy[f.name]; stays {
			survivor = f.node
		} else {
			removed[survivor] = append(removed[survivor], f)
		}
	}
	tellRemoved := func(behind int) {
		for _, f := range removed[behind] {
			c.at(f.name, f.name, func() { c.add(audit.ChangeRemoved, f.node, none) })
		}
	}
	tellRemoved(none)
	for _, f := range fresh {
		was, existed := oldBy[f.name]
		c.at(f.name, f.name, func() {
			if existed {
				c.value(was, f.node)
			} else {
				c.add(audit.ChangeAdded, none, f.node)
			}
		})
		if existed {
			tellRemoved(was)
		}
	}
}

func byName(fields []field) map[string]int {
	nodes := make(map[string]int, len(fields))
	for _, f := range fields {
		nodes[f.name] = f.node
	}
	return nodes
}

// array tells the elements in the order after, and what was removed behind the
// element that stood before it and stays.
func (c *comparer) array(before, after int) {
	old, fresh := c.b.elements(before), c.a.elements(after)
	m := c.match(old, fresh)
	removed := map[int][]int{}
	survivor := none
	for i, j := range m.to {
		if m.kept[i] {
			survivor = i
		} else if j == none {
			removed[survivor] = append(removed[survivor], i)
		}
	}
	tellRemoved := func(behind int) {
		for _, i := range removed[behind] {
			at := strconv.Itoa(i)
			c.at(at, at, func() { c.add(audit.ChangeRemoved, old[i], none) })
		}
	}
	tellRemoved(none)
	for j, i := range m.from {
		if i == none {
			at := strconv.Itoa(j)
			c.at(at, at, func() { c.add(audit.ChangeAdded, none, fresh[j]) })
			continue
		}
		if m.kept[i] && bytes.Equal(c.b.source(old[i]), c.a.source(fresh[j])) {
			tellRemoved(i)
			continue
		}
		c.at(strconv.Itoa(i), strconv.Itoa(j), func() {
			if m.kept[i] {
				c.value(old[i], fresh[j])
			} else {
				c.moved(old[i], fresh[j])
			}
		})
		if m.kept[i] {
			tellRemoved(i)
		}
	}
}

// moved tells an element that stands elsewhere, then what else happened to it.
func (c *comparer) moved(before, after int) {
	at := len(c.told.found)
	if c.add(audit.ChangeMoved, none, after); c.told.full {
		return
	}
	c.told.found[at].from, c.told.found[at].origin = slices.Clone(c.pathBefore), before
	if c.value(before, after); len(c.told.found) > at+1 {
		c.told.found[at].after = none
	}
}
