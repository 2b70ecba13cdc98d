package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export/workbook"
	"github.com/trailbook/trailbook/backend/imports"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// corpus reads testdata/hostile.json: texts as JSON, which can hold what a text
// cannot (half a pair of surrogates), and long ones as {text, times, end}.
func corpus(t *testing.T) []json.RawMessage {
	t.Helper()
	content, err := os.ReadFile("testdata/hostile.json")
	if err != nil {
		t.Fatal(err)
	}
	var texts []json.RawMessage
	if err := json.Unmarshal(content, &texts); err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		var long struct {
			Text  string `json:"text"`
			Times int    `json:"times"`
			End   string `json:"end"`
		}
		if text[0] != '{' {
			continue
		}
		if err := json.Unmarshal(text, &long); err != nil {
			t.Fatal(err)
		}
		if texts[i], err = json.Marshal(strings.Repeat(long.Text, long.Times) + long.End); err != nil {
			t.Fatal(err)
		}
	}
	return texts
}

// taken imports a file into a new cache and returns its events in their order.
func taken(t *testing.T, path string, want int) []audit.Event {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	owner, err := s.AddTenant(t.Context(), store.Tenant{Name: "acme"})
	if err != nil {
		t.Fatal(err)
	}
	report, err := imports.File(t.Context(), imports.Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: path, Scratch: t.TempDir()})
	if err != nil || report.Tally.Inserted != want || !report.Complete {
		t.Fatalf("import of %s: %+v, %v", filepath.Base(path), report.Tally, err)
	}
	keys, err := s.Match(t.Context(), audit.Filter{}, store.Order{Ascending: true})
	if err != nil {
		t.Fatal(err)
	}
	var events []audit.Event
	for e, err := range s.Events(t.Context(), keys) {
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

// Every hostile text goes through the export, LibreOffice
// where TRAILBOOK_OFFICE is set, and the import, and comes back as it was
// or is named on sheet Notes; none becomes a formula.
func TestHostileCorpus(t *testing.T) {
	texts := corpus(t)
	if len(texts) < 200 {
		t.Fatalf("only %d texts", len(texts))
	}
	var lines bytes.Buffer
	for i, text := range texts {
		at := start.Add(time.Duration(i) * time.Minute).Format(time.RFC3339)
		fmt.Fprintf(&lines, `{"id":"h%03d","created":%q,"action":%[3]s,"user":%[3]s,"target":{"type":"flow","id":%[3]s,"name":%[3]s},"ip":%[3]s,"before":{"v":1},"after":{"v":%[3]s}}`+"\n", i, at, text)
	}
	log := filepath.Join(t.TempDir(), "log.ndjson")
	if err := os.WriteFile(log, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	recorded := taken(t, log, len(texts))
	path, result := export(t, FormatExcel, recorded)
	if result.Cut == 0 || result.Escaped == 0 || result.Broken == 0 {
		t.Errorf("%+v", result.Counts)
	}
	checkCorpus(t, path, recorded)

	if os.Getenv("TRAILBOOK_OFFICE") == "" {
		return // build/scripts/office.sh asks for it
	}
	folder := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	convert := exec.CommandContext(ctx, "soffice", "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "xlsx", "--outdir", folder, path)
	if output, err := convert.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	checkCorpus(t, filepath.Join(folder, filepath.Base(path)), recorded)
}

// checkCorpus compares the workbook at path with the events that it was made of.
func checkCorpus(t *testing.T, path string, recorded []audit.Event) {
	t.Helper()
	for name, content := range parts(t, path) {
		if strings.HasPrefix(name, "xl/worksheets/sheet") && (strings.Contains(content, "<f>") || strings.Contains(content, "<f ") || strings.Contains(content, "<hyperlink")) {
			t.Errorf("%s holds a formula or a link", name)
		}
	}
	book, err := workbook.Open(path, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	cells, _ := sheetCells(t, book, "Notes")
	noted, notedEvents := map[string]bool{}, map[string]bool{}
	for row := 2; cells[fmt.Sprintf("A%d", row)].Value != ""; row++ {
		noted[cells[fmt.Sprintf("C%d", row)].Value+"!"+cells[fmt.Sprintf("D%d", row)].Value] = true
		notedEvents[cells[fmt.Sprintf("E%d", row)].Value] = true
	}
	cells, last := sheetCells(t, book, "Events")
	if last != len(recorded)+1 {
		t.Errorf("%d rows of %d events", last-1, len(recorded))
	}
	for i, e := range recorded {
		it := item{event: e}
		it.prepare(Request{Format: FormatExcel})
		for column, c := range excelColumns(nil) {
			name := fmt.Sprintf("%s%d", workbook.ColumnName(1+column), i+2)
			got, want := cells[name], c.text(&it.event)
			if got.Kind != workbook.Text && want != "" || got.Formula || got.Value != want && !noted["Events!"+name] {
				t.Errorf("%s of %s holds %.60q (%d), recorded was %.60q", name, e.ID, got.Value, got.Kind, want)
			}
		}
	}
	for i, e := range taken(t, path, len(recorded)) {
		it := item{event: recorded[i]}
		it.prepare(Request{Format: FormatExcel})
		if w := it.event; !notedEvents[e.ID] && (e.ID != w.ID || e.Action != w.Action || e.User != w.User || e.TargetName != w.TargetName ||
			!e.CreatedAt.Equal(w.CreatedAt) || string(e.After) != string(w.After) || string(e.Raw) != string(w.Raw)) {
			t.Errorf("%s came back as %.60q %.60q %.60q, recorded was %.60q", e.ID, e.Action, e.User, e.After, w.Action)
		}
	}
}

func sheetCells(t *testing.T, book *workbook.Book, sheet string) (cells map[string]workbook.Cell, last int) {
	t.Helper()
	cells = map[string]workbook.Cell{}
	for row, err := range book.Rows(sheet) {
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range row.Cells {
			cells[row.Name(c)] = c
		}
		last = row.Number
	}
	return cells, last
}
