package demo

import "slices"

// rule is one line of an access list.
type rule struct {
	role, resource     string
	action, attributes []string
}

// accessList is stored and replaced as a whole.
type accessList struct {
	id, name  string
	roles     []string
	resources []string
	actions   []string
	rules     []rule
	state     []byte
}

// componentAccess says which roles may use a component.
type componentAccess struct {
	selector string
	roles    []string
	state    []byte
}

type access struct {
	lists      []*accessList // routes, components
	components []*componentAccess
}

func newAccess(d dice) *access {
	routes := &accessList{
		id: "routes", name: "Routes ACL",
		roles:     []string{"developer", "tester", "partner", "reports", "support"},
		resources: []string{"accounts", "people-tasks", "stores", "files", "logs", "charts", "plugins", "modifiers"},
		actions:   []string{"read", "create", "update"},
		rules: []rule{
			{"admin", "*", []string{"*"}, []string{"*"}},
			{"user", "flows", []string{"read", "create", "update"}, []string{"non-private"}},
			{"user", "accounts", []string{"read", "create", "update"}, []string{"non-private"}},
			{"user", "files", []string{"read", "create"}, []string{"non-private"}},
		},
	}
	components := &accessList{
		id: "components", name: "Components ACL",
		roles:   []string{"user", "developer", "tester", "partner"},
		actions: []string{"use"},
		rules: []rule{
			{"admin", "*", []string{"*"}, []string{"*"}},
			{"user", "appmixer.utils.*", []string{"use"}, []string{"non-private"}},
		},
	}
	a := &access{lists: []*accessList{routes, components}}
	for i := range steps {
		components.resources = append(components.resources, steps[i].module)
		a.components = append(a.components, &componentAccess{selector: steps[i].module, roles: []string{"user"}})
	}
	for _, list := range a.lists {
		for range 7 {
			list.rules = append(list.rules, list.draw(d))
		}
	}
	return a
}

func (l *accessList) draw(d dice) rule {
	return rule{pick(d, l.roles), pick(d, l.resources), []string{pick(d, l.actions)}, []string{pick(d, []string{"*", "non-private"})}}
}

// change sets new rules and returns the whole list before and after.
func (l *accessList) change(rules []rule) (before, after []byte) {
	before = l.json()
	l.rules, l.state = rules, nil
	return before, l.json()
}

func (l *accessList) json() []byte {
	if l.state != nil {
		return l.state
	}
	b := []byte{'['}
	for i, r := range l.rules {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendField(append(b, '{'), "role", r.role)
		b = appendField(b, "resource", r.resource)
		b = appendList(b, "action", r.action)
		b = append(appendList(b, "attributes", r.attributes), '}')
	}
	b = append(b, ']')
	l.state = b
	return l.state
}

func (g *Generator) ruleCreated(_ moment, by *person) (draft, bool) {
	list := pick(g.dice, g.access.lists)
	if len(list.rules) >= 16 {
		return draft{}, false
	}
	return list.draft("ACL Rule Created", by, append(slices.Clone(list.rules), list.draw(g.dice))), true
}

// ruleUpdated replaces or takes out one of the rules that are not built in.
func (g *Generator) ruleUpdated(_ moment, by *person) (draft, bool) {
	const builtIn = 4
	list := pick(g.dice, g.access.lists)
	if len(list.rules) <= builtIn {
		return draft{}, false
	}
	rules := slices.Clone(list.rules)
	at := g.dice.between(builtIn, len(rules)-1)
	switch {
	case len(rules) > 8 && g.dice.chance(40):
		rules = slices.Delete(rules, at, at+1)
	case len(list.actions) > 1 && g.dice.chance(60):
		rules[at].action = toggled(rules[at].action, pick(g.dice, list.actions))
	default:
		rules[at] = list.draw(g.dice)
	}
	return list.draft("ACL Rule Updated", by, rules), true
}

func (l *accessList) draft(action string, by *person, rules []rule) draft {
	d := draft{action: action, by: by, id: l.id, name: l.name}
	d.before, d.after = l.change(rules)
	return d
}

func (c *componentAccess) json() []byte {
	if c.state == nil {
		c.state = append(appendList(appendField([]byte{'{'}, "component", c.selector), "roles", c.roles), '}')
	}
	return c.state
}

func (g *Generator) accessAssigned(_ moment, by *person) (draft, bool) {
	c := pick(g.dice, g.access.components)
	d := draft{action: "Component Access Assigned", by: by, id: c.selector, name: c.selector, before: c.json()}
	c.roles = toggled(c.roles, pick(g.dice, []string{"developer", "tester", "partner", "reports"}))
	c.state = nil
	d.after = c.json()
	return d, true
}
