package export

import (
	"fmt"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/export/workbook"
)

// writePivot adds a pivot table over sheet Events to a sheet of its own: who
// opens the workbook can turn it as they like. The spreadsheet program fills it
// when it opens the file. It needs events, and all of them on one sheet.
func (w *book) writePivot() error {
	shown := func(field string) bool {
		return slices.ContainsFunc(w.columns, func(c column) bool { return c.name == field })
	}
	if len(w.events.leaves) != 1 || w.tally.events == 0 || !shown("area") || !shown("action") || !shown("type") || !shown("user") || !shown("id") {
		return nil
	}
	say := w.words.of
	if err := w.name(pivotSheet); err != nil {
		return err
	}
	p, err := w.newPaper(pivotSheet, 36, 40, 12, 12, 12, 12, 14)
	if err != nil {
		return err
	}
	w.say(p, nil).title("Pivot table", "Events by area, action and type. Your spreadsheet program fills it when it opens the file, in Excel once editing is enabled.")
	if err := p.end(); err != nil {
		return err
	}
	err = w.file.AddPivotTable(&excelize.PivotTableOptions{
		DataRange:       fmt.Sprintf("%s!$A$1:$%s$%d", eventsSheet, workbook.ColumnName(len(w.events.columns)-1), w.events.leaves[0].last),
		PivotTableRange: pivotSheet + "!$A$6:$G$60",
		Name:            "EventsByArea",
		Rows:            []excelize.PivotTableField{{Data: say("Area"), DefaultSubtotal: true}, {Data: say("Action")}},
		Columns:         []excelize.PivotTableField{{Data: say("Type")}},
		Data:            []excelize.PivotTableField{{Data: say("Event ID"), Name: say("Events"), Subtotal: "Count"}},
		Filter:          []excelize.PivotTableField{{Data: say("User")}},
		RowGrandTotals:  true, ColGrandTotals: true, ShowDrill: true, ShowRowHeaders: true, ShowColHeaders: true, ShowLastColumn: true,
		PivotTableStyleName: "PivotStyleLight16",
	})
	if err != nil {
		return fmt.Errorf("export: pivot table: %w", err)
	}
	return nil
}
