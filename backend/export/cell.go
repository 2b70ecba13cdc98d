package export

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// What a cell can hold: ECMA-376 and Excel's own limits.
const (
	cellUnits = 32_767 // UTF-16 units
	keptUnits = 32_640 // of a cut cell; the rest is for the notice
	cellLines = 253    // line feeds
)

// The ways a byte matters in a cell.
const (
	plainByte  uint8 = iota
	markupByte       // escaped in the sheet's XML
	lineByte         // a line feed
	oddByte          // control character: XML cannot hold it, or Excel hides it
	leadByte         // begins one of strange
)

// byteKinds is a table because every byte of every event is looked up once.
var byteKinds = func() (kinds [256]uint8) {
	for c := range 0x20 {
		kinds[c] = oddByte
	}
	kinds[0x7f] = oddByte
	kinds['\t'] = markupByte
	kinds['\n'] = lineByte
	for _, c := range []byte(`"'&<>`) {
		kinds[c] = markupByte
	}
	for _, r := range strange {
		kinds[string(r)[0]] = leadByte
	}
	return kinds
}()

// strange are the characters beyond ASCII that a cell does not hold as they
// are: XML has no U+FFFE and U+FFFF, and the rest turns text around, so that
// "gnp.exe" reads "exe.png".
const strange = "\uFFFE\uFFFF\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"

// markupBytes is the most that one escaped character takes in a sheet's XML.
const markupBytes = len("&#34;")

// cellText makes text fit for a cell. What a cell cannot hold is shown: control
// characters as \x07, those that turn text around as \u202e, line feeds beyond the 253rd as \n, and what is longer
// than a cell ends in a notice. Nothing disappears silently. The text is valid
// UTF-8. size is about how many bytes the cell takes in the sheet's XML.
func cellText(text string, counts *Counts) (shown string, size int) {
	var seen [leadByte + 1]int
	for i := range len(text) {
		seen[byteKinds[text[i]]]++
	}
	if seen[oddByte] > 0 || seen[lineByte] > cellLines || seen[leadByte] > 0 && strings.ContainsAny(text, strange) {
		text = showControl(text)
		counts.Escaped++
	}
	if len(text) > cellUnits {
		if cut, ok := cutCell(text); ok {
			counts.Cut++
			text = cut
		}
	}
	return text, len(text) + min(seen[markupByte], len(text))*(markupBytes-1)
}

// showControl writes what a cell cannot hold as visible escapes.
func showControl(text string) string {
	var b strings.Builder
	lines := 0
	for _, r := range text {
		switch {
		case r == '\n' && lines == cellLines:
			b.WriteString(`\n`)
		case r == '\n':
			lines++
			b.WriteRune(r)
		case r == '\r':
			b.WriteString(`\r`)
		case r < utf8.RuneSelf && byteKinds[r] == oddByte:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r >= utf8.RuneSelf && strings.ContainsRune(strange, r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// cutCell shortens text to what a cell holds and says so in it; ok is false
// when text fits.
func cutCell(text string) (cut string, ok bool) {
	units, characters, end := 0, 0, 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units <= keptUnits {
			end = i + utf8.RuneLen(r)
		}
		characters++
	}
	if units <= cellUnits {
		return text, false
	}
	return fmt.Sprintf("%s … [cut, %d characters in all; the NDJSON export has it whole]", text[:end], characters), true
}
