package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// component is what a component of a flow is called.
type component struct {
	name    string // Slack › SendChannelMessage "Notify sales"
	short   string // SendChannelMessage
	label   string // Notify sales
	subject string // Slack: what is said of it in passing
}

// shortestID is how many characters of an id stand for a component that nothing
// is known of.
const shortestID = 8

// spelled are services whose names are not just capitalised.
var spelled = map[string]string{
	"http": "HTTP", "csv": "CSV", "ftp": "FTP", "sftp": "SFTP", "smtp": "SMTP", "imap": "IMAP", "sql": "SQL", "xml": "XML",
	"json": "JSON", "pdf": "PDF", "ai": "AI", "aws": "AWS", "sap": "SAP", "openai": "OpenAI", "hubspot": "HubSpot",
	"github": "GitHub", "gitlab": "GitLab", "mysql": "MySQL", "postgresql": "PostgreSQL", "mongodb": "MongoDB",
	"mssql": "MS SQL", "clickup": "ClickUp", "docusign": "DocuSign", "linkedin": "LinkedIn", "youtube": "YouTube",
	"sendgrid": "SendGrid", "woocommerce": "WooCommerce", "bigquery": "BigQuery",
}

// learn makes the names of all components, once.
func (n *namer) learn() {
	if n.alike != nil {
		return
	}
	n.alike = map[string]int{}
	met := map[string]bool{}
	count := func(id string) {
		if c, known := n.find(id); known && !met[id] {
			n.alike[c.short]++
		}
		met[id] = true
	}
	for _, g := range []*guide{n.is, n.was} {
		if flow := g.flow(); flow != none {
			for _, f := range g.t.fields(flow) {
				count(f.name)
			}
		}
	}
	for id := range n.listed() {
		count(id)
	}
}

// flow is the object that holds the components of a state, or none.
func (g *guide) flow() int {
	if flow := g.inside(0, "flow"); flow != none && g.t.nodes[flow].Kind == isObject {
		return flow
	}
	return none
}

// knows reports the id of a component.
func (n *namer) knows(id string) bool {
	_, known := n.find(id)
	return known
}

// find learns of a component: from the list of changes, the state after, or that
// before.
func (n *namer) find(id string) (c component, known bool) {
	if c, met := n.components[id]; met {
		return c, c.name != ""
	}
	c, known = n.listed()[id]
	for _, g := range []*guide{n.is, n.was} {
		if flow := g.flow(); !known && flow != none {
			c, known = n.read(id, g, g.inside(flow, id))
		}
	}
	if n.components == nil {
		n.components = map[string]component{}
	}
	n.components[id] = c
	return c, known
}

// listed are the components that a list of changes tells whole.
func (n *namer) listed() map[string]component {
	if n.list == nil || n.inList != nil {
		return n.inList
	}
	n.inList = map[string]component{}
	for _, d := range n.deltas {
		if len(d.path) != 2 || d.path[0] != "flow" || d.kind == audit.ChangeMoved {
			continue
		}
		for _, i := range []int{d.before, d.after} {
			if c, known := n.read(d.path[1], n.list, i); known {
				n.inList[d.path[1]] = c
			}
		}
	}
	return n.inList
}

// read names a component by the object that describes it, if that is one.
func (n *namer) read(id string, g *guide, i int) (c component, is bool) {
	if i == none || g.t.nodes[i].Kind != isObject {
		return c, false
	}
	if label := oneLine(g.said(i, "label")); label != "" {
		c.label, c.short, c.name = label, label, `Component "`+label+`"`
		c.subject = c.short
	}
	if kind := oneLine(g.said(i, "type")); kind != "" {
		service, name := typeNames(kind)
		c.short, c.name, c.subject = name, name, name
		if service != "" {
			c.name = service + between + name
		}
		if service != "" && service != "Utils" {
			c.subject = service
		}
		if c.label != "" {
			c.name += ` "` + c.label + `"`
		}
	}
	if c.name == "" {
		c = n.unknown(id)
	}
	return c, true
}

// unknown names a component that nothing is known of but its id.
func (n *namer) unknown(id string) component {
	short := n.segment(id)
	if head, cut := cutText(short, shortestID); cut {
		short = head
	}
	return component{name: "Component " + short, short: short, subject: "component " + short}
}

func (n *namer) component(id string) component {
	if c, known := n.find(id); known {
		return c
	}
	return n.unknown(id)
}

// short is the name of a component inside a sentence; where others of the flow
// share it, with its label.
func (n *namer) short(id string) string {
	c := n.component(id)
	if c.label == "" || c.label == c.short {
		return c.short
	}
	if n.learn(); n.alike[c.short] > 1 {
		return c.short + ` "` + c.label + `"`
	}
	return c.short
}

// typeNames reads vendor.service.module.Name. The components of Appmixer's own
// utils have little in common but their module, which then stands for the
// service.
func typeNames(kind string) (service, name string) {
	parts := strings.Split(kind, ".")
	last := len(parts) - 1
	switch {
	case last == 0:
		return "", kind
	case last == 1:
		service = parts[0]
	case last >= 3 && parts[1] == "utils" && parts[2] != "controls":
		service = parts[2]
	default:
		service = parts[1]
	}
	return spelt(service), parts[last]
}

// spelt is the name of a service as people write it.
func spelt(service string) string {
	if known, ok := spelled[strings.ToLower(service)]; ok {
		return known
	}
	return capital(service)
}

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
