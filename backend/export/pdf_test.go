package export

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

func poppler(t *testing.T, tool string, args ...string) string {
	t.Helper()
	found, err := exec.LookPath(tool)
	if err != nil {
		t.Fatal("poppler is not set up: run build/setup.sh office")
	}
	out, err := exec.Command(found, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v", tool, args, err)
	}
	return string(out)
}

// pageMargins are what stands at the top and foot of pages.
var pageMargins = regexp.MustCompile(`(?m)Trailbook, \d{4}-\d\d-\d\d \d\d:\d\d UTC, (report|Bericht) [0-9a-f-]{36}\s+(Page|Seite) \d+ (of|von) \d+|^.* · northwind$`)

// pdfWords is the text of a PDF without space, in the order in which it was
// drawn, and without the margins of its pages.
func pdfWords(t *testing.T, path string) string {
	t.Helper()
	first, rest, _ := strings.Cut(poppler(t, "pdftotext", "-raw", "-enc", "UTF-8", path, "-"), "\f")
	return squeezed(pageMargins.ReplaceAllString(first, "")) + squeezed(pageMargins.ReplaceAllString(rest, ""))
}

func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

// wantSheets holds a PDF to the sheets of a workbook: every cell is in it, as
// Excel shows it and in the same order. Rows for which skip says so may be
// missing.
func wantSheets(t *testing.T, words, workbook string, skip func(row []string) bool) (cells int) {
	t.Helper()
	f := open(t, workbook)
	at := 0
	for _, sheet := range []string{"Report", "Summary"} {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			if skip != nil && skip(row) {
				continue
			}
			for _, cell := range row {
				want := squeezed(cell)
				found := strings.Index(words[at:], want)
				if found < 0 {
					t.Fatalf("%s, row %d: %q is not in the PDF behind %q, where it goes on with %q", sheet, i+1, cell, words[max(at-60, 0):at], words[at:min(at+120, len(words))])
				}
				at += found + len(want)
				cells++
			}
		}
	}
	return cells
}

func full(t *testing.T) func(*Request) {
	return func(r *Request) {
		r.Report.Zone = prague(t)
		r.Report.Build = "go1, linux"
		r.Report.Missing = []string{"northwind: a period is missing"}
		r.Report.Continuity = Continuity{Checked: true, Gaps: []string{"a state does not fit", "another"}}
		r.Report.Tenants[0].Events = r.Total + 1000
		r.Report.LeftOut = []LeftOut{{Clause: "not before 2026", Events: 1000}}
		for i := range 15 {
			r.Report.Sources = append(r.Report.Sources, SourceInfo{Tenant: "northwind", Kind: "import", Name: fmt.Sprintf("file-%d.ndjson", i),
				SHA256: strings.Repeat(fmt.Sprintf("%02x", i), 32), Finished: start, Received: 1700 + i, Complete: true})
		}
	}
}

// A PDF beside a workbook says what its sheets Report and Summary say.
func TestAPDFSaysWhatTheSheetsSay(t *testing.T) {
	events := samples(700)
	events[7].Area, events[7].Action, events[7].User, events[7].Type = "", "Something new", "", "strange"
	for _, language := range []Language{English, German} {
		path := filepath.Join(t.TempDir(), "northwind.xlsx")
		req := request(path, events)
		full(t)(&req)
		req.Template.Language, req.Template.Logo = language, picture(t, 300, 100)
		req.Report.Evidence = []Line{{Label: "Evidence pack", Value: "made with this file"}, {Label: "Key", Value: "made for this pack alone", Alert: true}}
		req.Report.ManifestHash = strings.Repeat("be", 32)
		req.Paper = &Paper{Pack: "northwind.pack.zip", Key: strings.Repeat("fe", 32)}
		result, err := Write(context.Background(), req)
		if err != nil {
			t.Fatal(err)
		}
		words := pdfWords(t, result.Paper.Path)
		heading, point := "Signatures", "."
		if language == German {
			heading, point = "Unterschriften", ","
		}
		compared := words
		if language == German { // as German writes numbers; Excel shows them as its own system does
			compared = regexp.MustCompile(`(\d),(\d\d%)`).ReplaceAllString(compared, "$1.$2")
			compared = strings.NewReplacer("1.700", "1,700").Replace(regexp.MustCompile(`1\.(7[01]\d)`).ReplaceAllString(compared, "1,$1"))
		}
		if n := wantSheets(t, strings.ReplaceAll(compared, "1.000notbefore", "1,000notbefore"), path, nil); n < 300 {
			t.Errorf("only %d cells were compared", n)
		}
		end := words[strings.LastIndex(words, heading):]
		for _, want := range []string{result.ReportID, "northwind.xlsx", result.SHA256, "northwind.pack.zip", req.Report.ManifestHash, req.Paper.Key, "700"} {
			if !strings.Contains(end, want) {
				t.Errorf("%s: what is signed lacks %q: %s", language, want, end)
			}
		}
		for _, share := range regexp.MustCompile(`\d(.)\d\d%`).FindAllStringSubmatch(words, -1) {
			if share[1] != point {
				t.Errorf("%s: a share is %s", language, share[0])
			}
		}
		if names := folder(t, filepath.Dir(path)); !slices.Equal(names, []string{"northwind.pdf", "northwind.xlsx"}) {
			t.Errorf("the folder holds %v", names)
		}
		if listed := poppler(t, "pdfimages", "-list", result.Paper.Path); !strings.Contains(listed, "300") {
			t.Errorf("the logo is missing: %s", listed)
		}
	}
}

