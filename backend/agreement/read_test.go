package agreement

import (
	"archive/zip"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/export/workbook"
)

// exported is what a file and the table say alike of an event. Texts that a
// cell or CSV has to write in another way are left out where kind asks for it.
type exported struct {
	ID, Tenant, CreatedAt, Action, Type, Area, User, UserID, FlowID, TargetKind, TargetID, TargetName, Summary string
}

// onScreen are the rows of the table as a file of a kind has them.
func onScreen(rows []bind.Row, kind string) []exported {
	events := make([]exported, len(rows))
	for i, r := range rows {
		events[i] = exported{r.ID, r.Tenant, audit.FormatTime(time.UnixMilli(r.CreatedAt)), r.Action, r.Type, r.Area, r.User, r.UserID, r.FlowID,
			r.TargetKind, r.TargetID, r.TargetName, r.Summary}
		switch kind {
		case "csv":
			if strings.HasPrefix(r.ID, "=") || strings.HasPrefix(r.ID, "+") {
				events[i].ID = "'" + r.ID
			}
			events[i] = events[i].bare()
		case "xlsx":
			events[i] = events[i].bare()
		}
	}
	return events
}

// bare leaves out what a spreadsheet cannot have as it is, which other tests
// are about.
func (e exported) bare() exported {
	for _, text := range []*string{&e.Action, &e.User, &e.UserID, &e.FlowID, &e.TargetID, &e.TargetName, &e.Summary} {
		if e.Tenant == "hostile" {
			*text = ""
		}
	}
	return e
}

func compare(t *testing.T, got, want []exported, what string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d events, on screen are %d", what, len(got), len(want))
		return
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: event %d is\n%+v, on screen is\n%+v", what, i, got[i], want[i])
			return
		}
	}
}

// titles are the headings of sheet Events in the order of exported.
var titles = []string{"Event ID", "Tenant", "Created (UTC)", "Action", "Type", "Area", "User", "User ID", "Flow ID", "Target kind", "Target ID", "Target name", "Summary"}

// record makes an event of the fields that have a place in a row.
func record(t *testing.T, header, row, names []string) exported {
	t.Helper()
	at := map[string]int{}
	for i, name := range header {
		at[name] = i
	}
	var e exported
	for i, into := range []*string{&e.ID, &e.Tenant, &e.CreatedAt, &e.Action, &e.Type, &e.Area, &e.User, &e.UserID, &e.FlowID, &e.TargetKind, &e.TargetID, &e.TargetName, &e.Summary} {
		column, found := at[names[i]]
		if !found {
			t.Fatalf("there is no column %q among %q", names[i], header)
		}
		if column < len(row) {
			*into = row[column]
		}
	}
	return e.bare()
}

// workbookEvents reads sheet Events with the repository's own reader.
func workbookEvents(t *testing.T, path string) []exported {
	t.Helper()
	book, err := workbook.Open(path, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	var table [][]string
	for row, err := range book.Rows("Events") {
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for _, cell := range row.Cells {
			for len(cells) <= cell.Column {
				cells = append(cells, "")
			}
			cells[cell.Column] = cell.Value
		}
		table = append(table, cells)
	}
	return sheetEvents(t, table)
}

// excelizeEvents reads it with excelize.
func excelizeEvents(t *testing.T, path string) []exported {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	table, err := book.GetRows("Events", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return sheetEvents(t, table)
}

func sheetEvents(t *testing.T, table [][]string) []exported {
	t.Helper()
	if len(table) == 0 {
		t.Fatal("sheet Events has no header")
	}
	var events []exported
	for _, row := range table[1:] {
		e := record(t, table[0], row, titles)
		days, err := strconv.ParseFloat(e.CreatedAt, 64)
		if err != nil {
			t.Fatalf("%s is no date: %v", e.CreatedAt, err)
		}
		const epoch = 25569 // days from the end of 1899 to 1970
		e.CreatedAt = audit.FormatTime(time.UnixMilli(int64(math.Round((days - epoch) * 24 * 3600 * 1000))))
		events = append(events, e)
	}
	return events
}

// fields are the canonical names in the order of exported.
var fields = []string{"id", "tenant", "createdAt", "action", "type", "area", "user", "userId", "flowId", "targetKind", "targetId", "targetName", "summary"}

func csvEvents(t *testing.T, path string) []exported {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	table, err := csv.NewReader(file).ReadAll()
	if err != nil || len(table) == 0 {
		t.Fatalf("%d records, %v", len(table), err)
	}
	var events []exported
	for _, row := range table[1:] {
		events = append(events, record(t, table[0], row, fields))
	}
	return events
}

func lineEvents(t *testing.T, path string) []exported {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	return linesOf(t, file)
}

func linesOf(t *testing.T, from io.Reader) []exported {
	t.Helper()
	var events []exported
	for lines := json.NewDecoder(from); ; {
		var e exported // its names are matched whatever their case
		if err := lines.Decode(&e); err == io.EOF {
			return events
		} else if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
}

// packEvents reads the events that a pack has.
func packEvents(t *testing.T, path string) []exported {
	t.Helper()
	pack, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = pack.Close() }()
	file, err := pack.Open("events.ndjson")
	if err != nil {
		t.Fatal(err)
	}
	return linesOf(t, file)
}
