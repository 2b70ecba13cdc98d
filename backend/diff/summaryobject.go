package diff

import (
	"slices"
	"strconv"

	"github.com/trailbook/trailbook/backend/audit"
)

// known is the guide of the state at hand.
func (n *namer) known() *guide {
	if n.is != nil {
		return n.is
	}
	return n.was
}

// state tells of a target that came or went.
func (t *teller) state(gone bool) []string {
	g := t.known()
	switch t.kind {
	case "flow", "template":
		return t.wholeFlow(g)
	case "config":
		return t.wholeSetting(g, gone)
	case "connector":
		return []string{joinedWords(t.title, oneLine(g.said(0, "version")))}
	case "user":
		return t.wholeUser(g)
	case "component":
		return t.allowed(g.list(g.inside(0, "roles")), nil)
	}
	return []string{t.objectName(), t.size(g)}
}

func joinedWords(first, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	return first + " " + second
}

// size tells how much a state holds.
func (t *teller) size(g *guide) string {
	held := 0
	for c := 1; c < len(g.t.nodes); c = g.t.nodes[c].Next {
		held++
	}
	return plural(held, "value")
}

func (t *teller) wholeFlow(g *guide) []string {
	parts := []string{quoted(t.title)}
	if parts[0] == "" {
		parts[0] = t.objectName()
	}
	flow := g.inside(0, "flow")
	if flow != none && g.t.nodes[flow].Kind == isObject {
		return append(parts, plural(len(g.t.fields(flow)), "component"))
	}
	if stage := oneLine(g.said(0, "stage")); stage != "" {
		parts = append(parts, stage)
	}
	return parts
}

func (t *teller) wholeSetting(g *guide, gone bool) []string {
	d := delta{kind: audit.ChangeAdded, before: none, after: g.inside(0, "value")}
	if d.after == none && !g.t.nodes[0].Kind.Container() {
		d.after = 0
	}
	if gone {
		d.kind, d.before, d.after = audit.ChangeRemoved, d.after, none
	}
	switch {
	case d.before != none || d.after != none:
		return []string{t.field(t.title, d)}
	case gone:
		return []string{t.title + " removed"}
	}
	return []string{t.title + " set"}
}

// setting tells how a setting changed: its value under its own name, anything
// else under both.
func (t *teller) setting() []string {
	return t.fields(t.title)
}

// fields tells the changes one by one, the first under a subject.
func (t *teller) fields(subject string) []string {
	all := make([]int, len(t.study.deltas))
	for i := range all {
		all[i] = i
	}
	parts, more := t.fieldsAt(subject, all, mostTold)
	return withMore(parts, more)
}

// withMore counts the changes that are not told.
func withMore(parts []string, more int) []string {
	if more > 0 {
		parts = append(parts, plural(more, "more change"))
	}
	return parts
}

// fieldsAt is fields of some of the deltas, and of no more than most; more is
// how many changes are left.
func (t *teller) fieldsAt(subject string, which []int, most int) (parts []string, more int) {
	shuffles := t.shuffles(which)
	element := none
	for _, i := range which {
		d := t.study.deltas[i]
		var together []int
		if d.kind == audit.ChangeMoved && len(d.path) > 0 {
			together = shuffles[joinPointer(d.path[:len(d.path)-1])]
		}
		switch {
		case t.changes[i].Noise || len(together) > 1 && together[0] != i:
		case len(parts) >= most:
			more += max(1, len(together))
		case len(together) > 1:
			parts = append(parts, joinedWords(subject, t.shuffled(together)))
			subject, element = "", none
		default:
			parts = append(parts, t.fieldOf(joinedWords(subject, t.owner(i, element)), d, i))
			subject, element = "", t.changes[i].Element
		}
	}
	return parts, more
}

// owner names the element of a list that change i is in, unless what was said
// last is of the same one.
func (t *teller) owner(i, last int) string {
	at := t.changes[i].Element
	kind := t.elements[at].Kind
	if at == last || t.isWhole(i) || kind != ElementEntry && kind != ElementRule {
		return ""
	}
	d := t.study.deltas[i]
	side, nodes := t.nodesOf(d)
	return t.elementName(kind, d.path[:t.depth[i]], side, nodes) + ":"
}

// fieldOf tells change i of a subject.
func (t *teller) fieldOf(subject string, d delta, i int) string {
	if way := t.relocated(d); way != "" {
		return joinedWords(subject, way)
	}
	if t.isEntry(d) && (d.kind == audit.ChangeAdded || d.kind == audit.ChangeRemoved || d.kind == audit.ChangeMoved) {
		side, nodes := t.nodesOf(d)
		if !t.isWhole(i) || side.identity(nodes[len(nodes)-1]) == "" {
			list := t.listName(d)
			if subject == list {
				subject = ""
			}
			return joinedWords(subject, t.entry(list, d))
		}
	}
	return t.field(t.fieldName(subject, d, i), d)
}

