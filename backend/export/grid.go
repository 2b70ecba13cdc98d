package export

import (
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/export/workbook"
)

// grid is a table of any length: a header, rows, and further sheets ("Events
// 2") where one is full. Its rows are written as they come; what stands around
// them is made at the end.
type grid struct {
	book    *sheets
	name    string
	columns []gridColumn
	above   int // rows between the header and the first of rows, filled at the end
	printed int // columns that are printed
	leaves  []*leaf
	row     int    // the current one, in the last leaf
	source  string // the id of the event that the current row is of
}

type gridColumn struct {
	title string
	width float64 // characters
	time  bool
}

// wide is the width that shows the heading, too: bold, and with room for the
// filter's button.
func (c gridColumn) wide() float64 {
	return max(c.width, 1.1*float64(utf8.RuneCountInString(c.title))+3)
}

// translate puts the headings into another language.
func (g *grid) translate(to words) {
	for i := range g.columns {
		g.columns[i].title = to.of(g.columns[i].title)
	}
}

// leaf is one sheet of a grid.
type leaf struct {
	name string
	rows *workbook.Rows
	last int // row number
}

const (
	rowHeight  = 15 // points; fixed, or a cell of many lines would fill the screen
	timeWidth  = 23
	headHeight = 21
)

// next begins the next row, on a further sheet when this one is full.
func (g *grid) next(source string) error {
	g.source = source
	if len(g.leaves) == 0 || g.row >= g.book.limit || g.leaves[len(g.leaves)-1].rows.Bytes() >= sheetBytes {
		if err := g.open(); err != nil {
			return err
		}
	}
	g.row++
	g.leaves[len(g.leaves)-1].last = g.row
	g.rows().Begin(g.row)
	return nil
}

func (g *grid) rows() *workbook.Rows { return g.leaves[len(g.leaves)-1].rows }

func (g *grid) open() error {
	rows, err := workbook.NewRows(g.book.folder, len(g.columns), rowHeight)
	if err != nil {
		return err
	}
	name := g.name
	g.row = 1
	if len(g.leaves) == 0 {
		g.row += g.above
	} else {
		name = fmt.Sprintf("%s %d", g.name, len(g.leaves)+1)
	}
	g.leaves = append(g.leaves, &leaf{name: name, rows: rows, last: g.row})
	return nil
}

// text writes a text, made fit for a cell; an empty one leaves the cell empty.
func (g *grid) text(column int, text string) {
	if text == "" {
		return
	}
	shown, did := cellText(text)
	if did != (fitting{}) {
		g.book.fitted(did, g.at(column))
	}
	g.rows().Text(column, g.book.styles.text, shown)
}

func (g *grid) at(column int) place {
	return place{
		sheet: g.leaves[len(g.leaves)-1].name, cell: fmt.Sprintf("%s%d", workbook.ColumnName(column), g.row),
		source: g.source, column: g.columns[column].title,
	}
}

// time writes t as a date of its own location, or as text where Excel's
// calendar does not reach.
func (g *grid) time(column int, t time.Time) {
	if days, ok := serial(t); ok {
		g.rows().Number(column, g.book.styles.time, days)
		return
	}
	g.book.undated(g.at(column))
	g.rows().Text(column, g.book.styles.text, t.Format(time.RFC3339Nano))
}

func (g *grid) number(column int, value int) {
	g.rows().Number(column, g.book.styles.figure, float64(value))
}

func (g *grid) end() error { return g.rows().End() }

func (g *grid) close() {
	for _, l := range g.leaves {
		_ = l.rows.Close()
	}
}

var (
	serialStart = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	serialFirst = time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC) // Excel has a 29 February 1900
	serialEnd   = time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC)
)

// serial is t's wall clock as Excel counts: days since the end of 1899. ok is
// false outside of Excel's calendar.
func serial(t time.Time) (days float64, ok bool) {
	_, offset := t.Zone()
	wall := t.UTC().Add(time.Duration(offset) * time.Second)
	if wall.Before(serialFirst) || !wall.Before(serialEnd) {
		return 0, false
	}
	const dayMilliseconds = 24 * 60 * 60 * 1000
	return float64(wall.UnixMilli()-serialStart.UnixMilli()) / dayMilliseconds, true
}
