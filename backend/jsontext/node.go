package jsontext

import (
	"errors"
	"fmt"
)

// Kind is what a value of JSON is.
type Kind uint8

// The kinds of values.
const (
	Null Kind = iota
	Bool
	Number
	Text
	Array
	Object
)

// String is what a person calls values of that kind.
func (k Kind) String() string {
	return [...]string{"null", "true/false", "number", "text", "list", "object"}[k]
}

// Container reports an array or an object.
func (k Kind) Container() bool { return k >= Array }

// Node is one value: where its text stands and where its subtree ends.
type Node struct {
	Kind           Kind
	Escaped        bool // a text with at least one backslash
	KeyFrom, KeyTo int  // the member's quoted name; both 0 where it is no member
	From, To       int  // the value's own text
	Next           int  // the index after its last descendant
}

// Parsed is a JSON text taken apart: its nodes in the order of the text, a
// container before what it holds. Node 0 is the whole. Members whose name
// occurs twice are all there.
type Parsed struct {
	Raw   []byte
	Nodes []Node
	Depth int // how deep arrays and objects nest
}

// MaxDepth is how deep arrays and objects may nest; encoding/json has the same
// limit.
const MaxDepth = 10_000

// The ways in which Parse fails.
var (
	ErrSyntax = errors.New("not JSON")
	ErrDepth  = fmt.Errorf("nested deeper than %d levels", MaxDepth)
)

// Source is the text of node i as it was written.
func (p *Parsed) Source(i int) []byte { return p.Raw[p.Nodes[i].From:p.Nodes[i].To] }

// SourceName is the quoted name of node i as it was written, empty where it is
// no member of an object.
func (p *Parsed) SourceName(i int) []byte { return p.Raw[p.Nodes[i].KeyFrom:p.Nodes[i].KeyTo] }
