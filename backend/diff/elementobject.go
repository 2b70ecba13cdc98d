package diff

import (
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// kindWords are what people call the kinds of target.
var kindWords = map[string]string{
	"flow": "Flow", "template": "Integration template", "config": "Configuration", "acl": "Access list",
	"component": "Component access", "connector": "Connector", "user": "User",
}

// titled are the kinds whose names are titles, which are quoted.
var titled = setOf("flow", "template", "acl")

// target says what an event is about: the kind as the catalog calls it, empty
// if nothing tells it, and the name.
func (n *namer) target(e audit.Event) (kind, title string) {
	kind = e.TargetKind
	if kind == "" {
		entry, _ := audit.LookUp(e.Action)
		kind = entry.TargetKind
	}
	if kind == "" {
		kind = n.guessKind()
	}
	kind = strings.ToLower(kind)
	for _, text := range []string{e.TargetName, n.ownName(), e.TargetID} {
		if title = n.segment(text); title != "" {
			break
		}
	}
	return kind, title
}

// ownName is the name that the target's own state gives it.
func (n *namer) ownName() string {
	for _, side := range []*guide{n.is, n.was} {
		for _, name := range []string{"name", "key", "serviceId", "email", "username", "component"} {
			if text := side.rootSaid(name); text != "" {
				return text
			}
		}
	}
	return ""
}

// rootSaid is what the whole state says under a name.
func (g *guide) rootSaid(name string) string {
	if g == nil {
		return ""
	}
	return g.said(0, name)
}

// guessKind reads the kind of target from its state.
func (n *namer) guessKind() string {
	for _, side := range []*guide{n.is, n.was} {
		if side == nil {
			continue
		}
		has := func(name string) bool { return side.inside(0, name) != none }
		switch {
		case has("flow"):
			return "flow"
		case side.t.nodes[0].Kind == isArray && side.t.isRule(side.inside(0, "0")):
			return "acl"
		case has("key") && has("value"), has("serviceId"):
			return "config"
		case has("email"), has("username"):
			return "user"
		case has("changelog"):
			return "connector"
		}
	}
	return ""
}

// objectName is the kind and name of the target: Flow "Notify sales".
func (n *namer) objectName() string {
	word, known := kindWords[n.kind]
	switch {
	case !known && n.kind == "":
		word = "Object"
	case !known:
		word = capital(n.segment(n.kind))
	}
	switch {
	case n.title == "":
		return word
	case titled[n.kind] || !known:
		return word + ` "` + n.title + `"`
	}
	return word + " " + n.title
}
