package workbook

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// scanner takes XML apart into tags and texts. It knows what a workbook needs:
// no entities of a document's own, no namespaces but as prefixes to leave off.
type scanner struct {
	from   *bufio.Reader
	buf    []byte
	text   []byte // of the last text, without markup
	name   []byte // of the last tag, without its prefix
	inside []byte // of the last tag: its attributes
	opens  bool   // the last tag opens an element
	closes bool   // and, or else, closes one
	depth  int    // of elements that are open
}

// largest is how long a tag or a text may be.
const largest = 64 << 20

var errXML = errors.New("workbook: this is not the XML that it should be")

func newScanner(from io.Reader) *scanner {
	return &scanner{from: bufio.NewReaderSize(from, 128<<10)}
}

// next goes on to the next tag; the text before it is in text. The error at
// the end is io.EOF.
func (s *scanner) next() error {
	s.text = s.text[:0]
	for {
		raw, err := s.until('<')
		if errors.Is(err, io.EOF) && s.depth != 0 {
			return errXML
		}
		if err != nil {
			return err
		}
		s.text = appendPlain(s.text, raw)
		head, err := s.from.Peek(3)
		if err != nil {
			return errXML
		}
		switch {
		case head[0] == '?':
			err = s.skip("?>")
		case head[0] == '!' && head[1] == '-':
			err = s.skip("-->")
		case head[0] == '!' && head[1] == '[':
			err = s.literal()
		case head[0] == '!':
			return errXML // a document type: none of ours, and a way to hide things
		default:
			return s.tag()
		}
		if err != nil {
			return err
		}
	}
}

// until reads up to end, which is left off. What it returns is good until the
// next read.
func (s *scanner) until(end byte) ([]byte, error) {
	s.buf = s.buf[:0]
	for {
		part, err := s.from.ReadSlice(end)
		switch {
		case err == nil && len(s.buf) == 0:
			return part[:len(part)-1], nil
		case err == nil:
			s.buf = append(s.buf, part...)
			return s.buf[:len(s.buf)-1], nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
		if s.buf = append(s.buf, part...); len(s.buf) > largest {
			return nil, errXML
		}
	}
}

// skip reads up to end, which is left off too.
func (s *scanner) skip(end string) error {
	_, err := s.raw(end)
	return err
}

func (s *scanner) raw(end string) ([]byte, error) {
	var all []byte
	for !bytes.HasSuffix(all, []byte(end)) {
		part, err := s.until('>')
		if err != nil {
			return nil, errXML
		}
		if all = append(append(all, part...), '>'); len(all) > largest {
			return nil, errXML
		}
	}
	return all, nil
}

// literal reads a text that is marked as one.
func (s *scanner) literal() error {
	const begin, end = "![CDATA[", "]]>"
	raw, err := s.raw(end)
	if err != nil || !bytes.HasPrefix(raw, []byte(begin)) {
		return errXML
	}
	s.text = append(s.text, raw[len(begin):len(raw)-len(end)]...)
	return nil
}

func (s *scanner) tag() error {
	raw, err := s.until('>')
	if err != nil {
		return errXML
	}
	// ">" may stand in an attribute.
	for bytes.Count(raw, []byte{'"'})%2 != 0 {
		kept := append(bytes.Clone(raw), '>')
		more, err := s.until('>')
		if err != nil || len(kept)+len(more) > largest {
			return errXML
		}
		kept = append(kept, more...)
		raw = kept
	}
	s.opens, s.closes = true, false
	if len(raw) > 0 && raw[0] == '/' {
		s.opens, s.closes, raw = false, true, raw[1:]
	} else if len(raw) > 0 && raw[len(raw)-1] == '/' {
		s.closes, raw = true, raw[:len(raw)-1]
	}
	name, inside := raw, []byte(nil)
	if at := bytes.IndexAny(raw, " \t\r\n"); at >= 0 {
		name, inside = raw[:at], raw[at:]
	}
	if at := bytes.IndexByte(name, ':'); at >= 0 {
		name = name[at+1:]
	}
	if len(name) == 0 || bytes.IndexByte(raw, '<') >= 0 {
		return errXML
	}
	switch {
	case !s.closes:
		s.depth++
	case !s.opens:
		s.depth--
	}
	s.name, s.inside = name, inside
	return nil
}

// is reports the name of the last tag.
func (s *scanner) is(name string) bool { return string(s.name) == name }

// attribute is one of the last tag, by its name without a prefix; empty where
// there is none.
func (s *scanner) attribute(name string) string {
	for rest := s.inside; ; {
		equals := bytes.IndexByte(rest, '=')
		if equals < 0 {
			return ""
		}
		key := bytes.TrimSpace(rest[:equals])
		if at := bytes.IndexByte(key, ':'); at >= 0 {
			key = key[at+1:]
		}
		rest = bytes.TrimLeft(rest[equals+1:], " \t\r\n")
		if len(rest) == 0 {
			return ""
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return ""
		}
		if string(key) == name {
			return string(appendPlain(nil, rest[1:1+end]))
		}
		rest = rest[end+2:]
	}
}

var named = map[string]rune{"amp": '&', "lt": '<', "gt": '>', "quot": '"', "apos": '\''}

// appendPlain appends text as it is meant: references resolved, line ends as
// line feeds.
func appendPlain(to, text []byte) []byte {
	for len(text) > 0 {
		at := bytes.IndexAny(text, "&\r")
		if at < 0 {
			return append(to, text...)
		}
		to = append(to, text[:at]...)
		if text[at] == '\r' {
			to = append(to, '\n')
			text = bytes.TrimPrefix(text[at+1:], []byte{'\n'})
			continue
		}
		end := bytes.IndexByte(text[at:], ';')
		r, ok := rune(0), false
		if end > 0 {
			r, ok = reference(string(text[at+1 : at+end]))
		}
		if !ok {
			to = append(to, '&')
			text = text[at+1:]
			continue
		}
		to = utf8.AppendRune(to, r)
		text = text[at+end+1:]
	}
	return to
}

func reference(name string) (rune, bool) {
	if r, ok := named[name]; ok {
		return r, true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil //nolint:gosec // 21 bits fit
}
