package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// packed writes an archive of parts and returns its path.
func packedParts(t *testing.T, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(content))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "book.xlsx")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func sheetParts(sheet, texts string) map[string]string {
	return map[string]string{
		"xl/workbook.xml": `<?xml version="1.0"?><x:workbook xmlns:x="u"><x:sheets><x:sheet name="A &amp; B" sheetId="1" r:id="rId7"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId7" Target="worksheets/one.xml" Type="u/worksheet"/>` +
			`<Relationship Id='rId8' Target='/xl/texts.xml' Type='u/sharedStrings'></Relationship></Relationships>`,
		"xl/worksheets/one.xml": `<worksheet><sheetData>` + sheet + `</sheetData></worksheet>`,
		"xl/texts.xml":          `<sst>` + texts + `</sst>`,
		"docProps/custom.xml":   `<Properties><property fmtid="x" name="Report &lt;1&gt;"><vt:lpwstr>a&#10;b</vt:lpwstr></property><property name="n"><vt:i4>7</vt:i4></property></Properties>`,
	}
}

// told lists every cell of a sheet.
func told(b *Book, sheet string) (cells []string, err error) {
	for row, failed := range b.Rows(sheet) {
		if failed != nil {
			return cells, failed
		}
		for _, c := range row.Cells {
			mark := ""
			if c.Formula {
				mark = "!"
			}
			cells = append(cells, fmt.Sprintf("%s %d%s %q", row.Name(c), c.Kind, mark, c.Value))
		}
	}
	return cells, nil
}

