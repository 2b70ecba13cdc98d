package evidence

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// rewrite changes the files of a pack and packs them again elsewhere.
func rewrite(tb testing.TB, path string, change func(files map[string]string)) string {
	tb.Helper()
	files := unpack(tb, path)
	change(files)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(strings.TrimSuffix(name, " again"))
		if err == nil {
			_, err = io.WriteString(w, files[name])
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	out := filepath.Join(tb.TempDir(), "forged.pack.zip")
	if err := os.WriteFile(out, b.Bytes(), 0o600); err != nil {
		tb.Fatal(err)
	}
	return out
}

// lines takes a file of lines apart.
func lines(text string) []string {
	return strings.SplitAfter(strings.TrimSuffix(text, "\n")+"\n", "\n")
}

// editLines changes the lines of a file.
func editLines(files map[string]string, name string, edit func(lines []string) []string) {
	all := lines(files[name])
	files[name] = strings.Join(edit(all[:len(all)-1]), "")
}

// replace changes a text that has to be there.
func replace(tb testing.TB, files map[string]string, name, old, with string) {
	tb.Helper()
	if !strings.Contains(files[name], old) {
		tb.Fatalf("%s has no %q", name, old)
	}
	files[name] = strings.Replace(files[name], old, with, 1)
}

// releaf makes the leaves anew, as one would who knows how.
func releaf(tb testing.TB, files map[string]string) {
	tb.Helper()
	var b strings.Builder
	for text := range strings.Lines(files[eventsName]) {
		l, err := readLine([]byte(strings.TrimSuffix(text, "\n")))
		if err != nil {
			tb.Fatal(err)
		}
		b.WriteString(leafLine(l.leaf, l.event.ID))
	}
	files[leavesName] = b.String()
}

// remanifest makes everything that the manifest says of files and events anew,
// and what else is wanted; it does not sign.
func remanifest(tb testing.TB, files map[string]string, change func(m *Manifest)) {
	tb.Helper()
	var m Manifest
	if err := json.Unmarshal([]byte(files[manifestName]), &m); err != nil {
		tb.Fatal(err)
	}
	tally := newEventsTally()
	for text := range strings.Lines(files[eventsName]) {
		l, err := readLine([]byte(strings.TrimSuffix(text, "\n")))
		if err != nil {
			tb.Fatal(err)
		}
		tally.add(&l.event, l.leaf, len(l.withheld))
	}
	m.Events = tally.events()
	for i, f := range m.Files {
		m.Files[i].Size, m.Files[i].SHA256 = int64(len(files[f.Name])), fmt.Sprintf("%x", sha256.Sum256([]byte(files[f.Name])))
	}
	if change != nil {
		change(&m)
	}
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		tb.Fatal(err)
	}
	files[manifestName] = string(text) + "\n"
}

// resign signs the manifest with a key.
func resign(tb testing.TB, files map[string]string, key Key) {
	tb.Helper()
	public, err := PEM(key.Public())
	if err != nil {
		tb.Fatal(err)
	}
	files[keyName] = string(public)
	remanifest(tb, files, func(m *Manifest) { m.Key.Fingerprint = Fingerprint(key.Public()) })
	files[signatureName] = string(ed25519.Sign(key.Private, []byte(files[manifestName])))
}

// editBook changes a part of a workbook, its XML.
func editBook(tb testing.TB, book, part string, edit func(xml string) string) string {
	tb.Helper()
	in, err := zip.NewReader(strings.NewReader(book), int64(len(book)))
	if err != nil {
		tb.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	out.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			tb.Fatal(err)
		}
		if f.Name == part {
			changed := edit(string(content))
			if changed == string(content) {
				tb.Fatalf("the edit of %s changes nothing", part)
			}
			content = []byte(changed)
		}
		w, err := out.Create(f.Name)
		if err == nil {
			_, err = w.Write(content)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

// editRows changes the rows of a sheet, whose XML they are.
func editRows(tb testing.TB, book, sheet string, edit func(rows []string) []string) string {
	tb.Helper()
	return editBook(tb, book, "xl/worksheets/"+sheet+".xml", func(xml string) string {
		from := strings.Index(xml, "<row ")
		to := strings.LastIndex(xml, "</row>") + len("</row>")
		if from < 0 || to < from {
			tb.Fatalf("%s has no rows", sheet)
		}
		rows := strings.SplitAfter(xml[from:to], "</row>")
		return xml[:from] + strings.Join(edit(rows[:len(rows)-1]), "") + xml[to:]
	})
}
