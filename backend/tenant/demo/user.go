package demo

import "slices"

func (g *Generator) userLoggedIn(m moment, by *person) (draft, bool) {
	g.people.signIn(by, m)
	return userDraft("User Logged In", by, by), true
}

// loginFailed is a wrong password of somebody, now and then of an account that
// no longer exists.
func (g *Generator) loginFailed(m moment, by *person) (draft, bool) {
	if n := len(g.people.gone); n > 0 && !m.night() && g.dice.chance(8) {
		email := g.people.gone[g.dice.IntN(n)]
		return draft{action: "Login Failed", email: email, name: email, ip: by.home, agent: by.agent}, true
	}
	d := userDraft("Login Failed", by, by)
	d.ip = by.office
	if g.dice.chance(40) || !m.working() {
		d.ip = by.home
	}
	return d, true
}

func (g *Generator) passwordChanged(_ moment, by *person) (draft, bool) {
	return userDraft("Password Changed", by, by), true
}

func (g *Generator) userCreated(m moment, by *person) (draft, bool) {
	if len(g.people.all) >= 44 {
		return draft{}, false
	}
	name, email := g.people.newcomer()
	who := g.people.hire(name, email, m.ms)
	g.people.regroup()
	d := userDraft("User Created", by, who)
	d.after = who.record()
	return d, true
}

// userDeleted removes somebody who has been around for a while; their address
// stays in the entries they left.
func (g *Generator) userDeleted(_ moment, by *person) (draft, bool) {
	if len(g.people.all) <= 38 {
		return draft{}, false
	}
	who := pick(g.dice, g.people.members[builders])
	if who == by || who.session == 0 || who.email == readerEmail || slices.Contains(who.scope, "admin") {
		return draft{}, false
	}
	d := userDraft("User Deleted", by, who)
	d.before = who.record()
	g.people.remove(who)
	return d, true
}

func (g *Generator) userUpdated(m moment, by *person) (draft, bool) {
	who := pick(g.dice, g.people.all)
	before := who.record()
	switch chance := g.dice.IntN(10); {
	case chance < 4:
		who.scope = toggled(who.scope, pick(g.dice, []string{"developer", "tester", "private", "reports"}))
	case chance < 6 && !who.service:
		who.plan = pick(g.dice, []string{"starter", "business", "enterprise"})
	case chance < 8 && !who.service:
		who.department = pick(g.dice, departments)
	default:
		who.reviewed = m.ms
	}
	d := userDraft("User Updated", by, who)
	d.before, d.after = before, who.appendRecord(nil)
	who.state = d.after
	return d, true
}

func userDraft(action string, by, target *person) draft {
	return draft{action: action, by: by, id: target.id, name: target.email}
}

// toggled is a copy of list without value, or with it where it was missing.
func toggled(list []string, value string) []string {
	if i := slices.Index(list, value); i >= 0 {
		return slices.Delete(slices.Clone(list), i, i+1)
	}
	return append(slices.Clone(list), value)
}
