package imports

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/trailbook/trailbook/backend/audit"
)

// The encodings of a text, by the names that Options and Preview use.
const (
	encodingUTF8    = "utf-8"
	encodingUTF16LE = "utf-16le"
	encodingUTF16BE = "utf-16be"
	encodingWindows = "windows-1252"
)

// Encodings lists the encodings that Options.Encoding may name.
func Encodings() []string {
	return []string{
		encodingUTF8, encodingUTF16LE, encodingUTF16BE, encodingWindows,
		"windows-1250", "windows-1251", "iso-8859-1", "iso-8859-2", "iso-8859-15",
	}
}

func decoderOf(name string) (encoding.Encoding, error) {
	switch name {
	case encodingUTF8:
		return encoding.Nop, nil
	case encodingUTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), nil
	case encodingUTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), nil
	case encodingWindows:
		return charmap.Windows1252, nil
	case "windows-1250":
		return charmap.Windows1250, nil
	case "windows-1251":
		return charmap.Windows1251, nil
	case "iso-8859-1":
		return charmap.ISO8859_1, nil
	case "iso-8859-2":
		return charmap.ISO8859_2, nil
	case "iso-8859-15":
		return charmap.ISO8859_15, nil
	}
	return nil, audit.Errorf(audit.CodeInvalid, "The encoding %q is not known.", name).
		WithHint("Known are: %s.", strings.Join(Encodings(), ", "))
}

// The byte order marks.
var (
	markUTF8    = []byte("\xef\xbb\xbf")
	markUTF16LE = []byte("\xff\xfe")
	markUTF16BE = []byte("\xfe\xff")
)

// encodingOf tells the encoding of a text from its beginning, and how long its
// byte order mark is. A name given wins over what the text looks like, but not
// over the mark of the same encoding.
func encodingOf(head []byte, whole bool, given string) (name string, mark int) {
	name = strings.ToLower(strings.TrimSpace(given))
	for _, m := range []struct {
		name string
		mark []byte
	}{{encodingUTF8, markUTF8}, {encodingUTF16LE, markUTF16LE}, {encodingUTF16BE, markUTF16BE}} {
		if bytes.HasPrefix(head, m.mark) && (name == "" || name == m.name) {
			return m.name, len(m.mark)
		}
	}
	switch {
	case name != "":
		return name, 0
	case looksWide(head, 1):
		return encodingUTF16LE, 0
	case looksWide(head, 0):
		return encodingUTF16BE, 0
	case looksJSON(head), isUTF8(head, whole):
		return encodingUTF8, 0
	}
	return encodingWindows, 0
}

// looksWide reports text in which every second byte, from the first or the
// second on, is mostly zero and the others are not.
func looksWide(head []byte, zeroAt int) bool {
	head = head[:min(len(head), 4096)]
	zeros := [2]int{}
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	pairs := len(head) / 2
	return pairs > 0 && zeros[zeroAt]*10 >= pairs*6 && zeros[1-zeroAt]*10 < pairs
}

// looksJSON reports what begins as JSON does. JSON is UTF-8; broken text inside
// of it stays as it was received.
func looksJSON(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}

// isUTF8 reports valid UTF-8, but for a last character that the end of head
// cuts.
func isUTF8(head []byte, whole bool) bool {
	if !whole {
		for i := len(head) - 1; i >= max(0, len(head)-utf8.UTFMax); i-- {
			if utf8.RuneStart(head[i]) {
				if !utf8.FullRune(head[i:]) {
					head = head[:i]
				}
				break
			}
		}
	}
	return utf8.Valid(head)
}

// decoded reads text in a named encoding as UTF-8.
func decoded(in io.Reader, name string) (io.Reader, error) {
	decoder, err := decoderOf(name)
	if err != nil || name == encodingUTF8 {
		return in, err
	}
	return transform.NewReader(in, decoder.NewDecoder()), nil
}

// delimiters are tried in this order.
var delimiters = []byte(",;\t|")

// delimiterNamed reads the delimiter a person named; 0 for none.
func delimiterNamed(name string) (byte, error) {
	switch strings.ToLower(name) {
	case "":
		return 0, nil
	case "tab", `\t`:
		return '\t', nil
	case "comma":
		return ',', nil
	case "semicolon":
		return ';', nil
	}
	if len(name) == 1 && slices.Contains(delimiters, name[0]) {
		return name[0], nil
	}
	return 0, audit.Errorf(audit.CodeInvalid, "The delimiter %q is not known.", name).
		WithHint("Known are: comma, semicolon, tab and |.")
}
