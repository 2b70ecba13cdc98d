package imports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/trailbook/trailbook/backend/audit"
)

// form is how the entries lie in a file.
type form struct {
	kind  kind
	start int64 // offset of the first byte behind the bracket of the list
	outer int   // objects around the list that have to be closed
}

type kind int

const (
	empty  kind = iota
	lines       // one entry a line
	list        // elements of an array
	values      // one object after the other, each over several lines
)

var byteOrderMark = []byte("\xef\xbb\xbf")

// detect looks at the beginning of a file. What begins with neither an object
// nor a list is CodeFile.
func detect(file *os.File, o Options) (form, error) {
	reader := bufio.NewReaderSize(file, 1<<16)
	offset, first, err := skipToContent(reader)
	switch {
	case errors.Is(err, io.EOF):
		return form{kind: empty}, nil
	case err != nil:
		return form{}, cannotRead(o.Path, err)
	case first == '[':
		return form{kind: list, start: offset + 1}, nil
	case first != '{':
		return form{}, unknownFile(o.Path, first)
	}
	line, whole, err := readLine(reader, o.maxEntry)
	if err != nil && !errors.Is(err, io.EOF) {
		return form{}, cannotRead(o.Path, err)
	}
	if whole {
		if _, err := eventOf(o.Profile, line); err == nil {
			return form{kind: lines}, nil
		}
	}
	if _, err := file.Seek(offset, io.SeekStart); err != nil {
		return form{}, cannotRead(o.Path, err)
	}
	return detectObject(file, o, offset, whole && json.Valid(line)), nil
}

// detectObject tells an envelope from entries that are objects themselves.
func detectObject(file io.Reader, o Options, offset int64, oneLine bool) form {
	w := &walker{decoder: json.NewDecoder(file), paths: o.Profile.Answer.Entries}
	found, err := w.object(nil)
	switch {
	case found:
		return form{kind: list, start: offset + w.decoder.InputOffset(), outer: w.depth}
	case oneLine, errors.As(err, new(*json.SyntaxError)):
		return form{kind: lines}
	}
	return form{kind: values}
}

// skipToContent goes behind the byte order mark and white space.
func skipToContent(reader *bufio.Reader) (offset int64, first byte, err error) {
	if mark, err := reader.Peek(len(byteOrderMark)); err == nil && bytes.Equal(mark, byteOrderMark) {
		_, _ = reader.Discard(len(mark)) // peeked, so it is there
		offset = int64(len(mark))
	}
	for {
		next, err := reader.Peek(1)
		if err != nil {
			return offset, 0, err
		}
		if !isSpace(next[0]) {
			return offset, next[0], nil
		}
		_, _ = reader.Discard(1)
		offset++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

func unknownFile(path string, first byte) error {
	hint := "Trailbook imports NDJSON (one entry a line) and JSON (a list of entries), as UTF-8."
	switch first {
	case 0x1f:
		hint = "It looks compressed; unpack it first."
	case 'P':
		hint = "It looks like an Excel or ZIP file; export it as JSON or NDJSON instead."
	case 0xff, 0xfe:
		hint = "It looks like UTF-16; save it as UTF-8."
	}
	return audit.Errorf(audit.CodeFile, "The file %q is neither JSON nor NDJSON.", path).WithHint("%s", hint)
}
