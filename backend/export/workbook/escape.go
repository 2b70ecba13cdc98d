package workbook

import "strings"

// escapes are what the XML of a cell's text has instead of a byte. An
// underscore may begin what looks like an escape of the format's own.
var escapes = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&#34;", '\'': "&#39;", '\t': "&#9;", '\n': "&#10;", '_': "_"}

// appendEscaped appends text as the XML of a cell.
func appendEscaped(to []byte, text string) []byte {
	from := 0
	for i := range len(text) {
		with := escapes[text[i]]
		if with == "" {
			continue
		}
		if with == "_" {
			if !mayLookEscaped(text[i:]) {
				continue
			}
			with = "_x005F_"
		}
		to = append(to, text[from:i]...)
		to = append(to, with...)
		from = i + 1
	}
	return append(to, text[from:]...)
}

// LooksEscaped reports a text in which something reads like an escape of the
// format, as _x000D_ does. It is written so that it stays what it is, but not
// every program keeps that when it saves the workbook.
func LooksEscaped(text string) bool {
	for {
		at := strings.Index(text, "_x")
		if at < 0 {
			return false
		}
		if text = text[at:]; mayLookEscaped(text) {
			return true
		}
		text = text[2:]
	}
}

// mayLookEscaped reports a text that begins like _x000D_, with any number of
// digits: LibreOffice reads those too.
func mayLookEscaped(text string) bool {
	if len(text) < len("_x0_") || text[1] != 'x' {
		return false
	}
	for i, digit := range []byte(text[2:]) {
		if digit == '_' {
			return i > 0
		}
		if hexDigit(digit) < 0 {
			return false
		}
	}
	return false
}

// looksEscaped reports a text that begins like _x000D_, which Excel reads as
// the character of that number.
func looksEscaped(text string) bool {
	if len(text) < len("_x000D_") || text[1] != 'x' || text[6] != '_' {
		return false
	}
	for _, digit := range []byte(text[2:6]) {
		if hexDigit(digit) < 0 {
			return false
		}
	}
	return true
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
