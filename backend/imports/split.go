package imports

import (
	"bufio"
	"errors"
	"io"
)

// errCut says that the file ends in the middle of an entry or of its list.
var errCut = errors.New("imports: the file ends too early")

// errLarge says that an entry was skipped because of its size.
var errLarge = errors.New("imports: the entry is too large")

// readLine reads one line of at most limit bytes, without its line feed; whole
// is false for a longer one, of which nothing is kept. With io.EOF the line is
// the last and had no line feed.
func readLine(reader *bufio.Reader, limit int) (line []byte, whole bool, err error) {
	whole = true
	for {
		part, err := reader.ReadSlice('\n')
		if whole && len(line)+len(part) <= limit+1 {
			line = append(line, part...)
		} else {
			line, whole = nil, false
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			if err == nil && whole {
				line = line[:len(line)-1]
			}
			return line, whole, err
		}
	}
}

// splitter takes a list, or a sequence of values, apart by its brackets and
// quotes alone; whether an element is JSON is for the mapping to say. So one
// broken element does not lose those behind it.
type splitter struct {
	reader *bufio.Reader
	limit  int  // bytes of an element
	list   bool // elements end at the list's bracket, not at the end of the file

	element  []byte
	large    bool
	depth    int
	text     bool // inside a text
	escaped  bool
	compound bool // the element is an object or a list
}

// next returns the next element as it stands in the file. io.EOF says that
// there is none, errCut (with what is there of the element, which may be
// nothing) that the file ends first, errLarge that an element was skipped; any
// other error of reading comes with what is there too.
func (s *splitter) next() ([]byte, error) {
	s.element, s.large, s.depth, s.text, s.escaped, s.compound = nil, false, 0, false, false, false
	for {
		c, err := s.reader.ReadByte()
		if err != nil {
			return s.ended(err)
		}
		if !s.begun() && (isSpace(c) || c == ',') {
			continue
		}
		if s.depth == 0 && !s.text && s.list && (c == ',' || c == ']') {
			if s.begun() {
				return s.done(s.reader.UnreadByte())
			}
			return nil, io.EOF
		}
		if s.take(c); s.compound && s.depth == 0 {
			return s.done(nil)
		}
	}
}

func (s *splitter) begun() bool { return len(s.element) > 0 || s.large }

func (s *splitter) done(err error) ([]byte, error) {
	if err == nil && s.large {
		err = errLarge
	}
	return s.element, err
}

func (s *splitter) ended(err error) ([]byte, error) {
	if !errors.Is(err, io.EOF) {
		return s.element, err
	}
	if s.list || s.depth > 0 || s.text {
		return s.element, errCut
	}
	if s.begun() {
		return s.done(nil)
	}
	return nil, io.EOF
}

// take adds a byte to the element.
func (s *splitter) take(c byte) {
	switch {
	case s.large:
	case len(s.element) >= s.limit:
		s.large, s.element = true, nil
	default:
		s.element = append(s.element, c)
	}
	switch {
	case s.escaped:
		s.escaped = false
	case s.text:
		s.escaped, s.text = c == '\\', c != '"'
	case c == '"':
		s.text = true
	case c == '{' || c == '[':
		s.depth++
		s.compound = true
	case c == '}' || c == ']':
		s.depth = max(0, s.depth-1)
	}
}

// behind reads what is behind a list: whether the objects around it end, and
// whether there is more in the file after that.
func (s *splitter) behind(outer int) (closed, more bool, err error) {
	s.depth, s.text, s.escaped = outer, false, false
	s.limit = 0 // nothing of it is kept
	for {
		c, err := s.reader.ReadByte()
		if errors.Is(err, io.EOF) {
			return s.depth == 0, more, nil
		}
		if err != nil {
			return false, more, err
		}
		more = more || s.depth == 0 && !isSpace(c)
		s.take(c)
	}
}
