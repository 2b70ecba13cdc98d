package diff

import "bytes"

// shortestEncoded is the length of the shortest base64 of JSON that can hold a
// secret: {"pwd":"x"}.
const shortestEncoded = 15

// flagHidden marks the texts that are secret as a whole though no name says so:
// random words, unless what they stand under or beside names ids, and base64 of
// JSON that holds a secret. It looks into node root, which stands in the
// containers around it.
func (t *tree) flagHidden(flags []bool, root int, around []surrounding) {
	for i := root; i < t.nodes[root].Next; i++ {
		n := &t.nodes[i]
		for len(around) > 0 && t.nodes[around[len(around)-1].node].Next <= i {
			around = around[:len(around)-1]
		}
		if n.Kind.Container() {
			around = append(around, surrounding{node: i})
			continue
		}
		if n.Kind != isText || flags[i] || n.To-n.From-2 < shortestEncoded {
			continue
		}
		switch text := t.candidate(i); {
		case text == "":
		case holdsEncodedSecret(text):
			flags[i] = true
			if t.encoded == nil {
				t.encoded = map[int]bool{}
			}
			t.encoded[i] = true
		case isRandomText(text) && !t.identifies(i, around):
			flags[i] = true
		}
	}
}

// candidate is the text of node i where it may be a hidden secret, else empty.
func (t *tree) candidate(i int) string {
	inner := t.source(i)
	inner = inner[1 : len(inner)-1]
	if t.nodes[i].Escaped && bytes.IndexByte(inner, ' ') >= 0 || !t.nodes[i].Escaped && !tokenByte(inner[len(inner)/2]) {
		return ""
	}
	if encodesJSON(inner) || t.nodes[i].Escaped || len(inner) <= longestRandom+2 && len(inner) >= shortestRandom {
		return t.text(i)
	}
	return ""
}

// surrounding is a container around a node, and what is known of it.
type surrounding struct {
	node        int
	known, ids  bool // itself holds ids
	asked, says bool // what its members say is the name of an id
}

// identifies reports whether a name says that node i, which stands in the
// containers around it, is an id: its own, or as an element or as a value
// ("old", "value") the one over or beside it. What was found out is kept in
// around, so that each container is asked once.
func (t *tree) identifies(i int, around []surrounding) bool {
	valued := t.nodes[i].KeyTo == 0
	if !valued {
		if namesIdentifier(t.name(i)) {
			return true
		}
		switch t.roleOf(i) {
		case valueRole, stateRole, directionRole:
			valued = true
		}
	}
	if !valued || len(around) == 0 {
		return false
	}
	parent := &around[len(around)-1]
	if !parent.asked {
		parent.asked, parent.says = true, t.besideIdentifier(parent.node)
	}
	if !parent.known && !parent.says {
		parent.known, parent.ids = true, t.identifies(parent.node, around[:len(around)-1])
	}
	return parent.says || parent.ids
}

// besideIdentifier reports an object that names its value: {"key":
// "spreadsheetId", "value": …}, {"path": "/fileId", "old": …}.
func (t *tree) besideIdentifier(i int) bool {
	if t.nodes[i].Kind != isObject {
		return false
	}
	for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
		is := t.roleOf(c)
		if t.nodes[c].Kind == isText && t.nodes[c].To-t.nodes[c].From < 256 &&
			(is == strongName || is == weakName && bytes.EqualFold(t.raw[t.nodes[c].KeyFrom:t.nodes[c].KeyTo], []byte(`"name"`))) &&
			namesIdentifier(t.text(c)) {
			return true
		}
	}
	return false
}

// encodesJSON reports how base64 of a JSON object or array begins.
func encodesJSON(text []byte) bool {
	if len(text) < shortestEncoded || len(text) > mostEncoded {
		return false
	}
	for _, start := range []string{"eyJ", "eyA", "eyAg", "ewo", "ewk", "ew0", "W3s", "Wwo", "W3si", "WyJ", "WyA"} {
		if startsWith(text, start) {
			return true
		}
	}
	return false
}

// mostEncoded bounds what is decoded to look into it.
const mostEncoded = 4 << 20

// holdsEncodedSecret reports base64 of JSON in which something would be masked.
func holdsEncodedSecret(text string) bool {
	plain, ok := encodedJSON(text)
	if !ok {
		return false
	}
	_, count := MaskJSON(plain)
	return count > 0
}

// encodedJSON undoes base64 of a JSON object or array.
func encodedJSON(text string) ([]byte, bool) {
	if !encodesJSON([]byte(text)) {
		return nil, false
	}
	plain, ok := unbase64(text)
	if !ok {
		return nil, false
	}
	if t, err := parse(plain); err != nil || !t.nodes[0].Kind.Container() {
		return nil, false
	}
	return plain, true
}
