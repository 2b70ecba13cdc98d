package diff

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"unicode/utf8"
)

// ValueKind says what a value is for a person.
type ValueKind string

// The kinds of values.
const (
	ValueAbsent     ValueKind = "absent"
	ValueLiteral    ValueKind = "literal"    // a number, true, false, null
	ValueObject     ValueKind = "object"     // an object or array
	ValueText       ValueKind = "text"       // words
	ValueJSON       ValueKind = "json"       // a text that is a JSON object or array
	ValueBase64JSON ValueKind = "base64Json" // a text that is base64 of such
	ValueDataURI    ValueKind = "dataUri"
	ValueURL        ValueKind = "url"
	ValueHTML       ValueKind = "html" // markup of any sort
	ValueCode       ValueKind = "code"
)

// Value describes a value of an entry.
type Value struct {
	Kind      ValueKind `json:"kind"`
	MediaType string    `json:"mediaType"` // as a data URI says it, else what the kind is: text/plain, application/json…
	Bytes     int       `json:"bytes"`     // of the content: of what is encoded in a data URI or base64, else of the text in UTF-8
	Lines     int       `json:"lines"`     // of a text, 0 for anything else
	SHA256    string    `json:"sha256"`    // of a data URI's content, in hexadecimal digits
	Image     bool      `json:"image"`     // ImageOf gives a picture that may be shown
}

// Describe says what value is. It looks into texts: a text may be JSON, base64
// of JSON, a data URI, an address, markup, code. An absent value is nil.
func Describe(value json.RawMessage) Value {
	value = bytes.TrimSpace(value)
	switch {
	case len(value) == 0:
		return Value{Kind: ValueAbsent}
	case value[0] == '{' || value[0] == '[':
		return Value{Kind: ValueObject, MediaType: "application/json", Bytes: len(value)}
	case value[0] != '"':
		return Value{Kind: ValueLiteral, MediaType: "application/json", Bytes: len(value)}
	}
	return describeText(unquote(value, bytes.IndexByte(value, '\\') >= 0))
}

func describeText(text string) Value {
	described := Value{Bytes: len(text), Lines: 1 + strings.Count(strings.TrimSuffix(text, "\n"), "\n")}
	if mediaType, content, ok := parseDataURI(text); ok {
		sum := sha256.Sum256(content)
		described.Kind, described.MediaType, described.Bytes, described.Lines = ValueDataURI, mediaType, len(content), 0
		described.SHA256 = hex.EncodeToString(sum[:])
		_, described.Image = ImageOf(text)
		return described
	}
	if plain, ok := encodedJSON(text); ok {
		described.Kind, described.MediaType, described.Bytes, described.Lines = ValueBase64JSON, "application/json", len(plain), 0
		return described
	}
	described.Kind, described.MediaType = ValueText, "text/plain"
	switch trimmed := strings.TrimSpace(text); {
	case trimmed == "":
	case isJSONText(trimmed):
		described.Kind, described.MediaType = ValueJSON, "application/json"
	case isAddress(trimmed):
		described.Kind, described.MediaType = ValueURL, "text/uri-list"
	case isSVG(trimmed):
		described.Kind, described.MediaType = ValueHTML, "image/svg+xml"
		_, described.Image = ImageOf(text)
	case isMarkup(trimmed):
		described.Kind, described.MediaType = ValueHTML, "text/html"
	case isCode(trimmed):
		described.Kind = ValueCode
	}
	return described
}

func isJSONText(text string) bool {
	return (text[0] == '{' || text[0] == '[') && json.Valid([]byte(text))
}

// longestAddress bounds what is taken for an address.
const longestAddress = 8_000

var addressSchemes = setOf("http", "https", "ws", "wss", "ftp", "ftps", "sftp")

func isAddress(text string) bool {
	if len(text) > longestAddress || strings.ContainsAny(text, " \t\r\n") {
		return false
	}
	parsed, err := url.Parse(text)
	return err == nil && parsed.Host != "" && addressSchemes[parsed.Scheme]
}

func isSVG(text string) bool {
	head := strings.ToLower(text[:min(len(text), 512)])
	at := strings.Index(head, "<svg")
	return at == 0 || at > 0 && strings.HasPrefix(head, "<?xml")
}

// isMarkup reports a text with at least one tag that is closed.
func isMarkup(text string) bool {
	for at := 0; ; at++ {
		next := strings.IndexByte(text[at:], '<')
		if next < 0 {
			return false
		}
		at += next
		name := run(text, at+1, alphanumeric)
		if name == at+1 || isDigit(text[at+1]) {
			continue
		}
		rest := text[name:]
		if strings.HasPrefix(rest, "/>") || strings.HasPrefix(rest, " ") && strings.Contains(rest, ">") || strings.HasPrefix(rest, ">") {
			return strings.Contains(rest, "</") || strings.Contains(rest, "/>") || strings.HasPrefix(strings.ToLower(text), "<!doctype")
		}
	}
}

// codeSigns are what programs have and prose has not.
var codeSigns = []string{"=>", "function ", "function(", "const ", "let ", "var ", "return ", "return;", "import ", "def ", "SELECT ", "select ", "#!/", "};", "){", ") {", "==", "&&", "||", "();"}

// isCode reports a text with several signs of code: a guess, by which only the
// look of the text differs.
func isCode(text string) bool {
	head := text[:min(len(text), 20_000)]
	found := 0
	for _, sign := range codeSigns {
		if strings.Contains(head, sign) {
			found++
		}
	}
	return found >= 2 && strings.ContainsAny(head, ";{}()=*") || strings.HasPrefix(head, "#!/")
}

// parseDataURI takes a data URI apart (RFC 2397). Space inside base64 is
// allowed, as browsers do.
func parseDataURI(text string) (mediaType string, content []byte, ok bool) {
	if !startsFolded(text, "data:") {
		return "", nil, false
	}
	text = strings.TrimSpace(text)
	head, body, found := strings.Cut(text[len("data:"):], ",")
	if !found || len(head) > 200 || !utf8.ValidString(head) {
		return "", nil, false
	}
	parameters := strings.Split(head, ";")
	if mediaType = strings.ToLower(strings.TrimSpace(parameters[0])); mediaType == "" {
		mediaType = "text/plain"
	} else if !strings.Contains(mediaType, "/") {
		return "", nil, false
	}
	plain, err := url.PathUnescape(body)
	if err != nil {
		plain = body
	}
	if !strings.EqualFold(strings.TrimSpace(parameters[len(parameters)-1]), "base64") {
		return mediaType, []byte(plain), true
	}
	plain = strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' || r == '\r' || r == '\t' || r == '=' {
			return -1
		}
		return r
	}, plain)
	content, err = base64.RawStdEncoding.DecodeString(urlAlphabet.Replace(plain))
	return mediaType, content, err == nil
}
