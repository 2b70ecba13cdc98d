package export

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/export/pdf"
)

// printed sets what sheets Report and Summary say on the pages of a PDF.
type printed struct {
	*account
	paper *pdf.Paper
	rows  *tableLines // the table that is being said; nil for none
}

// tableLines is a table until it is known whole.
type tableLines struct {
	table pdf.Table
	days  *pdf.Days // a chart of them; nil for none
	kept  []line    // its records
}

// signable is what the block for signatures names.
type signable struct {
	statement string
	facts     [][2]string
}

// print writes a PDF of what was said.
func (a *account) print(ctx context.Context, to io.Writer, said *said, intro string, sign signable) error {
	at := a.req.Report.GeneratedAt.UTC()
	paper, err := pdf.New(pdf.Info{
		Title: a.title(), Subject: a.tenantsAndPeriod(), ID: a.req.ReportID(), Creator: "Trailbook", Language: string(a.language()), Made: at,
		Head: a.title() + " · " + diff.Printable(tenantNames(a.req.Report.Tenants)),
		Foot: "Trailbook, " + at.Format("2006-01-02 15:04") + " UTC, " + a.words.of("report") + " " + a.req.ReportID(),
		Page: a.words.of("Page %d of %d"), Stopped: ctx.Err,
		Colors: pdf.Colors{
			Ink: colorInk, Accent: colorAccent, Muted: colorMuted, Rule: colorRule, Band: colorBand, Alert: colorAlert, Series: colors,
		},
	})
	if err != nil {
		return fmt.Errorf("export: beginning the PDF: %w", err)
	}
	if logo := a.req.Template.Logo; len(logo) > 0 {
		if err := paper.Logo(logo); err != nil {
			return audit.Errorf(audit.CodeInvalid, "The logo of the template cannot be drawn: the picture is damaged.").
				WithHint("Give the template another logo.").Wrapping(err)
		}
	}
	p := &printed{account: a, paper: paper}
	for i, lines := range [...][]line{said.report, said.summary} {
		for n, l := range lines {
			if err := ctx.Err(); err != nil {
				return err
			}
			p.draw(l)
			if i == 0 && n == 0 && intro != "" {
				paper.Sentence(intro)
			}
		}
		p.endTable()
	}
	paper.Sign(pdf.Signature{
		Heading: a.words.of("Signatures"), Statement: sign.statement, Facts: sign.facts,
		Signers: []string{a.words.of("Prepared by"), a.words.of("Reviewed by")},
		Fields:  []string{a.words.of("Name in capitals"), a.words.of("Place and date"), a.words.of("Signature")},
	})
	return paper.Write(to)
}

func (p *printed) draw(l line) {
	c := l.cells
	if l.kind == lineLegend && p.rows != nil {
		p.rows.table.Columns[0].Bold = true
		l.kind = lineRecord
	}
	if l.kind < lineHead {
		p.endTable()
	}
	switch l.kind {
	case lineTitle:
		p.paper.Title(p.cell(c[0]), p.cell(c[1]))
	case lineSection:
		p.paper.Section(p.cell(c[0]))
	case linePair, lineAlert:
		p.paper.Pair(p.cell(c[0]), p.cell(c[1]), l.kind == lineAlert)
	case lineSentence:
		p.paper.Sentence(p.cell(c[0]))
	case lineLegend:
		p.paper.Legend(p.cell(c[0]), p.cell(c[1]), p.cell(c[2]))
	case lineHead:
		p.rows = &tableLines{}
		for _, title := range c {
			_, numbers := title.(numberHead)
			p.rows.table.Columns = append(p.rows.table.Columns, pdf.Column{Title: p.cell(title), Right: numbers})
		}
	case lineRecord:
		p.rows.table.Rows = append(p.rows.table.Rows, p.cells(c))
		p.rows.kept = append(p.rows.kept, l)
	case lineTotal:
		p.rows.table.Total = p.cells(c)
	case lineChart:
		if of, ok := c[0].(chartOf); ok {
			p.chart(of)
		}
	}
}

// endTable draws the table that was said, with its picture.
func (p *printed) endTable() {
	t := p.rows
	if p.rows = nil; t == nil {
		return
	}
	if t.days != nil {
		p.paper.Days(*t.days)
	}
	if len(t.table.Rows) > 0 || t.table.Total != nil {
		p.paper.Table(dense(t.table))
	}
}

// chart gives the table bars, or a picture above it.
func (p *printed) chart(of chartOf) {
	t := p.rows
	if of.kind == chartDays {
		t.days = &pdf.Days{Title: of.title}
		last := len(t.table.Columns) - 1
		for _, part := range t.table.Columns[1:last] {
			t.days.Parts = append(t.days.Parts, part.Title)
		}
		for i, l := range t.kept {
			day := pdf.Day{Name: t.table.Rows[i][0]}
			day.At, _ = l.cells[0].(time.Time)
			for _, n := range l.cells[1:last] {
				number, _ := n.(int)
				day.Counts = append(day.Counts, number)
			}
			t.days.Days = append(t.days.Days, day)
		}
		return
	}
	most := 1
	for _, l := range t.kept {
		n, _ := l.cells[1].(int)
		most = max(most, n)
	}
	for _, l := range t.kept {
		n, _ := l.cells[1].(int)
		t.table.Bars = append(t.table.Bars, float64(n)/float64(most))
	}
	t.table.Palette = of.kind == chartPie
}

// dense is a table without columns that have neither a heading nor a cell.
func dense(t pdf.Table) pdf.Table {
	rows := append([][]string{t.Total}, t.Rows...)
	for column := len(t.Columns) - 1; column >= 0; column-- {
		empty := t.Columns[column].Title == ""
		for _, row := range rows {
			empty = empty && (column >= len(row) || row[column] == "")
		}
		if !empty {
			continue
		}
		t.Columns = append(t.Columns[:column:column], t.Columns[column+1:]...)
		for i, row := range rows {
			if column < len(row) {
				rows[i] = append(row[:column:column], row[column+1:]...)
			}
		}
	}
	t.Total, t.Rows = rows[0], rows[1:]
	return t
}

func (p *printed) cells(values []any) []string {
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = p.cell(value)
	}
	return list
}

// cell is a cell's value as a workbook shows it.
func (p *printed) cell(value any) string {
	switch v := value.(type) {
	case string:
		shown, _ := cellText(strings.ToValidUTF8(v, "\uFFFD"))
		return shown
	case openText:
		return p.cell(string(v))
	case numberHead:
		return p.cell(string(v))
	case int:
		return p.grouped(v)
	case leftNumber:
		return p.grouped(int(v))
	case float64:
		return strings.Replace(strconv.FormatFloat(v*100, 'f', 2, 64), ".", p.words.of("."), 1) + "%"
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return ""
}

// grouped is a number with a mark between its thousands.
func (a *account) grouped(n int) string {
	digits := strconv.Itoa(n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + a.words.of(",") + digits[at:]
	}
	return digits
}
