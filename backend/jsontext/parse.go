package jsontext

import (
	"bytes"
	"fmt"
)

// Parse takes raw apart, which it keeps and does not change. It accepts exactly
// what json.Valid accepts; bytes that are not UTF-8 may stand in texts. Its
// error wraps ErrSyntax or ErrDepth and says where.
func Parse(raw []byte) (Parsed, error) { return ParseInto(raw, nil) }

// ParseInto is Parse with room for the nodes, which it uses if there is enough.
func ParseInto(raw []byte, room []Node) (Parsed, error) {
	if cap(room) < enoughNodes(raw) {
		room = make([]Node, 0, mostNodes(raw))
	}
	p := parser{Parsed: Parsed{Raw: raw, Nodes: room[:0]}}
	p.space()
	err := p.value(Node{}, 0)
	p.space()
	if err == nil && p.at != len(raw) {
		err = ErrSyntax
	}
	if err != nil {
		return Parsed{}, fmt.Errorf("%w at byte %d", err, p.at)
	}
	return p.Parsed, nil
}

// mostNodes is how many nodes raw has at most, or at first: every one but the
// whole stands behind a comma or a bracket. Texts may be full of those.
func mostNodes(raw []byte) int {
	count := 1
	for _, sign := range []string{",", "{", "["} {
		count += bytes.Count(raw, []byte(sign))
	}
	return min(count, enoughNodes(raw))
}

// enoughNodes is how many nodes a usual text has at most.
func enoughNodes(raw []byte) int { return 16 + len(raw)/16 }

type parser struct {
	Parsed
	at int
}

func (p *parser) space() {
	for p.at < len(p.Raw) {
		switch p.Raw[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

func (p *parser) peek() byte {
	if p.at < len(p.Raw) {
		return p.Raw[p.at]
	}
	return 0
}

// value reads one value into n, which carries the member's name.
func (p *parser) value(n Node, depth int) error {
	n.From = p.at
	index := len(p.Nodes)
	p.Nodes = append(p.Nodes, n)
	var err error
	switch c := p.peek(); {
	case c == '{':
		n.Kind, err = Object, p.list('}', depth+1)
	case c == '[':
		n.Kind, err = Array, p.list(']', depth+1)
	case c == '"':
		n.Kind = Text
		n.Escaped, err = p.quoted()
	case c == 't':
		n.Kind, err = Bool, p.word("true")
	case c == 'f':
		n.Kind, err = Bool, p.word("false")
	case c == 'n':
		n.Kind, err = Null, p.word("null")
	default:
		n.Kind, err = Number, p.number()
	}
	n.To, n.Next = p.at, len(p.Nodes)
	p.Nodes[index] = n
	return err
}

// list reads the inside of an object or an array up to its closing bracket.
func (p *parser) list(closing byte, depth int) error {
	if depth > MaxDepth {
		return ErrDepth
	}
	p.Depth = max(p.Depth, depth)
	p.at++
	p.space()
	if p.peek() == closing {
		p.at++
		return nil
	}
	for {
		var n Node
		if closing == '}' {
			if err := p.key(&n); err != nil {
				return err
			}
		}
		if err := p.value(n, depth); err != nil {
			return err
		}
		p.space()
		switch p.peek() {
		case closing:
			p.at++
			return nil
		case ',':
			p.at++
			p.space()
		default:
			return ErrSyntax
		}
	}
}

func (p *parser) key(n *Node) error {
	n.KeyFrom = p.at
	if p.peek() != '"' {
		return ErrSyntax
	}
	if _, err := p.quoted(); err != nil {
		return err
	}
	n.KeyTo = p.at
	p.space()
	if p.peek() != ':' {
		return ErrSyntax
	}
	p.at++
	p.space()
	return nil
}
