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
	deepest    = 5
	mostPaths  = 600 // of each of the first two levels
	mostDeep   = 200 // of each further one
	mostInside = 150 // of one object inside an entry
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
	levels  [deepest]int   // how many columns each has
	inside  map[string]int // how many columns an object inside the entries has, by its path
	runs    [][]json.RawMessage
}

func newTable(entries []json.RawMessage) *table {
	t := &table{entries: len(entries), byPath: map[string]*column{}, inside: map[string]int{}}
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
	if !t.admits(path) {
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

// admits reports whether there is room for a column, and takes it. Each level
// has its own: a flow inside an entry, with hundreds of components, must not
// take that of the entry's own fields.
func (t *table) admits(path tenant.Path) bool {
	level, parent := len(path)-1, path[:len(path)-1].String()
	most := mostPaths
	if level > 1 {
		most = mostDeep
	}
	if t.levels[level] >= most || level > 0 && t.inside[parent] >= mostInside {
		return false
	}
	t.levels[level]++
	t.inside[parent]++
	return true
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
