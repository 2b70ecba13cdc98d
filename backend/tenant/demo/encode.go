package demo

import (
	"strconv"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// The appenders below write compact JSON in the order they are called. They
// exist because encoding/json would be most of the generator's time.

// appendKey writes the name of a member, with the comma that it needs.
func appendKey(b []byte, name string) []byte {
	if last := b[len(b)-1]; last != '{' {
		b = append(b, ',')
	}
	return append(appendText(b, name), ':')
}

// appendField writes a member whose value is text.
func appendField(b []byte, name, value string) []byte {
	return appendText(appendKey(b, name), value)
}

// appendNumber writes a member whose value is a whole number.
func appendNumber(b []byte, name string, value int) []byte {
	return strconv.AppendInt(appendKey(b, name), int64(value), 10)
}

// appendRaw writes a member whose value is JSON already.
func appendRaw(b []byte, name string, value []byte) []byte {
	return append(appendKey(b, name), value...)
}

// appendTime writes a member whose value is a time in epoch milliseconds, as
// text in audit.TimeLayout.
func appendTime(b []byte, name string, ms int64) []byte {
	b = append(appendKey(b, name), '"')
	b = time.UnixMilli(ms).UTC().AppendFormat(b, audit.TimeLayout)
	return append(b, '"')
}

// appendList writes a member whose value is an array of texts.
func appendList(b []byte, name string, values []string) []byte {
	b = append(appendKey(b, name), '[')
	for i, value := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendText(b, value)
	}
	return append(b, ']')
}

// appendText writes a JSON string.
func appendText(b []byte, text string) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	done := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, text[done:i]...)
		done = i + 1
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		default:
			b = append(b, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	b = append(b, text[done:]...)
	return append(b, '"')
}
