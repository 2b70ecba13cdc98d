package imports

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// mostMerges is how many merged areas of a sheet are followed.
const mostMerges = 200_000

// merges are the cells of a sheet that were joined over several rows: the value
// of the first holds for all of them. The list stands behind the rows in the
// file, so it is looked for first.
type merges struct {
	from   map[int][]span // by the row in which they begin
	active map[int]lasting
}

type span struct{ column, last int }

type lasting struct {
	last int
	text string
}

var mergeSign = []byte(`mergeCell ref="`)

// mergesOf goes through a sheet without taking it apart.
func (w *workbook) mergesOf(s sheet) (*merges, error) {
	m := &merges{from: map[int][]span{}, active: map[int]lasting{}}
	again := *w.budget
	book := *w
	book.budget = &again
	content, err := book.open(s.part)
	if err != nil {
		return nil, err
	}
	defer func() { _ = content.Close() }()
	buffer, kept, found := make([]byte, 256<<10), 0, 0
	for {
		n, err := content.Read(buffer[kept:])
		text := buffer[:kept+n]
		for {
			at := bytes.Index(text, mergeSign)
			if at < 0 {
				break
			}
			area, _, closed := bytes.Cut(text[at+len(mergeSign):], []byte(`"`))
			if !closed {
				break
			}
			m.add(string(area))
			if found++; found > mostMerges {
				return nil, audit.Errorf(audit.CodeFile, "Sheet %q has more than %d merged areas.", s.name, mostMerges)
			}
			text = text[at+len(mergeSign)+len(area):]
		}
		if err != nil {
			return m, mergeError(err)
		}
		kept = copy(buffer, text[max(0, len(text)-64):])
	}
}

// mergeError leaves it to the reading of the rows to meet what is damaged.
func mergeError(err error) error {
	if errors.Is(err, io.EOF) || errors.As(err, new(*unfinished)) {
		return nil
	}
	return err
}

// add takes an area such as B2:B5.
func (m *merges) add(area string) {
	first, last, _ := strings.Cut(area, ":")
	column, ok := columnOf(first)
	from, to := rowOf(first), rowOf(last)
	if ok && from > 0 && to > from {
		m.from[from] = append(m.from[from], span{column, to})
	}
}

func rowOf(address string) int {
	n, err := strconv.Atoi(strings.TrimLeft(address, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil {
		return 0
	}
	return n
}

// fill writes into a row what cells above it hold for it too.
func (m *merges) fill(r *row) {
	for column, above := range m.active {
		switch {
		case r.at.number > above.last:
			delete(m.active, column)
		case column >= len(r.cells):
			for len(r.cells) <= column {
				r.cells, r.serial = append(r.cells, ""), append(r.serial, false)
			}
			fallthrough
		case r.cells[column] == "":
			r.cells[column] = above.text
		}
	}
	for _, s := range m.from[r.at.number] {
		if s.column < len(r.cells) && r.cells[s.column] != "" {
			m.active[s.column] = lasting{s.last, r.cells[s.column]}
		}
	}
}
