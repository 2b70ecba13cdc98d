package export

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/diff"
)

// closeSheet ends the current sheet of events.
func (w *workbook) closeSheet() error {
	s := w.sheet
	lastColumn, err := excelize.ColumnNumberToName(len(s.cells))
	if err != nil {
		return err
	}
	all := fmt.Sprintf("A1:%s%d", lastColumn, s.rows)
	if err := w.file.AutoFilter(s.name, all, nil); err != nil {
		return fmt.Errorf("export: filter of sheet %s: %w", s.name, err)
	}
	// Ids of digits are text on purpose; no green corners for that.
	if err := w.file.AddIgnoredErrors(s.name, all, excelize.IgnoredErrorsNumberStoredAsText); err != nil {
		return fmt.Errorf("export: marks of sheet %s: %w", s.name, err)
	}
	printed := len(s.cells) - len(s.columns)
	for _, c := range s.columns {
		printed++
		if c.name == lastPrinted {
			break
		}
	}
	lastPrintedColumn, err := excelize.ColumnNumberToName(printed)
	if err != nil {
		return err
	}
	area := fmt.Sprintf("'%s'!$A$1:$%s$%d", s.name, lastPrintedColumn, s.rows)
	if err := w.printName(s.name, "_xlnm.Print_Area", area); err != nil {
		return err
	}
	if err := w.endStream(s.name, s.stream, 1); err != nil {
		return err
	}
	w.done = append(w.done, s)
	return nil
}

func (w *workbook) printName(sheet, name, refersTo string) error {
	err := w.file.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo, Scope: sheet})
	if err != nil {
		return fmt.Errorf("export: print setup of sheet %s: %w", sheet, err)
	}
	return nil
}

// endStream sets up how sheet name prints, repeating its first rows on every
// page, and ends it. After Flush nothing more would be taken, nor refused.
func (w *workbook) endStream(name string, stream *excelize.StreamWriter, repeated int) error {
	if repeated > 0 {
		if err := w.printName(name, "_xlnm.Print_Titles", fmt.Sprintf("'%s'!$1:$%d", name, repeated)); err != nil {
			return err
		}
	}
	const a4 = 9
	paper, orientation, wide, tall := a4, "landscape", 1, 0 // as many pages down as it takes
	err := w.file.SetPageLayout(name, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall,
	})
	if err != nil {
		return fmt.Errorf("export: print setup of sheet %s: %w", name, err)
	}
	side, end, note := 0.4, 0.75, 0.3 // inches
	err = w.file.SetPageMargins(name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &end, Bottom: &end, Header: &note, Footer: &note,
	})
	if err != nil {
		return fmt.Errorf("export: print setup of sheet %s: %w", name, err)
	}
	err = w.file.SetHeaderFooter(name, &excelize.HeaderFooterOptions{
		OddHeader: "&LAudit log: " + printable(tenantNames(w.req.Report.Tenants)) + "&R&A",
		OddFooter: "&LTrailbook, " + w.req.Report.GeneratedAt.UTC().Format("2006-01-02 15:04") + " UTC&RPage &P of &N",
	})
	if err != nil {
		return fmt.Errorf("export: print setup of sheet %s: %w", name, err)
	}
	if err := stream.Flush(); err != nil {
		return fmt.Errorf("export: closing sheet %s: %w", name, err)
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
