package diff

import (
	"bytes"
	"slices"
	"strings"
)

// How the values of secrets look, wherever they stand in a text.

const (
	shortestShape   = 5    // the length of the shortest text with a secret: pwd=x
	longestHeader   = 64   // of a private key's first line
	longestPassword = 1024 // of what stands before the host in an address
	urlEnds         = " \t\r\n\"'<>`,"
)

// span is a part of a text, in bytes.
type span struct{ from, to int }

// shape finds one kind of secret: around every occurrence of an anchor, find
// says whether a secret stands there, and which part of the text it is.
type shape struct {
	need    byte // a byte that the text must have beside the anchor, 0 for none
	anchors []string
	// find looks at one occurrence. Where there is none it may still say, by
	// the end of its span, up to where there cannot be one either: without
	// that a text of a million anchors would be read a million times.
	find func(text string, at int) (span, bool)
}

// shapes lists every kind but the keys with a known prefix, of which there are
// many: they are looked for in one pass of their own (secretprefix.go).
var shapes = slices.Concat([]shape{
	{'.', []string{"eyJ"}, findJWT},
	{0, []string{"-----BEGIN "}, findPrivateKey},
	{'@', []string{"://"}, findURLPassword},
	{' ', []string{"earer", "EARER"}, findBearer},
	{0, []string{"asic ", "ASIC "}, findBasic},
	{0, []string{":"}, findAssignment},
	{0, []string{"="}, findAssignment},
	{0, []string{"%3D", "%3d"}, findEncoded},
	{0, []string{"/api/webhooks/"}, findDiscordHook},
	{0, []string{"Q~"}, findAzureSecret},
	{0, []string{"-us"}, findMailchimp},
	{'.', []string{"pat"}, findAirtable},
	{0, []string{"!A"}, findSalesforce},
	{0, []string{":APA91b"}, findFirebase},
	{'@', []string{"oracle:thin:"}, findOracle},
}, hooks("hooks.slack.com/services/", "hooks.slack.com/workflows/", "hooks.slack.com/triggers/", "webhook.office.com/webhookb2/"))

// alphabet says which bytes a text has: no anchor can occur without its own.
type alphabet [4]uint64

func alphabetOf[T string | []byte](text T) (has alphabet) {
	for i := range len(text) {
		has[text[i]>>6] |= 1 << (text[i] & 63)
	}
	return has
}

// holds reports whether every byte of other is in has.
func (has *alphabet) holds(other *alphabet) bool {
	return other[0]&^has[0]|other[1]&^has[1]|other[2]&^has[2]|other[3]&^has[3] == 0
}

// search is one anchor of a shape with all the bytes that its text must have.
type search struct {
	shape   shape
	anchor  string
	written []byte // the anchor
	bytes   alphabet
}

// searches are those of all shapes.
var searches = func() (all []search) {
	for _, s := range shapes {
		for _, anchor := range s.anchors {
			needed := anchor
			if s.need != 0 {
				needed += string(rune(s.need))
			}
			all = append(all, search{s, anchor, []byte(anchor), alphabetOf(needed)})
		}
	}
	return all
}()

// mayHoldSecret is the cheap test that spares most texts the search.
func mayHoldSecret(text []byte) bool {
	if len(text) < shortestShape {
		return false
	}
	has := alphabetOf(text)
	for i := range searches {
		if s := &searches[i]; has.holds(&s.bytes) && bytes.Contains(text, s.written) {
			return true
		}
	}
	return mayHoldPrefixed(text)
}

// secretSpans lists the secrets in text, in order, without overlaps.
func secretSpans(text string) []span {
	if len(text) < shortestShape {
		return nil
	}
	found := prefixedSpans(text)
	has := alphabetOf(text)
	for i := range searches {
		if s := &searches[i]; has.holds(&s.bytes) {
			found = append(found, s.shape.all(text, s.anchor)...)
		}
	}
	return merge(found)
}

// all lists what s finds at the occurrences of one anchor.
func (s shape) all(text, anchor string) []span {
	var found []span
	for at := 0; ; {
		offset := strings.Index(text[at:], anchor)
		if offset < 0 {
			return found
		}
		at += offset
		here, ok := s.find(text, at)
		at += len(anchor)
		at = max(at, here.to)
		if ok {
			found = append(found, here)
		}
	}
}

