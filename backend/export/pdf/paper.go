// Package pdf sets a report on pages: titles, labelled values, tables with
// bars, a chart of days, a block for signatures. It knows nothing of what the
// report says.
//
// Whatever it is given is text and nothing else: no link, action, script or
// form comes of it. What the fonts cannot show is shown as an escape, such as
// \u{1F600}. The same calls give the same bytes.
package pdf

import (
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Info is what the document says of itself, and what stands on every page.
type Info struct {
	Title, Subject string
	ID             string // of the report; a keyword of the document
	Creator        string
	Language       string       // such as "en"
	Made           time.Time    // the document's date
	Head           string       // at the top of every page but the first
	Foot           string       // at the bottom of every page
	Page           string       // of the page and of all, such as "Page %d of %d"
	Stopped        func() error // asked at every page: an error ends the work and is that of Write; may be nil
	Colors         Colors
}

// Colors are those of the pages, six hexadecimal digits each.
type Colors struct {
	Ink, Accent, Muted, Rule, Band, Alert string
	Series                                []string // of charts
}

// A4, in millimetres. The left margin leaves room for a binder's holes.
const (
	pageWidth, pageHeight = 210.0, 297.0
	left, right           = 20.0, 192.0
	top, bottom           = 18.0, 276.0
	headBottom            = 24.0 // of the line at the top of a page
	footTop               = 283.0
)

// Sizes of text, in points, and heights of its lines, in millimetres.
const (
	bodySize, bodyLine       = 9.0, 4.5
	tableSize, tableLine     = 8.5, 4.2
	sectionSize, sectionLine = 11.5, 6.5
	titleSize, titleLine     = 20.0, 9.0
	smallSize                = 7.5
	labelWidth               = 54.0
	columnGap                = 4.0
)

// Paper is a document while it is written, from top to bottom. Its first error
// is that of Write.
type Paper struct {
	info    Info
	file    *fpdf.Fpdf
	faces   map[string]*face // by style: "" and "B"
	y       float64          // where the next line begins
	section string           // a heading that waits for what it stands above
	logos   int
	failed  error
}

// New begins a document.
func New(info Info) (*Paper, error) {
	p := &Paper{info: info, file: fpdf.New("P", "mm", "A4", "")}
	f := p.file
	f.SetCatalogSort(true)
	f.SetCreationDate(info.Made.UTC())
	f.SetModificationDate(info.Made.UTC())
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetDisplayMode("default", "")
	f.SetLang(info.Language)
	if err := p.loadFaces(); err != nil {
		return nil, err
	}
	f.SetTitle(p.shown(info.Title), true)
	f.SetSubject(p.shown(info.Subject), true)
	f.SetKeywords(p.shown(info.ID), true)
	f.SetCreator(p.shown(info.Creator), true)
	f.SetProducer(p.shown(info.Creator), true)
	p.turn()
	return p, nil
}

// turn begins a page.
func (p *Paper) turn() {
	if p.failed == nil && p.info.Stopped != nil {
		p.failed = p.info.Stopped()
	}
	p.file.AddPage()
	p.y = top
	if p.file.PageNo() > 1 {
		p.y = headBottom + 4
	}
}

// need begins a page where there is not so much room left. A heading that waits
// comes first.
func (p *Paper) need(height float64) {
	heading := 0.0
	if p.section != "" {
		heading = sectionLine + 5
	}
	if p.y+heading+height > bottom && !p.fresh() {
		p.turn()
	}
	if p.section != "" {
		p.heading()
	}
}

// fresh reports whether the page is empty.
func (p *Paper) fresh() bool { return p.y == top || p.file.PageNo() > 1 && p.y <= headBottom+4 }

// Write writes the document.
func (p *Paper) Write(to io.Writer) error {
	if p.section != "" {
		p.need(0)
	}
	if p.failed == nil {
		p.margins()
		p.failed = p.file.Error()
	}
	if p.failed == nil {
		p.failed = p.file.Output(to)
	}
	if p.failed != nil {
		return fmt.Errorf("pdf: %w", p.failed)
	}
	return nil
}

// margins fills the head and foot of all pages, once it is known how many there
// are.
func (p *Paper) margins() {
	pages := p.file.PageCount()
	number := func(n int) string { return p.shown(fmt.Sprintf(p.info.Page, n, pages)) }
	room := p.width(number(pages), "", smallSize) + columnGap
	for n := 1; n <= pages; n++ {
		p.file.SetPage(n)
		p.rule(left, footTop, right, p.info.Colors.Rule)
		p.text(left, footTop+4.2, p.fit(p.info.Foot, "", smallSize, right-left-room), "", smallSize, p.info.Colors.Muted)
		p.text(right-p.width(number(n), "", smallSize), footTop+4.2, number(n), "", smallSize, p.info.Colors.Muted)
		if n > 1 {
			p.text(left, headBottom-6, p.fit(p.info.Head, "", smallSize, right-left), "", smallSize, p.info.Colors.Muted)
			p.rule(left, headBottom-4, right, p.info.Colors.Rule)
		}
	}
}

// text draws a line with its baseline at y. What is drawn is what shown made.
func (p *Paper) text(x, y float64, line, style string, size float64, color string) {
	if line == "" {
		return
	}
	p.file.SetFont(fontFamily, style, size)
	p.file.SetTextColor(rgb(color))
	p.file.Text(x, y, line)
}

// lines draws a piece: lines of a height below one another, the first one's top
// at y.
func (p *Paper) lines(one piece, y, size, height float64) {
	for i, line := range one.lines {
		p.text(one.x, y+float64(i)*height+baseline(size, height), line, one.style, size, one.color)
	}
}

// baseline is how far below the top of a line of this height its baseline is.
func baseline(size, height float64) float64 { return height/2 + size*millimetres*0.36 }

const millimetres = 25.4 / 72 // a point

func (p *Paper) rule(x, y, to float64, color string) {
	p.file.SetDrawColor(rgb(color))
	p.file.SetLineWidth(0.15)
	p.file.Line(x, y, to, y)
}

func (p *Paper) fill(x, y, width, height float64, color string) {
	p.file.SetFillColor(rgb(color))
	p.file.Rect(x, y, width, height, "F")
}

// rgb reads six hexadecimal digits.
func rgb(color string) (r, g, b int) {
	if _, err := fmt.Sscanf(color, "%02x%02x%02x", &r, &g, &b); err != nil {
		return 0, 0, 0
	}
	return r, g, b
}
