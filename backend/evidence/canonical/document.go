package canonical

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/jsontext"
)

// Document is a JSON text taken apart, and what is to stand in its canonical
// form instead of what it holds. The number of a node is its place, so that it
// can be told without a path.
type Document struct {
	jsontext.Parsed
	values map[int][]byte // instead of a node's value, canonical
	names  map[int][]byte // instead of a member's name, canonical
	gone   map[int]bool   // members left out
	added  []member       // of the whole
}

var errUTF8 = errors.New("not UTF-8")

// Parse takes raw apart, which it keeps and does not change. What is not
// JSON, not UTF-8 or nested too deep is an error that says where.
func Parse(raw []byte) (*Document, error) {
	if !utf8.Valid(raw) {
		return nil, fmt.Errorf("canonical: %w", errUTF8)
	}
	parsed, err := jsontext.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("canonical: %w", err)
	}
	return &Document{Parsed: parsed}, nil
}

// JSON is the canonical form of a JSON text. The errors are those of Parse.
func JSON(raw []byte) ([]byte, error) {
	d, err := Parse(raw)
	if err != nil {
		return nil, err
	}
	return d.Append(make([]byte, 0, len(raw))), nil
}

// Name is the name of node i, empty where it is no member of an object.
func (d *Document) Name(i int) string { return decode(d.SourceName(i)) }

// Text is what text node i says. Half of a surrogate pair is U+FFFD.
func (d *Document) Text(i int) string { return decode(d.Source(i)) }

func decode(quoted []byte) string {
	if len(quoted) < 2 {
		return ""
	}
	inside := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(inside, '\\') < 0 {
		return string(inside)
	}
	return string(utf16.Decode(jsontext.Units(inside)))
}

// CanonicalName is the quoted name of node i in its canonical form.
func (d *Document) CanonicalName(i int) []byte { return appendText(nil, d.SourceName(i)) }

// Members are the numbers of the nodes right inside node i.
func (d *Document) Members(i int) []int {
	var inside []int
	for c := i + 1; c < d.Nodes[i].Next; c = d.Nodes[c].Next {
		inside = append(inside, c)
	}
	return inside
}

// Member is the number of the last member of node i by this name, 0 for none.
func (d *Document) Member(i int, name string) int {
	found := 0
	for c := i + 1; c < d.Nodes[i].Next; c = d.Nodes[c].Next {
		if d.Nodes[c].KeyTo > 0 && d.Name(c) == name {
			found = c
		}
	}
	return found
}

// Replace puts a text in the place of node i and all that it holds.
func (d *Document) Replace(i int, text string) { put(&d.values, i, Quote(text)) }

// Rename gives member i another name.
func (d *Document) Rename(i int, name string) { put(&d.names, i, Quote(name)) }

// Drop leaves member i out.
func (d *Document) Drop(i int) { put(&d.gone, i, true) }

// Add gives the whole, which is an object, a further member; value is
// canonical JSON.
func (d *Document) Add(name string, value []byte) {
	d.added = append(d.added, member{name: Quote(name), value: value})
}

func put[V any](into *map[int]V, i int, value V) {
	if *into == nil {
		*into = map[int]V{}
	}
	(*into)[i] = value
}

// Append writes the whole in its canonical form.
func (d *Document) Append(dst []byte) []byte { return d.AppendNode(dst, 0) }

// AppendNode writes node i, without its name, in its canonical form.
func (d *Document) AppendNode(dst []byte, i int) []byte {
	if value, ok := d.values[i]; ok {
		return append(dst, value...)
	}
	n := d.Nodes[i]
	switch n.Kind {
	case jsontext.Object:
		return d.appendObject(dst, i)
	case jsontext.Array:
		dst = append(dst, '[')
		for c := i + 1; c < n.Next; c = d.Nodes[c].Next {
			if c > i+1 {
				dst = append(dst, ',')
			}
			dst = d.AppendNode(dst, c)
		}
		return append(dst, ']')
	case jsontext.Text:
		return appendText(dst, d.Source(i))
	case jsontext.Number:
		return appendNumber(dst, d.Source(i))
	}
	return append(dst, d.Source(i)...)
}

// member is one of an object: a node, or a value that was added.
type member struct {
	name  []byte // quoted, canonical
	node  int
	value []byte
}

func (d *Document) appendObject(dst []byte, i int) []byte {
	var room [16]member
	members := room[:0]
	for c := i + 1; c < d.Nodes[i].Next; c = d.Nodes[c].Next {
		if d.gone[c] {
			continue
		}
		name, renamed := d.names[c]
		if !renamed {
			if name = d.SourceName(c); bytes.IndexByte(name, '\\') >= 0 {
				name = appendText(nil, name)
			}
		}
		members = append(members, member{name: name, node: c})
	}
	if i == 0 {
		members = append(members, d.added...)
	}
	slices.SortStableFunc(members, func(a, b member) int { return compareNames(a.name, b.name) })
	dst = append(dst, '{')
	for n, m := range members {
		if n > 0 {
			dst = append(dst, ',')
		}
		dst = append(append(dst, m.name...), ':')
		if m.node == 0 {
			dst = append(dst, m.value...)
		} else {
			dst = d.AppendNode(dst, m.node)
		}
	}
	return append(dst, '}')
}

var pointerEscaper = strings.NewReplacer("~", "~0", "/", "~1")

// Segment is a name as a segment of a JSON Pointer (RFC 6901), with its slash.
func Segment(name string) string { return "/" + pointerEscaper.Replace(name) }
