package tenant

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// member is one key of an object with its value as written. What is inside an
// object's value is looked at only once a path leads there.
type member struct {
	key    []byte
	value  []byte
	inside []member
	opened bool
}

// membersOf splits an object into its members, checking all of it; limit is how
// deep it may be nested, 0 where that was looked at with what surrounds it.
func membersOf(object []byte, limit int) ([]member, error) {
	usual := 6
	if limit > 0 {
		usual = 16 // an entry
	}
	members := make([]member, 0, usual)
	pos, empty, err := begin(object, '{')
	for more := !empty; err == nil && more; {
		var key []byte
		if key, pos, err = skipKey(object, pos); err != nil {
			break
		}
		start := skipSpace(object, pos)
		if pos, err = skipValue(object, start, limit); err != nil {
			break
		}
		members = append(members, member{key: plainKey(key), value: object[start:pos:pos]})
		pos, more, err = separator(object, pos, '{')
	}
	if err != nil {
		return nil, err
	}
	return members, atEnd(object, pos)
}

// elementsOf splits an array into its elements, checking all of it.
func elementsOf(array []byte) ([]json.RawMessage, error) {
	elements := []json.RawMessage{}
	pos, empty, err := begin(array, '[')
	for more := !empty; err == nil && more; {
		start := skipSpace(array, pos)
		if pos, err = skipValue(array, start, 0); err != nil {
			break
		}
		elements = append(elements, array[start:pos:pos])
		pos, more, err = separator(array, pos, '[')
	}
	if err != nil {
		return nil, err
	}
	return elements, atEnd(array, pos)
}

// begin steps to the first key or element behind the bracket open.
func begin(data []byte, open byte) (pos int, empty bool, err error) {
	pos = skipSpace(data, 0)
	switch {
	case pos >= len(data):
		return pos, false, errCut
	case data[pos] != open:
		return pos, false, errSyntax
	}
	pos = skipSpace(data, pos+1)
	if pos < len(data) && data[pos] == closing(open) {
		return pos + 1, true, nil
	}
	return pos, false, nil
}

func atEnd(data []byte, pos int) error {
	if skipSpace(data, pos) < len(data) {
		return errSyntax
	}
	return nil
}

// plainKey undoes escapes in a key, which hardly any key has.
func plainKey(key []byte) []byte {
	if bytes.IndexByte(key, '\\') < 0 {
		return key
	}
	return []byte(unquote(append(append([]byte{'"'}, key...), '"')))
}

// unquote is the text of a JSON string that was checked before.
func unquote(quoted []byte) string {
	plain := quoted[1 : len(quoted)-1]
	if bytes.IndexByte(plain, '\\') < 0 && utf8.Valid(plain) {
		return string(plain)
	}
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		return string(plain)
	}
	return text
}

// find follows keys down through objects, and numbers into arrays.
func find(members []member, keys []string) *member {
	if len(keys) == 0 {
		return nil
	}
	found := lastOf(members, keys[0])
	for _, key := range keys[1:] {
		if found == nil {
			return nil
		}
		found = found.child(key)
	}
	return found
}

// child returns the member of an object with a key, or the element of an array
// with a number, counted from 0; nil when there is none.
func (m *member) child(key string) *member {
	if m.value[0] != '[' {
		return lastOf(m.open(), key)
	}
	n, err := strconv.ParseUint(key, 10, 31)
	if err != nil {
		return nil
	}
	elements, err := elementsOf(m.value)
	if err != nil || n >= uint64(len(elements)) {
		return nil
	}
	return &member{value: elements[n]}
}

// lastOf returns the member with a key. Of a key that occurs twice the last
// counts, as in every other reader of JSON.
func lastOf(members []member, key string) *member {
	for i := len(members) - 1; i >= 0; i-- {
		if string(members[i].key) == key {
			return &members[i]
		}
	}
	return nil
}

// open returns the members of an object's value, nil for any other value.
func (m *member) open() []member {
	if !m.opened {
		m.opened = true
		if m.value[0] == '{' {
			m.inside, _ = membersOf(m.value, 0) // checked already, with what surrounds it
		}
	}
	return m.inside
}

// isNull reports a value that says nothing.
func (m *member) isNull() bool { return m.value[0] == 'n' }

// text is the value as text: a string's content, a number as written. Other
// kinds of value, and the empty string, are no text.
func (m *member) text() (string, bool) {
	switch c := m.value[0]; {
	case c == '"':
		text := unquote(m.value)
		return text, text != ""
	case c == '-' || isDigit(c):
		return string(m.value), true
	}
	return "", false
}
