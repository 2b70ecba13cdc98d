package tenant

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/jsontext"
)

// CanonicalJSON writes a JSON text as RFC 8785 does: no spaces, keys sorted by
// their UTF-16 units, strings with the fewest escapes, numbers as ECMAScript
// prints them. It departs from it only where the RFC would refuse a text or
// make two different ids one: whole numbers keep all their digits, so do
// numbers beyond a float64, a key that occurs twice is kept twice in its
// order, and half of a surrogate pair stays an escape. A text that is not
// JSON, or nested deeper than 8,000 levels, is an error.
func CanonicalJSON(raw json.RawMessage) ([]byte, error) {
	end, err := skipValue(raw, 0, maxDepth)
	if err != nil {
		return nil, err
	}
	if err := atEnd(raw, end); err != nil {
		return nil, err
	}
	root, _ := parseNode(raw, skipSpace(raw, 0))
	return root.write(make([]byte, 0, len(raw))), nil
}

// node is a JSON value that was checked before: a scalar as written, or the
// nodes inside an object or array.
type node struct {
	kind   byte // '{', '[', '"', or another first byte of a scalar
	scalar []byte
	keys   [][]uint16 // of an object, beside inside
	inside []node
}

// parseNode reads the value at pos. All is known to be well formed.
func parseNode(data []byte, pos int) (node, int) {
	n := node{kind: data[pos]}
	if n.kind != '{' && n.kind != '[' {
		end, _ := skipScalar(data, pos)
		n.scalar = data[pos:end]
		return n, end
	}
	pos = skipSpace(data, pos+1)
	if data[pos] == closing(n.kind) {
		return n, pos + 1
	}
	for more := true; more; {
		if n.kind == '{' {
			var key []byte
			key, pos, _ = skipKey(data, pos)
			n.keys = append(n.keys, jsontext.Units(key))
		}
		var child node
		child, pos = parseNode(data, skipSpace(data, pos))
		n.inside = append(n.inside, child)
		pos, more, _ = separator(data, pos, n.kind)
	}
	return n, pos
}

func (n *node) write(dst []byte) []byte {
	switch {
	case n.kind == '{':
		return n.writeObject(dst)
	case n.kind == '[':
		dst = append(dst, '[')
		for i := range n.inside {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = n.inside[i].write(dst)
		}
		return append(dst, ']')
	case n.kind == '"':
		return appendString(dst, n.scalar[1:len(n.scalar)-1])
	case n.kind == '-' || isDigit(n.kind):
		return appendNumber(dst, string(n.scalar))
	}
	return append(dst, n.scalar...)
}

func (n *node) writeObject(dst []byte) []byte {
	order := make([]int, len(n.keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return slices.Compare(n.keys[a], n.keys[b]) })
	dst = append(dst, '{')
	for i, at := range order {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(jsontext.AppendUnits(dst, n.keys[at]), ':')
		dst = n.inside[at].write(dst)
	}
	return append(dst, '}')
}

// appendNumber writes a number. Whole numbers stay as they are; JSON allows no
// second way to write them but "-0".
func appendNumber(dst []byte, text string) []byte {
	if text == "-0" {
		return append(dst, '0')
	}
	if !strings.ContainsAny(text, ".eE") {
		return append(dst, text...)
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil { // beyond a float64
		return append(dst, text...)
	}
	return append(dst, jsontext.ECMAScript(number)...)
}

// appendString writes the inside of a string. One without escapes is in its
// shortest form already.
func appendString(dst, inside []byte) []byte {
	if skipPlain(inside, 0) == len(inside) && utf8.Valid(inside) {
		dst = append(dst, '"')
		dst = append(dst, inside...)
		return append(dst, '"')
	}
	return jsontext.AppendUnits(dst, jsontext.Units(inside))
}
