package history

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/diff"
)

// place is where a value stands in a JSON text.
type place struct {
	from, to int  // the value's own text
	member   int  // where its quoted name begins, or the value itself in an array
	inArray  bool // it is an element
}

// locate finds the value at a path in a JSON text that was parsed before. Of a
// name that occurs twice the last counts. A text that is broken after all has
// nothing in it.
func locate(raw []byte, path []string) (p place, ok bool) {
	p.from, p.to = skipSpace(raw, 0), len(bytes.TrimRight(raw, " \n\t\r"))
	if p.from >= p.to {
		return p, false
	}
	for _, segment := range path {
		if p, ok = child(raw, p, segment); !ok {
			return p, false
		}
	}
	return p, true
}

// at is the text of the value at a path, nil where there is none.
func at(raw []byte, path []string) []byte {
	p, ok := locate(raw, path)
	if !ok {
		return nil
	}
	return raw[p.from:p.to]
}

// child finds one member or element of the container at p.
func child(raw []byte, p place, segment string) (found place, ok bool) {
	switch raw[p.from] {
	case '{':
		quoted := append(append([]byte{'"'}, segment...), '"')
		eachChild(raw, p, func(index int, c place) bool {
			name := raw[c.member : c.member+nameLength(raw, c)]
			if bytes.Equal(name, quoted) || bytes.IndexByte(name, '\\') >= 0 && unquoted(name) == segment {
				found, ok = c, true
			}
			return true
		})
	case '[':
		wanted, err := strconv.Atoi(segment)
		if err != nil {
			return found, false
		}
		eachChild(raw, p, func(index int, c place) bool {
			if index == wanted {
				found, ok = c, true
			}
			return !ok
		})
	}
	return found, ok
}

// nameLength is how long the quoted name of member c is.
func nameLength(raw []byte, c place) int {
	end, _ := skipText(raw, c.member)
	return end - c.member
}

// eachChild visits the members or elements of the container at p until visit
// returns false, and returns how many it saw.
func eachChild(raw []byte, p place, visit func(index int, c place) bool) (seen int) {
	pos := skipSpace(raw, p.from+1)
	for pos < p.to-1 {
		c := place{member: pos, inArray: raw[p.from] == '['}
		if !c.inArray {
			end, ok := skipText(raw, pos)
			if !ok {
				return seen
			}
			pos = skipSpace(raw, skipSpace(raw, end)+1) // over the colon
		}
		c.from = pos
		var ok bool
		if c.to, ok = skipValue(raw, pos); !ok {
			return seen
		}
		if seen++; !visit(seen-1, c) {
			return seen
		}
		pos = skipSpace(raw, skipSpace(raw, c.to)+1) // over the comma
	}
	return seen
}

func skipSpace(raw []byte, pos int) int {
	for pos < len(raw) && (raw[pos] == ' ' || raw[pos] == '\n' || raw[pos] == '\t' || raw[pos] == '\r') {
		pos++
	}
	return pos
}

// skipText returns the end of the quoted text at pos.
func skipText(raw []byte, pos int) (end int, ok bool) {
	if pos >= len(raw) || raw[pos] != '"' {
		return pos, false
	}
	for pos++; pos < len(raw); pos++ {
		next := bytes.IndexByte(raw[pos:], '"')
		if next < 0 {
			return len(raw), false
		}
		slash := bytes.IndexByte(raw[pos:pos+next], '\\')
		if slash < 0 {
			return pos + next + 1, true
		}
		pos += slash + 1 // what is escaped is stepped over
	}
	return len(raw), false
}

// skipValue returns the end of the value at pos.
func skipValue(raw []byte, pos int) (end int, ok bool) {
	if pos >= len(raw) {
		return pos, false
	}
	depth := 0
	for pos < len(raw) {
		switch raw[pos] {
		case '"':
			if pos, ok = skipText(raw, pos); !ok {
				return pos, false
			}
		case '{', '[':
			depth++
			pos++
		case '}', ']':
			depth--
			pos++
		case ' ', '\n', '\t', '\r', ',', ':':
			pos++
			continue // never first: the caller stands on a value
		default:
			for pos < len(raw) && strings.IndexByte(" \n\t\r,:]}", raw[pos]) < 0 {
				pos++
			}
		}
		if depth <= 0 {
			return pos, depth == 0
		}
	}
	return pos, false
}

// segments takes a JSON Pointer apart.
func segments(pointer string) []string {
	if pointer == "" {
		return nil
	}
	list := strings.Split(pointer[1:], "/")
	if strings.IndexByte(pointer, '~') >= 0 {
		for i, segment := range list {
			list[i] = unescaper.Replace(segment)
		}
	}
	return list
}

var unescaper = strings.NewReplacer("~1", "/", "~0", "~")

// maskedPointer is a path as a JSON Pointer, names that are secrets masked.
func maskedPointer(path []string) string {
	var b strings.Builder
	for _, segment := range path {
		b.WriteByte('/')
		b.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(diff.MaskText(segment)))
	}
	return b.String()
}
