package learn

import (
	"net/mail"
	"net/netip"
	"slices"
	"strings"
	"unicode"

	"github.com/trailbook/trailbook/backend/audit"
)

// wordsOf splits an action or a key into words: FlowUpdated, FLOW_UPDATED and
// "flow.updated" are flow and updated.
func wordsOf(text string) []string {
	var words []string
	var word []rune
	flush := func() {
		if len(word) > 0 {
			words = append(words, strings.ToLower(string(word)))
			word = word[:0]
		}
	}
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush()
			continue
		case unicode.IsUpper(r) && i > 0 && unicode.IsLower(runes[i-1]),
			unicode.IsUpper(r) && i > 0 && i+1 < len(runes) && unicode.IsUpper(runes[i-1]) && unicode.IsLower(runes[i+1]):
			flush()
		}
		word = append(word, r)
	}
	flush()
	return words
}

// stems of the verbs that occur in audit logs.
var verbs = map[string]string{
	"create": "create", "created": "create", "creating": "create", "add": "create", "added": "create", "new": "create", "insert": "create", "inserted": "create",
	"update": "update", "updated": "update", "updating": "update", "change": "update", "changed": "update", "edit": "update", "edited": "update", "modify": "update", "modified": "update", "set": "update", "rename": "update", "renamed": "update",
	"delete": "delete", "deleted": "delete", "deleting": "delete", "remove": "delete", "removed": "delete", "destroy": "delete", "destroyed": "delete",
	"start": "start", "started": "start", "run": "start", "stop": "stop", "stopped": "stop", "clone": "clone", "cloned": "clone", "copy": "clone", "copied": "clone",
	"publish": "publish", "published": "publish", "install": "install", "installed": "install", "uninstall": "uninstall", "uninstalled": "uninstall",
	"assign": "assign", "assigned": "assign", "login": "login", "logged": "login", "signin": "login", "logout": "logout", "fail": "fail", "failed": "fail", "failure": "fail",
	"enable": "enable", "enabled": "enable", "disable": "disable", "disabled": "disable", "grant": "grant", "granted": "grant", "revoke": "revoke", "revoked": "revoke",
	"export": "export", "exported": "export", "import": "import", "imported": "import", "invite": "invite", "invited": "invite", "archive": "archive", "archived": "archive", "restore": "restore", "restored": "restore",
}

// synonyms of the catalog's nouns.
var nouns = map[string]string{
	"config": "configuration", "configs": "configuration", "settings": "configuration", "flows": "flow", "workflow": "flow", "users": "user", "account": "user",
	"rule": "rule", "template": "template", "connectors": "connector", "permission": "acl", "permissions": "acl",
}

// catalogActions are the catalog's actions as sets of stems.
var catalogActions = func() map[string]bool {
	known := map[string]bool{}
	for _, entry := range audit.Catalog {
		known[stemKey(entry.Action)] = true
	}
	return known
}()

// stemKey is an action without its spelling and the order of its words.
func stemKey(action string) string {
	var stems []string
	for _, word := range wordsOf(action) {
		if word == "in" || word == "the" || word == "a" {
			continue
		}
		if stem, ok := verbs[word]; ok {
			word = stem
		} else if noun, ok := nouns[word]; ok {
			word = noun
		}
		stems = append(stems, word)
	}
	slices.Sort(stems)
	return strings.Join(slices.Compact(stems), " ")
}

// inCatalog reports one of the 28 actions, in whatever spelling.
func inCatalog(action string) bool {
	if len(action) > 80 {
		return false
	}
	if _, ok := audit.LookUp(action); ok {
		return true
	}
	return catalogActions[stemKey(action)]
}

// hasVerb reports a text such as role.granted: short, with a verb of audit
// logs and something beside it.
func hasVerb(text string) bool {
	words := wordsOf(text)
	if len(text) > 80 || len(words) > 8 || strings.ContainsAny(text, "@/") {
		return false
	}
	return slices.ContainsFunc(words, func(word string) bool { return verbs[word] != "" })
}

func isEmail(text string) bool {
	if len(text) > 254 || !strings.Contains(text, "@") {
		return false
	}
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text
}

func isAddress(text string) bool {
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	_, err := netip.ParseAddrPort(text)
	return err == nil
}

func isAgent(text string) bool {
	return strings.Contains(text, "Mozilla/") || (strings.Contains(text, "/") && strings.ContainsAny(text, "0123456789") &&
		(strings.Contains(text, "curl/") || strings.Contains(text, "(") && len(text) > 20))
}
