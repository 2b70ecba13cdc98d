package evidence

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/export/workbook"
)

// comparing holds one table to another and tells every difference.
type comparing struct {
	ctx         context.Context
	one, other  table
	tell        func(difference)
	titles      map[int]string // the first row of one, where it is a header
	rows, cells int            // that were compared
	moved       map[int]keptRow
}

// compareTables tells how the other table differs from the one. Tables of
// which only cells differ are read once, side by side; else the rows are
// aligned first.
func compareTables(ctx context.Context, one, other table, tell func(difference)) (rows, cells int, err error) {
	c := &comparing{ctx: ctx, one: one, other: other, titles: map[int]string{}, moved: map[int]keptRow{}}
	var told []difference
	c.tell = func(d difference) { told = append(told, d) }
	inOrder, err := c.sideBySide()
	if err != nil {
		return 0, 0, err
	}
	if inOrder {
		for _, d := range told {
			tell(d)
		}
		return c.rows, c.cells, nil
	}
	a, err := align(ctx, one, other)
	if err != nil {
		return 0, 0, err
	}
	c.tell, c.rows, c.cells = tell, 0, 0
	err = c.aligned(a)
	return c.rows, c.cells, err
}

// sideBySide compares row with row; inOrder is false as soon as two are not
// about the same, or there is too much to keep.
func (c *comparing) sideBySide() (inOrder bool, err error) {
	const most = 100_000
	next, stop := iter.Pull2(c.other.rows())
	defer stop()
	differ := 0
	for row, err := range c.one.rows() {
		if err == nil {
			err = c.ctx.Err()
		}
		if err != nil {
			return false, err
		}
		with, err, more := next()
		if err != nil {
			return false, err
		}
		if !more || len(c.one.keys) > 0 && c.one.id(row) != c.other.id(with) {
			return false, nil
		}
		n := c.pair(row, with)
		if n > 0 && len(c.one.keys) == 0 {
			return false, nil // it may be another row
		}
		if differ += n; differ > most {
			return false, nil
		}
	}
	_, err, more := next()
	return !more, err
}

// pair compares two rows, and returns in how many cells they differ.
func (c *comparing) pair(row, with workbook.Row) (differ int) {
	c.rows++
	if len(c.titles) == 0 {
		for _, cell := range row.Cells {
			c.titles[cell.Column] = cell.Value
		}
	}
	eachCell(row, with, func(was, is workbook.Cell) {
		c.cells++
		if was.Same(is) {
			return
		}
		differ++
		c.tell(difference{kind: cellChanged, title: c.one.title(row), was: row.Number, is: with.Number,
			cell: c.other.cell(with, is), value: excerpts(c.shown(was), c.shown(is))})
	})
	return differ
}

// eachCell walks the cells of two rows by their columns; a cell that one has not is
// empty there.
func eachCell(row, with workbook.Row, use func(was, is workbook.Cell)) {
	a, b := row.Cells, with.Cells
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Column < b[0].Column:
			use(a[0], workbook.Cell{Column: a[0].Column})
			a = a[1:]
		case len(a) == 0 || b[0].Column < a[0].Column:
			use(workbook.Cell{Column: b[0].Column}, b[0])
			b = b[1:]
		default:
			use(a[0], b[0])
			a, b = a[1:], b[1:]
		}
	}
}

// shown is a cell's value for people: times as times, formulas as such.
func (c *comparing) shown(cell workbook.Cell) string {
	value := cell.Value
	if cell.Kind == workbook.Number && strings.HasPrefix(c.titles[cell.Column], "Created") {
		if at, ok := timeOf(value); ok {
			value = at.Format("2006-01-02 15:04:05.000")
		}
	}
	if cell.Formula {
		value = "a formula that gives " + value
	}
	return value
}

// mostKept is how many rows are kept that have nothing beside them yet.
const mostKept = 2000

