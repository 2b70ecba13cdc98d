package pdf

// Signature is the block at the end of a document.
type Signature struct {
	Heading   string
	Statement string      // what is signed
	Facts     [][2]string // labels, and what identifies what is signed
	Signers   []string    // in what quality they sign, side by side
	Fields    []string    // lines to be filled in, such as name and place
}

const (
	fieldHeight = 13.0
	signerGap   = 12.0
)

// Sign draws the block, all of it on one page.
func (p *Paper) Sign(s Signature) {
	statement := p.wrap(s.Statement, "", bodySize, right-left)
	height := float64(len(statement))*bodyLine + float64(len(s.Fields))*fieldHeight + bodyLine + 7.5
	for _, fact := range s.Facts {
		height += float64(rowLines(p.pairPieces(fact[0], fact[1], false)))*bodyLine + 0.7
	}
	p.Section(s.Heading)
	p.need(height)
	p.Sentence(s.Statement)
	p.y++
	for _, fact := range s.Facts {
		p.Pair(fact[0], fact[1], false)
	}
	p.y += 5
	count := float64(len(s.Signers))
	wide := (right - left - signerGap*(count-1)) / count
	start := p.y
	for i, signer := range s.Signers {
		x := left + float64(i)*(wide+signerGap)
		p.text(x, start+baseline(bodySize, bodyLine), p.fit(signer, "B", bodySize, wide), "B", bodySize, p.info.Colors.Ink)
		for k, field := range s.Fields {
			y := start + bodyLine + float64(k+1)*fieldHeight - 3
			p.rule(x, y, x+wide, p.info.Colors.Muted)
			p.text(x, y+3.2, p.fit(field, "", smallSize, wide), "", smallSize, p.info.Colors.Muted)
		}
	}
	p.y = start + bodyLine + float64(len(s.Fields))*fieldHeight
}
