package export

import (
	"fmt"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/audit"
)

const (
	rowHeight  = 15 // points; fixed, or a cell of many lines would fill the screen
	timeWidth  = 27
	headHeight = 21
)

// sheet is one sheet of events. Its cells are reused from row to row.
type sheet struct {
	name    string
	stream  *excelize.StreamWriter
	columns []column
	styles  styles
	zone    *time.Location
	cells   []excelize.Cell
	values  []any // a pointer into cells, or nil for an empty cell
	rows    int   // written, the header included
	bytes   int   // about, of the sheet's XML
}

// openSheet begins the next sheet of events, down to its header.
func (w *workbook) openSheet() error {
	name := eventsSheet
	if len(w.done) > 0 {
		name = fmt.Sprintf("%s %d", eventsSheet, len(w.done)+1)
	}
	stream, err := w.openStream(name)
	if err != nil {
		return err
	}
	dates := 1
	if w.zone != nil {
		dates = 2
	}
	w.sheet = &sheet{
		name: name, stream: stream, columns: w.columns, styles: w.styles, zone: w.zone,
		cells: make([]excelize.Cell, dates+len(w.columns)), values: make([]any, dates+len(w.columns)),
	}
	return w.sheet.begin()
}

// openStream makes sheet name if it is new. What stands before the rows in the
// XML is written by NewStreamWriter, so it has to be set before.
func (w *workbook) openStream(name string) (*excelize.StreamWriter, error) {
	if _, err := w.file.NewSheet(name); err != nil {
		return nil, fmt.Errorf("export: adding sheet %s: %w", name, err)
	}
	fit := true
	if err := w.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return nil, fmt.Errorf("export: setting up sheet %s: %w", name, err)
	}
	// The template claims that A1 is all there is, and readers believe it.
	if err := w.file.SetSheetDimension(name, ""); err != nil {
		return nil, fmt.Errorf("export: setting up sheet %s: %w", name, err)
	}
	stream, err := w.file.NewStreamWriter(name)
	if err != nil {
		return nil, fmt.Errorf("export: opening sheet %s: %w", name, err)
	}
	return stream, nil
}

// begin sets widths and the frozen header, and writes it.
func (s *sheet) begin() error {
	dates := len(s.cells) - len(s.columns)
	titles := []string{"Created (UTC)"}
	if s.zone != nil {
		titles = append(titles, fmt.Sprintf("Created (%s)", s.zone))
	}
	if err := s.stream.SetColWidth(1, dates, timeWidth); err != nil {
		return err
	}
	if err := s.stream.SetColStyle(1, dates, s.styles.time); err != nil {
		return err
	}
	for i, c := range s.columns {
		titles = append(titles, c.title)
		if err := s.stream.SetColWidth(dates+1+i, dates+1+i, c.width); err != nil {
			return err
		}
		if err := s.stream.SetColStyle(dates+1+i, dates+1+i, s.styles.text); err != nil {
			return err
		}
	}
	if err := s.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for i, title := range titles {
		s.cells[i] = excelize.Cell{StyleID: s.styles.header, Value: title}
		s.values[i] = &s.cells[i]
	}
	return s.endRow(headHeight)
}

// add writes one event.
func (s *sheet) add(e *audit.Event, counts *Counts) error {
	s.time(0, e.CreatedAt.UTC())
	dates := 1
	if s.zone != nil {
		s.time(1, e.CreatedAt.In(s.zone))
		dates = 2
	}
	for i, c := range s.columns {
		text := c.text(e)
		if text == "" {
			s.values[dates+i] = nil
			continue
		}
		shown, size := cellText(text, counts)
		s.set(dates+i, s.styles.text, shown)
		s.bytes += size
	}
	return s.endRow(rowHeight)
}

// time writes t as a date of its own location, or as text where Excel's
// calendar does not reach.
func (s *sheet) time(i int, t time.Time) {
	if days, ok := serial(t); ok {
		s.set(i, s.styles.time, days)
		return
	}
	s.set(i, s.styles.text, t.Format(time.RFC3339Nano))
}

func (s *sheet) set(i, style int, value any) {
	s.cells[i] = excelize.Cell{StyleID: style, Value: value}
	s.values[i] = &s.cells[i]
}

const cellBytes = 48 // of a cell's XML beside its text

func (s *sheet) endRow(height float64) error {
	s.rows++
	s.bytes += len(s.values) * cellBytes
	return s.stream.SetRow("A"+strconv.Itoa(s.rows), s.values, excelize.RowOpts{Height: height})
}

var (
	serialStart = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	serialFirst = time.Date(1900, time.March, 1, 0, 0, 0, 0, time.UTC) // Excel has a 29 February 1900
	serialEnd   = time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC)
)

// serial is t's wall clock as Excel counts: days since the end of 1899. ok is
// false outside of Excel's calendar.
func serial(t time.Time) (days float64, ok bool) {
	_, offset := t.Zone()
	wall := t.UTC().Add(time.Duration(offset) * time.Second)
	if wall.Before(serialFirst) || !wall.Before(serialEnd) {
		return 0, false
	}
	const dayMilliseconds = 24 * 60 * 60 * 1000
	return float64(wall.UnixMilli()-serialStart.UnixMilli()) / dayMilliseconds, true
}