func merge(spans []span) []span {
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
	merged := spans[:0]
	for _, s := range spans {
		if last := len(merged) - 1; last >= 0 && s.from < merged[last].to {
			merged[last].to = max(merged[last].to, s.to)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// insideWord reports whether the character before at continues a word. A
// percent escape before it ("token%3Dghp_") does not.
func insideWord[T string | []byte](text T, at int) bool {
	return at > 0 && alphanumeric(text[at-1]) && (at < 3 || text[at-3] != '%')
}

// run is the end of the characters of a class from at on.
func run[T string | []byte](text T, at int, class func(byte) bool) int {
	for at < len(text) && class(text[at]) {
		at++
	}
	return at
}

// findJWT takes header.payload.signature, also with the signature cut off.
func findJWT(text string, at int) (span, bool) {
	header := run(text, at, wordOrDash)
	if header-at < 8 || header >= len(text) || text[header] != '.' {
		return span{at, header}, false
	}
	end := run(text, header+1, wordOrDash)
	if end-header < 5 {
		return span{at, header}, false
	}
	for end < len(text) && text[end] == '.' && run(text, end+1, wordOrDash) > end+1 {
		end = run(text, end+1, wordOrDash)
	}
	return span{at, end}, true
}

// findPrivateKey takes a PEM block of any private key, up to the end of the
// text where its end is missing.
func findPrivateKey(text string, at int) (span, bool) {
	title := at + len("-----BEGIN ")
	header := strings.Index(text[title:min(len(text), title+longestHeader)], "-----")
	if header < 0 || !strings.Contains(text[title:title+header], "PRIVATE KEY") {
		return span{}, false
	}
	body := title + header + len("-----")
	tail := strings.Index(text[body:], "-----END ")
	if tail < 0 {
		return span{at, len(text)}, true
	}
	tail += body + len("-----END ")
	if last := strings.Index(text[tail:], "-----"); last >= 0 {
		return span{at, tail + last + len("-----")}, true
	}
	return span{at, len(text)}, true
}

// findURLPassword takes the password out of scheme://user:password@host. A
// password may hold slashes, though a port before a path is none.
func findURLPassword(text string, at int) (span, bool) {
	from := at + len("://")
	window := text[:min(len(text), from+longestPassword)]
	authority := from + firstOf(window[from:], urlEnds+"/?#")
	colon := strings.IndexByte(text[from:authority], ':')
	if colon < 0 {
		return span{}, false
	}
	password := from + colon + 1
	host := strings.LastIndexByte(text[from:authority], '@')
	if host < 0 {
		if run(text, password, isDigit) == authority {
			return span{}, false
		}
		end := from + firstOf(window[from:], urlEnds)
		host = strings.LastIndexByte(text[from:end], '@')
	}
	host += from
	if host <= password || skipped(text[password:host]) {
		return span{}, false
	}
	return span{password, host}, true
}

// afterBearer are words that follow "bearer" in prose.
var afterBearer = setOf("token", "tokens", "auth", "authentication", "authorization", "scheme", "header", "is", "realm")

func findBearer(text string, at int) (span, bool) {
	from, end, ok := scheme(text, at, len("earer"), "bB")
	if !ok || end == from || afterBearer[strings.ToLower(strings.TrimRight(text[from:end], ".,"))] {
		return span{}, false
	}
	return span{from, end}, true
}

// scheme finds the credential after the name of an HTTP authentication scheme
// whose first letter, one of initials, stands before at.
func scheme(text string, at, size int, initials string) (from, end int, ok bool) {
	if at == 0 || strings.IndexByte(initials, text[at-1]) < 0 || insideWord(text, at-1) {
		return 0, 0, false
	}
	from = run(text, at+size, func(c byte) bool { return c == ' ' })
	if from == at+size {
		return 0, 0, false
	}
	end = run(text, from, func(c byte) bool { return wordOrDash(c) || strings.IndexByte(".~+/=", c) >= 0 })
	return from, end, true
}

func passwordHash(c byte) bool { return alphanumeric(c) || strings.IndexByte("./$+=,", c) >= 0 }
func wordOrDash(c byte) bool   { return alphanumeric(c) || c == '-' || c == '_' }
func upperOrDigit(c byte) bool { return c >= 'A' && c <= 'Z' || isDigit(c) }
func alphanumeric(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' }

// firstOf is the index of the first byte of set in text, or its length.
func firstOf(text, set string) int {
	if at := strings.IndexAny(text, set); at >= 0 {
		return at
	}
	return len(text)
}
