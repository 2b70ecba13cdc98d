package diff

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/jsontext"
)

type node = jsontext.Node

const (
	isNull   = jsontext.Null
	isBool   = jsontext.Bool
	isNumber = jsontext.Number
	isText   = jsontext.Text
	isArray  = jsontext.Array
	isObject = jsontext.Object
)

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
	room    *[]node // where nodes are
}

// parse takes raw apart, as jsontext.Parse does.
func parse(raw []byte) (*tree, error) {
	room, _ := rooms.Get().(*[]node)
	if room == nil {
		room = new([]node)
	}
	parsed, err := jsontext.ParseInto(raw, *room)
	if err != nil {
		return nil, err
	}
	*room = parsed.Nodes
	return &tree{raw: raw, nodes: parsed.Nodes, depth: parsed.Depth, room: room}, nil
}

// rooms are for the nodes of trees: those of one that was let go serve the next.
// An import takes a hundred thousand small trees apart.
var rooms sync.Pool

// largestRoom keeps the room of a huge tree from staying, in nodes.
const largestRoom = 1 << 14

// letGo ends the use of a tree, which may be nil. Texts taken from it stay.
func (t *tree) letGo() {
	if t == nil || t.room == nil || cap(*t.room) > largestRoom {
		return
	}
	rooms.Put(t.room)
	t.nodes, t.room = nil, nil
}

// source is the value's text as received.
func (t *tree) source(i int) []byte { return t.raw[t.nodes[i].From:t.nodes[i].To] }

// name is the decoded name of member i.
func (t *tree) name(i int) string {
	quoted := t.raw[t.nodes[i].KeyFrom:t.nodes[i].KeyTo]
	return unquote(quoted, bytes.IndexByte(quoted, '\\') >= 0)
}

// text is the decoded text of node i, which must be a text.
func (t *tree) text(i int) string { return unquote(t.source(i), t.nodes[i].Escaped) }

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

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
