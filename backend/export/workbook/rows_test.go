package workbook

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"hash/crc32"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/quick"
	"time"

	"github.com/klauspost/compress/flate"
)

var noon = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

const stub = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>head</t></is></c></row></sheetData><pageMargins/></worksheet>`

// packSheet writes count rows and returns the archive.
func packSheet(t *testing.T, count int) []byte {
	t.Helper()
	rows, err := NewRows(t.TempDir(), 3, 15)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	words := rand.New(rand.NewPCG(1, 2))
	for i := range count {
		rows.Begin(i + 2)
		rows.Text(0, 1, fmt.Sprintf("row %d of %x", i, words.Uint64()))
		rows.Number(2, 2, float64(i)/86400)
		if err := rows.End(); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	archive := NewArchive(&out, noon)
	archive.SetRows(1, rows)
	for name, content := range map[string]string{"xl/worksheets/sheet1.xml": stub, "xl/workbook.xml": "<workbook/>", "[Content_Types].xml": "<Types/>"} {
		w, _ := archive.Create(name)
		_, _ = io.WriteString(w, content)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestArchiveJoinsRowsWithTheirSheet(t *testing.T) {
	const count = 60_000 // some blocks
	archive := packSheet(t, count)
	z, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
		if !f.Modified.Equal(noon) {
			t.Errorf("%s is of %v", f.Name, f.Modified)
		}
	}
	if got := strings.Join(names, " "); got != "[Content_Types].xml xl/workbook.xml xl/worksheets/sheet1.xml" {
		t.Errorf("parts %s", got)
	}
	r, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(r) // checks length and checksum
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(content), "<row "); n != count+1 || !strings.HasPrefix(string(content), stub[:20]) ||
		!strings.HasSuffix(string(content), "</row></sheetData><pageMargins/></worksheet>") {
		t.Errorf("%d rows, %.200s", n, content)
	}
	if !strings.Contains(string(content), `<row r="3" ht="15" customHeight="1"><c r="A3" s="1" t="inlineStr"><is><t xml:space="preserve">row 1 of `) {
		t.Errorf("rows read %.400s", content)
	}
}

// The bytes do not depend on how many cores there are, nor on what the packer
// did before.
func TestArchiveIsTheSameOnEveryMachine(t *testing.T) {
	sums := map[[32]byte]bool{}
	for _, cores := range []int{1, 2, 5, 2} {
		before := runtime.GOMAXPROCS(cores)
		sums[sha256.Sum256(packSheet(t, 50_000))] = true
		runtime.GOMAXPROCS(before)
	}
	if len(sums) != 1 {
		t.Errorf("%d different files of the same rows", len(sums))
	}
	again, text := newPacker(), []byte(strings.Repeat("<c r=\"A1\">some text</c>", 1000))
	for range 30 {
		var b bytes.Buffer
		again.Reset(&b)
		_, _ = again.Write(text)
		_ = again.Flush()
		if !bytes.Equal(b.Bytes(), packed(text, false)) {
			t.Fatal("a packer that was used before packs otherwise")
		}
	}
}

func TestContentTypesAreSorted(t *testing.T) {
	got := string(sortDefaults([]byte(`<Types><Default Extension="b"></Default><Default Extension="a"/><Override/></Types>`)))
	if got != `<Types><Default Extension="a"/><Default Extension="b"></Default><Override/></Types>` {
		t.Error(got)
	}
	if got := string(sortDefaults([]byte("<Types/>"))); got != "<Types/>" {
		t.Error(got)
	}
}

func TestChecksumsJoin(t *testing.T) {
	same := func(a, b []byte) bool {
		return joined(crc32.ChecksumIEEE(a), crc32.ChecksumIEEE(b), int64(len(b))) == crc32.ChecksumIEEE(append(a[:len(a):len(a)], b...))
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 500}); err != nil || !same(nil, nil) || !same([]byte("a"), make([]byte, 1<<20)) {
		t.Error(err)
	}
}

func TestEscapes(t *testing.T) {
	for text, want := range map[string]string{
		"a & <b> \"c\" 'd'\te\nf": "a &amp; &lt;b&gt; &#34;c&#34; &#39;d&#39;&#9;e&#10;f",
		"_x000D_":                 "_x005F_x000D_", "_x000d_": "_x005F_x000d_", "__x0041__": "__x005F_x0041__", "_x00G1_ _x1_ _x_ _": "_x00G1_ _x005F_x1_ _x_ _",
		"_x005F_x000D_": "_x005F_x005F_x005F_x000D_", "": "", "žluť 😀": "žluť 😀",
	} {
		if got := string(appendEscaped(nil, text)); got != want {
			t.Errorf("%q is escaped as %s, want %s", text, got, want)
		}
	}
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", MaxColumns - 1: "XFD"} {
		if got := ColumnName(column); got != want {
			t.Errorf("column %d is %s, want %s", column, got, want)
		}
	}
}

// A file that cannot be written to fails the rows, and does not hang them.
func TestRowsTellThatTheDiskFails(t *testing.T) {
	rows, err := NewRows(t.TempDir(), 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	name := rows.file.Name()
	_ = rows.file.Close()
	for i := 0; err == nil && i < 10_000_000; i++ {
		rows.Begin(i + 1)
		rows.Text(0, 0, "text that fills blocks, one after the other")
		err = rows.End()
	}
	if err == nil {
		t.Error("rows were written to a closed file")
	}
	_ = rows.Close()
	if _, err := os.Stat(name); err == nil {
		t.Error("the rows are still there")
	}
	if _, err := flate.NewReader(bytes.NewReader(packed(nil, true))).Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("nothing, deflated, reads %v", err)
	}
}