// aligned walks both tables along the pairs.
func (c *comparing) aligned(a alignment) error {
	left, right := newWalk(c.ctx, c.one), newWalk(c.ctx, c.other)
	defer left.stop()
	defer right.stop()
	for _, pair := range append(a.pairs, a.rows) {
		var missing, added []keptRow
		err := left.to(pair[0], func(r keptRow) {
			if to, moved := a.movedTo[r.place]; moved {
				c.meet(r, to, true)
			} else if len(missing) < mostKept {
				missing = append(missing, r)
			} else {
				c.tell(difference{kind: rowMissing, title: c.one.title(r.row), was: r.row.Number})
			}
		})
		if err != nil {
			return err
		}
		err = right.to(pair[1], func(r keptRow) {
			r.again = a.again[r.place]
			if _, moved := a.moved[r.place]; moved {
				c.meet(r, r.place, false)
			} else if len(added) < mostKept {
				added = append(added, r)
			} else {
				c.tell(difference{kind: rowAdded, title: c.other.title(r.row), is: r.row.Number, again: r.again})
			}
		})
		if err != nil {
			return err
		}
		c.between(missing, added)
		if pair == a.rows {
			return nil
		}
		row, err := left.next()
		if err != nil {
			return err
		}
		with, err := right.next()
		if err != nil {
			return err
		}
		c.pair(row, with)
	}
	return nil
}

// walk reads a table from row to row.
type walk struct {
	ctx  context.Context
	at   int
	pull func() (workbook.Row, error, bool)
	stop func()
}

func newWalk(ctx context.Context, t table) *walk {
	w := &walk{ctx: ctx}
	w.pull, w.stop = iter.Pull2(t.rows())
	return w
}

var errShorter = errors.New("evidence: it is shorter than when it was read before")

func (w *walk) next() (workbook.Row, error) {
	if err := w.ctx.Err(); err != nil {
		return workbook.Row{}, err
	}
	row, err, more := w.pull()
	if err == nil && !more {
		err = errShorter
	}
	w.at++
	return row, err
}

// to reads the rows up to place.
func (w *walk) to(place int, use func(keptRow)) error {
	for w.at < place {
		at := w.at
		row, err := w.next()
		if err != nil {
			return err
		}
		use(keep(at, row))
	}
	return nil
}

// between tells of the rows between two pairs: those that belong together
// though their keys differ have cells that were changed.
func (c *comparing) between(missing, added []keptRow) {
	for _, m := range missing {
		i := slices.IndexFunc(added, func(r keptRow) bool { return !r.again && alike(m.row, r.row) })
		if i < 0 {
			c.tell(difference{kind: rowMissing, title: c.one.title(m.row), was: m.row.Number})
			continue
		}
		c.pair(m.row, added[i].row)
		added = slices.Delete(added, i, i+1)
	}
	for _, r := range added {
		c.tell(difference{kind: rowAdded, title: c.other.title(r.row), is: r.row.Number, again: r.again})
	}
}

// meet waits for the other end of a row that moved; place is that in the other
// table. When too many wait, what they hold is not compared.
func (c *comparing) meet(r keptRow, place int, ofOne bool) {
	first, met := c.moved[place]
	if !met {
		r.title = c.one.title(r.row)
		if len(c.moved) >= mostKept {
			r.row.Cells, r.whole = nil, 0
		}
		c.moved[place] = r
		return
	}
	delete(c.moved, place)
	row, with := r, first
	if !ofOne {
		row, with = first, r
	}
	c.tell(difference{kind: rowMoved, title: first.title, was: row.row.Number, is: with.row.Number})
	if row.whole != 0 && with.whole != 0 && row.whole != with.whole {
		c.pair(row.row, with.row)
	}
}

// alike reports that two rows share at least half of what they hold.
func alike(a, b workbook.Row) bool {
	same, all := 0, 0
	eachCell(a, b, func(was, is workbook.Cell) {
		all++
		if was.Same(is) {
			same++
		}
	})
	return all <= 2 || 2*same >= all
}

// timeOf is the time of a date as Excel counts: days since the end of 1899.
func timeOf(value string) (time.Time, bool) {
	days, err := time.ParseDuration(value + "h")
	if err != nil || days < 0 || days > 200_000*time.Hour {
		return time.Time{}, false
	}
	return time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).Add((24 * days).Round(time.Millisecond)), true
}
