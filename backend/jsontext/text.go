package jsontext

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Units are the UTF-16 units of the inside of a text in quotes, which is
// well formed. Bytes that are not UTF-8 become U+FFFD.
func Units(inside []byte) []uint16 {
	text := make([]uint16, 0, len(inside))
	for len(inside) > 0 {
		if inside[0] != '\\' {
			r, size := utf8.DecodeRune(inside)
			text, inside = utf16.AppendRune(text, r), inside[size:]
			continue
		}
		if inside[1] == 'u' {
			unit, _ := strconv.ParseUint(string(inside[2:6]), 16, 16) // four hexadecimal digits
			text, inside = append(text, uint16(unit)), inside[6:]
			continue
		}
		text, inside = append(text, uint16(unescaped(inside[1]))), inside[2:]
	}
	return text
}

func unescaped(c byte) byte {
	if i := strings.IndexByte("bfnrt", c); i >= 0 {
		return "\b\f\n\r\t"[i]
	}
	return c // a quote, a slash, a backslash
}

// AppendUnits writes a text in quotes with the escapes that RFC 8785 wants, the
// fewest there can be; half of a surrogate pair stays an escape.
func AppendUnits(dst []byte, text []uint16) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(text); i++ {
		unit := rune(text[i])
		switch {
		case unit == '"' || unit == '\\':
			dst = append(dst, '\\', byte(unit))
		case unit < 0x20:
			dst = appendControl(dst, byte(unit))
		case !utf16.IsSurrogate(unit):
			dst = utf8.AppendRune(dst, unit)
		default:
			pair := rune(utf8.RuneError)
			if i+1 < len(text) {
				pair = utf16.DecodeRune(unit, rune(text[i+1]))
			}
			if pair == utf8.RuneError {
				dst = appendEscape(dst, text[i])
				continue
			}
			dst = utf8.AppendRune(dst, pair)
			i++
		}
	}
	return append(dst, '"')
}

func appendControl(dst []byte, c byte) []byte {
	if i := strings.IndexByte("\b\f\n\r\t", c); i >= 0 {
		return append(dst, '\\', "bfnrt"[i])
	}
	return appendEscape(dst, uint16(c))
}

func appendEscape(dst []byte, unit uint16) []byte {
	const hex = "0123456789abcdef"
	return append(dst, '\\', 'u', hex[unit>>12], hex[unit>>8&15], hex[unit>>4&15], hex[unit&15])
}
