package export

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/export/workbook"
)

// paper is a sheet of a workbook that shows text: labels in column A, values
// across the rest, tables, charts. Its first error stays in failed.
type paper struct {
	book   *sheets
	name   string
	stream *excelize.StreamWriter
	styles styles
	widths []float64 // of its columns, characters
	row    int
	table  table // the last one
	charts *charts
	failed error
}

const (
	lineHeight = 14 // points
	tallest    = 400
)

// reportWidths and summaryWidths are those of the columns of these sheets, in
// characters; charts stand to the right of them.
var (
	reportWidths  = []float64{34, 26, 26, 26, 26}
	summaryWidths = []float64{44, 11, 11, 11, 11, 11, 12}
)

// say is what to say for p to show it; kept gets the lines too, unless it is
// nil.
func (w *book) say(p *paper, kept *[]line) *text {
	return w.text(func(l line) {
		p.draw(l)
		if kept != nil {
			*kept = append(*kept, l)
		}
	})
}

// writeReport writes sheet Report.
func (w *book) writeReport() error {
	p, err := w.newPaper(reportSheet, reportWidths...)
	if err != nil {
		return err
	}
	w.report(w.say(p, w.req.said.reportLines()))
	p.keep(w.placeLogo())
	return p.end()
}

// writeSummary writes sheet Summary.
func (w *book) writeSummary() error {
	p, err := w.newPaper(summarySheet, summaryWidths...)
	if err != nil {
		return err
	}
	w.summary(w.say(p, w.req.said.summaryLines()))
	return p.end()
}

// newPaper begins sheet name.
func (w *book) newPaper(name string, widths ...float64) (*paper, error) {
	stream, err := w.stream(name, false)
	if err != nil {
		return nil, err
	}
	p := &paper{
		book: w.sheets, name: name, stream: stream, styles: w.styles, widths: widths,
		charts: &charts{book: w.sheets, sheet: name, column: len(widths) + 1, row: 4},
	}
	for i, width := range widths {
		p.keep(stream.SetColWidth(i+1, i+1, width))
	}
	return p, nil
}

// end ends the sheet.
func (p *paper) end() error {
	if p.failed != nil {
		return p.failed
	}
	return p.book.endStream(p.name, p.stream, 0)
}

func (p *paper) keep(err error) {
	if p.failed == nil {
		p.failed = err
	}
}

// wide is how many characters fit in the columns from first, counted from 0.
func (p *paper) wide(first, last int) int {
	sum := 0.0
	for _, width := range p.widths[first : last+1] {
		sum += width
	}
	return int(sum * 1.05)
}

// put writes the next row; height 0 is the usual one, style 0 an empty cell.
func (p *paper) put(height float64, cells ...excelize.Cell) {
	p.row++
	values := make([]any, len(cells))
	for i, c := range cells {
		if c.StyleID == 0 {
			continue
		}
		if text, ok := c.Value.(string); ok {
			shown, did := cellText(strings.ToValidUTF8(text, "\uFFFD"))
			if did != (fitting{}) {
				p.book.fitted(did, place{sheet: p.name, cell: workbook.ColumnName(i) + strconv.Itoa(p.row)})
			}
			c.Value = shown
		}
		values[i] = c
	}
	p.keep(p.stream.SetRow("A"+strconv.Itoa(p.row), values, excelize.RowOpts{Height: height}))
}

func cell(style int, value any) excelize.Cell { return excelize.Cell{StyleID: style, Value: value} }

// merge joins the cells of the last row from column on to the last one, so
// that a long value has room.
func (p *paper) merge(column int) {
	row := strconv.Itoa(p.row)
	p.keep(p.stream.MergeCell(workbook.ColumnName(column)+row, workbook.ColumnName(len(p.widths)-1)+row))
}

