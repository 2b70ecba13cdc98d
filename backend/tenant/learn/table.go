package learn

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/trailbook/trailbook/backend/tenant"
)

// Objects are opened so deep, and so many of their members looked at: the
// fields of an audit entry are near its surface, flows inside it are not.
const (
	deepest   = 5
	mostPaths = 600
)

// kind of a JSON value.
type kind byte

const (
	kindText kind = iota
	kindNumber
	kindBool
	kindObject
	kindArray
)

// cell is one value of a column.
type cell struct {
	kind  kind
	text  string // of a text or number
	value any    // of an object or array
}

// column is what entries have at one path.
type column struct {
	path  tenant.Path
	leaf  string // last key, folded: "createdAt" is createdat
	joint string // last two keys, folded together
	cells map[int]cell
}

// table is the columns of some entries.
type table struct {
	entries int
	columns []*column
	byPath  map[string]*column
	runs    [][]json.RawMessage
}

func newTable(entries []json.RawMessage) *table {
	t := &table{entries: len(entries), byPath: map[string]*column{}}
	for i, entry := range entries {
		if object, ok := decode(entry).(map[string]any); ok {
			t.add(i, nil, object)
		}
	}
	return t
}

// decode reads a JSON value with its numbers as written; nil for anything else.
func decode(raw []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil
	}
	return value
}

func (t *table) add(entry int, path tenant.Path, object map[string]any) {
	for _, key := range slices.Sorted(maps.Keys(object)) {
		c, ok := newCell(object[key])
		if !ok || key == "" || strings.ContainsRune(key, 0) {
			continue
		}
		inner := append(slices.Clone(path), key)
		if col := t.column(inner); col != nil {
			col.cells[entry] = c
		}
		if inside, ok := c.value.(map[string]any); ok && len(inner) < deepest {
			t.add(entry, inner, inside)
		}
	}
}

func newCell(value any) (cell, bool) {
	switch v := value.(type) {
	case string:
		return cell{kind: kindText, text: v}, strings.TrimSpace(v) != ""
	case json.Number:
		return cell{kind: kindNumber, text: v.String()}, true
	case bool:
		return cell{kind: kindBool}, true
	case map[string]any:
		return cell{kind: kindObject, value: v}, true
	case []any:
		return cell{kind: kindArray, value: v}, true
	}
	return cell{}, false
}

func (t *table) column(path tenant.Path) *column {
	name := path.String()
	if col := t.byPath[name]; col != nil {
		return col
	}
	if len(t.columns) >= mostPaths {
		return nil
	}
	col := &column{path: path, leaf: fold(path[len(path)-1]), cells: map[int]cell{}}
	col.joint = col.leaf
	if len(path) > 1 {
		col.joint = fold(path[len(path)-2]) + col.leaf
	}
	t.byPath[name], t.columns = col, append(t.columns, col)
	return col
}

// fold makes "Created At", "created_at" and "createdAt" the same.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// share is the part of a column's values that fit, from 0 to 1.
func (c *column) share(fits func(cell) bool) float64 {
	if len(c.cells) == 0 {
		return 0
	}
	n := 0
	for _, one := range c.cells {
		if fits(one) {
			n++
		}
	}
	return float64(n) / float64(len(c.cells))
}

// scalar is the part of a column's values that are text or numbers.
func (c *column) scalar() float64 {
	return c.share(func(v cell) bool { return v.kind == kindText || v.kind == kindNumber })
}

// texts are the column's different texts and numbers.
func (c *column) texts() map[string]int {
	found := map[string]int{}
	for _, one := range c.cells {
		if one.kind == kindText || one.kind == kindNumber {
			found[one.text]++
		}
	}
	return found
}

// presence is the part of the entries that have the column.
func (t *table) presence(c *column) float64 {
	return float64(len(c.cells)) / float64(max(1, t.entries))
}

func (c *column) inside(path tenant.Path) bool {
	return len(c.path) > len(path) && slices.Equal(c.path[:len(path)], path)
}
