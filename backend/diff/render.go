package diff

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Pretty writes raw on several lines with two spaces of indent, members in the
// order received and numbers as written. What is not JSON, or nested so deep
// that indents would be most of it, comes back as it is.
func Pretty(raw json.RawMessage) string {
	t, err := parse(raw)
	if err != nil || t.depth > maxPathDepth {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", "  "); err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	return strings.ToValidUTF8(b.String(), "\uFFFD")
}

// renderer writes one tree so that two of them can be compared line by line:
// members sorted, secrets masked, noise left out where it is not wanted.
type renderer struct {
	t       *tree
	secret  []bool
	instead map[int]json.RawMessage // what stands for a node
	noise   bool
	path    []string
	lines   []int // the container that each line stands in
	out     strings.Builder
	names   map[string]string // as received in quotes → decoded: they repeat from element to element
	labels  map[string][]byte // of names: as they are written, secrets in them masked
}

func newRenderer(t *tree, secret []bool, instead map[int]json.RawMessage, noise bool) *renderer {
	r := &renderer{t: t, secret: secret, instead: instead, noise: noise, names: map[string]string{}, labels: map[string][]byte{}}
	r.lines = append(make([]int, 0, len(t.nodes)*3/2+1), none)
	r.out.Grow(2 * len(t.raw))
	return r
}

func (r *renderer) value(i int, indent string) {
	if text, ok := r.instead[i]; ok {
		r.out.Write(text)
		return
	}
	switch n := r.t.nodes[i]; {
	case n.Kind.Container() && len(r.path) >= maxPathDepth:
		masked, _ := r.t.masked(r.secret, i)
		r.out.Write(compact(masked))
	case n.Kind == isObject:
		fields := r.visible(i)
		slices.SortFunc(fields, func(a, b field) int { return cmp.Compare(a.name, b.name) })
		r.list(i, "{", "}", indent, fields, func(f field) {
			r.out.Write(r.label(f.name))
		})
	case n.Kind == isArray:
		elements := r.t.elements(i)
		fields := make([]field, len(elements))
		for index, c := range elements {
			fields[index] = field{strconv.Itoa(index), c}
		}
		r.list(i, "[", "]", indent, fields, func(field) {})
	default:
		text, hidden := r.t.maskScalar(r.secret[i], i)
		switch {
		case hidden > 0:
			r.out.Write(quote(text))
		case n.Escaped:
			r.out.Write(quote(r.t.text(i)))
		default:
			r.out.Write(r.t.source(i))
		}
	}
}

// name is the decoded name of a member.
func (r *renderer) name(c int) string {
	quoted := r.t.raw[r.t.nodes[c].KeyFrom:r.t.nodes[c].KeyTo]
	name, known := r.names[string(quoted)]
	if !known {
		name = r.t.name(c)
		r.names[string(quoted)] = name
	}
	return name
}

// label is a member's name as it is written.
func (r *renderer) label(name string) []byte {
	label, known := r.labels[name]
	if !known {
		label = append(quote(MaskText(name)), ": "...)
		r.labels[name] = label
	}
	return label
}

// visible lists the members of object i without the noise.
func (r *renderer) visible(i int) []field {
	fields := r.t.fieldsBy(i, r.name)
	if r.noise {
		return fields
	}
	return slices.DeleteFunc(fields, func(f field) bool { return isNoise(append(r.path, f.name)) })
}

func (r *renderer) list(i int, opening, closing, indent string, fields []field, label func(field)) {
	r.out.WriteString(opening)
	deeper := indent + "  "
	for at, f := range fields {
		if at > 0 {
			r.out.WriteByte(',')
		}
		r.lines = append(r.lines, i)
		r.out.WriteByte('\n')
		r.out.WriteString(deeper)
		label(f)
		r.path = append(r.path, f.name)
		r.value(f.node, deeper)
		r.path = r.path[:len(r.path)-1]
	}
	if len(fields) > 0 {
		r.lines = append(r.lines, i)
		r.out.WriteByte('\n')
		r.out.WriteString(indent)
	}
	r.out.WriteString(closing)
}
