package export

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/export/workbook"
)

// Every heading shows whole in either language, beside the filter's button, and
// what is printed has the title that was chosen.
func TestHeadingsShowWhole(t *testing.T) {
	for _, language := range []Language{English, German} {
		path, _ := export(t, FormatExcel, samples(5), func(r *Request) {
			r.Template = Template{Name: "audit", Title: "Access review & more", Language: language}
		})
		book, err := excelize.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = book.Close() }()
		for _, sheet := range []string{eventsSheet, changesSheet, sourcesSheet, notesSheet} {
			rows, err := book.GetRows(sheet)
			if err != nil || len(rows) == 0 {
				t.Fatalf("%s: %d rows, %v", sheet, len(rows), err)
			}
			for i, title := range rows[0] {
				if width, err := book.GetColWidth(sheet, workbook.ColumnName(i)); err != nil || width < float64(utf8.RuneCountInString(title))+3 {
					t.Errorf("%s: the column of %q is %v wide, %v", sheet, title, width, err)
				}
			}
			if said, err := book.GetHeaderFooter(sheet); err != nil || !strings.HasPrefix(said.OddHeader, "&LAccess review && more: northwind&R") {
				t.Errorf("%s: the header is %+v, %v", sheet, said, err)
			}
		}
	}
}
