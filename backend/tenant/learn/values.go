package learn

import (
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// impossible marks values that rule a column out.
const impossible = -1

func share(fits func(string) bool) func(*assignment, *column) float64 {
	return func(_ *assignment, col *column) float64 {
		value := textShare(col, fits)
		if value < 0.5 {
			return impossible
		}
		return value
	}
}

func textShare(col *column, fits func(string) bool) float64 {
	return col.share(func(c cell) bool { return c.kind != kindObject && fits(c.text) })
}

// actionValue is 1 for a column full of actions of the catalog, less for one
// whose texts have the verbs of actions. A column of bare verbs is rather the
// type.
func actionValue(a *assignment, col *column) float64 {
	if textShare(col, isEmail) > 0.2 || col.ofTarget() {
		return impossible
	}
	if textShare(col, func(text string) bool { return len(text) > 160 }) > 0.2 {
		return impossible
	}
	known := textShare(col, inCatalog)
	verb := textShare(col, hasVerb)
	bare := textShare(col, func(text string) bool { return len(wordsOf(text)) == 1 })
	value := max(known, 0.75*verb)
	if known < 0.3 && bare > 0.5 {
		value = min(value, 0.45)
	}
	if value < 0.1 && col.called("action") < 0.9 {
		return impossible
	}
	return value * (0.5 + 0.5*a.table.presence(col))
}

// userValue is 1 for a column of e-mails of who did it.
func userValue(a *assignment, col *column) float64 {
	if col.leaf == "id" || strings.HasSuffix(col.leaf, "id") && textShare(col, isEmail) < 0.5 {
		return impossible
	}
	mails := textShare(col, isEmail)
	if mails < 0.3 && col.called("user") == 0 {
		return impossible
	}
	value := 0.3 + 0.7*mails
	if col.ofTarget() {
		value *= 0.3
	}
	return value * (0.5 + 0.5*a.table.presence(col))
}

// idValue is 1 for a column that tells the entries apart.
func idValue(a *assignment, col *column) float64 {
	if col.called("id") == 0 || a.table.presence(col) < 0.95 || len(col.texts()) < len(col.cells) {
		return impossible
	}
	if col.ofTarget() || len(col.path) > 1 && !wrapper(col.path[0]) {
		return impossible
	}
	return 1
}

// wrapper reports a key that merely wraps entries.
func wrapper(key string) bool {
	return slices.Contains([]string{"source", "node", "item", "data", "attributes", "event", "entry", "record", "doc", "audit", "log", "body", "payload", "meta", "header", "properties", "fields"}, fold(key))
}

// plainValue fits any short text.
func plainValue(a *assignment, col *column) float64 {
	if col.inStates(a) || textShare(col, func(text string) bool { return len(text) > 300 }) > 0.1 {
		return impossible
	}
	return 0.5
}

// kindValue fits a small vocabulary.
func kindValue(a *assignment, col *column) float64 {
	if plainValue(a, col) < 0 || len(col.texts()) > 40 || textShare(col, isEmail) > 0.1 {
		return impossible
	}
	return 0.7
}

// typeValue fits words that say create, update or delete.
func typeValue(_ *assignment, col *column) float64 {
	if len(col.texts()) > 12 {
		return impossible
	}
	value := textShare(col, func(text string) bool { return typeOf(text) != "" })
	if value < 0.3 {
		return impossible
	}
	return value
}

// inStates reports a column inside the states of the target.
func (c *column) inStates(a *assignment) bool {
	for _, field := range []string{"before", "after", "changes"} {
		if _, ok := a.find(field); !ok {
			continue
		}
		for _, path := range *fieldOf(a.guess.Profile, field) {
			if c.inside(path) {
				return true
			}
		}
	}
	return false
}

// typeWords are further words for the three types.
var typeWords = map[string]audit.Type{
	"creation": audit.TypeCreate, "new": audit.TypeCreate, "added": audit.TypeCreate, "inserted": audit.TypeCreate, "c": audit.TypeCreate, "post": audit.TypeCreate, "neu": audit.TypeCreate, "erstellt": audit.TypeCreate, "angelegt": audit.TypeCreate, "erstellen": audit.TypeCreate, "anlegen": audit.TypeCreate,
	"edit": audit.TypeUpdate, "edited": audit.TypeUpdate, "modified": audit.TypeUpdate, "changed": audit.TypeUpdate, "modification": audit.TypeUpdate, "u": audit.TypeUpdate, "put": audit.TypeUpdate, "geändert": audit.TypeUpdate, "ändern": audit.TypeUpdate, "änderung": audit.TypeUpdate,
	"removed": audit.TypeDelete, "removal": audit.TypeDelete, "deletion": audit.TypeDelete, "destroy": audit.TypeDelete, "d": audit.TypeDelete, "erase": audit.TypeDelete, "gelöscht": audit.TypeDelete, "löschen": audit.TypeDelete,
}

// typeOf reads a type's word; empty for any other word.
func typeOf(text string) audit.Type {
	if kind, _ := audit.ParseType(text); kind != audit.TypeOther {
		return kind
	}
	return typeWords[strings.ToLower(strings.TrimSpace(text))]
}

// typeWords writes the words for types that no profile knows by itself.
func (g *Guess) typeWords(t *table) {
	f, ok := g.find("fields.type")
	if !ok {
		return
	}
	lists := map[audit.Type]*[]string{audit.TypeCreate: &g.Profile.Types.Create, audit.TypeUpdate: &g.Profile.Types.Update, audit.TypeDelete: &g.Profile.Types.Delete}
	keys := map[audit.Type]string{audit.TypeCreate: "types.create", audit.TypeUpdate: "types.update", audit.TypeDelete: "types.delete"}
	col := t.byPath[f.Value]
	for _, text := range sortedKeys(col.texts()) {
		kind := typeOf(text)
		if plain, _ := audit.ParseType(text); kind == "" || plain == kind {
			continue
		}
		*lists[kind] = append(*lists[kind], text)
		g.put(Finding{Key: keys[kind], Value: strings.Join(*lists[kind], ", "), Certainty: 0.85, Why: "The word occurs in " + f.Value + "."})
	}
}
