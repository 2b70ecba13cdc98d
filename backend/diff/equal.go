package diff

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
)

// decimal is a number in a form in which equal values are equal texts: digits
// without zeros at either end, times ten to the power.
type decimal struct {
	digits string // empty for zero, with a leading minus for a negative
	power  int
}

// decimalOf reads a JSON number without losing a digit. ok is false for an
// exponent beyond any use, which is then compared as written.
func decimalOf(written string) (d decimal, ok bool) {
	mantissa, exponent := written, 0
	if at := strings.IndexAny(written, "eE"); at >= 0 {
		parsed, err := strconv.ParseInt(written[at+1:], 10, 32)
		if err != nil {
			return decimal{}, false
		}
		mantissa, exponent = written[:at], int(parsed)
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	integer, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(integer+fraction, "0")
	trimmed := strings.TrimRight(digits, "0")
	if trimmed == "" {
		return decimal{}, true
	}
	d = decimal{trimmed, exponent - len(fraction) + len(digits) - len(trimmed)}
	if negative {
		d.digits = "-" + trimmed
	}
	return d, true
}

// equalNumbers compares two JSON numbers by value and exactly: 1, 1.0 and 10e-1
// are equal, 9007199254740993 and 9007199254740992 are not.
func equalNumbers(a, b string) bool {
	if a == b {
		return true
	}
	first, ok := decimalOf(a)
	second, other := decimalOf(b)
	return ok && other && first == second
}

// field is a member of an object.
type field struct {
	name string
	node int
}

// fields lists the members of object i in document order. Of a name that
// occurs twice the last counts, as in encoding/json.
func (t *tree) fields(i int) []field {
	var found []field
	for c := i + 1; c < t.nodes[i].next; c = t.nodes[c].next {
		found = append(found, field{t.name(c), c})
	}
	if len(found) < 2 {
		return found
	}
	last := make(map[string]int, len(found))
	for _, f := range found {
		last[f.name] = f.node
	}
	if len(last) == len(found) {
		return found
	}
	return slices.DeleteFunc(found, func(f field) bool { return last[f.name] != f.node })
}

// elements lists the elements of array i.
func (t *tree) elements(i int) []int {
	var found []int
	for c := i + 1; c < t.nodes[i].next; c = t.nodes[c].next {
		found = append(found, c)
	}
	return found
}

// equalScalars compares two values of the same kind that hold no others.
func equalScalars(b, a *tree, i, j int) bool {
	if bytes.Equal(b.source(i), a.source(j)) {
		return true
	}
	switch b.nodes[i].kind {
	case isNumber:
		return equalNumbers(string(b.source(i)), string(a.source(j)))
	case isText:
		return b.text(i) == a.text(j)
	}
	return false
}

// registry numbers values so that equal ones, and only those, have the same
// number: comparing large values again and again then costs nothing.
type registry struct {
	known map[string]int
	seen  map[*tree][]int // a node's number plus one, 0 before it has one
}

func newRegistry() *registry {
	return &registry{known: map[string]int{}, seen: map[*tree][]int{}}
}

// number is the number of node i's value.
func (r *registry) number(t *tree, i int) int {
	numbers := r.seen[t]
	if numbers == nil {
		numbers = make([]int, len(t.nodes))
		r.seen[t] = numbers
	}
	if numbers[i] > 0 {
		return numbers[i] - 1
	}
	key := r.key(t, i)
	number, ok := r.known[key]
	if !ok {
		number = len(r.known)
		r.known[key] = number
	}
	numbers[i] = number + 1
	return number
}

// key is a text that only equal values share: a container's is made of the
// numbers of what it holds.
func (r *registry) key(t *tree, i int) string {
	switch t.nodes[i].kind {
	case isText:
		return `"` + t.text(i)
	case isNumber:
		if d, ok := decimalOf(string(t.source(i))); ok {
			return "#" + d.digits + "e" + strconv.Itoa(d.power)
		}
	case isArray:
		key := []byte("[")
		for _, c := range t.elements(i) {
			key = binary.AppendUvarint(key, uint64(r.number(t, c))) //nolint:gosec // never negative
		}
		return string(key)
	case isObject:
		fields := t.fields(i)
		slices.SortFunc(fields, func(a, b field) int { return cmp.Compare(a.name, b.name) })
		key := []byte("{")
		for _, f := range fields {
			key = binary.AppendUvarint(key, uint64(len(f.name)))
			key = append(key, f.name...)
			key = binary.AppendUvarint(key, uint64(r.number(t, f.node))) //nolint:gosec // never negative
		}
		return string(key)
	}
	return string(t.source(i))
}
