package workbook

import (
	"errors"
	"fmt"
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// Kind is what a cell holds.
type Kind uint8

// The kinds of cell.
const (
	Empty   Kind = iota
	Text         // Value is the text
	Number       // Value is the number as the file has it; dates are days since the end of 1899
	Logical      // Value is 0 or 1
	Failure      // Value is an error of a formula, such as #REF!
)

// Cell is a cell that is read.
type Cell struct {
	Column  int // from 0
	Kind    Kind
	Value   string
	Formula bool // the value is that of a formula
}

// Row is a row that is read. It has no empty cells.
type Row struct {
	Number int // from 1
	Cells  []Cell
}

// Name is where cell c of the row stands: C412.
func (r Row) Name(c Cell) string { return ColumnName(c.Column) + strconv.Itoa(r.Number) }

// Same reports that two cells show the same: the same text, or numbers that
// differ by less than programs do when they write one they have read, which is
// well under a millisecond of a date.
func (c Cell) Same(other Cell) bool {
	if c.Kind != other.Kind || c.Formula != other.Formula {
		return false
	}
	if c.Value == other.Value || c.Kind != Number {
		return c.Value == other.Value
	}
	a, errA := strconv.ParseFloat(c.Value, 64)
	b, errB := strconv.ParseFloat(other.Value, 64)
	return errA == nil && errB == nil && math.Abs(a-b) <= 1e-14*max(math.Abs(a), math.Abs(b), 1e5)
}

var errStop = errors.New("workbook: enough")

// Rows reads sheet from its first row to its last, those without cells left
// out. A row and its cells are good until the next one. An error is the last
// that is yielded: CodeFile for a sheet that is not there or is damaged.
func (b *Book) Rows(sheet string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		part := ""
		for _, s := range b.sheets {
			if s.name == sheet {
				part = s.part
			}
		}
		if part == "" {
			yield(Row{}, audit.Errorf(audit.CodeFile, "The workbook has no sheet %q.", sheet))
			return
		}
		r := rowReader{book: b, yield: yield}
		err := b.walk(part, r.take)
		if err != nil && !errors.Is(err, errStop) {
			yield(Row{}, audit.Errorf(audit.CodeFile, "Sheet %q is damaged, after row %d.", sheet, r.row.Number).Wrapping(err))
		}
	}
}

// rowReader puts rows together from the tags of a sheet.
type rowReader struct {
	book  *Book
	yield func(Row, error) bool
	row   Row
	kind  string // of the cell, as the file has it
	cell  Cell
	value []byte
	aside bool // how to pronounce a text
}

func (r *rowReader) take(s *scanner) error {
	switch {
	case s.is("row"):
		return r.takeRow(s)
	case s.is("c"):
		if s.opens {
			r.begin(s)
		}
		if s.closes {
			return r.end()
		}
	case s.is("rPh"):
		r.aside = s.opens
	case s.is("f"):
		r.cell.Formula = true
	case (s.is("v") || s.is("t")) && s.closes && !s.opens && !r.aside:
		r.value = append(r.value, s.text...)
	}
	return nil
}

func (r *rowReader) takeRow(s *scanner) error {
	if s.opens {
		number := r.row.Number + 1
		if given, err := strconv.Atoi(s.attribute("r")); err == nil {
			number = given
		}
		r.row = Row{Number: number, Cells: r.row.Cells[:0]}
		r.cell.Column = -1
	}
	if s.closes && len(r.row.Cells) > 0 && !r.yield(r.row, nil) {
		return errStop
	}
	return nil
}

func (r *rowReader) begin(s *scanner) {
	column := r.cell.Column + 1
	if given, ok := columnOf(s.attribute("r")); ok {
		column = given
	}
	r.cell, r.kind, r.value = Cell{Column: column}, s.attribute("t"), r.value[:0]
}

func (r *rowReader) end() error {
	switch r.kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(string(r.value)))
		if err != nil {
			return fmt.Errorf("workbook: cell %s refers to no text: %w", r.row.Name(r.cell), err)
		}
		if r.cell.Value, err = r.book.text(i); err != nil {
			return err
		}
		r.cell.Kind = Text
	case "inlineStr", "str":
		r.cell.Kind, r.cell.Value = Text, string(plainText(r.value))
	case "b":
		r.cell.Kind, r.cell.Value = Logical, string(r.value)
	case "e":
		r.cell.Kind, r.cell.Value = Failure, string(r.value)
	default:
		r.cell.Kind, r.cell.Value = Number, string(r.value)
	}
	if r.cell.Value != "" || r.cell.Formula {
		r.row.Cells = append(r.row.Cells, r.cell)
	}
	return nil
}

// columnOf reads the column of a cell's name, 0 for A.
func columnOf(name string) (column int, ok bool) {
	for _, c := range []byte(name) {
		if c < 'A' || c > 'Z' || column > MaxColumns {
			break
		}
		column = column*26 + int(c-'A') + 1
	}
	return column - 1, column > 0
}