// draw writes a line.
func (p *paper) draw(l line) {
	c := l.cells
	switch l.kind {
	case lineTitle:
		p.put(30, cell(p.styles.title, c[0]))
		p.put(18, cell(p.styles.subtitle, c[1]))
	case lineSection:
		p.row++ // a gap
		p.put(20, p.band(p.styles.section, c)...)
	case linePair:
		p.labelled(p.styles.wrapped, c[0], c[1])
	case lineAlert:
		p.labelled(p.styles.alert, c[0], c[1])
	case lineSentence:
		p.put(p.tall(c[0], 0), cell(p.styles.wrapped, c[0]))
		p.merge(0)
	case lineLegend:
		p.put(p.tall(c[2], 2), cell(p.styles.label, c[0]), p.value(c[1]), cell(p.styles.wrapped, c[2]))
		p.merge(2)
	case lineHead:
		p.put(lineHeight+2, p.band(p.styles.tableHead, c)...)
		p.table = table{head: p.row, columns: len(c)}
	case lineRecord:
		p.record(c)
		p.table.last = p.row
	case lineTotal:
		p.put(lineHeight+2, p.total(c)...)
	case lineChart:
		if of, ok := c[0].(chartOf); ok {
			p.keep(p.charts.add(of, p.table))
		}
	}
}

// band is a row that goes on to the last column.
func (p *paper) band(style int, values []any) []excelize.Cell {
	cells := make([]excelize.Cell, len(p.widths))
	for i := range cells {
		cells[i] = cell(style, "")
		if i >= len(values) {
			continue
		}
		cells[i].Value = values[i]
		if title, ok := values[i].(numberHead); ok {
			cells[i] = cell(p.styles.numberHead, string(title))
		}
	}
	return cells
}

// value is a text or a number beside a label.
func (p *paper) value(of any) excelize.Cell {
	if _, ok := of.(int); ok {
		return cell(p.styles.figure, of)
	}
	return cell(p.styles.wrapped, of)
}

func (p *paper) labelled(style int, label, value any) {
	if _, ok := value.(int); ok {
		p.put(lineHeight, cell(p.styles.label, label), p.value(value))
		return
	}
	p.put(p.tall(value, 1), cell(p.styles.label, label), cell(style, value))
	p.merge(1)
}

// record writes a row of a table. Texts may be several lines, the first of them
// that fits its column; times are days.
func (p *paper) record(values []any) {
	cells, height := make([]excelize.Cell, len(values)), float64(lineHeight)
	for i, value := range values {
		switch v := value.(type) {
		case nil:
		case string:
			cells[i] = cell(p.styles.wrapped, v)
			height = max(height, heightOf(v, p.wide(i, i)))
		case openText:
			cells[i] = cell(p.styles.text, string(v))
		case leftNumber:
			cells[i] = cell(p.styles.figure, int(v))
		case float64:
			cells[i] = cell(p.styles.share, v)
		case time.Time:
			if days, ok := serial(v); ok {
				cells[i] = cell(p.styles.day, days)
			} else {
				cells[i] = cell(p.styles.wrapped, v.Format(time.DateOnly))
			}
		default:
			cells[i] = cell(p.styles.number, v)
		}
	}
	p.put(height, cells...)
}

func (p *paper) total(values []any) []excelize.Cell {
	cells := []excelize.Cell{cell(p.styles.total, values[0])}
	for _, n := range values[1:] {
		cells = append(cells, cell(p.styles.totalNumber, n))
	}
	return cells
}

// tall is the height of a text from column first to the last one.
func (p *paper) tall(text any, first int) float64 {
	shown, _ := text.(string)
	return heightOf(shown, p.wide(first, len(p.widths)-1))
}

// oneRow is a recorded value in a table of counts: on one line, nothing hidden,
// and no longer than a few lines when wrapped.
func oneRow(value string) string {
	const limit = 160
	value = diff.Printable(value)
	if characters := []rune(value); len(characters) > limit {
		return string(characters[:limit]) + "…"
	}
	return value
}

// heightOf is the height of a wrapped text: merged cells do not grow by
// themselves.
func heightOf(text string, width int) float64 {
	lines := 0
	for line := range strings.Lines(text) {
		lines += 1 + (utf8.RuneCountInString(strings.TrimRight(line, "\n"))-1)/max(width, 1)
	}
	return float64(min(max(lines, 1)*lineHeight, tallest))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
