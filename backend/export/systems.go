package export

import (
	"cmp"
	"net/netip"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// What the schemas of other systems ask for alike.

// unknown stands where a schema wants a name and the entry has none.
const unknown = "Unknown"

// actionOf is the action as recorded; a schema wants a text where there is none.
func actionOf(e *audit.Event) string { return cmp.Or(e.Action, unknown) }

// messageOf is what a person reads first of an event.
func messageOf(e *audit.Event) string { return cmp.Or(e.Summary, actionOf(e)) }

// addressOf is an IP address as the schemas write it, empty for anything else.
func addressOf(text string) string {
	if address, err := netip.ParseAddr(text); err == nil && address.Zone() == "" {
		return address.String()
	}
	return ""
}

// emailOf is a user's name where it is an address, else empty.
func emailOf(name string) string {
	if isEmail(name) {
		return name
	}
	return ""
}

// isEmail reports an address as the schemas want one: plain, with one @.
func isEmail(text string) bool {
	local, domain, found := strings.Cut(text, "@")
	if !found || local == "" || !strings.Contains(domain, ".") || strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".") {
		return false
	}
	plain := func(more string) func(rune) bool {
		return func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && !strings.ContainsRune(more, r)
		}
	}
	return !strings.ContainsFunc(local, plain("!#$%&'*+-/=?^_`{|}~.")) && !strings.ContainsFunc(domain, plain("-."))
}
