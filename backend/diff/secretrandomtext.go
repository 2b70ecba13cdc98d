package diff

import "strings"

// Random words that have text around them: in code, a prompt, a list.

// mayHoldRandom is the cheap test that spares most texts the search.
func mayHoldRandom(text []byte) bool {
	if len(text) < shortestRandom+2 {
		return false
	}
	for at := 0; at < len(text); at++ {
		end := run(text, at, wordByte)
		if size := end - at; size >= shortestRandom && size <= longestInText && size < len(text) {
			return true
		}
		at = end
	}
	return false
}

// randomSpans lists the random words of text, but not text that is one itself:
// what that means depends on its name (tree.flagHidden).
func randomSpans(text string) []span {
	if len(text) < shortestRandom+2 || strings.Contains(text, ";base64,") {
		return nil // a picture in lines, or markup with one
	}
	var found []span
	for at := 0; at < len(text); at++ {
		from := at
		at = run(text, from, wordByte)
		if size := at - from; size < shortestRandom || size > longestInText {
			continue
		}
		s := span{from, min(len(text), run(text, at, func(c byte) bool { return c == '=' }))}
		if s.to-s.from < len(strings.TrimSpace(text)) && standsAlone(text, s) && isRandom(text[from:at]) {
			found = append(found, s)
		}
	}
	return found
}

// standsAlone reports whether the word s of text is one of its own: no part of
// an address, a path or a line of base64, and not what an id's name announces.
func standsAlone(text string, s span) bool {
	if text[s.from] == '/' || s.from > 0 && strings.IndexByte(" \t\r\n\"'`([{<>:=,;|", text[s.from-1]) < 0 {
		return false
	}
	if s.to < len(text) {
		after := strings.IndexByte(" \t\r\n\"'`)]}<>,;|\\", text[s.to]) >= 0
		stop := strings.IndexByte(".!?:", text[s.to]) >= 0 && (s.to+1 == len(text) || strings.IndexByte(" \r\n", text[s.to+1]) >= 0)
		if !after && !stop {
			return false
		}
	}
	if wrapped(text, s) {
		return false
	}
	start := max(0, s.from-longestPassword)
	word := text[start+strings.LastIndexAny(text[start:s.from], " \t\r\n\"'`<>()")+1 : s.from]
	if strings.Contains(word, "://") || strings.HasSuffix(word, "base64,") || isDigest(word) {
		return false
	}
	if before := strings.TrimRight(text[start:s.from], " \t\"'`\\"); strings.HasSuffix(before, ":") || strings.HasSuffix(before, "=") {
		name, _ := nameBefore(text, start+len(before)-1)
		return !namesIdentifier(name)
	}
	return true
}

// wrapped reports a word that continues on the line before or after it, as
// content does that is wrapped at a column.
func wrapped(text string, s span) bool {
	next := run(text, s.to, func(c byte) bool { return c == '\r' || c == '\n' })
	if next > s.to && run(text, next, wordByte)-next >= shortestRandom {
		return true
	}
	before := strings.TrimRight(text[max(0, s.from-2):s.from], "\r\n")
	last := s.from - 2 + len(before)
	if s.from < shortestRandom || len(before) == 2 || last < shortestRandom {
		return false
	}
	for i := last - 1; i >= last-shortestRandom; i-- {
		if !wordByte(text[i]) {
			return false
		}
	}
	return true
}

// isDigest reports what announces a hash: "sha256-", "SHA256:".
func isDigest(before string) bool {
	before = strings.ToLower(before)
	return (strings.HasSuffix(before, ":") || strings.HasSuffix(before, "-")) && (strings.Contains(before, "sha") || strings.Contains(before, "md5"))
}

// identifierWords end the name of what tells things apart and hides nothing.
var identifierWords = setOf(
	"id", "uuid", "guid", "oid", "gid", "ulid", "hash", "sha", "md", "etag", "checksum", "digest", "fingerprint", "thumbprint", "integrity",
	"cursor", "revision", "rev", "version", "urn", "uri", "url", "href", "link", "slug", "ref", "reference", "type", "path", "file", "filename",
	"image", "icon", "picture", "logo", "avatar", "photo", "thumbnail", "svg", "certificate", "cert", "etags", "range", "handle", "email",
)

// namesIdentifier reports whether a member of that name holds ids, hashes,
// addresses or pictures: spreadsheetId, file_ids, sha256, publicKey.
func namesIdentifier(name string) bool {
	segments := pathSegments(name)
	for len(segments) > 0 && run(segments[len(segments)-1], 0, isDigit) == len(segments[len(segments)-1]) {
		segments = segments[:len(segments)-1]
	}
	if len(segments) == 0 {
		return false
	}
	words := splitWords(segments[len(segments)-1])
	for i, word := range words {
		if word == "public" || word == "pub" || i > 0 && (word == "id" || word == "ids") {
			return true
		}
	}
	for len(words) > 0 && isDigit(words[len(words)-1][0]) {
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return identifierWords[last] || identifierWords[singular(last)] || len(last) > 4 && (strings.HasSuffix(last, "id") || strings.HasSuffix(last, "ids"))
}
