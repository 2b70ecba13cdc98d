package imports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// entries gives what a document holds, one by one. Its error is io.EOF at the
// end, *unfinished where the document ends before its end, *audit.Error or an
// error of the disk.
type entries interface {
	next() (item, error)
}

// item is one entry, or why there is none in its place.
type item struct {
	raw    []byte // JSON, in memory of its own
	own    *exportRow
	at     place
	reason string // it is rejected; empty when it is not
}

// place is where an entry stands.
type place struct {
	what   string // line, entry, row
	number int
	record int    // of a table of text, 0 elsewhere
	sheet  string // of a workbook
}

func (p place) String() string {
	text := fmt.Sprintf("%s %d", p.what, p.number)
	if p.record > 0 {
		text += fmt.Sprintf(", record %d", p.record)
	}
	if p.sheet != "" {
		text = fmt.Sprintf("sheet %q, %s", p.sheet, text)
	}
	return text
}

func tooLarge(limit int) string {
	if limit < 1<<20 {
		return fmt.Sprintf("The entry is larger than %d bytes.", limit)
	}
	return fmt.Sprintf("The entry is larger than %d MiB.", limit>>20)
}

// lineEntries reads one entry a line.
type lineEntries struct {
	in     *bufio.Reader
	limit  int
	number int
	ended  error // what to return after the last line
}

func (l *lineEntries) next() (item, error) {
	for l.ended == nil {
		l.number++
		line, whole, err := readLine(l.in, l.limit)
		l.ended = err
		line = bytes.TrimSpace(line)
		at := place{what: "line", number: l.number}
		if errors.Is(err, io.EOF) && isCut(line) {
			l.ended = cutIn(at.String())
		}
		switch {
		case !whole:
			return item{at: at, reason: tooLarge(l.limit)}, nil
		case len(line) > 0:
			return item{at: at, raw: line}, nil
		}
	}
	return item{}, l.ended
}

// isCut reports a last line that begins as an entry and does not end as one.
func isCut(line []byte) bool {
	return len(line) > 0 && line[0] == '{' && !json.Valid(line)
}

// elementEntries reads the elements of a list, or one value after the other.
type elementEntries struct {
	*splitter
	outer  int // objects around the list that have to be closed
	number int
	ended  error
}

func (e *elementEntries) next() (item, error) {
	if e.ended != nil {
		return item{}, e.ended
	}
	e.number++
	at := place{what: "entry", number: e.number}
	element, err := e.splitter.next()
	switch {
	case err == nil:
		return item{at: at, raw: element}, nil
	case errors.Is(err, errLarge):
		return item{at: at, reason: tooLarge(e.limit)}, nil
	case errors.Is(err, io.EOF):
		e.ended = e.afterList()
	case errors.Is(err, errCut):
		e.ended = cutIn(at.String())
	default:
		e.ended = err
	}
	if len(element) > 0 {
		return item{at: at, raw: element}, nil
	}
	return item{}, e.ended
}

// afterList looks at what follows a list.
func (e *elementEntries) afterList() error {
	if !e.list {
		return io.EOF
	}
	closed, more, err := e.behind(e.outer)
	switch {
	case err != nil:
		return err
	case more:
		return &unfinished{reason: "The file goes on behind its list of entries; only the first list was read."}
	case !closed:
		return cutIn("what surrounds its list of entries")
	}
	return io.EOF
}

// listEntries gives entries that are in memory already.
type listEntries struct {
	raw  []json.RawMessage
	what string
	done int
}

func (l *listEntries) next() (item, error) {
	if l.done == len(l.raw) {
		return item{}, io.EOF
	}
	l.done++
	return item{at: place{what: l.what, number: l.done}, raw: l.raw[l.done-1]}, nil
}
