package evidence

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// forgery is an edit of a pack or of a report, and what has to be said of it.
// docs/evidence.md tells where the whole matrix of edits stands.
type forgery struct {
	name  string
	pack  func(t *testing.T, files map[string]string) // of the pack's files
	sheet string                                      // of the workbook, whose rows are edited
	rows  func(rows []string) []string                // the first is the header
	book  func(t *testing.T, book string) string      // of the workbook as a whole
	check string                                      // that does not hold
	says  []string                                    // regular expressions, each for a line of the verdict
	key   bool                                        // it takes knowing the fingerprint
}

var cellOf = regexp.MustCompile(`(<c r="([A-Z]+\d+)"[^>]*?)(/>|>.*?</c>)`)

// editCell changes the content of a cell in a row's XML.
func editCell(row, column string, with string) string {
	return cellOf.ReplaceAllStringFunc(row, func(cell string) string {
		parts := cellOf.FindStringSubmatch(cell)
		if strings.TrimRight(parts[2], "0123456789") != column {
			return cell
		}
		return `<c r="` + parts[2] + `"` + with + `</c>`
	})
}

func inline(text string) string { return ` t="inlineStr"><is><t>` + text + `</t></is>` }

// numberRows gives rows their numbers anew.
func numberRows(rows []string) []string {
	row, cell := regexp.MustCompile(`<row r="\d+"`), regexp.MustCompile(`(<c r="[A-Z]+)\d+"`)
	for i := range rows {
		number := digitsOf(i + 1)
		rows[i] = cell.ReplaceAllString(row.ReplaceAllString(rows[i], `<row r="`+number+`"`), "${1}"+number+`"`)
	}
	return rows
}

func digitsOf(n int) string {
	return regexp.MustCompile(`\d+`).FindString(lineOf("x", n)[len("x, line"):])
}

func at(i int, edit func(row string) string) func(rows []string) []string {
	return func(rows []string) []string { rows[i] = edit(rows[i]); return rows }
}

var serialValue = regexp.MustCompile(`<c r="A(\d+)"([^>]*)><v>(\d+)\.(\d{5})`)

var bookForgeries = []forgery{
	{name: "one cell", sheet: "sheet1", rows: at(4, func(row string) string { return editCell(row, "B", inline("Nothing happened")) }),
		says: []string{`^  Events!B5: the cell was changed: was “.+”, is “Nothing happened”$`}},
	{name: "a date by a second", sheet: "sheet1", rows: at(6, func(row string) string {
		return serialValue.ReplaceAllStringFunc(row, func(cell string) string { // 0.00001 of a day
			digit := cell[len(cell)-1]
			return cell[:len(cell)-1] + string('0'+(digit-'0'+1)%10)
		})
	}), says: []string{`^  Events!A7: the cell was changed: was “2026-10-\d\d [0-9:.]+”, is “2026-10-\d\d [0-9:.]+”$`}},
	{name: "a number", sheet: "sheet3", rows: func(rows []string) []string {
		for i := range rows {
			if changed := regexp.MustCompile(`><v>(\d+)</v>`).ReplaceAllString(rows[i], `><v>77777</v>`); changed != rows[i] {
				rows[i] = changed
				break
			}
		}
		return rows
	}, says: []string{`^  Summary![A-Z]+\d+: the cell was changed: was “\d+”, is “77777”$`}},
	{name: "a cell emptied", sheet: "sheet1", rows: at(3, func(row string) string { return editCell(row, "H", ">") }),
		says: []string{`^  Events!H4: the cell was changed: was “.+”, is “”$`}},
	{name: "a cell added", sheet: "sheet1", rows: at(3, func(row string) string {
		return strings.Replace(row, "</row>", `<c r="ZZ4"`+inline("by the way")+"</c></row>", 1)
	}), says: []string{`^  Events!ZZ4: the cell was changed: was “”, is “by the way”$`}},
	{name: "a formula", sheet: "sheet1", rows: at(4, func(row string) string { return editCell(row, "D", ` t="str"><f>"up"&amp;"date"</f><v>update</v>`) }),
		says: []string{`^  Events!D5: .*is “a formula that gives update”$`}},
	{name: "an id", sheet: "sheet1", rows: at(8, func(row string) string { return editCell(row, "H", inline("000000000000000000000000")) }),
		says: []string{`^  Events!H9: the cell was changed: was “.+”, is “0{24}”$`}},
	{name: "a row deleted", sheet: "sheet1", rows: func(rows []string) []string { return numberRows(slices.Delete(rows, 10, 11)) },
		says: []string{`^  Events: the row of .+ is missing \(it was row 11\)$`}},
	{name: "a row left empty", sheet: "sheet1", rows: func(rows []string) []string { return slices.Delete(rows, 10, 11) },
		says: []string{`^  Events: the row of .+ is missing \(it was row 11\)$`}},
	{name: "the newest rows cut", sheet: "sheet1", rows: func(rows []string) []string { return numberRows(slices.Delete(rows, 1, 4)) },
		says: []string{`is missing \(it was row 2\)$`, `is missing \(it was row 3\)$`, `is missing \(it was row 4\)$`}},
	{name: "the oldest row cut", sheet: "sheet1", rows: func(rows []string) []string { return rows[:len(rows)-1] },
		says: []string{`^  Events: the row of .+ is missing`}},
	{name: "a row added", sheet: "sheet1", rows: func(rows []string) []string {
		return numberRows(slices.Insert(rows, 5, editCell(editCell(rows[9], "H", inline("forged")), "B", inline("User Deleted"))))
	}, says: []string{`^  Events, row 6: the row of forged was added$`}},
	{name: "a row doubled", sheet: "sheet1", rows: func(rows []string) []string { return numberRows(slices.Insert(rows, 5, rows[5])) },
		says: []string{`^  Events, row \d+: the row of .+ was doubled$`}},
	{name: "rows swapped", sheet: "sheet1", rows: func(rows []string) []string { rows[5], rows[6] = rows[6], rows[5]; return numberRows(rows) },
		says: []string{`^  Events, row [67]: the row of .+ is in another place: it was row [67]$`}},
	{name: "a row moved and edited", sheet: "sheet1", rows: func(rows []string) []string {
		row := editCell(rows[5], "B", inline("Nothing happened"))
		return numberRows(append(slices.Delete(rows, 5, 6), row))
	}, says: []string{`is in another place: it was row 6$`, `: the cell was changed: was “.+”, is “Nothing happened”$`}},
	{name: "what changed", sheet: "sheet2", rows: at(2, func(row string) string { return editCell(row, "J", inline("never")) }),
		says: []string{`^  Changes!J3: the cell was changed: was “.*”, is “never”$`}},
	{name: "a change deleted", sheet: "sheet2", rows: func(rows []string) []string { return numberRows(slices.Delete(rows, 2, 3)) },
		says: []string{`^  Changes: the row of .+ is missing \(it was row 3\)$`}},
	{name: "a word of the report", sheet: "sheet4", rows: func(rows []string) []string {
		for i := range rows {
			rows[i] = strings.Replace(rows[i], "trailbook export --out", "trailbook export --all --out", 1)
		}
		return rows
	}, says: []string{`^  Report!B\d+: the cell was changed: was “.*export --out.*”, is “.*export --all --out.*”$`}},
	{name: "a sheet renamed", book: func(t *testing.T, book string) string {
		return editBook(t, book, "xl/workbook.xml", func(xml string) string { return strings.Replace(xml, `sheet name="Changes"`, `sheet name="Change"`, 1) })
	}, says: []string{`^  Change: the sheet was renamed: was “Changes”, is “Change”$`}},
	{name: "a sheet removed", book: func(t *testing.T, book string) string {
		return editBook(t, book, "xl/workbook.xml", func(xml string) string {
			return regexp.MustCompile(`<sheet name="Notes".*?</sheet>`).ReplaceAllString(xml, "")
		})
	}, says: []string{`^  Notes: the sheet is missing$`}},
	{name: "sheets in another order", book: func(t *testing.T, book string) string {
		return editBook(t, book, "xl/workbook.xml", func(xml string) string {
			return regexp.MustCompile(`(<sheet name="Events".*?</sheet>)(<sheet name="Changes".*?</sheet>)`).ReplaceAllString(xml, "$2$1")
		})
	}, says: []string{`the sheets are in another order`}},
	{name: "another report's id", book: func(t *testing.T, book string) string {
		return editBook(t, book, "docProps/custom.xml", func(xml string) string {
			return regexp.MustCompile(`>[0-9a-f]{8}-`).ReplaceAllString(xml, ">00000000-")
		})
	}, says: []string{`^  document properties: the report's id is another one: was “.+”, is “0{8}-.+”$`}},
	{name: "the report of another pack", book: func(t *testing.T, _ string) string {
		return unpack(t, pack(t, recorded(t, 41)).Path)["report.xlsx"]
	}, says: []string{`^  document properties: the manifest that it names is another one`, `^  Events: the row of .+ is missing`}},
}

