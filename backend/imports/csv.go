package imports

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// row is one row of a table, or why there is none.
type row struct {
	cells  []string
	serial []bool // of a workbook: the cell is a plain number
	at     place
	reason string // it is rejected
	ragged bool   // it ends with the file, so it may be cut
}

// rows gives the rows of a table with the same errors as entries. Empty rows
// are left out: they say nothing.
type rows interface {
	nextRow() (row, error)
}

// csvRows reads delimited text. encoding/csv would end at a wrong quote that
// nothing closes, forget which lines it passed, and rewrite line ends inside of
// quotes; here one broken line costs that line.
type csvRows struct {
	lines  *physicalLines
	comma  byte
	limit  int // bytes of a record
	width  int // columns at most
	utf8   bool
	record int
}

const (
	reasonOpen  = "A quote that opens in this line is not closed."
	reasonQuote = `A quote stands where none may: inside a quoted value a quote is written "".`
)

func (c *csvRows) nextRow() (row, error) {
	for {
		r, err := c.read()
		if err != nil || r.reason != "" || !isBlank(r.cells) {
			return r, err
		}
	}
}

func isBlank(cells []string) bool {
	for _, cell := range cells {
		for i := range len(cell) {
			if !isSpace(cell[i]) {
				return false
			}
		}
	}
	return true
}

// read reads one record, over as many lines as its quotes span.
func (c *csvRows) read() (row, error) {
	var (
		lines  [][]byte
		size   int
		fields = record{comma: c.comma}
		at     = place{what: "line"}
	)
	for {
		line, large, err := c.lines.next()
		if len(lines) == 0 {
			if err != nil {
				return row{}, err
			}
			c.record++
			at.number, at.record = c.lines.number, c.record
		}
		if err != nil {
			return c.broken(lines, at, reasonOpen, err)
		}
		if size += len(line); large || size > c.limit {
			if !large {
				lines = append(lines, line)
			}
			return c.broken(lines, at, tooLarge(c.limit), nil)
		}
		lines = append(lines, line)
		switch fields.take(line) {
		case recordOpen:
			continue
		case recordWrong:
			reason := reasonQuote
			if len(lines) > 1 {
				reason = reasonOpen
			}
			return c.broken(lines, at, reason, nil)
		}
		last := errors.Is(c.lines.ended, io.EOF) && len(c.lines.back) == 0 && len(withoutEnd(line)) == len(line)
		return c.checked(row{cells: fields.cells, at: at, ragged: last}, lines), nil
	}
}

// broken rejects the first of the lines and takes the others back. A quote is
// passed over at most once more before the next line with one, so that this
// costs no more than twice the reading.
func (c *csvRows) broken(lines [][]byte, at place, reason string, err error) (row, error) {
	if len(lines) > 1 {
		c.lines.unread(lines[1:])
		return row{at: at, reason: reason}, nil
	}
	if err != nil {
		c.lines.ended = err
		if errors.Is(err, io.EOF) && len(lines) == 1 && len(withoutEnd(lines[0])) == len(lines[0]) {
			c.lines.ended = cutIn(at.String())
		}
	}
	return row{at: at, reason: reason}, nil
}

// checked rejects a record that is no text or too wide.
func (c *csvRows) checked(r row, lines [][]byte) row {
	if len(r.cells) > c.width {
		return row{at: r.at, reason: fmt.Sprintf("The line has more than %d columns.", c.width)}
	}
	for _, line := range lines {
		if c.utf8 && !utf8.Valid(line) {
			return row{at: r.at, reason: "The line is not UTF-8, as the lines before it are; name the file's encoding, such as windows-1252."}
		}
	}
	return r
}

// What became of a record when a line was taken into it.
const (
	recordDone = iota
	recordOpen // the line ends inside quotes
	recordWrong
)

// record takes lines apart into cells.
type record struct {
	comma  byte
	cells  []string
	field  []byte
	quoted bool // inside quotes
}

// take goes through one line. A plain value may hold quotes where tabs divide
// the columns: programs that write such files know no quotes.
func (r *record) take(line []byte) int {
	plain := withoutEnd(line)
	pos := 0
	for {
		if r.quoted {
			next, wrong := r.inside(line, pos)
			switch {
			case wrong:
				return recordWrong
			case r.quoted:
				return recordOpen
			}
			r.cells, r.field = append(r.cells, string(r.field)), r.field[:0]
			if next >= len(plain) {
				return recordDone
			}
			pos = next + 1 // the delimiter
		}
		if pos < len(plain) && plain[pos] == '"' {
			r.quoted = true
			pos++
			continue
		}
		end := bytes.IndexByte(plain[pos:], r.comma)
		value := plain[pos:]
		if end >= 0 {
			value = value[:end]
		}
		if r.comma != '\t' && bytes.IndexByte(value, '"') >= 0 {
			return recordWrong
		}
		r.cells = append(r.cells, string(value))
		if end < 0 {
			return recordDone
		}
		pos += end + 1
	}
}

// inside goes on inside quotes and returns the place behind the closing one.
func (r *record) inside(line []byte, pos int) (next int, wrong bool) {
	for {
		end := bytes.IndexByte(line[pos:], '"')
		if end < 0 {
			r.field = append(r.field, line[pos:]...)
			return len(line), false
		}
		r.field = append(r.field, line[pos:pos+end]...)
		pos += end + 1
		if pos < len(line) && line[pos] == '"' {
			r.field = append(r.field, '"')
			pos++
			continue
		}
		r.quoted = false
		return pos, pos < len(withoutEnd(line)) && line[pos] != r.comma
	}
}
