package imports

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// book makes a workbook.
func book(t *testing.T, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(t *testing.T, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, cells := range rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err == nil {
			err = f.SetSheetRow(sheet, at, &cells)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// Every awkward workbook ends in the right events or a clear error.
func TestAwkwardWorkbooks(t *testing.T) {
	head := []any{"id", "created", "action", "user"}
	one := []any{"1", "2026-01-01T00:00:01Z", "Flow Created", "ann@x.example"}
	two := []any{"2", "2026-01-01T00:00:02Z", "Flow Updated", "bob@x.example"}
	plain := func(f *excelize.File) { put(t, f, "Sheet1", head, one, two) }
	moment := time.Date(2026, 1, 1, 0, 0, 1, 0, time.UTC)
	dated := func(f *excelize.File) {
		put(t, f, "Sheet1", head, []any{1, moment, "Flow Created", "ann@x.example"}, []any{2, 0, "Flow Updated", "bob@x.example"})
		style, err := f.NewStyle(&excelize.Style{NumFmt: 22})
		if err == nil {
			err = f.SetCellStyle("Sheet1", "B2", "B3", style)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	serial := 46023 + 2.0/86400
	for _, test := range []struct {
		name    string
		content []byte
		change  func(*Options)
		want    outcome
	}{
		{"plain", book(t, plain), nil, outcome{events: both}},
		{"in gzip", gzipped(string(book(t, plain))), nil, outcome{events: both}},
		{"in a zip", zipped("x", string(book(t, plain))), nil, outcome{events: both}},
		{"a title above the header, gaps, an empty row", book(t, func(f *excelize.File) {
			put(t, f, "Sheet1", []any{"Audit log of acme"}, []any{"made", "2026-02-01"}, nil, head, one, nil, two)
		}), nil, outcome{events: both, rejected: []string{`sheet "Sheet1", row 1: above the header`, `sheet "Sheet1", row 2: above the header`}}},
		{"merged cells", book(t, func(f *excelize.File) {
			put(t, f, "Sheet1", []any{"Audit log", nil, nil, nil}, []any{"created", "action", "user", "id"},
				[]any{"2026-01-01T00:00:01Z", "Flow Created", "ann@x.example", "1"}, []any{"2026-01-01T00:00:02Z", "Flow Updated", nil, "2"})
			for _, area := range [][2]string{{"A1", "D1"}, {"C3", "C4"}} {
				if err := f.MergeCell("Sheet1", area[0], area[1]); err != nil {
					t.Fatal(err)
				}
			}
		}), nil, outcome{events: []string{eventOne, strings.Replace(eventTwo, "bob", "ann", 1)}, rejected: []string{`sheet "Sheet1", row 1: above the header`}}},
		{"dates as numbers from 1900", book(t, func(f *excelize.File) {
			dated(f)
			_ = f.SetCellValue("Sheet1", "B3", serial)
		}), nil, outcome{events: both}},
		{"dates as numbers from 1904", book(t, func(f *excelize.File) {
			dated(f)
			yes := true
			_ = f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes})
			_ = f.SetCellValue("Sheet1", "B2", serial-1462-1.0/86400)
			_ = f.SetCellValue("Sheet1", "B3", serial-1462)
		}), nil, outcome{events: both}},
		{"dates as numbers without a format", book(t, func(f *excelize.File) {
			put(t, f, "Sheet1", head, []any{1, serial - 1.0/86400, "Flow Created", "ann@x.example"}, []any{2, serial, "Flow Updated", "bob@x.example"})
		}), nil, outcome{events: both}},
		{"another sheet", book(t, func(f *excelize.File) {
			plain(f)
			_, _ = f.NewSheet("Log")
			put(t, f, "Log", head, two)
		}), func(o *Options) { o.Sheet = "log" }, outcome{events: both[1:]}},
		{"a cover before the sheet", book(t, func(f *excelize.File) {
			put(t, f, "Sheet1", []any{"Cover"})
			_, _ = f.NewSheet("Log")
			put(t, f, "Log", head, one, two)
		}), nil, outcome{events: both}},
		{"a sheet that is not there", book(t, plain), func(o *Options) { o.Sheet = "Log" }, outcome{failure: `has no sheet "Log"`}},
		{"a long row", book(t, plain), func(o *Options) { o.limits = usual(); o.limits.columns = 3 }, outcome{failure: "more than 3 columns"}},
		{"too many cells", book(t, plain), func(o *Options) { o.limits = usual(); o.limits.cells = 7 }, outcome{failure: "too many cells"}},
		{"empty", book(t, func(*excelize.File) {}), nil, outcome{}},
		{"control signs and JSON", book(t, func(f *excelize.File) {
			put(t, f, "Sheet1", head, []any{"_x0041_", "2026-01-01T00:00:01Z", "a\tb\n<c>", `{"a":1}`})
		}), nil, outcome{events: []string{"A 2026-01-01T00:00:01.000Z a\tb\n<c>"}}},
		{"cut off", book(t, plain)[:3000], nil, outcome{failure: "is cut off or damaged"}},
	} {
		t.Run(test.name, func(t *testing.T) { test.want.holds(t, test.content, test.change) })
	}
}
