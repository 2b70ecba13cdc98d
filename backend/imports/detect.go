package imports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// text is a document of text, decoded, with what was found out about it.
type text struct {
	in       *bufio.Reader
	head     []byte // its beginning
	whole    bool   // head is all of it
	encoding string
}

// openText finds the encoding and decodes.
func openText(d document, given string) (*text, error) {
	room := peeked
	if d.size > 0 {
		room = int(min(peeked, 2*d.size+64)) // a decoded text may be longer
	}
	in := bufio.NewReaderSize(d.text, room)
	head, whole, err := lookAt(in)
	if err != nil {
		return nil, err
	}
	t := &text{in: in, head: head, whole: whole}
	var mark int
	t.encoding, mark = encodingOf(head, whole, given)
	_, _ = in.Discard(mark) // peeked, so it is there
	t.head = head[mark:]
	plain, err := decoded(in, t.encoding)
	if err != nil {
		return nil, err
	}
	if t.encoding != encodingUTF8 {
		t.in = bufio.NewReaderSize(plain, room)
		t.head, t.whole, err = lookAt(t.in)
	}
	return t, err
}

// lookAt returns what a text begins with, and whether that is all. Data that is
// damaged further on is met when it is read.
func lookAt(in *bufio.Reader) (head []byte, whole bool, err error) {
	head, err = in.Peek(in.Size())
	if err == nil || isEnd(err) {
		return head, err != nil, nil
	}
	return head, false, err
}

// form is how the entries lie in a text.
type form struct {
	kind  kind
	start int // of the first byte behind the bracket of the list
	outer int // objects around the list that have to be closed
}

type kind int

const (
	empty   kind = iota
	lines        // one entry a line
	list         // elements of an array
	values       // one object after the other, not one a line
	archive      // the HTTP requests of a browser, HAR
	columns      // a table
)

// detect looks at the beginning of a text.
func (t *text) detect(r *reader) form {
	begin := 0
	for begin < len(t.head) && isSpace(t.head[begin]) {
		begin++
	}
	content := t.head[begin:]
	switch {
	case len(content) == 0 && t.whole:
		return form{kind: empty}
	case len(content) == 0:
		return form{kind: lines}
	case content[0] == '[':
		return form{kind: list, start: begin + 1}
	case content[0] != '{':
		if t.hasEntryLine() {
			return form{kind: lines}
		}
		return form{kind: columns}
	}
	line, _, ended := bytes.Cut(content, []byte("\n"))
	oneLine := (ended || t.whole) && json.Valid(line)
	if oneLine {
		if _, _, err := r.eventOf(item{raw: line}); err == nil {
			return form{kind: lines}
		}
	}
	return t.detectObject(r, content, begin, oneLine)
}

// hasEntryLine reports a text that begins with something else and goes on with
// an entry a line.
func (t *text) hasEntryLine() bool {
	rest := t.head
	for range 20 {
		line, after, found := bytes.Cut(rest, []byte("\n"))
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] == '{' && json.Valid(line) {
			return true
		}
		if !found {
			return false
		}
		rest = after
	}
	return false
}

// detectObject tells an envelope from entries that are objects themselves.
func (t *text) detectObject(r *reader, content []byte, begin int, oneLine bool) form {
	if isHAR(content) {
		return form{kind: archive}
	}
	w := &walker{decoder: json.NewDecoder(bytes.NewReader(content)), paths: r.profile.Answer.Entries}
	found, err := w.object(nil)
	end := min(int(w.decoder.InputOffset()), len(content))
	first, behind := content[:end], content[end:]
	severalLines := bytes.IndexByte(content, '\n') >= 0
	switch {
	case found:
		return form{kind: list, start: begin + int(w.decoder.InputOffset()), outer: w.depth}
	case oneLine, errors.As(err, new(*json.SyntaxError)):
		return form{kind: lines}
	case err == nil && startsObject(behind):
		return form{kind: values}
	case err == nil && bytes.IndexByte(first, '\n') < 0:
		return form{kind: lines}
	case err != nil && !severalLines && !t.whole:
		return form{kind: lines} // one long line
	}
	return form{kind: values}
}

func startsObject(text []byte) bool {
	text = bytes.TrimLeft(text, " \t")
	return len(text) > 0 && text[0] == '{'
}

// isHAR reports an object that begins as HAR does: {"log": {"version": …
func isHAR(content []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(content))
	for _, want := range []any{json.Delim('{'), "log", json.Delim('{')} {
		if token, err := decoder.Token(); err != nil || token != want {
			return false
		}
	}
	name, err := decoder.Token()
	if err != nil {
		return false
	}
	switch name {
	case "version", "creator", "browser", "pages", "entries", "comment":
		return true
	}
	return false
}

// jsonEntries reads the entries of a JSON text.
func (t *text) jsonEntries(f form, limit int) (entries, error) {
	switch f.kind {
	case empty:
		return &listEntries{}, nil
	case lines:
		return &lineEntries{in: t.in, limit: limit}, nil
	}
	if _, err := io.CopyN(io.Discard, t.in, int64(f.start)); err != nil {
		return nil, err
	}
	return &elementEntries{splitter: &splitter{reader: t.in, limit: limit, list: f.kind == list}, outer: f.outer}, nil
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// formatOf is the name of a form for people and reports.
func (f form) String() string {
	switch f.kind {
	case lines:
		return "ndjson"
	case archive:
		return "har"
	case columns:
		return "csv"
	}
	return "json"
}
