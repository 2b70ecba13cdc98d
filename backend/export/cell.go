package export

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/export/workbook"
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
	lineByte         // a line feed
	oddByte          // control character: XML cannot hold it, or Excel hides it
	leadByte         // begins one of strange, or U+FFFD
	underscore       // may begin what reads like an escape
)

// byteKinds is a table because every byte of every event is looked up once.
var byteKinds = func() (kinds [256]uint8) {
	for c := range 0x20 {
		kinds[c] = oddByte
	}
	kinds[0x7f] = oddByte
	kinds['\t'] = plainByte
	kinds['\n'] = lineByte
	kinds['_'] = underscore
	for _, r := range strange + "\uFFFD" {
		kinds[string(r)[0]] = leadByte
	}
	kinds[0xc2] = leadByte // the second set of controls
	return kinds
}()

// strange are the characters beyond ASCII that a cell does not hold as they
// are: XML has no U+FFFE and U+FFFF, and the rest turns text around, so that
// "gnp.exe" reads "exe.png".
const strange = "\uFFFE\uFFFF\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"

func isStrange(r rune) bool { return r >= 0x80 && r <= 0x9f || strings.ContainsRune(strange, r) }

// fitting says what had to be done to a text for a cell.
type fitting struct {
	escaped string // what is shown by escapes, in words; empty for nothing
	cut     int    // how many characters there were in all; 0 for a text that fits
	broken  bool   // it has U+FFFD
	like    bool   // it has what reads like an escape of the file's format
}

// cellText makes text fit for a cell. What a cell cannot hold is shown: control
// characters as \x07, those that turn text around as \u202e, line feeds beyond
// the 253rd as \n, and what is longer than a cell ends in a notice. Nothing
// disappears silently. The text is valid UTF-8.
func cellText(text string) (shown string, did fitting) {
	var seen [underscore + 1]int
	for i := range len(text) {
		seen[byteKinds[text[i]]]++
	}
	if seen[leadByte] > 0 {
		did.broken = strings.ContainsRune(text, utf8.RuneError)
	}
	did.like = seen[underscore] > 1 && workbook.LooksEscaped(text)
	if seen[oddByte] > 0 || seen[lineByte] > cellLines || seen[leadByte] > 0 && strings.IndexFunc(text, isStrange) >= 0 {
		text, did.escaped = showControl(text)
	}
	if len(text) > cellUnits {
		text, did.cut = cutCell(text)
	}
	return text, did
}

// showControl writes what a cell cannot hold as visible escapes, and lists
// what that was.
func showControl(text string) (shown, list string) {
	var b strings.Builder
	lines, counts := 0, map[rune]int{}
	for _, r := range text {
		switch {
		case r == '\n' && lines == cellLines:
			b.WriteString(`\n`)
			counts[r]++
		case r == '\n':
			lines++
			b.WriteRune(r)
		case r == '\r':
			b.WriteString(`\r`)
			counts[r]++
		case r < utf8.RuneSelf && byteKinds[r] == oddByte, r >= 0x80 && r <= 0x9f:
			fmt.Fprintf(&b, `\x%02x`, r)
			counts[r]++
		case r >= utf8.RuneSelf && isStrange(r):
			fmt.Fprintf(&b, `\u%04x`, r)
			counts[r]++
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), listed(counts)
}

// listed tells characters and how often each occurred: "U+0007, U+202E × 3".
func listed(counts map[rune]int) string {
	characters := make([]rune, 0, len(counts))
	for r := range counts {
		characters = append(characters, r)
	}
	slices.Sort(characters)
	var b strings.Builder
	for i, r := range characters {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "U+%04X", r)
		if counts[r] > 1 {
			fmt.Fprintf(&b, " × %d", counts[r])
		}
	}
	return b.String()
}

// cutCell shortens text to what a cell holds and says so in it; characters is
// how many it had, 0 when it fits.
func cutCell(text string) (cut string, characters int) {
	units, end := 0, 0
	for i, r := range text {
		if units += utf16.RuneLen(r); units <= keptUnits {
			end = i + utf8.RuneLen(r)
		}
		characters++
	}
	if units <= cellUnits {
		return text, 0
	}
	return fmt.Sprintf("%s … [cut, %d characters in all; the NDJSON export has it whole]", text[:end], characters), characters
}
