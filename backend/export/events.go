package export

import (
	"fmt"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
)

// timeColumns are those of the times of an event.
func (w *book) timeColumns() []gridColumn {
	columns := []gridColumn{{w.words.of("Created (UTC)"), timeWidth, true}}
	if w.zone != nil {
		columns = append(columns, gridColumn{fmt.Sprintf(w.words.of("Created (%s)"), w.zone), timeWidth + 4, true})
	}
	return columns
}

// times writes the time of e, and returns the column behind.
func (w *book) times(g *grid, e *audit.Event) (next int) {
	g.time(0, e.CreatedAt.UTC())
	if w.zone == nil {
		return 1
	}
	g.time(1, e.CreatedAt.In(w.zone))
	return 2
}

func (w *book) eventsGrid() *grid {
	g := &grid{book: w.sheets, name: eventsSheet, columns: w.timeColumns()}
	for _, c := range w.columns {
		g.columns = append(g.columns, gridColumn{c.title, c.width, false})
	}
	g.translate(w.words)
	g.printed = len(w.timeColumns()) + w.printedColumns()
	return g
}

// printedColumns is how many columns behind the times are printed: of
// Trailbook's own order those up to the id, of a template all but JSON.
func (w *book) printedColumns() int {
	if len(w.req.Template.Columns) == 0 {
		return slices.Index(excelOrder, lastPrinted) + 1
	}
	long := slices.IndexFunc(w.columns, func(c column) bool { return slices.Contains(excelOrder[slices.Index(excelOrder, "before"):], c.name) })
	if long < 0 {
		return len(w.columns)
	}
	return long
}

func (w *book) writeEvent(e *audit.Event) error {
	g := w.events
	if err := g.next(e.ID); err != nil {
		return err
	}
	first := w.times(g, e)
	for i, c := range w.columns {
		g.text(first+i, c.text(e))
	}
	return g.end()
}
