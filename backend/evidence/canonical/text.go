package canonical

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/jsontext"
)

// appendText writes a quoted text. One without escapes is in its shortest form
// already.
func appendText(dst, quoted []byte) []byte {
	if bytes.IndexByte(quoted, '\\') < 0 {
		return append(dst, quoted...)
	}
	return jsontext.AppendUnits(dst, jsontext.Units(quoted[1:len(quoted)-1]))
}

// Quote is text as canonical JSON. Bytes that are not UTF-8 become U+FFFD.
func Quote(text string) []byte {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if strings.IndexFunc(text, func(r rune) bool { return r < 0x20 || r == '"' || r == '\\' }) < 0 {
		return slices.Concat([]byte{'"'}, []byte(text), []byte{'"'})
	}
	return jsontext.AppendUnits(nil, utf16.Encode([]rune(text)))
}

// compareNames orders two quoted names by their UTF-16 units.
func compareNames(a, b []byte) int {
	a, b = a[1:len(a)-1], b[1:len(b)-1]
	if plain(a) && plain(b) {
		return bytes.Compare(a, b)
	}
	return slices.Compare(jsontext.Units(a), jsontext.Units(b))
}

// plain reports ASCII without escapes.
func plain(text []byte) bool {
	for _, c := range text {
		if c >= utf8.RuneSelf || c == '\\' {
			return false
		}
	}
	return true
}
