package imports

import (
	"archive/zip"
	"bytes"
	"errors"
	"testing"
	"unicode/utf8"
)

// FuzzXLSX reads any bytes as the sheet of a workbook: it never crashes, and
// every row is text.
func FuzzXLSX(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c t="inlineStr"><is><t>x</t></is></c></row>` +
		`<row><c r="XFD2"><v>1.5</v></c><c t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:A9"/></mergeCells></worksheet>`))
	f.Add([]byte(`<row r="-1"><c r="ZZZZZZZZZZ1" s="99999999999"><v>1e400</v></c></row>`))
	o := Options{Path: "evidence"}.withDefaults()
	f.Fuzz(func(t *testing.T, sheet []byte) {
		parts := []string{
			"[Content_Types].xml", "<Types/>",
			"xl/workbook.xml", `<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<R><Relationship Id="r1" Type="x/worksheet" Target="sheet.xml"/>` +
				`<Relationship Id="r2" Type="x/sharedStrings" Target="strings.xml"/></R>`,
			"xl/strings.xml", `<sst><si><t>created</t></si></sst>`, "xl/sheet.xml", string(sheet),
		}
		packed := zipped(parts...)
		archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
		if err != nil {
			t.Fatal(err)
		}
		r := reader{profile: o.Profile, times: exportTimes()}
		found, err := prepare(document{book: archive, budget: &budget{left: 1 << 30}}, &o, &r)
		for err == nil {
			var one item
			if one, err = found.next(); err == nil && one.reason == "" && !utf8.Valid(one.raw) {
				t.Fatalf("%q is no text", one.raw)
			}
		}
		if !isEnd(err) && !isKnown(err) && !errors.Is(err, errRow) {
			t.Fatalf("an error that nobody can act on: %v", err)
		}
	})
}
