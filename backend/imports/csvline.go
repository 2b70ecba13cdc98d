package imports

import (
	"bufio"
	"bytes"
	"errors"
)

// physicalLines reads a text line by line, each with what ends it, and takes
// lines back.
type physicalLines struct {
	in     *bufio.Reader
	end    byte // that ends a line: a line feed, or a carriage return where there are no line feeds
	limit  int
	number int // of the line given last
	back   [][]byte
	ended  error
}

// next returns the next line; large says that it was longer than the limit and
// skipped. The line keeps its end, the last one may have none.
func (l *physicalLines) next() (line []byte, large bool, err error) {
	if last := len(l.back) - 1; last >= 0 {
		line, l.back = l.back[last], l.back[:last]
		l.number++
		return line, false, nil
	}
	if l.ended != nil {
		return nil, false, l.ended
	}
	for {
		part, err := l.in.ReadSlice(l.end)
		if !large && len(line)+len(part) <= l.limit {
			line = append(line, part...)
		} else {
			line, large = nil, true
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		l.ended = err
		if err != nil && len(line) == 0 && !large {
			return nil, false, err
		}
		l.number++
		return line, large, nil
	}
}

// unread takes lines back, in their order.
func (l *physicalLines) unread(lines [][]byte) {
	for i := len(lines) - 1; i >= 0; i-- {
		l.back = append(l.back, lines[i])
	}
	l.number -= len(lines)
}

// lineEnd tells what ends the lines of a text. A carriage return alone does so
// in files of old Macs and of some programs.
func lineEnd(head []byte) byte {
	if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
		return '\r'
	}
	return '\n'
}

// withoutEnd is a line without what ends it.
func withoutEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}
