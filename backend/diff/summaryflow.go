package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// flowTold collects what is said of a flow, by what matters first.
type flowTold struct {
	itself         []string // stage, type, name
	added, removed []string // short names of components
	moved          []string // likewise, where the components of a flow are a list
	changed        []retouched
	secrets        []string
	rest           []string // sharing
	others         []int    // changes of fields and entries
}

// retouched is a component with what of it changed.
type retouched struct {
	id    string
	names []string
	first int // the delta of the first change
	count int // of changes
	moved int // how many of them are moves within a list
}

// flow tells how a flow or a template changed.
func (t *teller) flow() []string {
	f := flowTold{}
	components := map[string]int{}
	linked := map[string]bool{}
	for i, c := range t.changes {
		if c.Connection != "" {
			linked[t.study.deltas[i].path[1]] = true
		}
	}
	for i, d := range t.study.deltas {
		c := t.changes[i]
		switch kind := t.elements[c.Element].Kind; {
		case c.Noise || c.Connection != "":
		case kind == ElementComponent && len(d.path) == 2:
			f.component(t, d)
		case kind == ElementComponent && follows(d, linked[d.path[1]]):
		case kind == ElementComponent:
			f.edit(t, components, i)
		default:
			f.object(t, i)
		}
	}
	return f.parts(t)
}

// component tells one that came, went or was replaced.
func (f *flowTold) component(t *teller, d delta) {
	name := t.short(d.path[1])
	switch d.kind {
	case audit.ChangeAdded:
		if before := t.sourceOf(d); before != "" {
			name += " after " + before
		}
		f.added = append(f.added, name)
	case audit.ChangeRemoved:
		f.removed = append(f.removed, name)
	case audit.ChangeMoved:
		f.moved = append(f.moved, name)
	default:
		f.rest = append(f.rest, name+" changed")
	}
}

// sourceOf names the one component that an added one is connected behind; empty
// where there is none, or several.
func (t *teller) sourceOf(d delta) string {
	_, is := t.sides()
	from := ""
	for _, one := range is.links(is.inside(d.after, "source"), nil) {
		if from != "" && one.from != from {
			return ""
		}
		from = one.from
	}
	if from == "" || !t.knows(from) {
		return ""
	}
	return t.short(from)
}

// follows reports a change of what a component reads from another one, which
// goes with its connection.
func follows(d delta, linked bool) bool {
	return linked && len(d.path) >= 5 && len(d.path) <= 7 && d.path[2] == "config" && d.path[3] == "transform" &&
		(d.kind == audit.ChangeAdded || d.kind == audit.ChangeRemoved)
}

// edit adds one change of a component.
func (f *flowTold) edit(t *teller, components map[string]int, i int) {
	d := t.study.deltas[i]
	id, name := d.path[1], t.property(d.path[2:])
	subject := t.component(id).subject
	if d.kind != audit.ChangeMoved && t.change(d, Options{}).Masked {
		f.secrets = append(f.secrets, t.field(subject+" "+name, d))
		return
	}
	at, known := components[id]
	if !known {
		at = len(f.changed)
		components[id] = at
		f.changed = append(f.changed, retouched{id: id, first: i})
	}
	f.changed[at].count++
	if d.kind == audit.ChangeMoved {
		f.changed[at].moved++
	}
	if !slices.Contains(f.changed[at].names, name) {
		f.changed[at].names = append(f.changed[at].names, name)
	}
}

// property is what a path inside a component is about: the input of a
// transform, a property, else the member itself.
func (t *teller) property(path []string) string {
	for i, segment := range path[:len(path)-1] {
		if segment == "lambda" || segment == "modifiers" || segment == "properties" {
			return t.human(path[i+1])
		}
	}
	if path[0] != "config" {
		return t.human(path[0])
	}
	for i := len(path) - 1; i > 1; i-- {
		if path[1] == "transform" && i > 2 && !isIndex(path[i]) && !t.knows(path[i]) {
			return t.human(path[i])
		}
	}
	if len(path) > 1 && path[1] == "transform" {
		return "inputs"
	}
	return "settings"
}

