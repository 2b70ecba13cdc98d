package diff

import (
	"encoding/json"
	"strings"
)

// mostInLine is how many characters of an object or a list stand in one line.
const mostInLine = 60

// Brief writes raw as Pretty does, but an object or a list that is short stands
// in one line: {"role": "user", "action": ["read"]}. Members stay in the order
// received, and numbers as written.
func Brief(raw json.RawMessage) string {
	t, err := parse(raw)
	if err != nil || t.depth > maxPathDepth {
		return strings.ToValidUTF8(string(raw), "\uFFFD")
	}
	b := briefly{t: t}
	b.value(0, "")
	return strings.ToValidUTF8(b.out.String(), "\uFFFD")
}

type briefly struct {
	t   *tree
	out strings.Builder
}

func (b *briefly) value(i int, indent string) {
	n := b.t.nodes[i]
	if !n.Kind.Container() {
		b.out.Write(b.t.source(i))
		return
	}
	opens, closes := "{", "}"
	if n.Kind == isArray {
		opens, closes = "[", "]"
	}
	first, inner, last := "\n", indent+"  ", "\n"+indent
	between := ",\n" + inner
	if first += inner; n.Next == i+1 || b.isShort(i) {
		first, between, last = "", ", ", ""
	}
	b.out.WriteString(opens)
	for c := i + 1; c < n.Next; c = b.t.nodes[c].Next {
		b.out.WriteString(first)
		first = between
		if named := b.t.nodes[c]; named.KeyTo > 0 {
			b.out.Write(b.t.raw[named.KeyFrom:named.KeyTo])
			b.out.WriteString(": ")
		}
		b.value(c, inner)
	}
	b.out.WriteString(last + closes)
}

// isShort reports that container i fits in a line, as it is written there.
func (b *briefly) isShort(i int) bool {
	n := b.t.nodes[i]
	if n.Next-i > mostInLine {
		return false
	}
	length := 0
	for c := i; c < n.Next && length <= mostInLine; c++ {
		node := b.t.nodes[c]
		length += node.KeyTo - node.KeyFrom + len(", ")
		if node.KeyTo > 0 {
			length += len(": ")
		}
		if !node.Kind.Container() {
			length += node.To - node.From
		}
	}
	return length <= mostInLine
}