func TestBooksAreRead(t *testing.T) {
	path := packedParts(t, sheetParts(
		`<row r="1"><c r="A1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t xml:space="preserve"> a&lt;b&#9;</t></is></c><c r="D1"/></row>`+
			`<!-- > a comment --><row/><row><c><v>46204.5</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c><c t="str"><f>A1&amp;"&gt;"</f><v>x</v></c></row>`+
			`<row r="9" title="a>b"><c r="AB9" t="inlineStr"><is><r><t>ri</t></r><r><t><![CDATA[ch & ]]>so</t></r><rPh sb="0"><t>aside</t></rPh></is></c></row>`,
		"<si><t>zero</t></si><si><r><t>o</t></r><r><t>ne\r\n_x0007__x005F_x0041__xD83D__xDE00_</t></r><rPh><t>aside</t></rPh></si>"))
	b, err := Open(path, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	cells, err := told(b, "A & B")
	want := []string{
		`A1 1 "one\n\a_x0041_😀"`, `C1 1 " a<b\t"`, `A3 2 "46204.5"`, `B3 3 "1"`, `C3 4 "#REF!"`, `D3 1! "x"`, `AB9 1 "rich & so"`,
	}
	if err != nil || strings.Join(cells, "\n") != strings.Join(want, "\n") {
		t.Errorf("%v, cells\n%s\nwant\n%s", err, strings.Join(cells, "\n"), strings.Join(want, "\n"))
	}
	if fmt.Sprint(b.Sheets()) != "[A & B]" || b.Property("Report <1>") != "a\nb" || b.Property("n") != "7" || b.Property("none") != "" {
		t.Errorf("sheets %v, properties %q", b.Sheets(), b.properties)
	}
	if _, err := told(b, "none"); audit.CodeOf(err) != audit.CodeFile {
		t.Errorf("a sheet that is not there: %v", err)
	}
	for row := range b.Rows("A & B") {
		if row.Number == 1 {
			break // whoever reads may stop
		}
		t.Errorf("row %d", row.Number)
	}
}

func TestDamagedBooks(t *testing.T) {
	for name, change := range map[string]func(map[string]string){
		"no sheets":    func(p map[string]string) { p["xl/workbook.xml"] = "<workbook/>" },
		"no main part": func(p map[string]string) { delete(p, "xl/workbook.xml") },
		"no relations": func(p map[string]string) { delete(p, "xl/_rels/workbook.xml.rels") },
		"a document type": func(p map[string]string) {
			p["xl/workbook.xml"] = `<!DOCTYPE x [<!ENTITY a "b">]>` + p["xl/workbook.xml"]
		},
		"an open tag": func(p map[string]string) { p["xl/workbook.xml"] = `<workbook><sheet name="a` },
	} {
		parts := sheetParts("", "")
		change(parts)
		if _, err := Open(packedParts(t, parts), ""); audit.CodeOf(err) != audit.CodeFile {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, cells := range map[string]string{
		"a text that is not there": `<row><c t="s"><v>4</v></c></row>`, "no number of a text": `<row><c t="s"><v>x</v></c></row>`,
		"a tag that does not end": `<row><c t="s"`, "an open comment": `<!-- `, "an open literal": `<row><![CDATA[ `,
	} {
		b, err := Open(packedParts(t, sheetParts(cells, "<si><t>a</t></si>")), "")
		if err != nil {
			t.Fatal(err)
		}
		if cells, err := told(b, "A & B"); audit.CodeOf(err) != audit.CodeFile || len(cells) > 0 {
			t.Errorf("%s: %q, %v", name, cells, err)
		}
		b.Close()
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none.xlsx"), ""); audit.CodeOf(err) != audit.CodeFile {
		t.Error(err)
	}
}

// Whatever the bytes are, reading ends, and without a panic.
func TestReadingSurvivesAnything(t *testing.T) {
	whole := sheetParts(`<row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><t>a&amp;_x0041_</t></is></c></row>`, "<si><t>b</t></si>")["xl/worksheets/one.xml"]
	random := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		content := []byte(whole)
		for range 1 + random.IntN(4) {
			at := random.IntN(len(content))
			switch random.IntN(3) {
			case 0:
				content[at] = `<>/="'&;!-[]_x`[random.IntN(14)]
			case 1:
				content = append(content[:at:at], content[min(at+1+random.IntN(9), len(content)):]...)
			default:
				content = append(content[:at:at], append([]byte(whole[:random.IntN(len(whole))]), content[at:]...)...)
			}
			if len(content) == 0 {
				break
			}
		}
		b := &Book{texts: &texts{kept: []byte("b"), ends: []int64{1}}, textsRead: true}
		r := rowReader{book: b, yield: func(Row, error) bool { return true }}
		s := newScanner(bytes.NewReader(content))
		for s.next() == nil {
			_ = r.take(s)
		}
	}
}

// Many shared texts go through a file, and none is lost.
func TestTextsBeyondTheMemory(t *testing.T) {
	store := &texts{folder: t.TempDir()}
	long := strings.Repeat("x", 1<<20)
	for i := range 80 {
		if err := store.add([]byte(fmt.Sprintf("%d %s", i, long))); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 80 {
		if text, err := store.at(i); err != nil || !strings.HasPrefix(text, fmt.Sprintf("%d x", i)) || !strings.HasSuffix(text, "x") {
			t.Fatalf("text %d: %.20q, %v", i, text, err)
		}
	}
	if store.file == nil || cap(store.kept) > 2*keptTexts {
		t.Errorf("%d bytes are in memory", cap(store.kept))
	}
	name := store.file.Name()
	store.close()
	if _, err := os.Stat(name); err == nil {
		t.Error("the file is still there")
	}
}

func TestCellsAreTheSame(t *testing.T) {
	for _, c := range []struct {
		a, b Cell
		want bool
	}{
		{Cell{Kind: Number, Value: "46204.93751157407"}, Cell{Kind: Number, Value: "46204.9375115741"}, true},
		{Cell{Kind: Number, Value: "46204.93751157407"}, Cell{Kind: Number, Value: "46204.937523"}, false},
		{Cell{Kind: Number, Value: "46204.9375115740"}, Cell{Kind: Number, Value: "46204.9375115856"}, false}, // a millisecond
		{Cell{Kind: Number, Value: "1"}, Cell{Kind: Text, Value: "1"}, false},
		{Cell{Kind: Text, Value: "a"}, Cell{Kind: Text, Value: "a", Formula: true}, false},
		{Cell{Kind: Text, Value: "a"}, Cell{Kind: Text, Value: "a "}, false},
		{Cell{Kind: Number, Value: "x"}, Cell{Kind: Number, Value: "1"}, false},
		{Cell{Kind: Number, Value: "1E3"}, Cell{Kind: Number, Value: "1000"}, true},
	} {
		if c.a.Same(c.b) != c.want || c.b.Same(c.a) != c.want {
			t.Errorf("%+v and %+v: want %v", c.a, c.b, c.want)
		}
	}
}
