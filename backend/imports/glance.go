package imports

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/tenant"
)

// pair is a key of an object and its value as written.
type pair struct {
	key   string
	value json.RawMessage
}

// pairsOf takes an object apart, in its order; nil for anything else.
func pairsOf(raw []byte) (pairs []pair) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil
	}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return pairs
		}
		key, _ := token.(string)
		var value json.RawMessage
		if decoder.Decode(&value) != nil {
			return pairs
		}
		pairs = append(pairs, pair{key, value})
	}
	return pairs
}

// most members of an object inside an entry that are shown as columns of their
// own: the states of a flow would be hundreds.
const spread = 12

// rowsOf shows entries as a table. names are the columns where the entries come
// from a table; else they are found among the keys.
func rowsOf(names []string, sample []item) (columns, paths []string, rows [][]string) {
	at := map[string]int{}
	add := func(path tenant.Path) int {
		text := path.String()
		place, known := at[text]
		if !known {
			place = len(columns)
			at[text] = place
			columns, paths = append(columns, strings.Join(path, ".")), append(paths, text)
		}
		return place
	}
	for _, name := range names {
		add(tenant.Path{name})
	}
	for _, one := range sample {
		if len(rows) == shownRows {
			break
		}
		if !isObject(one) {
			continue
		}
		row := make([]string, len(columns))
		for _, p := range pairsOf(one.raw) {
			inner := pairsOf(p.value)
			if names != nil || len(inner) == 0 || len(inner) > spread {
				row = set(row, add(tenant.Path{p.key}), glimpse(p.value))
				continue
			}
			for _, q := range inner {
				row = set(row, add(tenant.Path{p.key, q.key}), glimpse(q.value))
			}
		}
		rows = append(rows, row)
	}
	columns, paths = columns[:min(len(columns), shownWidth)], paths[:min(len(columns), shownWidth)]
	for i := range rows {
		rows[i] = append(rows[i], make([]string, max(0, len(columns)-len(rows[i])))...)[:len(columns)]
	}
	return columns, paths, rows
}

func set(row []string, at int, text string) []string {
	for len(row) <= at {
		row = append(row, "")
	}
	row[at] = text
	return row
}

// glimpse is a value as text, cut.
func glimpse(value json.RawMessage) string {
	text := string(value)
	if bytes.Equal(value, []byte("null")) {
		return ""
	}
	if len(value) > 0 && value[0] == '"' && json.Unmarshal(value, &text) != nil {
		text = string(value)
	}
	if len(text) > shownCell {
		runes := []rune(text[:min(len(text), 4*shownCell+4)])
		if len(runes) > shownCell {
			text = string(slices.Concat(runes[:shownCell], []rune("…")))
		}
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}
