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
	if n.components != nil {
		return
	}
	n.components, n.alike = map[string]component{}, map[string]int{}
	n.meet(n.is)
	n.meet(n.was)
	for _, d := range n.deltas {
		if n.list == nil || len(d.path) != 2 || d.path[0] != "flow" || d.kind == audit.ChangeMoved {
			continue
		}
		n.add(d.path[1], n.list, d.before)
		n.add(d.path[1], n.list, d.after)
	}
	for _, c := range n.components {
		n.alike[c.short]++
	}
}

// knows reports the id of a component.
func (n *namer) knows(id string) bool {
	n.learn()
	_, known := n.components[id]
	return known
}

// meet learns the components of a state that are not known yet: the state after
// is met first, and most have not changed.
func (n *namer) meet(g *guide) {
	if g == nil {
		return
	}
	flow := g.inside(0, "flow")
	if flow == none || g.t.nodes[flow].Kind != isObject {
		return
	}
	for _, f := range g.t.fields(flow) {
		if _, known := n.components[f.name]; !known {
			n.add(f.name, g, f.node)
		}
	}
}

// add learns a component from the object that describes it.
func (n *namer) add(id string, g *guide, i int) {
	if i == none || g.t.nodes[i].Kind != isObject {
		return
	}
	var c component
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
	n.components[id] = c
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
	n.learn()
	if c, known := n.components[id]; known {
		return c
	}
	return n.unknown(id)
}

// short is the name of a component inside a sentence; where others of the flow
// share it, with its label.
func (n *namer) short(id string) string {
	c := n.component(id)
	if n.alike[c.short] > 1 && c.label != "" && c.label != c.short {
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
