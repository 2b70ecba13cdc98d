package pdf

import "strings"

// Table is a table; its columns are as wide as what is in them.
type Table struct {
	Columns []Column
	Rows    [][]string
	Total   []string  // the last row; nil for none
	Bars    []float64 // how long the bar of a row is, of the longest; nil for none
	Palette bool      // every bar has a color of its own
}

// Column is the heading of a column.
type Column struct {
	Title string
	Right bool // numbers, below one another
	Bold  bool // names of what the other columns tell
}

const (
	barRoom   = 45.0 // that bars have at least
	barHeight = 2.3
	cellEdge  = 0.75 // above and below a row
	headEdge  = 1.1
	measured  = 2000 // rows, by which the width of a column is found
	keptRows  = 12   // the longest table that is never broken over pages
	fewRows   = 3    // that stand at least on each page of a longer one
)

// tableLayout is where the columns of a table are.
type tableLayout struct {
	*Paper
	Table
	starts, widths []float64
	barStart       float64
}

// Table draws a table. Its headings come again on every page.
func (p *Paper) Table(t Table) {
	l := &tableLayout{Paper: p, Table: t}
	l.arrange()
	head := l.pieces(titles(t.Columns), "B", p.info.Colors.Ink)
	headHeight := float64(rowLines(head))*tableLine + 2*headEdge
	first := fewRows
	if len(t.Rows) <= keptRows {
		first = len(t.Rows)
	}
	p.need(headHeight + l.height(0, first))
	l.head(head, headHeight)
	for i, row := range t.Rows {
		if p.failed != nil {
			return
		}
		pieces := l.pieces(row, "", p.info.Colors.Ink)
		together := 1
		if i == len(t.Rows)-fewRows && len(t.Rows) > keptRows {
			together = fewRows
		}
		if p.y+l.height(i, together) > bottom {
			p.turn()
			l.head(head, headHeight)
		}
		p.y += cellEdge
		if i < len(t.Bars) {
			l.bar(i)
		}
		p.row(tableSize, tableLine, pieces)
		p.y += cellEdge
		p.rule(left, p.y, right, p.info.Colors.Band)
	}
	if t.Total != nil {
		p.rule(left, p.y, right, p.info.Colors.Muted)
		p.y += headEdge
		p.row(tableSize, tableLine, l.pieces(t.Total, "B", p.info.Colors.Ink))
	}
	p.y += 1.5
}

// height is that of so many rows from first on, with the total below the last
// one.
func (l *tableLayout) height(first, count int) float64 {
	sum := 0.0
	end := min(first+count, len(l.Rows))
	for _, row := range l.Rows[first:end] {
		sum += float64(min(rowLines(l.pieces(row, "", "")), keptLines))*tableLine + 2*cellEdge
	}
	if end == len(l.Rows) && l.Total != nil {
		sum += tableLine + headEdge
	}
	return sum
}

func titles(columns []Column) []string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = c.Title
	}
	return list
}

func (l *tableLayout) head(pieces []piece, height float64) {
	l.fill(left, l.y, right-left, height, l.info.Colors.Band)
	for _, one := range pieces {
		l.lines(one, l.y+headEdge, tableSize, tableLine)
	}
	l.y += height
	l.rule(left, l.y, right, l.info.Colors.Rule)
}

func (l *tableLayout) bar(row int) {
	color := l.info.Colors.Series[0]
	if l.Palette {
		color = l.info.Colors.Series[row%len(l.info.Colors.Series)]
	}
	if length := (right - 1.5 - l.barStart) * l.Bars[row]; length > 0 {
		l.fill(l.barStart, l.y+(tableLine-barHeight)/2, max(length, 0.3), barHeight, color)
	}
}

// pieces are the cells of a row. A text may run over the empty cells behind it.
func (l *tableLayout) pieces(cells []string, style, color string) []piece {
	list := make([]piece, 0, len(cells))
	for i, cell := range cells {
		if cell == "" || i >= len(l.Columns) {
			continue
		}
		width, style := l.widths[i], style
		if l.Columns[i].Bold {
			style = "B"
		}
		lines := l.wrap(cell, style, tableSize, width)
		x := l.starts[i]
		if l.Columns[i].Right && len(lines) == 1 {
			x += width - l.width(lines[0], style, tableSize)
		}
		list = append(list, piece{x, lines, style, color})
	}
	return list
}

// arrange finds how wide columns are. Where all have room they get what they
// need, and share the rest; else the widest texts are wrapped.
func (l *tableLayout) arrange() {
	inner := right - left - 2*1.5 - columnGap*float64(len(l.Columns)-1)
	if l.Bars != nil {
		inner -= barRoom + 2*columnGap
	}
	l.widths = make([]float64, len(l.Columns))
	sum := 0.0
	for i := range l.Columns {
		l.widths[i] = l.natural(i)
		sum += l.widths[i]
	}
	switch rest := inner - sum; {
	case rest < 0:
		for i := range l.Columns { // headings may be wrapped, too
			l.widths[i] = max(l.widest(i), l.widestWord(l.Columns[i].Title))
		}
		l.narrow(inner)
	case l.Bars == nil:
		for i := range l.widths {
			l.widths[i] += rest / float64(len(l.widths))
		}
	}
	x := left + 1.5
	for _, width := range l.widths {
		l.starts = append(l.starts, x)
		x += width + columnGap
	}
	l.barStart = x + columnGap
}

// natural is how wide a column is in which nothing is wrapped.
func (l *tableLayout) natural(column int) float64 {
	return max(l.widest(column), l.width(l.shown(l.Columns[column].Title), "B", tableSize)+0.2)
}

func (l *tableLayout) widestWord(heading string) float64 {
	widest := 0.0
	for word := range strings.FieldsSeq(l.shown(heading)) {
		widest = max(widest, l.width(word, "B", tableSize))
	}
	return widest + 0.2
}

// widest is how wide the widest cell of a column is.
func (l *tableLayout) widest(column int) float64 {
	widest := 0.0
	for _, row := range l.Rows[:min(len(l.Rows), measured)] {
		if column < len(row) {
			style := ""
			if l.Columns[column].Bold {
				style = "B"
			}
			widest = max(widest, l.width(l.shown(row[column]), style, tableSize))
		}
	}
	if column < len(l.Total) {
		widest = max(widest, l.width(l.shown(l.Total[column]), "B", tableSize))
	}
	return widest + 0.2
}

// narrow takes from the widest columns of text what is too much.
func (l *tableLayout) narrow(inner float64) {
	low, high := 8.0, inner
	sum := func(level float64) (sum float64) {
		for i, width := range l.widths {
			if !l.Columns[i].Right {
				width = min(width, level)
			}
			sum += width
		}
		return sum
	}
	for range 40 {
		if level := (low + high) / 2; sum(level) > inner {
			high = level
		} else {
			low = level
		}
	}
	for i, width := range l.widths {
		if !l.Columns[i].Right {
			l.widths[i] = min(width, low)
		}
	}
}