// A PDF alone says the same but for what only a workbook has.
func TestAPDFAloneSaysTheSame(t *testing.T) {
	events := samples(700)
	workbook, _ := export(t, FormatExcel, events, full(t))
	path, result := export(t, FormatPDF, events, full(t))
	only := []string{"Report ID", "Events written to this file", "Rows on sheet", "Evidence pack", "Control characters", "Cut cells", "Broken text", "Where", "Printing",
		"1. ", "2. ", "3. ", "What a verified", "and 3 earlier", "Sheets", "Sheet", "Columns of", "Column", "What"}
	legend := false
	skip := func(row []string) bool {
		if len(row) == 0 {
			return true
		}
		legend = row[0] == "Sheets" || legend && row[0] != "Summary" || legend && len(row) > 1
		return legend || slices.ContainsFunc(only, func(begin string) bool { return strings.HasPrefix(row[0], begin) }) ||
			len(row) > 3 && strings.HasPrefix(row[3], "Events!")
	}
	words := pdfWords(t, path)
	if n := wantSheets(t, words, workbook, skip); n < 200 {
		t.Errorf("only %d cells were compared", n)
	}
	for _, want := range []string{"Eventsinthisreport700", "file-0.ndjson", "ReportID" + result.ReportID, squeezed(fmt.Sprintf(signReport, "700"))} {
		if !strings.Contains(words, want) {
			t.Errorf("the PDF lacks %q", want)
		}
	}
	for _, other := range []string{"Rowsonsheet", "Events!A", "Printing", "Cutcells"} {
		if strings.Contains(words, other) {
			t.Errorf("the PDF speaks of a workbook: %s", other)
		}
	}
	said := poppler(t, "pdfinfo", path)
	for _, want := range []string{"Audit log report", "northwind · 2026-10-01", result.ReportID, "Creator:         Trailbook", "JavaScript:      no", "Form:            none", "A4"} {
		if !strings.Contains(said, want) {
			t.Errorf("pdfinfo lacks %q: %s", want, said)
		}
	}
	none, _ := export(t, FormatPDF, events, func(r *Request) { r.Template.Sheets, r.Template.Title = []string{"none"}, "Access review" })
	if words := pdfWords(t, none); strings.Contains(words, "Flaggedpoints") || !strings.Contains(words, "Accessreview") || !strings.Contains(words, "Signatures") {
		t.Error("a template without Summary")
	}
}

