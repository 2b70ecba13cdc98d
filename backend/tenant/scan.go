package tenant

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// The three ways in which a text is not the JSON we can take.
var (
	errCut    = errors.New("tenant: the JSON ends too early")
	errSyntax = errors.New("tenant: not JSON")
	errDeep   = errors.New("tenant: the JSON is nested too deeply")
)

// maxDepth is how deeply an entry may be nested. encoding/json, through which
// every event leaves this program, stops at 10,000.
const maxDepth = 8000

// skipValue checks the JSON value that begins at or behind pos and returns the
// position behind it. It keeps its own stack, so that one hostile entry cannot
// overflow ours; a limit of 0 allows any depth.
func skipValue(data []byte, pos, limit int) (int, error) {
	var room [64]byte
	stack := room[:0]
	for {
		pos = skipSpace(data, pos)
		if pos >= len(data) {
			return pos, errCut
		}
		var err error
		if c := data[pos]; c != '{' && c != '[' {
			pos, err = skipScalar(data, pos)
		} else {
			if limit > 0 && len(stack) >= limit {
				return pos, errDeep
			}
			stack = append(stack, c)
			var empty bool
			if pos, empty, err = enter(data, pos); err == nil && !empty {
				continue
			}
			stack = stack[:len(stack)-1]
		}
		if err != nil {
			return pos, err
		}
		if stack, pos, err = leave(data, pos, stack); err != nil || len(stack) == 0 {
			return pos, err
		}
	}
}

// enter steps into the object or array at pos: to its first value, or behind
// it when it is empty.
func enter(data []byte, pos int) (next int, empty bool, err error) {
	open := data[pos]
	pos = skipSpace(data, pos+1)
	switch {
	case pos >= len(data):
		return pos, false, errCut
	case data[pos] == closing(open):
		return pos + 1, true, nil
	case open == '{':
		_, pos, err = skipKey(data, pos)
	}
	return pos, false, err
}

// leave steps from behind a value to the next one, closing what ends there.
// The stack it returns is empty when the outermost value has ended.
func leave(data []byte, pos int, stack []byte) ([]byte, int, error) {
	for len(stack) > 0 {
		open := stack[len(stack)-1]
		var more bool
		var err error
		if pos, more, err = separator(data, pos, open); err != nil {
			return stack, pos, err
		}
		if more && open == '{' {
			_, pos, err = skipKey(data, pos)
		}
		if more {
			return stack, pos, err
		}
		stack = stack[:len(stack)-1]
	}
	return stack, pos, nil
}

// separator reads the comma (more is true) or the closing bracket behind a
// value in the object or array that began with open.
func separator(data []byte, pos int, open byte) (next int, more bool, err error) {
	pos = skipSpace(data, pos)
	switch {
	case pos >= len(data):
		return pos, false, errCut
	case data[pos] == ',':
		return skipSpace(data, pos+1), true, nil
	case data[pos] == closing(open):
		return pos + 1, false, nil
	}
	return pos, false, errSyntax
}

func closing(open byte) byte { return open + 2 } // '{' and '}', '[' and ']' lie two apart

// skipKey reads `"key":` and returns the key as written, without its quotes.
func skipKey(data []byte, pos int) (key []byte, next int, err error) {
	switch {
	case pos >= len(data):
		return nil, pos, errCut
	case data[pos] != '"':
		return nil, pos, errSyntax
	}
	end, err := skipString(data, pos)
	if err != nil {
		return nil, end, err
	}
	key, pos = data[pos+1:end-1], skipSpace(data, end)
	switch {
	case pos >= len(data):
		return nil, pos, errCut
	case data[pos] != ':':
		return nil, pos, errSyntax
	}
	return key, pos + 1, nil
}

func skipSpace(data []byte, pos int) int {
	for pos < len(data) && (data[pos] == ' ' || data[pos] == '\n' || data[pos] == '\t' || data[pos] == '\r') {
		pos++
	}
	return pos
}

func skipScalar(data []byte, pos int) (int, error) {
	switch c := data[pos]; {
	case c == '"':
		return skipString(data, pos)
	case c == '-' || isDigit(c):
		return skipNumber(data, pos)
	case c == 't':
		return skipWord(data, pos, "true")
	case c == 'f':
		return skipWord(data, pos, "false")
	case c == 'n':
		return skipWord(data, pos, "null")
	}
	return pos, errSyntax
}

func skipWord(data []byte, pos int, word string) (int, error) {
	for i := range len(word) {
		switch {
		case pos+i >= len(data):
			return pos, errCut
		case data[pos+i] != word[i]:
			return pos, errSyntax
		}
	}
	return pos + len(word), nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// skipNumber follows the grammar of RFC 8259: no leading zero, no bare dot.
func skipNumber(data []byte, pos int) (int, error) {
	if data[pos] == '-' {
		pos++
	}
	if pos < len(data) && data[pos] == '0' {
		pos++
	} else if next, err := skipDigits(data, pos); err != nil {
		return pos, err
	} else {
		pos = next
	}
	if pos < len(data) && data[pos] == '.' {
		next, err := skipDigits(data, pos+1)
		if err != nil {
			return pos, err
		}
		pos = next
	}
	if pos < len(data) && (data[pos] == 'e' || data[pos] == 'E') {
		pos++
		if pos < len(data) && (data[pos] == '+' || data[pos] == '-') {
			pos++
		}
		return skipDigits(data, pos)
	}
	return pos, nil
}

func skipDigits(data []byte, pos int) (int, error) {
	start := pos
	for pos < len(data) && isDigit(data[pos]) {
		pos++
	}
	switch {
	case pos > start:
		return pos, nil
	case pos >= len(data):
		return pos, errCut
	}
	return pos, errSyntax
}

// skipString reads the string whose opening quote is at pos.
func skipString(data []byte, pos int) (int, error) {
	for pos++; ; {
		pos = skipPlain(data, pos)
		if pos >= len(data) {
			return pos, errCut
		}
		switch data[pos] {
		case '"':
			return pos + 1, nil
		case '\\':
			next, err := skipEscape(data, pos)
			if err != nil {
				return pos, err
			}
			pos = next
		default: // a control character
			return pos, errSyntax
		}
	}
}

// skipPlain returns the position of the next quote, backslash or control
// character. It looks at eight bytes at a time: nine tenths of an audit log
// are one long string, a thumbnail.
func skipPlain(data []byte, pos int) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for ; pos+8 <= len(data); pos += 8 {
		chunk := binary.LittleEndian.Uint64(data[pos:])
		quote, slash := chunk^(ones*'"'), chunk^(ones*'\\')
		hits := ((chunk-ones*0x20)&^chunk | (quote-ones)&^quote | (slash-ones)&^slash) & highs
		if hits != 0 {
			return pos + bits.TrailingZeros64(hits)/8
		}
	}
	for pos < len(data) && data[pos] >= 0x20 && data[pos] != '"' && data[pos] != '\\' {
		pos++
	}
	return pos
}

func skipEscape(data []byte, pos int) (int, error) {
	if pos+1 >= len(data) {
		return pos, errCut
	}
	switch data[pos+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return pos + 2, nil
	case 'u':
		for i := pos + 2; i < pos+6; i++ {
			switch {
			case i >= len(data):
				return pos, errCut
			case !isHex(data[i]):
				return pos, errSyntax
			}
		}
		return pos + 6, nil
	}
	return pos, errSyntax
}

func isHex(c byte) bool {
	return isDigit(c) || (c|0x20 >= 'a' && c|0x20 <= 'f')
}
