package diff

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Printable returns text with everything that a terminal would obey instead of
// show written out: control characters and escape sequences as \x1b, marks
// that reverse or hide text as \u202e, bytes that are not UTF-8 as \xff. Line
// feeds and tabs are written out too, so that one text stays on one line.
func Printable(text string) string {
	return escapeWhere(text, func(r rune) bool { return r < 0x20 || obeyed(r) }, func(r rune) string {
		switch {
		case r == '\n':
			return `\n`
		case r == '\t':
			return `\t`
		case r < 0x100:
			return fmt.Sprintf(`\x%02x`, r)
		}
		return fmt.Sprintf(`\u%04x`, r)
	})
}

// escapeJSON does so for a JSON text, which stays one: beyond its own space it
// has such characters only inside strings.
func escapeJSON(text string) string {
	if !utf8.ValidString(text) {
		text = string([]rune(text)) // every byte that is not UTF-8 becomes U+FFFD, as encoding/json reads it
	}
	return escapeWhere(text, obeyed, func(r rune) string { return fmt.Sprintf(`\u%04x`, r) })
}

// obeyed reports a character beyond ASCII control that acts instead of
// showing: DEL, the second set of controls, direction marks, zero widths.
func obeyed(r rune) bool {
	return r >= 0x7f && r <= 0x9f || r == 0xad || r >= 0x200b && r <= 0x200f ||
		r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xfeff
}

func escapeWhere(text string, unsafe func(rune) bool, escape func(rune) string) string {
	if utf8.ValidString(text) && strings.IndexFunc(text, unsafe) < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case unsafe(r):
			b.WriteString(escape(r))
		default:
			b.WriteString(text[i : i+size])
		}
		i += size
	}
	return b.String()
}
