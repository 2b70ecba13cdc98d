// Package fulltext finds events by what they say: their summaries, the paths and
// values of what they changed, and their ids. A word matches anywhere in a
// text, case folded by audit.Fold, and every answer is exact.
//
// Events lie in segments of up to some hundred thousand, which never change:
// segments are made of a batch, and merged. In a segment every distinct text
// stands once, every distinct combination of texts (a document) once, and
// an event is the number of its document. That is what keeps it small: of a
// million events of the demo tenant's kind 76 % say what another one said, and
// what is left has five texts for every nine events.
//
// Texts are found through lists of trigrams with positions, as SQLite's FTS5
// keeps them (https://sqlite.org/fts5.html#the_trigram_tokenizer), but of bytes,
// with two signs of padding, so that words of one and two letters are found by
// the lists that begin with them. A text leads to its documents by a list of
// gaps (J. Zobel, A. Moffat, "Inverted files for text search engines", 2006).
//
// FTS5 itself would have to answer in events what is asked of texts: a row for
// each event makes lists of every repetition, which for a word that a fifth of
// ten million events have takes seconds, and a row for each text gives
// text numbers one by one, through the pure Go SQLite, whose events are then
// still to be read. It has no answer for one or two letters, either.
package fulltext

import (
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// Doc is what is searched of one event.
type Doc struct {
	Key     int64 // of the event in the cache
	ID      string
	Summary string
	Content audit.Content
}

// Where says in which texts of an event is looked, as bits.
type Where uint8

// The texts of an event.
const (
	InSummary Where = 1 << iota
	InPath          // of what changed
	InBefore        // a value that went
	InAfter         // a value that came
	InID            // the event's own id
	inPart          // an id that stands in a path

	Anywhere = InSummary | InPath | InBefore | InAfter | InID
)

const (
	placeholder = "\xff" // stands in a template for an id; never in a text, which is UTF-8
	padding     = 0xfe   // twice behind every text

	// longestText is how much of one text is kept, in bytes; positions of
	// trigrams and the bound of audit's contents fit it.
	longestText = 64 << 10
)

// isID reports a segment of a path that is one of many: an id of a component or
// a field, or the index of a long list. Paths differ in little else.
func isID(segment string) bool {
	digits := 0
	for i := range len(segment) {
		c := segment[i]
		switch {
		case '0' <= c && c <= '9':
			digits++
		case c != '-' && (c < 'a' || c > 'f') && (c < 'A' || c > 'F'):
			return false
		}
	}
	return digits == len(segment) && digits > 2 || digits > 0 && len(segment) >= 12
}

// cutPath takes a path apart: the path with a placeholder for each id, and the
// ids, appended to parts.
func cutPath(path string, parts []string) (template string, ids []string) {
	var b strings.Builder
	at := 0
	for from := 0; from <= len(path); {
		to := strings.IndexByte(path[from:], '/') + from
		if to < from {
			to = len(path)
		}
		if segment := path[from:to]; isID(segment) {
			b.WriteString(path[at:from])
			b.WriteString(placeholder)
			parts, at = append(parts, segment), to
		}
		from = to + 1
	}
	if at == 0 {
		return path, parts
	}
	b.WriteString(path[at:])
	return b.String(), parts
}

// clean bounds a text, and keeps from it what a placeholder or padding is.
func clean(text string) string {
	if len(text) > longestText {
		text = text[:longestText]
	}
	if utf8.ValidString(text) { // most are, and this is by far the faster look
		return text
	}
	return strings.ToValidUTF8(text, "\uFFFD")
}

// fold is audit.Fold of a text or a template.
func fold(text string) string {
	if !hasPlaceholder(text) {
		return audit.Fold(text)
	}
	pieces := strings.Split(text, placeholder)
	for i, piece := range pieces {
		pieces[i] = audit.Fold(piece)
	}
	return strings.Join(pieces, placeholder)
}

// hasPlaceholder reports a template that stands for many paths.
func hasPlaceholder(text string) bool { return strings.Contains(text, placeholder) }
