package export

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/diff"
)

// paper lays out sheet Report: labels in column A, values across B to E.
// Its first error stays in failed.
type paper struct {
	stream *excelize.StreamWriter
	styles styles
	row    int
	masked bool // secrets are masked, also those of a search or an address
	failed error
}

// paperWidths are those of columns A to E, in characters.
var paperWidths = []float64{40, 22, 22, 22, 22}

const (
	valueCharacters  = 96 // that fit in B to E together
	labelCharacters  = 40
	legendCharacters = 72 // in C to E
	lineHeight       = 14 // points
	tallest          = 400
)

func (p *paper) begin() {
	for i, width := range paperWidths {
		p.keep(p.stream.SetColWidth(i+1, i+1, width))
	}
}

func (p *paper) keep(err error) {
	if p.failed == nil {
		p.failed = err
	}
}

func (p *paper) cell(style int, value any) any {
	if text, ok := value.(string); ok {
		value, _ = cellText(strings.ToValidUTF8(text, "\uFFFD"), new(Counts))
	}
	return excelize.Cell{StyleID: style, Value: value}
}

// put writes the next row; height 0 is the usual one.
func (p *paper) put(height float64, values ...any) {
	p.row++
	p.keep(p.stream.SetRow("A"+strconv.Itoa(p.row), values, excelize.RowOpts{Height: height}))
}

// merge joins the cells of the last row from column on to E, so that a long
// value has room.
func (p *paper) merge(column string) {
	row := strconv.Itoa(p.row)
	p.keep(p.stream.MergeCell(column+row, "E"+row))
}

func (p *paper) title(title, subtitle string) {
	p.put(30, p.cell(p.styles.title, title))
	p.put(18, p.cell(p.styles.subtitle, subtitle))
}

func (p *paper) section(name string) {
	p.row++ // a gap
	s := p.styles.section
	p.put(20, p.cell(s, name), p.cell(s, ""), p.cell(s, ""), p.cell(s, ""), p.cell(s, ""))
}

func (p *paper) pair(label, value string) { p.labelled(p.styles.wrapped, label, value) }

// alert is a pair that must not be overlooked.
func (p *paper) alert(label, value string) { p.labelled(p.styles.alert, label, value) }

func (p *paper) labelled(style int, label, value string) {
	if value == "" {
		value = "–"
	}
	if p.masked {
		value = diff.MaskText(value)
	}
	p.put(heightOf(value, valueCharacters), p.cell(p.styles.label, label), p.cell(style, value))
	p.merge("B")
}

func (p *paper) figure(label string, value int) {
	p.put(lineHeight, p.cell(p.styles.label, label), p.cell(p.styles.figure, value))
}

// The headings of columns of numbers.
const (
	headEvents = "Events"
	headShare  = "Share"
)

func (p *paper) tableHead(titles ...string) {
	values := make([]any, len(paperWidths))
	for i := range values {
		title, style := "", p.styles.tableHead
		if i < len(titles) {
			title = titles[i]
		}
		if title == headEvents || title == headShare {
			style = p.styles.numberHead
		}
		values[i] = p.cell(style, title)
	}
	p.put(lineHeight+2, values...)
}

func (p *paper) counted(value string, events int, share float64) {
	p.put(heightOf(value, labelCharacters), p.cell(p.styles.wrapped, value), p.cell(p.styles.number, events), p.cell(p.styles.share, share))
}

func (p *paper) total(label string, events int) {
	p.put(lineHeight+2, p.cell(p.styles.total, label), p.cell(p.styles.totalNumber, events), p.cell(p.styles.total, ""))
}

func (p *paper) legend(title, field, meaning string) {
	p.put(heightOf(meaning, legendCharacters), p.cell(p.styles.label, title), p.cell(p.styles.wrapped, field), p.cell(p.styles.wrapped, meaning))
	p.merge("C")
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
		lines += 1 + (utf8.RuneCountInString(strings.TrimRight(line, "\n"))-1)/width
	}
	return float64(min(max(lines, 1)*lineHeight, tallest))
}
