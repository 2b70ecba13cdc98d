package export

import (
	"strings"
	"unicode"
)

// defuse puts an apostrophe before whatever a spreadsheet would take for a
// formula when it opens a CSV file (OWASP, CSV injection), and reports whether
// it had to.
//
// A formula can begin at the start of a value and also inside of it: where the
// system's list separator is a semicolon, as in most of Europe, a spreadsheet
// splits the line there and knows nothing of our quotes, and it does so at
// every line break too.
func defuse(text string) (string, bool) {
	if !suspicious(text) {
		return text, false
	}
	var b strings.Builder
	written, cell, start := 0, 0, true // cell is where the current cell begins; start until something shows in it
	for i, r := range text {
		if start && leads(r) || i == 0 && r != ';' && breaks(r) {
			b.WriteString(text[written:cell])
			b.WriteByte('\'')
			written = cell
		}
		if breaks(r) {
			cell, start = i+1, true
			continue
		}
		start = start && passedOver(r)
	}
	if b.Len() == 0 {
		return text, false
	}
	b.WriteString(text[written:])
	return b.String(), true
}

// suspicious is the cheap test that spares nearly every value the walk.
func suspicious(text string) bool {
	if text == "" {
		return false
	}
	switch c := text[0]; {
	case c == '{', c == '[', c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z':
	default:
		return true
	}
	for _, c := range []byte(";\t\r\n") {
		if strings.IndexByte(text, c) >= 0 {
			return true
		}
	}
	return false
}

func breaks(r rune) bool { return r == ';' || r == '\t' || r == '\r' || r == '\n' }

// leads reports the characters that begin a formula, full-width forms included.
func leads(r rune) bool { return strings.ContainsRune("=+-@＝＋－＠﹢﹣﹦﹫−", r) }

// passedOver reports what a spreadsheet may skip before a formula: space of
// any kind, quotes, and marks that show nothing.
func passedOver(r rune) bool {
	return r == '"' || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r)
}
