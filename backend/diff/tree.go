package diff

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// maxDepth is how deep arrays and objects may nest; encoding/json has the
// same limit.
const maxDepth = 10_000

// The two ways in which parse fails.
var (
	errSyntax = errors.New("diff: not JSON")
	errDepth  = errors.New("diff: JSON nested too deep")
)

type kind uint8

const (
	isNull kind = iota
	isBool
	isNumber
	isText
	isArray
	isObject
)

func (k kind) container() bool { return k >= isArray }

// node is one value of a tree: where its text stands and where its subtree ends.
type node struct {
	kind           kind
	escaped        bool // a text with at least one backslash
	keyFrom, keyTo int  // the member's quoted name in raw; both 0 where it is no member
	from, to       int  // the value's own text in raw
	next           int  // the index after its last descendant
}

// tree is a JSON text taken apart without copying any of it: its nodes in
// document order, a container before what it holds. Node 0 is the whole.
// Duplicate names stay, because masking must see every one of them.
type tree struct {
	raw   []byte
	nodes []node
	depth int // how deep containers nest
	// encoded are the texts that are secret for no other reason than that they
	// are base64 of JSON with a secret in it; known once secrets were looked for.
	encoded map[int]bool
}

// parse takes raw apart. It accepts exactly what json.Valid accepts.
func parse(raw []byte) (*tree, error) {
	p := parser{tree: tree{raw: raw, nodes: make([]node, 0, 16+len(raw)/64)}}
	p.space()
	if err := p.value(node{}, 0); err != nil {
		return nil, err
	}
	p.space()
	if p.at != len(raw) {
		return nil, errSyntax
	}
	return &p.tree, nil
}

// source is the value's text as received.
func (t *tree) source(i int) []byte { return t.raw[t.nodes[i].from:t.nodes[i].to] }

// name is the decoded name of member i.
func (t *tree) name(i int) string {
	quoted := t.raw[t.nodes[i].keyFrom:t.nodes[i].keyTo]
	return unquote(quoted, bytes.IndexByte(quoted, '\\') >= 0)
}

// text is the decoded text of node i, which must be a text.
func (t *tree) text(i int) string { return unquote(t.source(i), t.nodes[i].escaped) }

func unquote(quoted []byte, escaped bool) string {
	inner := quoted[1 : len(quoted)-1]
	if !escaped && utf8.Valid(inner) {
		return string(inner)
	}
	var text string
	if err := json.Unmarshal(quoted, &text); err != nil {
		return strings.ToValidUTF8(string(inner), "\uFFFD")
	}
	return text
}

type parser struct {
	tree
	at int
}

func (p *parser) space() {
	for p.at < len(p.raw) {
		switch p.raw[p.at] {
		case ' ', '\t', '\n', '\r':
			p.at++
		default:
			return
		}
	}
}

func (p *parser) peek() byte {
	if p.at < len(p.raw) {
		return p.raw[p.at]
	}
	return 0
}

// value reads one value into n, which carries the member's name.
func (p *parser) value(n node, depth int) error {
	n.from = p.at
	index := len(p.nodes)
	p.nodes = append(p.nodes, n)
	var err error
	switch c := p.peek(); {
	case c == '{':
		n.kind, err = isObject, p.list('}', depth+1)
	case c == '[':
		n.kind, err = isArray, p.list(']', depth+1)
	case c == '"':
		n.kind = isText
		n.escaped, err = p.quoted()
	case c == 't':
		n.kind, err = isBool, p.word("true")
	case c == 'f':
		n.kind, err = isBool, p.word("false")
	case c == 'n':
		n.kind, err = isNull, p.word("null")
	default:
		n.kind, err = isNumber, p.number()
	}
	n.to, n.next = p.at, len(p.nodes)
	p.nodes[index] = n
	return err
}

// list reads the inside of an object or an array up to its closing bracket.
func (p *parser) list(closing byte, depth int) error {
	if depth > maxDepth {
		return errDepth
	}
	p.depth = max(p.depth, depth)
	p.at++
	p.space()
	if p.peek() == closing {
		p.at++
		return nil
	}
	for {
		var n node
		if closing == '}' {
			if err := p.key(&n); err != nil {
				return err
			}
		}
		if err := p.value(n, depth); err != nil {
			return err
		}
		p.space()
		c := p.peek()
		p.at++
		switch c {
		case closing:
			return nil
		case ',':
			p.space()
		default:
			return errSyntax
		}
	}
}

func (p *parser) key(n *node) error {
	n.keyFrom = p.at
	if p.peek() != '"' {
		return errSyntax
	}
	if _, err := p.quoted(); err != nil {
		return err
	}
	n.keyTo = p.at
	p.space()
	if p.peek() != ':' {
		return errSyntax
	}
	p.at++
	p.space()
	return nil
}

// quoted reads a string and reports whether it has escapes.
func (p *parser) quoted() (escaped bool, err error) {
	raw := p.raw
	for i := p.at + 1; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '"':
			p.at = i + 1
			return escaped, nil
		case c == '\\':
			escaped = true
			size := escapeSize(raw[i:])
			if size == 0 {
				return escaped, errSyntax
			}
			i += size - 1
		case c < 0x20:
			return escaped, errSyntax
		}
	}
	return escaped, errSyntax
}

// escapeSize is the length of the escape at the start of raw, 0 for none.
func escapeSize(raw []byte) int {
	if len(raw) < 2 {
		return 0
	}
	if raw[1] != 'u' {
		if strings.IndexByte(`"\/bfnrt`, raw[1]) < 0 {
			return 0
		}
		return 2
	}
	if len(raw) < 6 {
		return 0
	}
	for _, c := range raw[2:6] {
		if !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'f') {
			return 0
		}
	}
	return 6
}

func (p *parser) word(word string) error {
	if !bytes.HasPrefix(p.raw[p.at:], []byte(word)) {
		return errSyntax
	}
	p.at += len(word)
	return nil
}

func (p *parser) number() error {
	if p.peek() == '-' {
		p.at++
	}
	if p.peek() == '0' {
		p.at++
	} else if !p.digits() {
		return errSyntax
	}
	if p.peek() == '.' {
		p.at++
		if !p.digits() {
			return errSyntax
		}
	}
	if p.peek()|0x20 == 'e' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		if !p.digits() {
			return errSyntax
		}
	}
	return nil
}

func (p *parser) digits() bool {
	start := p.at
	for isDigit(p.peek()) {
		p.at++
	}
	return p.at > start
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
