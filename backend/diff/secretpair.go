package diff

import (
	"encoding/base64"
	"strings"
	"unicode"
)

// Secrets in a text that only the name before them gives away: password=x,
// "clientSecret":"x" in JSON that was cut off, Authorization: Basic x.

const (
	longestName  = 64
	shortestCode = 16 // of what a query calls code or key when it is a secret
	quoteMarks   = "\"'`"
	pairEnds     = "\n\r,;(){}|[]"
	wordEnds     = " \t\r\n&;<>" + quoteMarks
)

// Words that are secrets only as the name before "=": of a signed address, of a
// session's cookie, and in a query also of a code long enough to be one.
var (
	assignedWords = setOf("sig", "signature", "sid", "hmac")
	queryWords    = setOf("code", "key", "auth", "session")
)

// urlAlphabet turns base64 for addresses into the usual one.
var urlAlphabet = strings.NewReplacer("-", "+", "_", "/")

// findBasic takes the credential of HTTP basic authentication, known by its
// decoded user:password.
func findBasic(text string, at int) (span, bool) {
	from, end, ok := scheme(text, at, len("asic"), "bB")
	if !ok {
		return span{}, false
	}
	plain := urlAlphabet.Replace(strings.TrimRight(text[from:end], "="))
	decoded, err := base64.RawStdEncoding.DecodeString(plain)
	return span{from, end}, err == nil && strings.Contains(string(decoded), ":")
}

// findAssignment takes the value after the "=" or ":" at at when the name
// before it is a secret's.
func findAssignment(text string, at int) (span, bool) {
	colon := text[at] == ':'
	if operator(text, at) {
		return span{}, false
	}
	name, quoted := nameBefore(text, at)
	if !quoted && colon {
		name = phraseBefore(text, at)
	}
	switch {
	case IsSecretKey(name):
	case colon, !assignsSecret(text, at, name):
		return span{}, false
	}
	from := run(text, at+1, func(c byte) bool { return c == ' ' || c == '\t' })
	if value, ok := quotedValue(text, from); ok {
		return value, !skipped(text[value.from:value.to])
	}
	if reference(text[from:]) {
		return span{}, false
	}
	end := from
	switch {
	case colon && strings.HasSuffix(strings.ToLower(name), "cookie"):
		end = cookieHeader(text, from)
	case colon:
		end = wholeValue(text, from, strings.HasSuffix(strings.ToLower(name), "authorization"))
	case from == at+1:
		end = from + firstOf(text[from:], wordEnds)
	}
	return span{from, end}, !skipped(text[from:end])
}

// findEncoded takes the value after an "=" that is escaped because its address
// is part of another one: ?next=https%3A%2F%2Fx%3Ftoken%3Dabc.
func findEncoded(text string, at int) (span, bool) {
	name, _ := nameBefore(text, at)
	for _, escape := range []string{"3F", "3f", "26", "23"} { // ? & #
		if rest, found := strings.CutPrefix(name, escape); found && at > len(name) && text[at-len(name)-1] == '%' {
			name = rest
			break
		}
	}
	from := at + len("%3D")
	end := from + firstOf(text[from:], wordEnds+"%")
	return span{from, end}, (IsSecretKey(name) || assignedWords[strings.ToLower(name)]) && !skipped(text[from:end])
}

// assignsSecret reports whether the value after the "=" at at is a secret,
// though its name alone does not say so.
func assignsSecret(text string, at int, name string) bool {
	words := splitWords(name)
	if len(words) == 0 {
		return false
	}
	if assignedWords[words[len(words)-1]] {
		return words[0] != "message" && words[0] != "account" // Twilio's ids
	}
	start := at - len(name)
	inQuery := start > 0 && strings.IndexByte("?&#", text[start-1]) >= 0
	return inQuery && queryWords[strings.ToLower(name)] && firstOf(text[at+1:], wordEnds) >= shortestCode
}

// cookieHeader is the end of the cookies at from: that of their line or
// quotation. Without any "=" it is from: then it is prose.
func cookieHeader(text string, from int) int {
	end := from + firstOf(text[from:], "\r\n"+quoteMarks)
	if strings.IndexByte(text[from:end], '=') < 0 {
		return wholeValue(text, from, false)
	}
	return end
}

// wholeValue is the end of the word at from when nothing but the end of the
// pair follows it, else from: then it is prose. The credentials of an
// authorization are two words.
func wholeValue(text string, from int, authorization bool) int {
	end := from + firstOf(text[from:], " \t"+pairEnds)
	next := run(text, end, func(c byte) bool { return c == ' ' || c == '\t' })
	switch {
	case next == len(text) || strings.IndexByte(pairEnds, text[next]) >= 0:
		return end
	case authorization:
		if end = wholeValue(text, next, false); end > next {
			return end
		}
	}
	return from
}

// operator reports an "=" of code that assigns nothing, or a "://".
func operator(text string, at int) bool {
	next := byte(0)
	if at+1 < len(text) {
		next = text[at+1]
	}
	if text[at] == ':' {
		return next == '/' || next == ':' || next == '='
	}
	return next == '=' || next == '>' || at > 0 && strings.IndexByte("=!<>", text[at-1]) >= 0
}

// nameBefore is the name that ends before at, and whether it is in quotes.
func nameBefore(text string, at int) (name string, quoted bool) {
	end := at
	for end > 0 && text[end-1] == ' ' {
		end--
	}
	if end > 0 && strings.IndexByte(quoteMarks, text[end-1]) >= 0 {
		quoted = true
		end--
		for end > 0 && text[end-1] == '\\' {
			end--
		}
	}
	start := end
	for start > 0 && end-start < longestName && wordOrDash(text[start-1]) {
		start--
	}
	return text[start:end], quoted
}

// phraseBefore is what stands between the last end of a phrase and at: "API
// key" of "user: bob, API key: x". Too long a phrase is prose.
func phraseBefore(text string, at int) string {
	start := max(0, at-longestName)
	phrase := text[start:at]
	if cut := strings.LastIndexAny(phrase, pairEnds); cut >= 0 {
		phrase = phrase[cut+1:]
	} else if start > 0 {
		return ""
	}
	return phrase
}

// quotedValue is the inside of the quotes that open at from, escaped ones
// ("\\\"") included. Where they never close it is the rest of the text.
func quotedValue(text string, from int) (span, bool) {
	mark := run(text, from, func(c byte) bool { return c == '\\' })
	if mark >= len(text) || strings.IndexByte(quoteMarks, text[mark]) < 0 {
		return span{}, false
	}
	level := mark - from
	for i := mark + 1; i < len(text); i++ {
		slashes := run(text, i, func(c byte) bool { return c == '\\' }) - i
		i += slashes
		if i < len(text) && text[i] == text[mark] && slashes <= level {
			return span{mark + 1, i - slashes}, true
		}
	}
	return span{mark + 1, len(text)}, true
}

// skipped reports a value that hides nothing: none at all, a constant, a
// reference to somewhere else, or one that is masked already.
func skipped(value string) bool {
	switch strings.ToLower(strings.TrimRightFunc(value, unicode.IsSpace)) {
	case "", "true", "false", "null", "undefined", "none":
		return true
	}
	return reference(value) || isMasked(value)
}

// reference reports a text that begins with a placeholder.
func reference(text string) bool {
	for _, start := range []string{"${", "{{", "$(", "<"} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}
