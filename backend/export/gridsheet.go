package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/export/workbook"
)

// names lists the sheets of g.
func (g *grid) names() []string {
	names := make([]string, len(g.leaves))
	for i, l := range g.leaves {
		names[i] = l.name
	}
	return names
}

// place makes the sheets of g around its rows. above are the cells of the rows
// that were left for it, of the first sheet.
func (g *grid) place(above ...[]any) error {
	for i, l := range g.leaves {
		if i > 0 {
			above = nil
		}
		if err := g.placeLeaf(l, above); err != nil {
			return fmt.Errorf("export: sheet %s: %w", l.name, err)
		}
	}
	return nil
}

func (g *grid) placeLeaf(l *leaf, above [][]any) error {
	s := g.book
	stream, err := s.stream(l.name, true)
	if err != nil {
		return err
	}
	if err := g.header(stream); err != nil {
		return err
	}
	for i, row := range above {
		if err := stream.SetRow(fmt.Sprintf("A%d", i+2), row, excelize.RowOpts{Height: rowHeight}); err != nil {
			return err
		}
	}
	lastColumn := workbook.ColumnName(len(g.columns) - 1)
	all := fmt.Sprintf("A1:%s%d", lastColumn, l.last)
	stripes := true
	err = stream.AddTable(&excelize.Table{
		Range: all, Name: strings.ReplaceAll(l.name, " ", "_"), StyleName: "TableStyleLight9", ShowRowStripes: &stripes,
	})
	if err != nil {
		return err
	}
	// Ids of digits are text on purpose; no green corners for that.
	if err := s.file.AddIgnoredErrors(l.name, all, excelize.IgnoredErrorsNumberStoredAsText); err != nil {
		return err
	}
	area := fmt.Sprintf("'%s'!$A$1:$%s$%d", l.name, workbook.ColumnName(g.printed-1), l.last)
	if err := s.printName(l.name, "_xlnm.Print_Area", area); err != nil {
		return err
	}
	s.archive.SetRows(s.numbers[l.name], l.rows)
	return s.endStream(l.name, stream, 1)
}

// header sets widths and the frozen header, and writes it.
func (g *grid) header(stream *excelize.StreamWriter) error {
	titles := make([]any, len(g.columns))
	for i, c := range g.columns {
		style := g.book.styles.text
		if c.time {
			style = g.book.styles.time
		}
		if err := stream.SetColWidth(i+1, i+1, c.wide()); err != nil {
			return err
		}
		if err := stream.SetColStyle(i+1, i+1, style); err != nil {
			return err
		}
		titles[i] = excelize.Cell{StyleID: g.book.styles.header, Value: c.title}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return stream.SetRow("A1", titles, excelize.RowOpts{Height: headHeight})
}
