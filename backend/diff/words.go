package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Comparing by words: a person reads that "draft" became "live", not which
// letters both happen to share.

// words takes text apart into words, numbers, runs of space and single other
// characters. Scripts without spaces give a word for each character.
func words(text string) []string {
	var parts []string
	start := 0
	last, joined := other, false
	for at, r := range text {
		is := classOf(r)
		extends := is == mark || joined
		joined = r == '\u200d'
		if at == 0 {
			last = is
			continue
		}
		if extends || is == last && is != other {
			continue
		}
		parts = append(parts, text[start:at])
		start, last = at, is
	}
	if start < len(text) {
		parts = append(parts, text[start:])
	}
	return parts
}

// wordClass is what a character is a part of.
type wordClass uint8

const (
	other  wordClass = iota // a word by itself
	letter                  // a word
	digit                   // a number
	space
	mark // whatever stands before it
)

func classOf(r rune) wordClass {
	switch {
	case r == '_', r < utf8.RuneSelf && unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	case unicode.IsSpace(r):
		return space
	case r < utf8.RuneSelf:
		return other
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Variation_Selector) || r == '\u200d' || r >= 0x1f3fb && r <= 0x1f3ff:
		return mark
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		return other
	case unicode.IsLetter(r), unicode.Is(unicode.Mc, r):
		return letter
	}
	return other
}

// wordCodes gives equal words equal codes, which go-diff compares as runes.
type wordCodes struct {
	codes map[string]rune
	words []string
}

func (c *wordCodes) encode(parts []string) []rune {
	coded := make([]rune, len(parts))
	for i, part := range parts {
		code, known := c.codes[part]
		if !known {
			code = codeOf(len(c.words))
			c.codes[part] = code
			c.words = append(c.words, part)
		}
		coded[i] = code
	}
	return coded
}

// codeOf is the n-th code: past 0, and past the surrogates, which are no runes.
func codeOf(n int) rune {
	code := rune(n) + 1 //nolint:gosec // a text of marks has at most 8,000 words
	if code >= 0xd800 {
		code += 0x800
	}
	return code
}

func (c *wordCodes) decode(text string) string {
	var b strings.Builder
	for _, code := range text {
		if code >= 0xe000 {
			code -= 0x800
		}
		b.WriteString(c.words[code-1])
	}
	return b.String()
}

// compareWords lists what two texts share and what not, by words. A space
// between two changed words belongs to the change.
func compareWords(compare *diffmatchpatch.DiffMatchPatch, before, after string) []Segment {
	codes := wordCodes{codes: map[string]rune{}}
	found := compare.DiffMainRunes(codes.encode(words(before)), codes.encode(words(after)), false)
	var b blocks
	for i, d := range found {
		text := codes.decode(d.Text)
		switch {
		case d.Type == diffmatchpatch.DiffDelete:
			b.went += text
		case d.Type == diffmatchpatch.DiffInsert:
			b.came += text
		case strings.TrimSpace(text) == "" && i > 0 && i < len(found)-1 && b.went != "" && b.came != "":
			b.went += text
			b.came += text
		default:
			b.flush()
			b.add(LineEqual, text)
		}
	}
	b.flush()
	return b.segments
}

// blocks gathers segments: what went and came between two equal ones.
type blocks struct {
	segments   []Segment
	went, came string
}

func (b *blocks) add(kind LineKind, text string) {
	if text == "" {
		return
	}
	if last := len(b.segments) - 1; last >= 0 && b.segments[last].Kind == kind {
		b.segments[last].Text += text
		return
	}
	b.segments = append(b.segments, Segment{kind, text})
}

// flush tells what went and came, without what both begin and end with where
// that is most of a word.
func (b *blocks) flush() {
	went, came := b.went, b.came
	b.went, b.came = "", ""
	head, tail := 0, 0
	if oneWord(went) && oneWord(came) {
		head = commonStart(went, came)
		tail = commonEnd(went[head:], came[head:])
		if longest := max(len(went), len(came)); (head+tail)*2 <= longest {
			head, tail = 0, 0
		}
	} else {
		head, tail = commonSpace(went, came)
	}
	b.add(LineEqual, went[:head])
	b.add(LineRemoved, went[head:len(went)-tail])
	b.add(LineAdded, came[head:len(came)-tail])
	b.add(LineEqual, went[len(went)-tail:])
}

// commonSpace is how much space two texts share at their start and end.
func commonSpace(a, b string) (head, tail int) {
	if a == "" || b == "" {
		return 0, 0
	}
	space := func(text string) int { return len(text) - len(strings.TrimLeft(text, " \t")) }
	if head = min(commonStart(a, b), space(a)); head == len(a) || head == len(b) {
		return head, 0
	}
	end := func(text string) int { return len(text) - len(strings.TrimRight(text, " \t")) }
	return head, min(commonEnd(a[head:], b[head:]), end(a[head:]))
}

// oneWord reports a text that is a single word of letters.
func oneWord(text string) bool {
	for _, r := range text {
		if is := classOf(r); is != letter && is != mark {
			return false
		}
	}
	return text != ""
}

// commonStart is the length of what two texts begin with, in whole characters.
func commonStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (continues(a[n:]) || continues(b[n:])) {
		n--
	}
	return n
}

// continues reports a text that begins inside a character, or with a mark on
// the one before.
func continues(text string) bool {
	if text == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text)
	return !utf8.RuneStart(text[0]) || classOf(r) == mark
}

// commonEnd is the length of what two texts end with, in whole characters.
func commonEnd(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && continues(a[len(a)-n:]) {
		n--
	}
	return n
}
