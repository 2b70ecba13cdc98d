package export

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/export/workbook"
)

// The sheets, in their order. A full one goes on as "Events 2", "Events 3".
const (
	eventsSheet  = "Events"
	changesSheet = "Changes"
	summarySheet = "Summary"
	reportSheet  = "Report"
	sourcesSheet = "Sources"
	notesSheet   = "Notes"
	pivotSheet   = "Pivot"
)

// FilledByReader reports a sheet that is filled by the program that opens the
// workbook: its cells follow from those of the other sheets.
func FilledByReader(sheet string) bool { return sheet == pivotSheet }

// A part of 4 GiB and more needs zip64, which Excel takes for damage unless it
// is just so.
const sheetBytes = 3 << 30

// sheets is the workbook as a file: excelize makes it, but for the rows of
// grids.
type sheets struct {
	file    *excelize.File
	archive *workbook.Archive
	folder  string // for what is not yet in the file; private
	styles  styles
	limit   int // rows of a sheet
	header  string
	footer  string
	notes   *notes
	counts  *Counts
	numbers map[string]int // of the sheets, in the order in which they were made
}

func newSheets(req Request, out *target, counts *Counts) (*sheets, error) {
	at := req.Report.GeneratedAt.UTC()
	s := &sheets{
		file: excelize.NewFile(excelize.Options{TmpDir: out.folder}), archive: workbook.NewArchive(out, at),
		folder: out.folder, limit: req.sheetRows, counts: counts, numbers: map[string]int{},
		header: "&L" + printable(cmp.Or(req.Template.Title, "Audit log")+": "+tenantNames(req.Report.Tenants)) + "&R&A",
		footer: "&LTrailbook, " + at.Format("2006-01-02 15:04") + " UTC, report " + req.ReportID() + "&RPage &P of &N",
	}
	if s.limit == 0 {
		s.limit = workbook.MaxRows
	}
	s.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return s.archive })
	s.notes = newNotes(s, nil)
	var err error
	if s.styles, err = newStyles(s.file); err != nil {
		_ = s.file.Close()
		return nil, err
	}
	return s, nil
}

// name makes sheets of these names, in this order.
func (s *sheets) name(names ...string) error {
	for _, name := range names {
		s.numbers[name] = len(s.numbers) + 1
		if len(s.numbers) == 1 {
			if err := s.file.SetSheetName("Sheet1", name); err != nil {
				return fmt.Errorf("export: adding sheet %s: %w", name, err)
			}
		} else if _, err := s.file.NewSheet(name); err != nil {
			return fmt.Errorf("export: adding sheet %s: %w", name, err)
		}
	}
	return nil
}

// write packs the file.
func (s *sheets) write() error { return s.file.Write(io.Discard) } // to the archive

// stream begins sheet name. What stands before the rows in the XML is written
// by NewStreamWriter, so it has to be set before.
func (s *sheets) stream(name string, lines bool) (*excelize.StreamWriter, error) {
	fit := true
	err := s.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit})
	if err == nil {
		// The template claims that A1 is all there is, and readers believe it.
		err = s.file.SetSheetDimension(name, "")
	}
	if err == nil && !lines {
		err = s.file.SetSheetView(name, 0, &excelize.ViewOptions{ShowGridLines: &lines})
	}
	if err != nil {
		return nil, fmt.Errorf("export: setting up sheet %s: %w", name, err)
	}
	stream, err := s.file.NewStreamWriter(name)
	if err != nil {
		return nil, fmt.Errorf("export: opening sheet %s: %w", name, err)
	}
	return stream, nil
}

// endStream sets up how sheet name prints, repeating its first rows on every
// page, and ends it. After Flush nothing more would be taken, nor refused.
func (s *sheets) endStream(name string, stream *excelize.StreamWriter, repeated int) error {
	if repeated > 0 {
		if err := s.printName(name, "_xlnm.Print_Titles", fmt.Sprintf("'%s'!$1:$%d", name, repeated)); err != nil {
			return err
		}
	}
	const a4 = 9
	paper, orientation, wide, tall := a4, "landscape", 1, 0 // as many pages down as it takes
	err := s.file.SetPageLayout(name, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	})
	if err != nil {
		return fmt.Errorf("export: print setup of sheet %s: %w", name, err)
	}
	side, end, note := 0.4, 0.75, 0.3 // inches
	err = s.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &end, Bottom: &end, Header: &note, Footer: &note,
	})
	if err != nil {
		return fmt.Errorf("export: print setup of sheet %s: %w", name, err)
	}
	if err := s.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{OddHeader: s.header, OddFooter: s.footer}); err != nil {
		return fmt.Errorf("export: print setup of sheet %s: %w", name, err)
	}
	if err := stream.Flush(); err != nil {
		return fmt.Errorf("export: closing sheet %s: %w", name, err)
	}
	return nil
}

func (s *sheets) printName(sheet, name, refersTo string) error {
	err := s.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: sheet})
	if err != nil {
		return fmt.Errorf("export: print setup of sheet %s: %w", sheet, err)
	}
	return nil
}

// printable makes text fit for a page header: "&" begins a command there, and
// a header holds 255 units in all.
func printable(text string) string {
	const limit = 80
	shown := []rune(diff.Printable(text))
	if len(shown) > limit {
		shown = append(shown[:limit], '…')
	}
	return strings.ReplaceAll(string(shown), "&", "&&")
}

func tenantNames(tenants []TenantInfo) string {
	names := make([]string, len(tenants))
	for i, tenant := range tenants {
		names[i] = tenant.Name
	}
	return strings.Join(names, ", ")
}
