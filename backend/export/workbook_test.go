package export

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/audit"
)

func open(t *testing.T, path string) *excelize.File {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

func rows(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	all, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func prague(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

const headerUTC = "Created (UTC)|Action|Summary|Type|Area|User|Target name|Event ID|Tenant|Target kind|Target ID|Flow ID|User ID|IP|User agent|Before|After|Changes|Raw entry"

func TestWorkbookHoldsTheEvents(t *testing.T) {
	events := samples(120)
	path, _ := export(t, FormatExcel, events)
	f := open(t, path)
	if got := fmt.Sprint(f.GetSheetList(), f.GetActiveSheetIndex()); got != "[Events Changes Summary Report Sources Notes Pivot] 0" {
		t.Errorf("sheets and the open one: %s", got)
	}
	all := rows(t, f, "Events")
	if got := strings.Join(all[0], "|"); got != headerUTC || len(all) != 121 {
		t.Fatalf("%d rows, header %s", len(all), got)
	}
	for i, e := range events {
		want := []string{e.Action, e.Summary, string(e.Type), e.Area, e.User, e.TargetName, e.ID, e.Tenant, e.TargetKind, e.TargetID, e.FlowID,
			e.UserID, e.IP, e.UserAgent, string(e.Before), string(e.After), "", string(e.Raw)}
		if got := strings.Join(all[i+1][1:], "|"); got != strings.Join(want, "|") {
			t.Fatalf("row %d\n got %s\nwant %s", i+2, got, strings.Join(want, "|"))
		}
		if got := date(t, all[i+1][0]); !got.Equal(e.CreatedAt) {
			t.Fatalf("row %d is at %v, want %v", i+2, got, e.CreatedAt)
		}
	}
}

// date reads Excel's number of a date; excelize's own reading drops the
// milliseconds.
func date(t *testing.T, number string) time.Time {
	t.Helper()
	days, err := strconv.ParseFloat(number, 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(days * 24 * float64(time.Hour))).Round(time.Millisecond)
}

func TestWorkbookDatesAreDates(t *testing.T) {
	summer := audit.Event{ID: "1", CreatedAt: time.Date(2026, 7, 1, 22, 30, 0, 999_000_000, time.UTC)}
	winter := audit.Event{ID: "2", CreatedAt: time.Date(2026, 12, 31, 23, 30, 0, 1_000_000, time.UTC)}
	ancient := audit.Event{ID: "3", CreatedAt: time.Date(1850, 1, 1, 0, 0, 0, 0, time.UTC)}
	path, _ := export(t, FormatExcel, []audit.Event{summer, winter, ancient}, func(r *Request) { r.Report.Zone = prague(t) })
	all := rows(t, open(t, path), "Events")
	if got := all[0][0] + ", " + all[0][1]; got != "Created (UTC), Created (Europe/Prague)" {
		t.Errorf("header %s", got)
	}
	for row, want := range [][2]string{
		{"2026-07-01 22:30:00.999", "2026-07-02 00:30:00.999"},
		{"2026-12-31 23:30:00.001", "2027-01-01 00:30:00.001"},
	} {
		for column, want := range want {
			if got := date(t, all[row+1][column]).Format("2006-01-02 15:04:05.000"); got != want {
				t.Errorf("row %d, column %d: %s, want %s", row+2, column+1, got, want)
			}
		}
	}
	if got := all[3][0]; got != "1850-01-01T00:00:00Z" {
		t.Errorf("before Excel's calendar: %q", got)
	}
	xml := parts(t, path)["xl/worksheets/sheet1.xml"]
	if !regexp.MustCompile(`<c r="A2" s="\d+"><v>46204\.937511\d*</v></c>`).MatchString(xml) {
		t.Errorf("A2 is no number: %.300s", xml[strings.Index(xml, `r="A2"`):])
	}
}

func TestWorkbookXML(t *testing.T) {
	path, _ := export(t, FormatExcel, samples(40), func(r *Request) {
		r.Report.Tenants[0].Name = "R&D &P \x07"
		r.Report.Zone = prague(t)
	})
	all := parts(t, path)
	for name, wanted := range map[string][]string{
		"xl/worksheets/sheet1.xml": {
			`<pane activePane="bottomLeft" state="frozen" topLeftCell="A2" ySplit="1">`, `<tablePart r:id="rId1">`,
			`orientation="landscape"`, `fitToHeight="0"`, `<pageSetUpPr fitToPage="true">`, `sqref="A1:T41" numberStoredAsText="true"`, `tabSelected="true"`,
			`&amp;LAudit log: R&amp;&amp;D &amp;&amp;P \x07&amp;R&amp;A`, `Page &amp;P of &amp;N`, `<row r="2" ht="15" customHeight="1">`,
		},
		"xl/worksheets/sheet4.xml": {`showGridLines="false"`, `orientation="landscape"`, `Page &amp;P of &amp;N`, `<mergeCells`, `<pageSetUpPr fitToPage="true">`},
		"xl/worksheets/sheet3.xml": {`<drawing `, `orientation="landscape"`},
		"xl/tables/table1.xml":     {`displayName="Events"`, `ref="A1:T41"`, `<autoFilter ref="A1:T41"`, `name="TableStyleLight9"`},
		"xl/tables/table2.xml":     {`displayName="Changes"`, `name="Value before"`},
		"xl/workbook.xml": {
			`<definedName localSheetId="0" name="_xlnm.Print_Titles">&#39;Events&#39;!$1:$1<`,
			`<definedName localSheetId="0" name="_xlnm.Print_Area">&#39;Events&#39;!$A$1:$I$41<`,
		},
		"docProps/core.xml":   {`<dc:creator>Trailbook<`, `<dc:title>Audit log report<`, `2026-10-02T08:30:15Z`, `<dc:identifier>`},
		"docProps/custom.xml": {`name="Trailbook report ID"`, `name="Trailbook version"`},
		"xl/styles.xml":       {`formatCode="yyyy-mm-dd hh:mm:ss.000"`, `numFmtId="49"`},
	} {
		for _, text := range wanted {
			if !strings.Contains(all[name], text) {
				t.Errorf("%s lacks %s", name, text)
			}
		}
	}
	if strings.Contains(all["xl/worksheets/sheet1.xml"], "<dimension") {
		t.Error("a wrong dimension would hide the rows from readers that trust it")
	}
}

// No text of a log is a formula, nor becomes one when its cell is edited.
func TestWorkbookTextIsText(t *testing.T) {
	events := hostile()
	path, result := export(t, FormatExcel, events, func(r *Request) { r.IncludeSecrets = true })
	for name, content := range parts(t, path) {
		if strings.HasPrefix(name, "xl/charts/") {
			continue // a chart says by <c:f> which cells it shows
		}
		if strings.Contains(content, "<f>") || strings.Contains(content, "<f ") || strings.Contains(content, "<hyperlink") {
			t.Errorf("%s holds a formula or a link", name)
		}
		decoder := xml.NewDecoder(strings.NewReader(content))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is not XML: %v", name, err)
			}
		}
	}
	f := open(t, path)
	all := rows(t, f, "Events")
	for i, e := range events {
		ref := fmt.Sprintf("B%d", i+2)
		style, err := f.GetCellStyle("Events", ref)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := f.GetStyle(style); err != nil || s.NumFmt != textFormat {
			t.Fatalf("%s (%q) has number format %v, %v", ref, e.Action, s, err)
		}
		if kind, err := f.GetCellType("Events", ref); err != nil || kind != excelize.CellTypeInlineString {
			t.Errorf("%s (%q) is of type %v, %v", ref, e.Action, kind, err)
		}
		if i >= len(formulas) && i < len(formulas)+len(harmless) && all[i+1][1] != e.Action {
			t.Errorf("%q reads %q", e.Action, all[i+1][1])
		}
	}
	if result.Cut == 0 || result.Escaped == 0 || result.Replaced == 0 {
		t.Errorf("nothing counted: %+v", result.Counts)
	}
}

func TestWorkbookContinuesOnFurtherSheets(t *testing.T) {
	path, result := export(t, FormatExcel, samples(25), func(r *Request) { r.sheetRows = 11 })
	f := open(t, path)
	if got := strings.Join(f.GetSheetList(), ","); got != "Events,Events 2,Events 3,Changes,Changes 2,Changes 3,Summary,Report,Sources,Notes,Notes 2" || result.Events != 25 {
		t.Fatalf("sheets %s, %d events", got, result.Events)
	}
	for sheet, want := range map[string]int{"Events": 11, "Events 2": 11, "Events 3": 6} {
		all := rows(t, f, sheet)
		if len(all) != want || strings.Join(all[0], "|") != headerUTC {
			t.Errorf("%s: %d rows, header %q", sheet, len(all), all[0])
		}
	}
	all := parts(t, path)
	if !strings.Contains(all["xl/tables/table3.xml"], `<autoFilter ref="A1:S6"`) {
		t.Error("the last sheet has no filter over its rows")
	}
	if report := reportText(t, path); !strings.Contains(report, "the events continue on 3 sheets, Events to Events 3") {
		t.Errorf("the report does not say so: %s", report)
	}
}

// The packed sheets pass through the private folder and nowhere else.
func TestWorkbookTemporaryFilesArePrivate(t *testing.T) {
	elsewhere := t.TempDir()
	t.Setenv("TMPDIR", elsewhere)
	large := strings.Repeat("x", 30_000)
	events := samples(800)
	for i := range events {
		events[i].UserAgent = large
	}
	var seen []string
	_, _ = export(t, FormatExcel, events, func(r *Request) {
		r.Progress = func(int) {
			inside, err := filepath.Glob(filepath.Join(filepath.Dir(r.Path), ".trailbook-export-*", "*"))
			if err != nil {
				t.Error(err)
			}
			seen = append(seen, inside...)
		}
	})
	if len(seen) == 0 || !strings.Contains(strings.Join(seen, " "), "rows-") {
		t.Errorf("the private folder held %v", seen)
	}
	for _, name := range folder(t, elsewhere) {
		if strings.HasPrefix(name, "excelize-") || strings.HasPrefix(name, "rows-") {
			t.Errorf("%s lies in the public temporary folder", name)
		}
	}
}
