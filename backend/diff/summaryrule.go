package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// right is what the rules of an access list say of one role and resource.
type right struct {
	role, resource string
	actions        []string
	attributes     []string
	rules          int
}

// rights are those of a whole list, by role and resource, in its order.
type rights struct {
	order []string
	by    map[string]*right
}

// rules tells an access list by what roles may do now and may no longer,
// wherever its rules stand; empty for anything that is no access list.
func (t *teller) rules() []string {
	was, is := t.was.rights(), t.is.rights()
	if len(was.order)+len(is.order) == 0 {
		return nil
	}
	parts := is.against(was)
	moved := t.movedRules()
	switch more := len(parts) - mostTold; {
	case more > 0:
		return append(parts[:mostTold], plural(more, "more right")+" changed")
	case len(parts) > 0:
		return append(parts, moved...)
	case len(t.study.deltas) == 0:
		return []string{"saved without a change"}
	case was.count() != is.count():
		return []string{"rules " + fmt.Sprintf("%d → %d", was.count(), is.count()) + " with the same rights"}
	case t.onlyMoves() && len(moved) > 0:
		return append(moved, "same rights")
	case t.onlyMoves():
		return []string{"written in another order, same rights"}
	}
	return []string{"rules written differently, same rights"}
}

// against tells what roles may do now and may no longer, before was the list
// before.
func (r rights) against(before rights) (parts []string) {
	for _, key := range r.order {
		now, was := r.by[key], before.get(key)
		if gained := minus(now.actions, was.actions); len(gained) > 0 && !was.everything() {
			parts = append(parts, now.says("may now", gained))
		}
	}
	for _, key := range before.order {
		was, now := before.by[key], r.get(key)
		lost := minus(was.actions, now.actions)
		switch {
		case len(lost) == 0 || now.everything():
		case was.everything() && len(now.actions) > 0:
			parts = append(parts, was.says("may no longer", []string{everything})+", only "+ticked(now.actions))
		default:
			parts = append(parts, was.says("may no longer", lost))
		}
	}
	for _, key := range r.order {
		now, was := r.by[key], before.get(key)
		if was.rules > 0 && !slices.Equal(now.attributes, was.attributes) {
			parts = append(parts, fmt.Sprintf("role `%s` on %s: attributes %s → %s", now.role, now.what(), attributes(was), attributes(now)))
		}
	}
	return parts
}

// movedRules tells that rules stand elsewhere in their list; empty where none
// does.
func (t *teller) movedRules() []string {
	count, name := 0, ""
	for i, d := range t.study.deltas {
		if d.kind == audit.ChangeMoved && t.isWhole(i) && t.elements[t.changes[i].Element].Kind == ElementRule {
			count++
			side, nodes := t.nodesOf(d)
			name = t.elementName(ElementRule, d.path, side, nodes)
		}
	}
	switch count {
	case 0:
		return nil
	case 1:
		return []string{"rule " + name + " moved"}
	}
	return []string{plural(count, "rule") + " moved"}
}

// onlyMoves reports that nothing but the order of something changed.
func (t *teller) onlyMoves() bool {
	return !slices.ContainsFunc(t.study.deltas, func(d delta) bool { return d.kind != audit.ChangeMoved })
}

func attributes(r *right) string {
	if len(r.attributes) == 0 {
		return "none"
	}
	return listed3(r.attributes)
}

func (r rights) get(key string) *right {
	if found := r.by[key]; found != nil {
		return found
	}
	return &right{}
}

func (r rights) count() (n int) {
	for _, one := range r.by {
		n += one.rules
	}
	return n
}

// says is one right as a sentence.
func (r *right) says(may string, actions []string) string {
	do := ticked(actions)
	if slices.Contains(actions, everything) {
		do = "do everything with"
	}
	return "role `" + r.role + "` " + may + " " + do + " " + r.what()
}

// everything stands for all actions, or all resources.
const everything = "*"

func (r *right) everything() bool { return slices.Contains(r.actions, everything) }

func (r *right) what() string {
	if r.resource == everything {
		return "everything"
	}
	return r.resource
}

// rights reads an access list: the whole state, its first list of rules, or
// the state as a single rule.
func (g *guide) rights() rights {
	found := rights{by: map[string]*right{}}
	if g == nil {
		return found
	}
	at := 0
	if g.t.nodes[0].Kind == isObject && !g.t.isRule(0) {
		at = none
		for _, f := range g.t.fields(0) {
			if g.t.isRule(g.inside(f.node, "0")) {
				at = f.node
				break
			}
		}
	}
	switch {
	case at == none:
	case g.t.nodes[at].Kind == isArray:
		for _, c := range g.t.elements(at) {
			found.add(g, c)
		}
	default:
		found.add(g, at)
	}
	return found
}

func (r *rights) add(g *guide, i int) {
	if !g.t.isRule(i) {
		return
	}
	role, resource := oneLine(g.said(i, "role")), oneLine(g.said(i, "resource"))
	if role == "" || resource == "" {
		return
	}
	key := role + "\n" + resource
	one := r.by[key]
	if one == nil {
		one = &right{role: role, resource: resource}
		r.by[key] = one
		r.order = append(r.order, key)
	}
	one.rules++
	one.actions = union(one.actions, append(g.list(g.inside(i, "action")), g.list(g.inside(i, "actions"))...))
	one.attributes = union(one.attributes, g.list(g.inside(i, "attributes")))
	slices.SortFunc(one.attributes, strings.Compare)
}

func union(texts, more []string) []string {
	for _, text := range more {
		if !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts
}
