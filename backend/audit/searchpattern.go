package audit

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pattern is what a text is held against: a text in which * stands for
// anything, or a regular expression. Case does not matter.
type Pattern struct {
	Pieces []string // what was typed, cut at each *; a text without one is a single piece
	Regexp string   // RE2, when Pieces is empty

	folded   []string
	compiled *regexp.Regexp
}

// newPattern makes a pattern of a text cut at its wildcards.
func newPattern(pieces ...string) Pattern {
	p := Pattern{Pieces: pieces, folded: make([]string, len(pieces))}
	for i, piece := range pieces {
		p.folded[i] = Fold(piece)
	}
	return p
}

// Literal is the folded text of a pattern without wildcards; ok is false for
// any other.
func (p Pattern) Literal() (folded string, ok bool) {
	if len(p.folded) != 1 {
		return "", false
	}
	return p.folded[0], true
}

// Needles are folded texts that a text holds, in this order, when p matches
// it. There are none for a regular expression and for a lone *.
func (p Pattern) Needles() []string {
	var needles []string
	for _, piece := range p.folded {
		if piece != "" {
			needles = append(needles, piece)
		}
	}
	return needles
}

// longestForRegexp is how much of a text, in bytes, a regular expression looks
// into.
const longestForRegexp = 64 << 10

func (p Pattern) find(text string) bool {
	if len(text) > longestForRegexp {
		text = text[:longestForRegexp]
	}
	return p.compiled.MatchString(text)
}

// Within reports whether p occurs anywhere in text.
func (p Pattern) Within(text string) bool {
	if p.compiled != nil {
		return p.find(text)
	}
	text = Fold(text)
	for _, piece := range p.folded {
		at := strings.Index(text, piece)
		if at < 0 {
			return false
		}
		text = text[at+len(piece):]
	}
	return true
}

// Whole reports whether p is the whole text.
func (p Pattern) Whole(text string) bool {
	if p.compiled != nil {
		return p.find(text)
	}
	text = Fold(text)
	first, last := p.folded[0], p.folded[len(p.folded)-1]
	if len(p.folded) == 1 {
		return text == first
	}
	if len(text) < len(first)+len(last) || !strings.HasPrefix(text, first) || !strings.HasSuffix(text, last) {
		return false
	}
	text = text[len(first) : len(text)-len(last)]
	for _, piece := range p.folded[1 : len(p.folded)-1] {
		at := strings.Index(text, piece)
		if at < 0 {
			return false
		}
		text = text[at+len(piece):]
	}
	return true
}

// Apart reports whether p occurs in text as something that stands for itself:
// no letter or digit touches it, unless at a wildcard.
func (p Pattern) Apart(text string) bool {
	if p.compiled != nil {
		return p.find(text)
	}
	text = Fold(text)
	if len(p.folded) == 1 && p.folded[0] == "" {
		return false // of an empty text, see Leaf.Text
	}
	last := len(p.folded) - 1
	at := 0
	for i, piece := range p.folded {
		next := place(text, piece, at, i == 0 && piece != "", i == last && piece != "")
		if next < 0 {
			return false
		}
		at = next
	}
	return true
}

// place finds piece in text at from or later, where asked with nothing that
// belongs to it before or behind, and tells where it ends; -1 where it is not.
func place(text, piece string, from int, freeBefore, freeBehind bool) int {
	for from <= len(text) {
		at := strings.Index(text[from:], piece)
		if at < 0 {
			return -1
		}
		at += from
		end := at + len(piece)
		if (!freeBefore || !joined(text, at)) && (!freeBehind || !joined(text, end)) {
			return end
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		from = at + max(size, 1)
	}
	return -1
}

// joined reports that the characters on both sides of at are letters or digits:
// they belong to one word.
func joined(text string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	behind, _ := utf8.DecodeRuneInString(text[at:])
	return ofWord(before) && ofWord(behind)
}

func ofWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
