package pdf

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"
)

const fontFamily = "liberation"

// face is a font in one style.
type face struct {
	font   *sfnt.Font
	buffer sfnt.Buffer
	has    map[rune]bool
	widths map[rune]float64 // of a character, for a size of one point
}

func (p *Paper) loadFaces() error {
	p.faces = map[string]*face{}
	for style, content := range map[string][]byte{"": liberationsansregular.TTF, "B": liberationsansbold.TTF} {
		font, err := sfnt.Parse(content)
		if err != nil {
			return fmt.Errorf("pdf: reading the font: %w", err)
		}
		p.faces[style] = &face{font: font, has: map[rune]bool{}, widths: map[rune]float64{}}
	}
	p.file.AddUTF8FontFromBytes(fontFamily, "", liberationsansregular.TTF)
	p.file.AddUTF8FontFromBytes(fontFamily, "B", liberationsansbold.TTF)
	return nil
}

// holds reports whether the font has a character.
func (f *face) holds(r rune) bool {
	known, ok := f.has[r]
	if !ok {
		glyph, err := f.font.GlyphIndex(&f.buffer, r)
		known = err == nil && glyph != 0
		f.has[r] = known
	}
	return known
}

// shown is a text as the pages can have it: what no font shows, what turns text
// around, acts on it or hides in it, and marks that need setting are written as
// escapes. Line feeds stay.
func (p *Paper) shown(text string) string {
	if utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return r != '\n' && !p.shows(r) }) < 0 {
		return text
	}
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case r == '\n':
			b.WriteByte('\n')
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x20 || r >= 0x7f && r <= 0x9f:
			fmt.Fprintf(&b, `\x%02x`, r)
		case p.shows(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\u{%X}`, r)
		}
	}
	return b.String()
}

// shows reports a character that can be drawn as it is, one after the other
// from left to right.
func (p *Paper) shows(r rune) bool {
	switch {
	case r >= ' ' && r < 0x7f:
		return true
	case r < 0xa0, r > 0xffff, unicode.In(r, unicode.Cf, unicode.M, unicode.Co, unicode.Zl, unicode.Zp, unicode.Hebrew, unicode.Arabic):
		return false
	}
	return p.faces[""].holds(r) && p.faces["B"].holds(r)
}

// width is how wide a line is, in millimetres.
func (p *Paper) width(line, style string, size float64) float64 {
	sum := 0.0
	for _, r := range line {
		sum += p.character(r, style)
	}
	return sum * size
}

func (p *Paper) character(r rune, style string) float64 {
	f := p.faces[style]
	wide, ok := f.widths[r]
	if !ok {
		p.file.SetFont(fontFamily, style, bodySize)
		wide = float64(p.file.GetStringSymbolWidth(string(r))) / 1000 * millimetres
		f.widths[r] = wide
	}
	return wide
}

// fit shortens a line to a width.
func (p *Paper) fit(line, style string, size, width float64) string {
	line = strings.ReplaceAll(p.shown(line), "\n", " ")
	if p.width(line, style, size) <= width {
		return line
	}
	room := width/size - p.character('…', style)
	for i, r := range line {
		if room -= p.character(r, style); room < 0 {
			return line[:i] + "…"
		}
	}
	return line
}
