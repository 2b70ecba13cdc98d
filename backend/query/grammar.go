package query

import (
	"fmt"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// Key is a key of the search language, explained.
type Key struct {
	Key     string `json:"key"`
	Means   string `json:"means"` // what a term with it selects, after "events "
	Example string `json:"example"`
}

// Keys explains the keys of the search language.
func Keys() []Key {
	keys := make([]Key, len(audit.Fields))
	for i, field := range audit.Fields {
		keys[i] = Key{string(field), field.Means(), field.Example()}
	}
	return keys
}

// Sign is something of the search language that is no key, explained.
type Sign struct {
	Example string `json:"example"`
	Means   string `json:"means"`
}

// Signs explains what else there is in the search language.
func Signs() []Sign {
	return []Sign{
		{`flow alice`, "events that hold both words, anywhere: in action, summary, e-mail, ids, names and in what changed"},
		{`"order sync"`, "the words in this order; signs in quotes are nothing but text"},
		{`-slack`, "without this; NOT slack says the same"},
		{`slack OR teams`, "one or the other; a b OR c means (a b) OR c"},
		{`alice (slack OR teams)`, "parentheses say what belongs together"},
		{`user:alice,bob`, "one of several values"},
		{`action:*updated`, "* stands for anything, also within a word"},
		{`/order-[0-9]+/`, "a regular expression (RE2), anywhere in the text"},
		{`user:""`, "events without a user's e-mail; has:user for those with an e-mail or a user id"},
	}
}

// Grammar is the search language on a page of text, 80 columns wide.
func Grammar() string {
	var b strings.Builder
	b.WriteString("What to type to find events. Case does not matter.\n\n")
	for _, sign := range Signs() {
		entry(&b, sign.Example, sign.Means)
	}
	b.WriteString("\nKeys. A value is the whole of what it is held against, unless * says that more\nmay stand there; of summary: any part of it, and of changed:, before: and after:\nany part that stands by itself. Quote a value with spaces or commas.\n\n")
	for _, key := range Keys() {
		entry(&b, key.Example, "events "+key.Means)
	}
	b.WriteString("\nTimes are those of --timezone. a..b counts both ends whole: 2026-01..2026-03 is\nthree months. -7d is seven days ago; min, h, d, w, mo and y are known too.\n")
	return b.String()
}

const (
	exampleColumn = 27
	pageWidth     = 80
)

// entry writes an example and, beside it, what it means.
func entry(b *strings.Builder, example, means string) {
	line := fmt.Sprintf("  %-*s", exampleColumn, example)
	for _, word := range strings.Fields(means) {
		if len([]rune(line))+1+len([]rune(word)) > pageWidth {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = strings.Repeat(" ", exampleColumn+2)
		}
		line += " " + word
	}
	b.WriteString(line + "\n")
}
