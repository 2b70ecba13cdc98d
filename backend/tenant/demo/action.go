package demo

import "github.com/trailbook/trailbook/backend/audit"

// span says when people do a thing.
type span int

const (
	office  span = iota // only in office hours: what needs an administrator, or a colleague
	daytime             // on a weekend, too, but not at night
	always
	spans
)

// act is one of the 28 actions: how often, when and by whom it happens, what
// it does, and the call to the tenant's API that it stands for.
type act struct {
	action string
	weight int // per mille, about
	when   span
	who    group
	do     func(g *Generator, m moment, by *person) (draft, bool)
	method string
	path   string // before the target's id

	opens bool       // needs no session: signing in, or failing to
	kind  string     // of its target, from the catalog
	typ   audit.Type // from the catalog
}

// actions lists the 28, each after those that it needs to have happened.
func actions() []act {
	list := []act{
		{action: "User Logged In", weight: 150, when: always, who: operators, do: (*Generator).userLoggedIn, method: "POST", path: "/user/auth", opens: true},
		{action: "Login Failed", weight: 24, when: always, who: operators, do: (*Generator).loginFailed, method: "POST", path: "/user/auth", opens: true},
		{action: "Flow Created", weight: 8, when: daytime, who: builders, do: (*Generator).flowCreated, method: "POST", path: "/flows/"},
		{action: "Flow Updated", weight: 134, when: daytime, who: builders, do: (*Generator).flowUpdated, method: "PUT", path: "/flows/"},
		{action: "Flow Started", weight: 230, when: always, who: operators, do: (*Generator).flowStarted, method: "POST", path: "/flows/start/"},
		{action: "Flow Stopped", weight: 205, when: always, who: operators, do: (*Generator).flowStopped, method: "POST", path: "/flows/stop/"},
		{action: "Flow Cloned", weight: 4, when: office, who: builders, do: (*Generator).flowCloned, method: "POST", path: "/flows/clone/"},
		{action: "Flow Deleted", weight: 9, when: office, who: builders, do: (*Generator).flowDeleted, method: "DELETE", path: "/flows/"},
		{action: "Configuration Updated", weight: 20, when: office, who: admins, do: (*Generator).configUpdated, method: "POST", path: "/config/"},
		{action: "Configuration Deleted", weight: 3, when: office, who: admins, do: (*Generator).configDeleted, method: "DELETE", path: "/config/"},
		{action: "ACL Rule Created", weight: 10, when: office, who: admins, do: (*Generator).ruleCreated, method: "POST", path: "/acl/"},
		{action: "ACL Rule Updated", weight: 16, when: office, who: admins, do: (*Generator).ruleUpdated, method: "POST", path: "/acl/"},
		{action: "Component Access Assigned", weight: 10, when: office, who: admins, do: (*Generator).accessAssigned, method: "PUT", path: "/components/"},
		{action: "Integration Template Created", weight: 3, when: office, who: builders, do: (*Generator).templateCreated, method: "POST", path: "/flows/"},
		{action: "Integration Template Updated", weight: 9, when: office, who: builders, do: (*Generator).templateUpdated, method: "PUT", path: "/flows/"},
		{action: "Integration Template Published", weight: 3, when: office, who: builders, do: (*Generator).templatePublished, method: "POST", path: "/flows/publish/"},
		{action: "Published Integration Template Updated", weight: 6, when: office, who: builders, do: (*Generator).publishedUpdated, method: "PUT", path: "/flows/"},
		{action: "Integration Template Deleted", weight: 3, when: office, who: builders, do: (*Generator).templateDeleted, method: "DELETE", path: "/flows/"},
		{action: "Integration Template Test Started", weight: 14, when: office, who: builders, do: (*Generator).testStarted, method: "POST", path: "/flows/test/"},
		{action: "Integration Template Test Stopped", weight: 14, when: office, who: builders, do: (*Generator).testStopped, method: "POST", path: "/flows/test/"},
		{action: "Integration Template Test Deleted", weight: 12, when: office, who: builders, do: (*Generator).testDeleted, method: "DELETE", path: "/flows/test/"},
		{action: "Connector Installed", weight: 4, when: office, who: deployers, do: (*Generator).connectorInstalled, method: "POST", path: "/components/"},
		{action: "Connector Updated", weight: 18, when: office, who: deployers, do: (*Generator).connectorUpdated, method: "POST", path: "/components/"},
		{action: "Connector Uninstalled", weight: 4, when: office, who: deployers, do: (*Generator).connectorUninstalled, method: "DELETE", path: "/components/"},
		{action: "User Created", weight: 1, when: office, who: admins, do: (*Generator).userCreated, method: "POST", path: "/user/"},
		{action: "User Updated", weight: 26, when: office, who: admins, do: (*Generator).userUpdated, method: "PUT", path: "/users/"},
		{action: "User Deleted", weight: 1, when: office, who: admins, do: (*Generator).userDeleted, method: "DELETE", path: "/users/"},
		{action: "Password Changed", weight: 9, when: office, who: builders, do: (*Generator).passwordChanged, method: "POST", path: "/user/change-password/"},
	}
	for i := range list {
		if entry, ok := audit.LookUp(list[i].action); ok {
			list[i].kind, list[i].typ = entry.TargetKind, entry.Type
		}
	}
	return list
}

// repertoire is what may happen, and how to draw from it.
type repertoire struct {
	acts   []act
	totals [spans]int // weights of what may happen then
	byName map[string]*act
}

func newRepertoire() *repertoire {
	r := &repertoire{acts: actions(), byName: map[string]*act{}}
	for i := range r.acts {
		a := &r.acts[i]
		r.byName[a.action] = a
		for when := range spans {
			if a.when >= when {
				r.totals[when] += a.weight
			}
		}
	}
	return r
}

// spanAt says which acts a moment allows: those of at least that span.
func spanAt(m moment) span {
	switch {
	case m.working():
		return office
	case m.night():
		return always
	}
	return daytime
}

// draw picks an act that a moment allows.
func (r *repertoire) draw(d dice, m moment) *act {
	when := spanAt(m)
	roll := d.IntN(r.totals[when])
	for i := range r.acts {
		if r.acts[i].when < when {
			continue
		}
		if roll -= r.acts[i].weight; roll < 0 {
			return &r.acts[i]
		}
	}
	return &r.acts[0]
}
