package imports

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// sheetRows reads the rows of one sheet of a workbook.
type sheetRows struct {
	book    *workbook
	name    string
	content io.Closer
	guard   *rowGuard
	decoder *xml.Decoder
	merges  *merges
	number  int // of the row
	row     row
	cell    cell
	ended   error
}

// cell is one cell being read.
type cell struct {
	column int
	kind   string // t
	style  int
	text   []byte
	inside bool // the text of v or t
	skip   bool // inside rPh: how to pronounce it
}

// rows opens a sheet.
func (w *workbook) rows(s sheet) (*sheetRows, error) {
	joined, err := w.mergesOf(s)
	if err != nil {
		return nil, err
	}
	content, err := w.open(s.part)
	if err != nil {
		return nil, err
	}
	guard := &rowGuard{from: content, limit: w.limits.entry}
	return &sheetRows{book: w, name: s.name, content: content, guard: guard, decoder: xml.NewDecoder(guard), merges: joined}, nil
}

// rowGuard keeps one row from filling the memory: the decoder holds a text
// whole.
type rowGuard struct {
	from  io.Reader
	limit int
	read  int // since the row began
}

var errRow = errors.New("imports: a row or a text is too large")

func (g *rowGuard) Read(p []byte) (int, error) {
	if g.read > g.limit {
		return 0, errRow
	}
	n, err := g.from.Read(p)
	g.read += n
	return n, err
}

func (s *sheetRows) nextRow() (row, error) {
	for s.ended == nil {
		token, err := s.decoder.RawToken()
		if err != nil {
			s.ended = s.explain(err)
			break
		}
		done, err := s.take(token)
		if err != nil {
			s.ended = err
			break
		}
		if done && !isBlank(s.row.cells) {
			s.merges.fill(&s.row)
			return s.row, nil
		}
	}
	_ = s.content.Close()
	return row{}, s.ended
}

func (s *sheetRows) explain(err error) error {
	where := fmt.Sprintf("sheet %q, row %d", s.name, s.number)
	switch {
	case errors.Is(err, errRow):
		return audit.Errorf(audit.CodeFile, "In %s the workbook holds a row of more than %d MiB; reading stopped there.", where, s.guard.limit>>20)
	case errors.Is(err, io.EOF):
		return &unfinished{reason: fmt.Sprintf("The workbook ends too early, in %s.", where)}
	}
	return s.book.explain(err)
}

// take goes on by one token; done says that it ended a row.
func (s *sheetRows) take(token xml.Token) (done bool, err error) {
	switch t := token.(type) {
	case xml.StartElement:
		s.begin(t)
	case xml.CharData:
		if s.cell.inside && !s.cell.skip {
			s.cell.text = append(s.cell.text, t...)
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "v", "t":
			s.cell.inside = false
		case "rPh":
			s.cell.skip = false
		case "c":
			return false, s.endCell()
		case "row":
			return true, nil
		case "sheetData":
			return false, io.EOF
		}
	}
	return false, nil
}

func (s *sheetRows) begin(t xml.StartElement) {
	switch t.Name.Local {
	case "row":
		s.number++
		if given := number(attribute(t, "r")); given > 0 {
			s.number = given
		}
		s.row = row{at: place{what: "row", number: s.number, sheet: s.name}}
		s.guard.read = 0
		s.cell.column = -1
	case "c":
		column := s.cell.column + 1
		if given, ok := columnOf(attribute(t, "r")); ok {
			column = given
		}
		s.cell = cell{column: column, kind: attribute(t, "t"), style: number(attribute(t, "s")), text: s.cell.text[:0]}
	case "v", "t":
		s.cell.inside = true
	case "rPh":
		s.cell.skip = true
	}
}

// endCell puts the cell into the row.
func (s *sheetRows) endCell() error {
	limit := &s.book.limits
	if s.cell.column < 0 {
		return nil // the end of a cell that never began
	}
	if s.cell.column >= limit.columns {
		return audit.Errorf(audit.CodeFile, "Sheet %q has more than %d columns.", s.name, limit.columns)
	}
	if limit.cells--; limit.cells < 0 {
		return audit.Errorf(audit.CodeFile, "The workbook has too many cells; reading stopped in sheet %q, row %d.", s.name, s.number).
			WithHint("Save it as CSV and import that.")
	}
	text, plain := s.value()
	if text == "" {
		return nil
	}
	for len(s.row.cells) <= s.cell.column {
		s.row.cells, s.row.serial = append(s.row.cells, ""), append(s.row.serial, false)
	}
	s.row.cells[s.cell.column], s.row.serial[s.cell.column] = text, plain
	return nil
}

// value is a cell's value as text; plain says that it is a number and no date.
func (s *sheetRows) value() (text string, plain bool) {
	text = string(s.cell.text)
	switch s.cell.kind {
	case "s":
		found, _ := s.book.strings.at(number(strings.TrimSpace(text)))
		return unescaped(found), false
	case "str", "inlineStr":
		return unescaped(text), false
	case "b":
		return strconv.FormatBool(strings.TrimSpace(text) == "1"), false
	case "e", "d":
		return text, false
	}
	text = strings.TrimSpace(text)
	if s.cell.style < len(s.book.dates) && s.book.dates[s.cell.style] {
		if date, ok := s.book.base.text(text); ok {
			return date, false
		}
	}
	return plainNumber(text), true
}

// plainNumber writes a number without an exponent and without the digits that
// only its binary form has.
func plainNumber(text string) string {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(value) >= 1e21 || !strings.ContainsAny(text, ".eE") {
		return text
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

// columnOf reads the column of a cell's address, 0 for A.
func columnOf(address string) (column int, ok bool) {
	for _, c := range []byte(address) {
		if c < 'A' || c > 'Z' || column > 1<<20 {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	return column - 1, column > 0
}

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped undoes the escapes with which a workbook holds what XML cannot.
func unescaped(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return escape.ReplaceAllStringFunc(text, func(found string) string {
		unit, err := strconv.ParseUint(found[2:6], 16, 16)
		if err != nil {
			return found
		}
		return string(rune(unit))
	})
}
