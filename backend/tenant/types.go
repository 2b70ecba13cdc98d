package tenant

import (
	"strings"
	"unicode"

	"github.com/trailbook/trailbook/backend/audit"
)

// in is the type that a text means by the profile's words: that of the longest
// word in it, TypeOther when none is.
func (t *Types) in(text string) audit.Type {
	found, longest := audit.TypeOther, 0
	if len(t.Create)+len(t.Update)+len(t.Delete) == 0 {
		return found
	}
	where := " " + spaced(text) + " "
	for _, kind := range []struct {
		is    audit.Type
		words []string
	}{{audit.TypeCreate, t.Create}, {audit.TypeUpdate, t.Update}, {audit.TypeDelete, t.Delete}} {
		for _, word := range kind.words {
			word = spaced(word)
			if len(word) > longest && strings.Contains(where, " "+word+" ") {
				found, longest = kind.is, len(word)
			}
		}
	}
	return found
}

// spaced writes a text in lower case with one space between its words, which
// punctuation, spaces or a capital after a small letter part.
func spaced(text string) string {
	var b strings.Builder
	previous := ' '
	for _, r := range text {
		switch plain := unicode.IsLetter(r) || unicode.IsDigit(r); {
		case !plain:
			r = ' '
		case unicode.IsUpper(r) && unicode.IsLower(previous):
			b.WriteByte(' ')
		}
		if r != ' ' || previous != ' ' {
			b.WriteRune(unicode.ToLower(r))
		}
		previous = r
	}
	return strings.TrimSpace(b.String())
}