// object adds a change of the flow itself or of an entry of it.
func (f *flowTold) object(t *teller, i int) {
	d, element := t.study.deltas[i], t.elements[t.changes[i].Element]
	if len(d.path) == 0 {
		f.rest = append(f.rest, "replaced as a whole")
		return
	}
	shared := d.path[0] == "sharedWith" && t.isWhole(i) && element.Kind == ElementEntry
	side, nodes := t.nodesOf(d)
	name := side.identity(nodes[len(nodes)-1])
	switch {
	case shared && d.kind == audit.ChangeAdded:
		f.rest = append(f.rest, "shared with "+name)
	case shared && d.kind == audit.ChangeRemoved:
		f.rest = append(f.rest, "no longer shared with "+name)
	case len(d.path) > 1:
		f.others = append(f.others, i)
	case d.path[0] == "stage" || d.path[0] == "type":
		f.itself = append(f.itself, t.field(t.human(d.path[0]), d))
	case d.path[0] == "name":
		before, told := brieflyTold(t.change(d, Options{}).Before)
		after, also := brieflyTold(t.change(d, Options{}).After)
		if told && also {
			f.itself = append(f.itself, "renamed "+requoted(before)+" → "+requoted(after))
			return
		}
		f.itself = append(f.itself, "renamed")
	default:
		f.others = append(f.others, i)
	}
}

// requoted is a title in quotes, which a told value may have already.
func requoted(told string) string {
	if strings.HasPrefix(told, `"`) {
		return told
	}
	return quoted(told)
}

// parts are the sentence's.
func (f *flowTold) parts(t *teller) []string {
	parts := f.itself
	for _, group := range []struct {
		names []string
		done  string
	}{{f.added, "added"}, {f.removed, "removed"}, {f.moved, "moved"}} {
		if len(group.names) > 0 {
			parts = append(parts, counted(group.names, group.done))
		}
	}
	rest := f.remaining(t)
	alone := len(parts)+len(f.secrets)+len(rest) == 0 && t.links == (connections{})
	parts = append(parts, f.edits(t, alone)...)
	for _, group := range []struct {
		count int
		done  string
	}{{t.links.added, "added"}, {t.links.removed, "removed"}, {t.links.rerouted, "rerouted"}} {
		if group.count > 0 {
			parts = append(parts, plural(group.count, "connection")+" "+group.done)
		}
	}
	switch {
	case len(f.secrets) == 1 && len(parts)+len(rest) == 0:
		parts = append(parts, f.secrets[0])
	case len(f.secrets) > 0:
		parts = append(parts, plural(len(f.secrets), "secret")+" changed")
	}
	return append(parts, rest...)
}

// remaining tells what else changed, a few one by one.
func (f *flowTold) remaining(t *teller) []string {
	told, more := t.fieldsAt("", f.others, mostTold-min(mostTold, len(f.rest)))
	if over := len(f.rest) - mostTold; over > 0 {
		f.rest, more = f.rest[:mostTold], more+over
	}
	return withMore(append(f.rest, told...), more)
}

// counted tells components that came or went, a few by name.
func counted(names []string, done string) string {
	text := plural(len(names), "component") + " " + done
	if len(names) <= 2 {
		text += " (" + and(names) + ")"
	}
	return text
}

// edits tells the components that changed; alone, the one change there is with
// its values.
func (f *flowTold) edits(t *teller, alone bool) []string {
	if len(f.changed) > mostTold {
		return f.manyEdits()
	}
	var parts []string
	count := map[string]int{}
	for _, c := range f.changed {
		subject := t.component(c.id).subject
		part := subject + " " + and(c.names) + " " + c.done()
		switch {
		case alone && len(f.changed) == 1 && c.count == 1 && c.moved == 0:
			part = t.alone(subject+" "+c.names[0], t.study.deltas[c.first])
		case len(c.names) > 2:
			part = fmt.Sprintf("%s: %d settings %s", subject, len(c.names), c.done())
		}
		if count[part]++; count[part] == 1 {
			parts = append(parts, part)
		}
	}
	for i, part := range parts {
		if n := count[part]; n > 1 {
			parts[i] = fmt.Sprintf("%s in %d components", part, n)
		}
	}
	return parts
}

// done says what became of a component's settings.
func (c retouched) done() string {
	if c.moved == c.count {
		return "reordered"
	}
	return "changed"
}

// alone tells the one change of a component with its value.
func (t *teller) alone(name string, d delta) string {
	if t.isEntry(d) && (d.kind == audit.ChangeAdded || d.kind == audit.ChangeRemoved) {
		return t.entry(name, d)
	}
	return t.field(name, d)
}

// manyEdits counts the components that changed, and tells what of them where it
// is the same for all.
func (f *flowTold) manyEdits() []string {
	name := f.changed[0].names
	for _, c := range f.changed {
		if len(c.names) != 1 || c.names[0] != name[0] {
			return []string{plural(len(f.changed), "component") + " changed"}
		}
	}
	return []string{fmt.Sprintf("%s changed in %d components", name[0], len(f.changed))}
}