// fieldName is what d is called in a sentence about subject.
func (t *teller) fieldName(subject string, d delta, i int) string {
	element := t.elements[t.changes[i].Element]
	name := ""
	switch last := len(d.path) - 1; {
	case element.Kind != ElementObject && t.isWhole(i):
		side, nodes := t.nodesOf(d)
		name = t.elementName(element.Kind, d.path, side, nodes)
	case last < 0 || t.kind == "config" && last == 0 && d.path[0] == "value":
	case t.isEntry(d):
		if name = t.listName(d); name == subject {
			subject = ""
		}
	case last > 0 && isIndex(d.path[last]):
		name = t.memberName(d.path[last-1]) + between + t.memberName(d.path[last])
	default:
		name = t.memberName(d.path[last])
	}
	switch {
	case name == "" && subject == "":
		return t.objectName()
	case name == "":
		return subject
	case subject == "":
		return name
	}
	return subject + " " + name
}

func isIndex(segment string) bool {
	_, err := strconv.Atoi(segment)
	return err == nil
}

// connector tells the version of a bundle; its changelog follows from it.
func (t *teller) connector() []string {
	was, is := oneLine(t.was.rootSaid("version")), oneLine(t.is.rootSaid("version"))
	if was != "" && is != "" && was != is {
		return []string{t.title + " " + was + " → " + is}
	}
	return t.fields(t.title)
}

// access tells which roles a component was given to.
func (t *teller) access() []string {
	was, is := t.was.list(t.was.inside(0, "roles")), t.is.list(t.is.inside(0, "roles"))
	if parts := t.allowed(minus(is, was), minus(was, is)); len(parts) > 0 {
		return parts
	}
	return t.fields("")
}

func (t *teller) allowed(now, no []string) []string {
	var parts []string
	if len(now) > 0 {
		parts = append(parts, rolesNamed(now)+" may now use "+t.title)
	}
	if len(no) > 0 {
		parts = append(parts, rolesNamed(no)+" may no longer use "+t.title)
	}
	return parts
}

func rolesNamed(names []string) string {
	if len(names) == 1 {
		return "role " + ticked(names)
	}
	return "roles " + ticked(names)
}

func ticked(names []string) string {
	marked := make([]string, len(names))
	for i, name := range names {
		marked[i] = "`" + name + "`"
	}
	return listed3(marked)
}

// user tells how an account changed, its rights first.
func (t *teller) user() []string {
	was, is := t.was.list(t.was.inside(0, "scope")), t.is.list(t.is.inside(0, "scope"))
	var parts []string
	if gained := minus(is, was); len(gained) > 0 {
		parts = append(parts, "gained scope "+ticked(gained))
	}
	if lost := minus(was, is); len(lost) > 0 {
		parts = append(parts, "lost scope "+ticked(lost))
	}
	var rest []int
	for i, d := range t.study.deltas {
		switch {
		case len(parts) > 0 && len(d.path) > 0 && d.path[0] == "scope":
		case len(d.path) == 1 && d.path[0] == "isActive" && d.kind == audit.ChangeChanged && d.after != none:
			word := "deactivated"
			if string(t.after.source(d.after)) == "true" {
				word = "activated"
			}
			parts = append(parts, word)
		default:
			rest = append(rest, i)
		}
	}
	told, more := t.fieldsAt("", rest, mostTold)
	return withMore(append(parts, told...), more)
}

func (t *teller) wholeUser(g *guide) []string {
	var parts []string
	if scope := g.list(g.inside(0, "scope")); len(scope) > 0 {
		parts = append(parts, "scope "+ticked(scope))
	}
	if plan := oneLine(g.said(0, "plan")); plan != "" {
		parts = append(parts, "plan "+plan)
	}
	if len(parts) == 0 {
		parts = append(parts, t.objectName())
	}
	return parts
}

// list are the texts of array i as they may be shown; of a single text that.
func (g *guide) list(i int) []string {
	if g == nil || i == none {
		return nil
	}
	if g.t.nodes[i].Kind != isArray {
		if text := oneLine(g.text(i)); text != "" {
			return []string{text}
		}
		return nil
	}
	var texts []string
	for _, c := range g.t.elements(i) {
		if text := oneLine(g.text(c)); text != "" && len(texts) < maxEdits {
			texts = append(texts, text)
		}
	}
	return texts
}

// minus is what of texts is not among others.
func minus(texts, others []string) []string {
	return slices.DeleteFunc(slices.Clone(texts), func(text string) bool { return slices.Contains(others, text) })
}
