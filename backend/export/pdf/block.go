package pdf

const partRoom = 130.0 // that a part has at least on the page on which it begins

// Title begins the document, or a further part of it: on a new page, unless
// there is much room left.
func (p *Paper) Title(title, subtitle string) {
	first := p.y == top
	switch {
	case first || p.fresh():
	case p.y+partRoom > bottom:
		p.turn()
	default:
		p.y += 9
	}
	p.file.SetFont(fontFamily, "", bodySize)
	p.file.Bookmark(p.fit(title, "", bodySize, 90), 0, p.y)
	wide := right - left
	if p.logos > 0 && first {
		wide -= logoWidth + 5
	}
	size, height := titleSize, titleLine
	if !first {
		size, height = titleSize*0.8, titleLine*0.85
	}
	lines := p.wrap(title, "B", size, wide)
	p.lines(piece{left, lines, "B", p.info.Colors.Accent}, p.y, size, height)
	p.y += float64(len(lines))*height + 1
	p.flow(left, p.wrap(subtitle, "", bodySize+1, wide), "", bodySize+1, p.info.Colors.Muted)
	if p.logos > 0 && first {
		p.y = max(p.y, top+logoHeight)
	}
	p.y++
}

// Section begins a section. Its heading stands on the page of what comes next.
func (p *Paper) Section(name string) { p.section = name }

func (p *Paper) heading() {
	name := p.section
	p.section = ""
	if !p.fresh() {
		p.y += 3.5
	}
	p.file.SetFont(fontFamily, "", bodySize)
	p.file.Bookmark(p.fit(name, "", bodySize, 90), 1, p.y)
	p.text(left, p.y+baseline(sectionSize, sectionLine), p.fit(name, "B", sectionSize, right-left), "B", sectionSize, p.info.Colors.Accent)
	p.y += sectionLine
	p.file.SetDrawColor(rgb(p.info.Colors.Accent))
	p.file.SetLineWidth(0.3)
	p.file.Line(left, p.y, right, p.y)
	p.y += 1.5
}

// Pair is a label and its value; alert shows that it must not be overlooked.
func (p *Paper) Pair(label, value string, alert bool) {
	p.row(bodySize, bodyLine, p.pairPieces(label, value, alert))
	p.y += 0.7
}

func (p *Paper) pairPieces(label, value string, alert bool) []piece {
	style, color := "", p.info.Colors.Ink
	if alert {
		style, color = "B", p.info.Colors.Alert
	}
	return []piece{
		{left, p.wrap(label, "B", bodySize, labelWidth-columnGap), "B", p.info.Colors.Ink},
		{left + labelWidth, p.wrap(value, style, bodySize, right-left-labelWidth), style, color},
	}
}

// Sentence is text across the whole width.
func (p *Paper) Sentence(text string) {
	p.row(bodySize, bodyLine, []piece{{left, p.wrap(text, "", bodySize, right-left), "", p.info.Colors.Ink}})
	p.y += 1.2
}

const legendMiddle = 30.0

// Legend is a label, a short text or number, and a long text.
func (p *Paper) Legend(label, middle, meaning string) {
	start := left + labelWidth
	p.row(bodySize, bodyLine, []piece{
		{left, p.wrap(label, "B", bodySize, labelWidth-columnGap), "B", p.info.Colors.Ink},
		{start, p.wrap(middle, "", bodySize, legendMiddle-columnGap), "", p.info.Colors.Ink},
		{start + legendMiddle, p.wrap(meaning, "", bodySize, right-start-legendMiddle), "", p.info.Colors.Ink},
	})
	p.y += 0.7
}

// piece is a text of a row, wrapped.
type piece struct {
	x     float64
	lines []string
	style string
	color string
}

// rowLines is how many lines the tallest piece has.
func rowLines(pieces []piece) int {
	most := 1
	for _, one := range pieces {
		most = max(most, len(one.lines))
	}
	return most
}

// The most lines that are kept together on a page, and the fewest that are left
// alone on one.
const (
	keptLines = 12
	fewLines  = 2
)

// row draws pieces side by side. Long ones go on on the next page.
func (p *Paper) row(size, height float64, pieces []piece) {
	count := rowLines(pieces)
	if count <= keptLines {
		p.need(float64(count) * height)
	} else {
		p.need(fewLines * height)
	}
	for done := 0; done < count; {
		room := int((bottom - p.y) / height)
		if rest := count - done; room < rest && rest-room < fewLines {
			room = max(rest-fewLines, 1) // no line alone on the next page
		}
		part := min(max(room, 1), count-done)
		for _, one := range pieces {
			if done < len(one.lines) {
				one.lines = one.lines[done:min(done+part, len(one.lines))]
				p.lines(one, p.y, size, height)
			}
		}
		p.y += float64(part) * height
		if done += part; done < count {
			p.turn()
		}
	}
}

// flow draws lines below one another.
func (p *Paper) flow(x float64, lines []string, style string, size float64, color string) {
	p.row(size, size*bodyLine/bodySize, []piece{{x, lines, style, color}})
}
