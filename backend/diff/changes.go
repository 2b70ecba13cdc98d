package diff

import (
	"bytes"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// The names under which a list of changes holds its parts, folded, the more
// telling ones first.
var (
	pathNames   = []string{"path", "field", "key", "property", "pointer", "attribute", "fieldname", "name"}
	beforeNames = []string{"old", "oldvalue", "before", "from", "previous", "previousvalue", "prev", "lhs"}
	afterNames  = []string{"new", "newvalue", "after", "to", "value", "current", "currentvalue", "rhs"}
	listNames   = []string{"changes", "diff", "patch", "operations"}
)

// examineChanges reads an entry's own list of changes: a list of {path, old,
// new} under many names, RFC 6902 operations, or a map of paths to {old, new},
// [old, new] or the new value alone.
func examineChanges(e audit.Event) (*study, error) {
	t, err := parseChanges(e)
	if err != nil {
		return nil, err
	}
	list := changeList{t: t, identities: identitiesFor(e.TargetKind), registry: newRegistry()}
	list.read(0)
	secretTarget := secretTarget(e)
	secrets := t.secrets(nothing)
	for _, d := range list.told.found {
		reaches := nothing
		switch {
		case d.kind == audit.ChangeMoved:
		case IsSecretKey(joinPointer(d.path)):
			reaches = whole
		case secretTarget:
			reaches = reachOfPath(d.path)
		}
		for _, i := range []int{d.before, d.after} {
			if i != none && reaches != nothing {
				secrets.mark(i, reaches)
			}
		}
	}
	return &study{
		shape: ShapeChanges, before: t, after: t,
		secretBefore: secrets, secretNow: secrets, deltas: list.told.found, coarse: list.told.coarse,
	}, nil
}

// Listed is what e's own list of changes tells, one change for each of its
// entries, in clear and whole: two objects or two arrays are not compared
// further. A list that cannot be read is an error of CodeInvalid.
func Listed(e audit.Event) ([]audit.Change, error) {
	t, err := parseChanges(e)
	if err != nil {
		return nil, err
	}
	list := changeList{t: t, whole: true}
	list.read(0)
	changes := make([]audit.Change, len(list.told.found))
	for i, d := range list.told.found {
		changes[i] = audit.Change{
			Path: joinPointer(d.path), From: joinPointer(d.from), Kind: d.kind, Noise: isNoise(d.path),
			Before: t.value(d.before), After: t.value(d.after),
		}
	}
	return changes, nil
}

func parseChanges(e audit.Event) (*tree, error) {
	t, err := parse(e.Changes)
	if err != nil {
		return nil, audit.Errorf(audit.CodeInvalid, "The list of changes of this event is not readable.").
			WithHint("The raw entry is still there.").Wrapping(err)
	}
	return t, nil
}

// changeList collects the differences that a tree of changes tells.
type changeList struct {
	t          *tree
	identities []identity
	registry   *registry
	whole      bool // nothing is compared further
	told       ledger
}

func (l *changeList) read(i int) {
	switch l.t.nodes[i].Kind {
	case isArray:
		for _, c := range l.t.elements(i) {
			l.element(c)
		}
	case isObject:
		members := l.members(i)
		if inner := first(members, listNames); len(members) == 1 && inner != none {
			l.read(inner)
		} else if !l.entry(members) {
			l.mapped(i)
		}
	}
}

// element reads one of a list: an entry, a map of several, or the bare path of
// something that changed.
func (l *changeList) element(i int) {
	switch l.t.nodes[i].Kind {
	case isObject:
		if !l.entry(l.members(i)) {
			l.mapped(i)
		}
	case isText:
		l.tell(pathSegments(l.t.text(i)), audit.ChangeChanged, none, none)
	}
}

// members maps the folded names of an object to its values.
func (l *changeList) members(i int) map[string]int {
	members := map[string]int{}
	for _, f := range l.t.fields(i) {
		members[strings.ToLower(f.name)] = f.node
	}
	return members
}

// first is the first of names that members has, or none.
func first(members map[string]int, names []string) int {
	for _, name := range names {
		if i, ok := members[name]; ok {
			return i
		}
	}
	return none
}

// entry reads one change, and reports whether members are one: a path, and
// something that happened there.
func (l *changeList) entry(members map[string]int) bool {
	path, ok := l.path(first(members, pathNames))
	if !ok {
		return false
	}
	if op, isOperation := members["op"]; isOperation && l.t.nodes[op].Kind == isText {
		l.operation(l.t.text(op), path, members)
		return true
	}
	before, after := first(members, beforeNames), first(members, afterNames)
	if before == none && after == none {
		return false
	}
	l.add(path, before, after)
	return true
}

// path reads a text or an array of segments.
func (l *changeList) path(i int) (segments []string, ok bool) {
	if i == none {
		return nil, false
	}
	if is := l.t.nodes[i].Kind; is != isText && is != isArray {
		return nil, false
	}
	return l.t.segments(i), true
}

// operation reads an RFC 6902 operation. A move shows where from and where to;
// a copy shows that something was added, not what; a test changes nothing.
func (l *changeList) operation(op string, path []string, members map[string]int) {
	before, after := first(members, []string{"old", "oldvalue", "before", "previous"}), first(members, []string{"value"})
	kind := audit.ChangeChanged
	switch op {
	case "test":
		return
	case "add":
		kind = audit.ChangeAdded
	case "copy":
		kind, after = audit.ChangeAdded, none
	case "remove":
		kind, after = audit.ChangeRemoved, none
		if before == none {
			before = first(members, []string{"value"})
		}
	case "move":
		from, _ := l.path(first(members, []string{"from"}))
		l.told.found = append(l.told.found, delta{path: path, kind: audit.ChangeMoved, before: none, after: none, from: from})
		return
	}
	l.tell(path, kind, before, after)
}

func (l *changeList) tell(path []string, kind audit.ChangeKind, before, after int) {
	l.told.found = append(l.told.found, delta{path: path, kind: kind, before: before, after: after})
}

// mapped reads a map of paths.
func (l *changeList) mapped(i int) {
	for _, f := range l.t.fields(i) {
		path := pathSegments(f.name)
		switch l.t.nodes[f.node].Kind {
		case isObject:
			members := l.members(f.node)
			before, after := first(members, beforeNames), first(members, afterNames)
			if before != none || after != none {
				l.add(path, before, after)
				continue
			}
		case isArray:
			if two := l.t.elements(f.node); len(two) == 2 {
				l.add(path, two[0], two[1])
				continue
			}
		}
		l.add(path, none, f.node)
	}
}

// add tells how two values at a path differ. Two objects or two arrays are
// compared further, so that the reader sees what changed inside.
func (l *changeList) add(path []string, before, after int) {
	switch {
	case before == none:
		l.tell(path, audit.ChangeAdded, none, after)
	case after == none:
		l.tell(path, audit.ChangeRemoved, before, none)
	case bytes.Equal(l.t.source(before), l.t.source(after)):
	case l.whole:
		l.tell(path, audit.ChangeChanged, before, after)
	default:
		c := comparer{
			b: l.t, a: l.t, identities: l.identities, registry: l.registry,
			pathBefore: slices.Clone(path), pathAfter: slices.Clone(path),
		}
		c.value(before, after)
		l.told.found = append(l.told.found, c.told.found...)
		l.told.coarse = l.told.coarse || c.told.coarse
	}
}
