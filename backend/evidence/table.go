package evidence

import (
	"hash/maphash"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/export/workbook"
)

// table is what is compared row by row: a sheet, or a file of lines.
type table struct {
	name string
	rows func() iter.Seq2[workbook.Row, error] // may be read several times
	keys []int                                 // columns that say what a row is about; none: all that it holds
	cell func(r workbook.Row, c workbook.Cell) string
}

// id is what tells a row from others.
func (t table) id(r workbook.Row) string {
	var b strings.Builder
	for _, c := range r.Cells {
		if slices.Contains(t.keys, c.Column) {
			b.WriteString(c.Value)
			b.WriteByte(0)
		}
	}
	return b.String()
}

// title is how people tell a row: its id, else what it begins with.
func (t table) title(r workbook.Row) string {
	const enough = 80
	var parts []string
	for _, c := range r.Cells {
		if len(t.keys) == 0 || slices.Contains(t.keys, c.Column) {
			parts = append(parts, c.Value)
		}
	}
	text := []rune(strings.Join(parts, " "))
	if len(text) > enough {
		return string(text[:enough]) + "…"
	}
	return string(text)
}

// seed makes hashes of rows that nobody can foresee.
var seed = maphash.MakeSeed()

// whole is a hash of all that a row holds.
func whole(r workbook.Row) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	for _, c := range r.Cells {
		_, _ = h.WriteString(strconv.Itoa(c.Column))
		_, _ = h.Write([]byte{0, byte(c.Kind)})
		value := c.Value
		if number, err := strconv.ParseFloat(value, 64); err == nil && c.Kind == workbook.Number {
			value = strconv.FormatFloat(number, 'g', 12, 64) // programs write the last digits in their own way
		}
		_, _ = h.WriteString(value)
		_ = h.WriteByte(1)
	}
	return h.Sum64()
}

// key is a hash of what a row is about.
func (t table) key(r workbook.Row) uint64 {
	id := t.id(r)
	if id == "" {
		return whole(r)
	}
	return maphash.String(seed, id)
}

// occurrences numbers rows that are about the same, so that each has a key of
// its own.
type occurrences map[uint64]uint64

func (o occurrences) next(key uint64) (own uint64, again bool) {
	n := o[key]
	o[key] = n + 1
	if n == 0 {
		return key, false
	}
	return maphash.Comparable(seed, [2]uint64{key, n}), true
}

// difference is one between two tables.
type difference struct {
	kind  differenceKind
	title string // of the row
	was   int    // its number in the one, 0 where it is not there
	is    int    // its number in the other
	cell  string // its name in the other
	value [2]string
	again bool // an added row is there before
}

type differenceKind uint8

const (
	cellChanged differenceKind = iota
	rowMissing
	rowAdded
	rowMoved
)

// excerpts are two values around where they first differ.
func excerpts(a, b string) [2]string {
	const before, shown = 20, 100
	one, other := []rune(a), []rune(b)
	at := 0
	for at < len(one) && at < len(other) && one[at] == other[at] {
		at++
	}
	from := max(at-before, 0)
	if len(one) <= shown && len(other) <= shown {
		from = 0
	}
	cut := func(text []rune) string {
		end := min(from+shown, len(text))
		if from > end {
			from = end
		}
		excerpt := string(text[from:end])
		if from > 0 {
			excerpt = "…" + excerpt
		}
		if end < len(text) {
			excerpt += "…"
		}
		return excerpt
	}
	return [2]string{cut(one), cut(other)}
}
