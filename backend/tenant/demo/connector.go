package demo

import (
	"fmt"
	"slices"
)

// longestChangelog is how many releases a bundle's changelog keeps.
const longestChangelog = 16

type release struct {
	version string
	notes   string
}

// connector is a bundle that can be installed.
type connector struct {
	name                string
	major, minor, patch int
	log                 []release // oldest first
	installed           bool
	state               []byte
}

type connectors struct {
	dice dice
	all  []*connector
}

// bundles that flows use stay installed; the others come and go.
var (
	usedBundles = []string{
		"appmixer.utils", "appmixer.google", "appmixer.slack", "appmixer.hubspot", "appmixer.salesforce", "appmixer.jira",
		"appmixer.zendesk", "appmixer.xero", "appmixer.openai", "appmixer.dropbox",
	}
	otherBundles = []string{
		"appmixer.airtable", "appmixer.asana", "appmixer.box", "appmixer.clickup", "appmixer.docusign", "appmixer.freshdesk",
		"appmixer.github", "appmixer.mailchimp", "appmixer.notion", "appmixer.pipedrive", "appmixer.shopify", "appmixer.trello",
	}
	releaseNotes = []string{
		"Fixed paging of long lists.", "Added a component for attachments.", "Renewed the OAuth scopes.", "Fixed a wrong time zone.",
		"Added retry on rate limits.", "Updated to the newest API version.", "Clearer error messages.", "Fixed encoding of names.",
	}
)

func newConnectors(d dice) *connectors {
	r := &connectors{dice: d}
	for i, name := range slices.Concat(usedBundles, otherBundles) {
		c := &connector{name: name, major: d.between(1, 4), minor: d.IntN(8)}
		for range d.between(2, 9) {
			c.release(d)
		}
		c.installed = i < len(usedBundles) || d.chance(50)
		r.all = append(r.all, c)
	}
	return r
}

func (c *connector) version() string { return fmt.Sprintf("%d.%d.%d", c.major, c.minor, c.patch) }

// release makes the next version.
func (c *connector) release(d dice) {
	switch {
	case d.chance(70):
		c.patch++
	case d.chance(85):
		c.minor, c.patch = c.minor+1, 0
	default:
		c.major, c.minor, c.patch = c.major+1, 0, 0
	}
	c.log = append(c.log, release{c.version(), pick(d, releaseNotes)})
	if len(c.log) > longestChangelog {
		c.log = slices.Delete(c.log, 0, 1)
	}
	c.state = nil
}

func (c *connector) json() []byte {
	if c.state != nil {
		return c.state
	}
	b := appendField([]byte{'{'}, "name", c.name)
	b = appendField(b, "version", c.version())
	b = append(appendKey(b, "changelog"), '{')
	for _, r := range slices.Backward(c.log) {
		b = appendList(b, r.version, []string{r.notes})
	}
	b = append(b, '}', '}')
	c.state = b
	return c.state
}

// version is the installed version of a bundle.
func (r *connectors) version(bundle string) string {
	for _, c := range r.all {
		if c.name == bundle {
			return c.version()
		}
	}
	return "1.0.0"
}

// choose picks a connector that is installed or not; nil when chance fails.
func (r *connectors) choose(installed bool, from int) *connector {
	c := r.all[r.dice.between(from, len(r.all)-1)]
	if c.installed != installed {
		return nil
	}
	return c
}

func (g *Generator) connectorInstalled(_ moment, by *person) (draft, bool) {
	c := g.connectors.choose(false, len(usedBundles))
	if c == nil {
		return draft{}, false
	}
	c.installed = true
	d := c.draft("Connector Installed", by)
	d.after = c.json()
	return d, true
}

func (g *Generator) connectorUpdated(_ moment, by *person) (draft, bool) {
	c := g.connectors.choose(true, 0)
	if c == nil {
		return draft{}, false
	}
	d := c.draft("Connector Updated", by)
	d.before = c.json()
	c.release(g.dice)
	d.after = c.json()
	return d, true
}

func (g *Generator) connectorUninstalled(_ moment, by *person) (draft, bool) {
	c := g.connectors.choose(true, len(usedBundles))
	if c == nil {
		return draft{}, false
	}
	c.installed = false
	d := c.draft("Connector Uninstalled", by)
	d.before = c.json()
	return d, true
}

func (c *connector) draft(action string, by *person) draft {
	return draft{action: action, by: by, id: c.name, name: c.name}
}