func TestTheSameRequestGivesTheSamePDF(t *testing.T) {
	events := append(append(samples(300), hostile()...), secretEvents()...)
	path, _ := export(t, FormatPDF, events, full(t))
	want := read(t, path)
	if strings.Contains(pdfWords(t, path), secret) {
		t.Error("a secret is in the PDF")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if again, _ := export(t, FormatPDF, events, full(t)); read(t, again) != want {
		t.Error("other bytes")
	}
	later, _ := export(t, FormatPDF, events, func(r *Request) { full(t)(r); r.Report.GeneratedAt = r.Report.GeneratedAt.Add(time.Second) })
	if read(t, later) == want {
		t.Error("another time has the same bytes")
	}
}

// plainText is a text out of JSON, which may have half a pair of surrogates.
func plainText(t *testing.T, quoted json.RawMessage) (text string) {
	t.Helper()
	if err := json.Unmarshal(quoted, &text); err != nil {
		t.Fatal(err)
	}
	return text
}

// What was recorded is shown and does nothing, wherever it stands.
func TestHostileTextInAPDF(t *testing.T) {
	var events []audit.Event
	for i, quoted := range corpus(t) {
		e := sample(i)
		e.Action, e.User, e.ID, e.Tenant = plainText(t, quoted), plainText(t, quoted), plainText(t, quoted), plainText(t, quoted)
		e.Area, e.Type = "", audit.TypeDelete
		events = append(events, e)
	}
	hard := "\u202egnp.exe \x1b[31m 😀 https://evil.example/ (unbalanced \\ " + strings.Repeat("long", 9000)
	path, _ := export(t, FormatPDF, events, func(r *Request) {
		r.Template.Title = `</Title> \u202e =1+1 ` + "\u202e😀"
		r.Report.Tenants[0].Name, r.Report.FilterWords, r.Report.CommandLine, r.Report.GeneratedBy = hard, hard, hard, hard
		r.Report.Sources = []SourceInfo{{Kind: "import", Name: hard, Tenant: hard}}
	})
	words := pdfWords(t, path)
	shown, _ := showControl(hard)
	for _, want := range []string{`\u202egnp.exe\x1b[31m\u{1F600}https://evil.example/(unbalanced\long`, fmt.Sprintf("cut,%dcharactersinall", utf8.RuneCountInString(shown)), `=cmd|'/C`, squeezed(`\u202e =1+1 \u202e\u{1F600}`)} {
		if !strings.Contains(words, want) {
			t.Errorf("the PDF lacks %q", want)
		}
	}
	for _, r := range words {
		if isStrange(r) || r == 0x1f600 || r < ' ' {
			t.Fatalf("the PDF has %U", r)
		}
	}
}

// Many rows go over many pages, and none is lost.
func TestAPDFOfManyUsers(t *testing.T) {
	events := samples(1000)
	for i := range events {
		events[i].User = fmt.Sprintf("user-%d.@example.com", i%500)
		events[i].CreatedAt = start.AddDate(0, 0, i)
	}
	path, _ := export(t, FormatPDF, events)
	words := pdfWords(t, path)
	for i := range 500 {
		if !strings.Contains(words, fmt.Sprintf("user-%d.@example.com20.20%%", i)) {
			t.Fatalf("user %d is missing", i)
		}
	}
	for i := range 1000 {
		if !strings.Contains(words, start.AddDate(0, 0, i).Format(time.DateOnly)) {
			t.Fatalf("day %d is missing", i)
		}
	}
}

func TestAPDFBesideThatCannotBe(t *testing.T) {
	for _, format := range []Format{FormatCSV, FormatNDJSON, FormatPDF} {
		req := request(filepath.Join(t.TempDir(), "out."+string(format)), samples(3))
		req.Paper = &Paper{}
		if _, err := Write(t.Context(), req); audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("%s: %v", format, err)
		}
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "out.pdf"), 0o700); err != nil {
		t.Fatal(err)
	}
	req := request(filepath.Join(dir, "out.xlsx"), samples(3))
	req.Paper = &Paper{}
	if _, err := Write(t.Context(), req); audit.CodeOf(err) != audit.CodeFile {
		t.Errorf("a folder of that name: %v", err)
	}
	if names := folder(t, dir); !slices.Equal(names, []string{"out.pdf"}) {
		t.Errorf("the folder holds %v", names)
	}
	damaged := picture(t, 300, 100)
	req = request(filepath.Join(t.TempDir(), "out.pdf"), samples(3))
	req.Template.Logo = damaged[:len(damaged)-30]
	if _, err := Write(t.Context(), req); audit.CodeOf(err) != audit.CodeInvalid || len(folder(t, filepath.Dir(req.Path))) > 0 {
		t.Errorf("a damaged logo: %v", err)
	}
}

// While the PDF beside it is made, the workbook has no name yet.
func TestCancelWhilePrinting(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	path := filepath.Join(dir, "out.xlsx")
	out, err := create(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.discard()
	req, tally := request(path, samples(3)), newTally()
	req.Format, req.Paper, req.said = FormatExcel, &Paper{}, new(said)
	if err := run(ctx, req, out, tally); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := writePaper(ctx, req, out, tally); err == nil {
		t.Error("a PDF was written")
	}
	if err := publish(out); err == nil {
		t.Error("the workbook was published")
	}
	out.discard()
	if names := folder(t, dir); len(names) > 0 {
		t.Errorf("the folder holds %v", names)
	}
}