// Each edit of a workbook is found and named, with the pack beside it and inside
// of the pack.
func TestForgedWorkbooks(t *testing.T) {
	result := pack(t, recorded(t, 40))
	book := unpack(t, result.Path)["report.xlsx"]
	for _, f := range bookForgeries {
		t.Run(f.name, func(t *testing.T) {
			edited := ""
			if f.book != nil {
				edited = f.book(t, book)
			} else {
				edited = editRows(t, book, f.sheet, f.rows)
			}
			path := filepath.Join(t.TempDir(), "copy.xlsx")
			if err := os.WriteFile(path, []byte(edited), 0o600); err != nil {
				t.Fatal(err)
			}
			wantForged(t, verify(t, path, func(v *Verification) { v.Pack = result.Path }), checkReport, f.says)
			inside := verify(t, rewrite(t, result.Path, func(files map[string]string) { files["report.xlsx"] = edited }))
			wantForged(t, inside, checkReport, f.says)
			wantForged(t, inside, checkFiles, []string{`^  report.xlsx: it is another file`})
		})
	}
	t.Run("saved again without an edit", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "copy.xlsx")
		if err := os.WriteFile(path, []byte(editRows(t, book, "sheet1", func(rows []string) []string { return append(rows, "<row r=\"999\"></row>") })), 0o600); err != nil {
			t.Fatal(err)
		}
		verdict := verify(t, path, func(v *Verification) { v.Pack = result.Path })
		if text := told(verdict); verdict.State != Holds || !strings.Contains(text, "was written again. All that it says is the same: ") {
			t.Error(text)
		}
	})
}

// wantForged wants a check that does not hold, and lines of the verdict.
func wantForged(t *testing.T, v Verdict, check string, says []string) {
	t.Helper()
	text := told(v)
	i := slices.IndexFunc(v.Checks, func(c Check) bool { return c.Name == check })
	if v.State != Broken || i < 0 || v.Checks[i].State != Broken {
		t.Errorf("%s holds: %s", check, text)
	}
	for _, pattern := range says {
		if !regexp.MustCompile(`(?m)` + pattern).MatchString(text) {
			t.Errorf("no line is %s:\n%s", pattern, text)
		}
	}
}
