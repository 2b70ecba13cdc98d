package evidence

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strconv"

	"github.com/trailbook/trailbook/backend/evidence/canonical"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/export/workbook"
)

// compared is how much was compared.
type compared struct{ tables, rows, cells int }

// compareReports names how the report at got differs from the one at want.
func compareReports(ctx context.Context, want, got, folder string, find func(Finding)) (compared, error) {
	var found compared
	compare := func(one, other table) error {
		rows, cells, err := compareTables(ctx, one, other, func(d difference) { find(reportFinding(other.name, d)) })
		found.tables, found.rows, found.cells = found.tables+1, found.rows+rows, found.cells+cells
		return err
	}
	format, err := export.FormatOf(want)
	if err != nil {
		return found, err
	}
	switch format {
	case export.FormatCSV:
		return found, compare(csvTable(want), csvTable(got))
	case export.FormatNDJSON:
		return found, compare(linesTable(want), linesTable(got))
	}
	one, err := workbook.Open(want, folder)
	if err != nil {
		return found, err
	}
	defer one.Close()
	other, err := workbook.Open(got, folder)
	if err != nil {
		return found, err
	}
	defer other.Close()
	for _, pair := range pairSheets(one.Sheets(), other.Sheets(), find) {
		if export.FilledByReader(pair[0]) { // what it shows follows from the other sheets
			continue
		}
		if err := compare(sheetTable(one, pair[0]), sheetTable(other, pair[1])); err != nil {
			return found, err
		}
	}
	return found, nil
}

// pairSheets puts sheets of two workbooks side by side, those that were renamed
// too.
func pairSheets(one, other []string, find func(Finding)) [][2]string {
	var pairs [][2]string
	var kept, keptOf []string
	left := slices.DeleteFunc(slices.Clone(other), func(name string) bool { return slices.Contains(one, name) })
	for _, name := range one {
		switch {
		case slices.Contains(other, name):
			pairs = append(pairs, [2]string{name, name})
			kept = append(kept, name)
		case len(left) > 0:
			find(Finding{Where: left[0], Text: "the sheet was renamed", Was: name, Is: left[0]})
			pairs, left = append(pairs, [2]string{name, left[0]}), left[1:]
		default:
			find(Finding{Where: name, Text: "the sheet is missing"})
		}
	}
	for _, name := range left {
		find(Finding{Where: name, Text: "the sheet was added"})
	}
	for _, name := range other {
		if slices.Contains(kept, name) {
			keptOf = append(keptOf, name)
		}
	}
	if !slices.Equal(kept, keptOf) {
		find(Finding{Where: "workbook", Text: "the sheets are in another order", Was: fmt.Sprint(kept), Is: fmt.Sprint(keptOf)})
	}
	return pairs
}

// keyTitles are the headings of columns that say what a row is about.
var keyTitles = []string{"Event ID", "Path", "id"}

// sheetTable is a sheet; what its rows are about is told by their headings.
func sheetTable(b *workbook.Book, name string) table {
	t := table{name: name, rows: func() iter.Seq2[workbook.Row, error] { return b.Rows(name) }}
	t.cell = func(r workbook.Row, c workbook.Cell) string { return name + "!" + r.Name(c) }
	for row, err := range t.rows() {
		if err != nil {
			break // whoever compares meets it again
		}
		for _, c := range row.Cells {
			if slices.Contains(keyTitles, c.Value) {
				t.keys = append(t.keys, c.Column)
			}
		}
		break
	}
	if name == "Notes" || name == "Report" || name == "Summary" || name == "Sources" {
		t.keys = nil
	}
	return t
}

// csvTable is a CSV file; its records count as rows.
func csvTable(path string) table {
	t := table{name: "report.csv", keys: []int{0}}
	t.cell = func(r workbook.Row, c workbook.Cell) string {
		return "report.csv, record " + strconv.Itoa(r.Number) + ", column " + strconv.Itoa(c.Column+1)
	}
	t.rows = fileRows(path, func(in io.Reader) func() ([]workbook.Cell, error) {
		records := csv.NewReader(in)
		records.ReuseRecord, records.FieldsPerRecord = true, -1
		return func() ([]workbook.Cell, error) {
			record, err := records.Read()
			var cells []workbook.Cell
			for i, value := range record {
				if value != "" {
					cells = append(cells, workbook.Cell{Column: i, Kind: workbook.Text, Value: value})
				}
			}
			return cells, err
		}
	})
	return t
}

// linesTable is an NDJSON file; its fields count as cells.
func linesTable(path string) table {
	var names []string
	t := table{name: "report.ndjson", keys: []int{0}}
	t.cell = func(r workbook.Row, c workbook.Cell) string {
		return "report.ndjson, line " + strconv.Itoa(r.Number) + ", " + names[c.Column]
	}
	column := func(name string) int {
		if i := slices.Index(names, name); i >= 0 {
			return i
		}
		names = append(names, name)
		return len(names) - 1
	}
	column("id")
	t.rows = fileRows(path, func(in io.Reader) func() ([]workbook.Cell, error) {
		next, _ := iter.Pull2(textLines(in))
		return func() ([]workbook.Cell, error) {
			text, err, more := next()
			if err != nil || !more {
				return nil, errors.Join(err, io.EOF)
			}
			d, err := canonical.Parse(text)
			if err != nil {
				return []workbook.Cell{{Column: column("the line"), Kind: workbook.Text, Value: string(text)}}, nil //nolint:nilerr // it is what it is
			}
			var cells []workbook.Cell
			for _, i := range d.Members(0) {
				cells = append(cells, workbook.Cell{Column: column(d.Name(i)), Kind: workbook.Text, Value: string(d.Source(i))})
			}
			slices.SortStableFunc(cells, func(a, b workbook.Cell) int { return a.Column - b.Column })
			return cells, nil
		}
	})
	return t
}

// fileRows reads a file of rows from its beginning each time.
func fileRows(path string, open func(io.Reader) func() ([]workbook.Cell, error)) func() iter.Seq2[workbook.Row, error] {
	return func() iter.Seq2[workbook.Row, error] {
		return func(yield func(workbook.Row, error) bool) {
			file, err := os.Open(path)
			if err != nil {
				yield(workbook.Row{}, err)
				return
			}
			defer func() { _ = file.Close() }()
			next := open(file)
			for number := 1; ; number++ {
				cells, err := next()
				if errors.Is(err, io.EOF) {
					return
				}
				if !yield(workbook.Row{Number: number, Cells: cells}, err) || err != nil {
					return
				}
			}
		}
	}
}

// reportFinding says in words how a report differs.
func reportFinding(sheet string, d difference) Finding {
	switch d.kind {
	case rowMissing:
		return Finding{Where: sheet, Text: fmt.Sprintf("the row of %s is missing (it was row %d)", d.title, d.was)}
	case rowAdded:
		if d.again {
			return Finding{Where: fmt.Sprintf("%s, row %d", sheet, d.is), Text: "the row of " + d.title + " was doubled"}
		}
		return Finding{Where: fmt.Sprintf("%s, row %d", sheet, d.is), Text: "the row of " + d.title + " was added"}
	case rowMoved:
		return Finding{Where: fmt.Sprintf("%s, row %d", sheet, d.is), Text: fmt.Sprintf("the row of %s is in another place: it was row %d", d.title, d.was)}
	}
	return Finding{Where: d.cell, Text: "the cell was changed", Was: d.value[0], Is: d.value[1]}
}
