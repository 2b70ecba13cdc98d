package imports

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"unicode/utf8"
)

// table turns rows into entries: objects of the headings and the cells.
type table struct {
	rows    rows
	strict  bool     // text: a row has exactly as many cells as the header
	back    []row    // looked at already
	names   []string // of the columns
	export  []string // canonical fields by column, where Trailbook wrote the table
	dates   []bool   // columns in which plain numbers are a workbook's dates
	convert func(string) (string, bool)
	ended   error
}

// newTable looks at the first rows and finds the header.
func newTable(from rows, strict bool, convert func(string) (string, bool)) (*table, error) {
	t := &table{rows: from, strict: strict, convert: convert}
	var first []row
	for len(first) < sniffed && t.ended == nil {
		r, err := from.nextRow()
		if t.ended = err; err == nil {
			first = append(first, r)
		}
	}
	if !isEnd(t.ended) {
		return nil, t.ended
	}
	at := headerOf(first)
	width := usualWidth(first)
	if at < 0 {
		t.names, t.back = headings(nil, width), first
	} else {
		t.names = headings(first[at].cells, 0)
		if !strict {
			t.names = headings(first[at].cells, width)
		}
		t.export = exportColumns(first[at].cells)
		t.back = append(above(first[:at]), first[at+1:]...)
	}
	t.dates = make([]bool, len(t.names))
	for i, name := range t.names {
		t.dates[i] = convert != nil && dateNames.MatchString(name)
	}
	return t, nil
}

var dateNames = regexp.MustCompile(`(?i)date|time|created|when|stamp|datum|zeit|fecha|čas`)

// isEnd reports how a document may end while its beginning is looked at.
func isEnd(err error) bool {
	return err == nil || errors.Is(err, io.EOF) || errors.As(err, new(*unfinished))
}

// above rejects what stands over the header: it is no event and may be a title,
// but it does not disappear.
func above(rows []row) []row {
	rejected := make([]row, len(rows))
	for i, r := range rows {
		if r.reason == "" {
			r.reason = "It stands above the header."
		}
		rejected[i] = r
	}
	return rejected
}

func (t *table) next() (item, error) {
	var r row
	switch {
	case len(t.back) > 0:
		r, t.back = t.back[0], t.back[1:]
	case t.ended != nil:
		return item{}, t.ended
	default:
		var err error
		if r, err = t.rows.nextRow(); err != nil {
			t.ended = err
			return item{}, err
		}
	}
	if r.reason == "" {
		r.reason = t.misfit(r)
		if r.reason != "" && r.ragged && len(r.cells) < len(t.names) {
			t.ended = cutIn(r.at.String())
		}
	}
	if r.reason != "" {
		return item{at: r.at, reason: r.reason}, nil
	}
	if t.export != nil {
		return item{at: r.at, own: newExportRow(t.export, r.cells, t.strict), raw: t.object(r)}, nil
	}
	return item{at: r.at, raw: t.object(r)}, nil
}

// misfit says why a row does not fit the header. Empty cells behind its end
// are harmless.
func (t *table) misfit(r row) string {
	if extent(r.cells) > len(t.names) || t.strict && len(r.cells) < len(t.names) {
		return fmt.Sprintf("The row has %d columns where the header has %d.", len(r.cells), len(t.names))
	}
	return ""
}

// object is a row as JSON, in the order of the columns. A cell that holds an
// object or a list goes in as such, an empty one as null, any other as text.
func (t *table) object(r row) []byte {
	size := 2
	for i, name := range t.names {
		size += len(name) + 8
		if i < len(r.cells) {
			size += len(r.cells[i]) + len(r.cells[i])/16
		}
	}
	object := append(make([]byte, 0, size), '{')
	for i, name := range t.names {
		if i > 0 {
			object = append(object, ',')
		}
		object = append(appendText(object, name), ':')
		switch {
		case i >= len(r.cells) || r.cells[i] == "":
			object = append(object, "null"...)
		case isNested(r.cells[i]):
			object = append(object, r.cells[i]...)
		default:
			object = appendText(object, t.text(r, i))
		}
	}
	return append(object, '}')
}

// text is a cell's text; a plain number in a column of dates becomes one.
func (t *table) text(r row, i int) string {
	if t.dates[i] && i < len(r.serial) && r.serial[i] {
		if date, ok := t.convert(r.cells[i]); ok {
			return date
		}
	}
	return r.cells[i]
}

func isNested(cell string) bool {
	return (cell[0] == '{' || cell[0] == '[') && json.Valid([]byte(cell))
}

// appendText writes text as a JSON string, with no more escapes than needed.
// What is not UTF-8 becomes U+FFFD.
func appendText(to []byte, text string) []byte {
	const hex = "0123456789abcdef"
	to = append(to, '"')
	start := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		if c >= utf8.RuneSelf {
			if r, size := utf8.DecodeRuneInString(text[i:]); r != utf8.RuneError || size > 1 {
				i += size
				continue
			}
		}
		to = append(to, text[start:i]...)
		switch {
		case c >= utf8.RuneSelf:
			to = append(to, "\uFFFD"...)
		case c == '"' || c == '\\':
			to = append(to, '\\', c)
		case c == '\n':
			to = append(to, '\\', 'n')
		case c == '\r':
			to = append(to, '\\', 'r')
		case c == '\t':
			to = append(to, '\\', 't')
		default:
			to = append(to, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		start = i
	}
	return append(append(to, text[start:]...), '"')
}
