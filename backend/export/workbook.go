package export

import (
	"archive/zip"
	"fmt"
	"io"
	"time"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/audit"
)

const (
	eventsSheet = "Events" // further ones are "Events 2", "Events 3"
	reportSheet = "Report"
	sheetRows   = 1_048_576 // Excel's limit, the header included
	// A part of 4 GiB and more needs zip64, which excelize writes in a way
	// that Excel takes for damage. Sizes are estimated, hence the margin.
	sheetBytes = 3 << 30
)

// workbook writes Excel: sheet Events, first and open, because that is what
// people and scripts open the file for, then as many more as it takes, and
// sheet Report at the end, when its counts are known.
type workbook struct {
	req     Request
	out     *target
	tally   *tally
	file    *excelize.File
	styles  styles
	columns []column
	zone    *time.Location // of the second date column; nil for none
	sheet   *sheet         // the one being written
	done    []*sheet
}

func newWorkbook(req Request, out *target, t *tally) (*workbook, error) {
	if req.sheetRows == 0 {
		req.sheetRows = sheetRows
	}
	w := &workbook{req: req, out: out, tally: t, columns: excelColumns()}
	if zone := req.Report.Zone; zone != nil && zone.String() != time.UTC.String() {
		w.zone = zone
	}
	w.file = excelize.NewFile(excelize.Options{TmpDir: out.folder})
	w.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newZip(out) })
	err := w.describe()
	if err == nil {
		w.styles, err = newStyles(w.file)
	}
	if err == nil {
		err = w.file.SetSheetName("Sheet1", eventsSheet)
	}
	if err == nil {
		err = w.openSheet()
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// newZip writes straight to out: excelize itself would hold the whole file in
// memory first. This deflate takes half the time of the standard library's.
func newZip(out io.Writer) *zip.Writer {
	z := zip.NewWriter(out)
	z.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(to, flate.BestSpeed)
	})
	return z
}

// describe sets the document's properties.
func (w *workbook) describe() error {
	created := w.req.Report.GeneratedAt.UTC().Format(time.RFC3339)
	err := w.file.SetDocProps(&excelize.DocProperties{
		Title:          "Audit log export",
		Creator:        "Trailbook",
		LastModifiedBy: "Trailbook",
		Created:        created,
		Modified:       created,
	})
	if err != nil {
		return fmt.Errorf("export: setting document properties: %w", err)
	}
	err = w.file.SetAppProps(&excelize.AppProperties{Application: "Trailbook"})
	if err != nil {
		return fmt.Errorf("export: setting document properties: %w", err)
	}
	return nil
}

func (w *workbook) write(e *audit.Event) error {
	if w.sheet.rows >= w.req.sheetRows || w.sheet.bytes >= sheetBytes {
		if err := w.closeSheet(); err != nil {
			return err
		}
		if err := w.openSheet(); err != nil {
			return err
		}
	}
	return w.sheet.add(e, &w.tally.Counts)
}

func (w *workbook) finish() error {
	if err := w.closeSheet(); err != nil {
		return err
	}
	if err := w.writeReport(); err != nil {
		return fmt.Errorf("export: writing sheet %s: %w", reportSheet, err)
	}
	return w.file.Write(io.Discard) // to out, see newZip
}

func (w *workbook) close() { _ = w.file.Close() }
