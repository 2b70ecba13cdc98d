package export

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/export/workbook"
)

// charts puts charts below one another, beside the tables that they show.
type charts struct {
	book   *sheets
	sheet  string
	column int // from 0
	row    int
	count  int // of those placed
}

// table is where a table stands: the row of its headings, and its last one
// before the total.
type table struct{ head, last, columns int }

const (
	chartWidth, chartHeight = 620, 235 // pixels
	chartRows               = 13       // that it covers
	chartsOnPage            = 4        // as high as that, and none is torn where it is printed
	chartPageRows           = 62
	daysHeight              = chartHeight + 2*18 // the days take room, and so two more rows
	daysRows                = 2
	mostBars                = 12
)

// colors tell the types apart.
var colors = []string{"2E75B6", "E0A526", "C0504D", "7F8FA9", "9BBB59"}

// place puts a chart below the last one.
func (c *charts) place(chart excelize.Chart, title string) error {
	ink := excelize.Font{Size: 9, Color: colorInk}
	chart.XAxis.Font, chart.YAxis.Font, chart.Legend.Font = ink, ink, &ink
	chart.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Size: 12, Bold: true, Color: colorInk}}}}
	if chart.Dimension.Width = chartWidth; chart.Dimension.Height == 0 {
		chart.Dimension.Height = chartHeight
	}
	lines := false
	chart.Format = excelize.GraphicOptions{Positioning: "oneCell", PrintObject: &[]bool{true}[0], LockAspectRatio: lines}
	err := c.book.file.AddChart(c.sheet, fmt.Sprintf("%s%d", workbook.ColumnName(c.column), c.row), &chart)
	if err != nil {
		return fmt.Errorf("export: chart %s: %w", title, err)
	}
	if c.count++; c.count%chartsOnPage == 0 {
		c.row += chartPageRows - daysRows - (chartsOnPage-1)*chartRows
		return nil
	}
	c.row += chartRows
	return nil
}

func (c *charts) area(column, first, last int) string {
	name := workbook.ColumnName(column)
	return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", c.sheet, name, first, name, last)
}

func (c *charts) series(t table, column int) excelize.ChartSeries {
	return excelize.ChartSeries{
		Name:       fmt.Sprintf("'%s'!$%s$%d", c.sheet, workbook.ColumnName(column), t.head),
		Categories: c.area(0, t.head+1, t.last), Values: c.area(column, t.head+1, t.last),
	}
}

// dayAlignment turns the days: LibreOffice writes straight ones over one another.
var dayAlignment = excelize.Alignment{TextRotation: -45}

// add shows a table that has rows.
func (c *charts) add(of chartOf, t table) error {
	switch {
	case t.last <= t.head:
		return nil
	case of.kind == chartDays:
		err := c.place(days(c, t), of.title)
		c.row += daysRows
		return err
	case of.kind == chartPie:
		return c.place(pie(c, t), of.title)
	}
	return c.place(bars(c, t), of.title)
}

// days stacks the types of each day; the last column is their sum.
func days(c *charts, t table) excelize.Chart {
	gap := uint(40)
	chart := excelize.Chart{Type: excelize.ColStacked, Legend: excelize.ChartLegend{Position: "bottom"}, GapWidth: &gap,
		Dimension: excelize.ChartDimension{Height: daysHeight},
		XAxis:     excelize.ChartAxis{NumFmt: excelize.ChartNumFmt{CustomNumFmt: dayFormat}, Alignment: dayAlignment}, YAxis: excelize.ChartAxis{MajorGridLines: true}}
	for column := 1; column < t.columns-1; column++ {
		s := c.series(t, column)
		s.Fill = filled(column - 1)
		chart.Series = append(chart.Series, s)
	}
	return chart
}

// bars shows the first values of a table, the largest on top.
func bars(c *charts, t table) excelize.Chart {
	t.last = min(t.last, t.head+mostBars)
	gap := uint(40)
	s := c.series(t, 1)
	s.Fill = filled(0)
	return excelize.Chart{Type: excelize.Bar, Series: []excelize.ChartSeries{s}, Legend: excelize.ChartLegend{Position: "none"}, GapWidth: &gap,
		XAxis: excelize.ChartAxis{ReverseOrder: true}, YAxis: excelize.ChartAxis{MajorGridLines: true}}
}

func pie(c *charts, t table) excelize.Chart {
	s := c.series(t, 1)
	for i := range t.last - t.head {
		s.DataPoint = append(s.DataPoint, excelize.ChartDataPoint{Index: i, Fill: filled(i)})
	}
	return excelize.Chart{Type: excelize.Doughnut, Series: []excelize.ChartSeries{s}, Legend: excelize.ChartLegend{Position: "right"}, HoleSize: 55}
}

func filled(series int) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colors[series%len(colors)]}}
}
