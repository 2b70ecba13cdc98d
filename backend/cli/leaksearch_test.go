package cli_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/zstd"
)

// forms are the ways in which a text may be written down: as it is, escaped
// for a URL or in JSON, as hexadecimal, as UTF-16, and in base64 with whatever
// stands before and behind it.
func forms(secret string) map[string][]byte {
	quoted, _ := json.Marshal(secret) // a string always can be
	all := map[string][]byte{
		"plain": []byte(secret), "URL query": []byte(url.QueryEscape(secret)), "URL path": []byte(url.PathEscape(secret)),
		"JSON": bytes.Trim(quoted, `"`), "hexadecimal": []byte(hex.EncodeToString([]byte(secret))),
	}
	var wide []byte
	for _, unit := range utf16.Encode([]rune(secret)) {
		wide = append(wide, byte(unit), byte(unit>>8)) //nolint:gosec // the two halves of a unit
	}
	all["UTF-16"] = wide
	for before := range 3 {
		padded := append(make([]byte, before), secret...)
		padded = padded[:len(padded)/3*3] // whole groups: the last characters depend on what follows
		first := []int{0, 2, 3}[before]   // characters that depend on what stands before
		for name, encoding := range map[string]*base64.Encoding{"base64": base64.StdEncoding, "base64url": base64.URLEncoding} {
			all[name+" at "+string(rune('0'+before))] = []byte(encoding.EncodeToString(padded)[first:])
		}
	}
	return all
}

var (
	gzipMark = []byte{0x1f, 0x8b, 8}
	zstdMark = []byte{0x28, 0xb5, 0x2f, 0xfd}
	zipMark  = []byte("PK\x03\x04")
)

// unpacked bounds what one packed thing may bring, in bytes.
const unpacked = 64 << 20

// leaks lists where in content one of the secrets stands, in any form, also
// inside of what is packed by gzip, zip (a workbook) or zstd, wherever in it a
// zstd frame begins (the cache's rows).
func leaks(where string, content []byte, secrets []string) (found []string) {
	for _, secret := range secrets {
		for form, text := range forms(secret) {
			if bytes.Contains(content, text) {
				found = append(found, where+": "+secret[:8]+"… as "+form)
			}
		}
	}
	if bytes.HasPrefix(content, gzipMark) {
		if inside, err := gzip.NewReader(bytes.NewReader(content)); err == nil {
			text, _ := io.ReadAll(io.LimitReader(inside, unpacked)) // what can be read of it
			found = append(found, leaks(where+" (gzip)", text, secrets)...)
		}
	}
	if bytes.HasPrefix(content, zipMark) {
		if inside, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); err == nil {
			for _, member := range inside.File {
				if text, err := fs.ReadFile(inside, member.Name); err == nil {
					found = append(found, leaks(where+"/"+member.Name, text, secrets)...)
				}
			}
		}
	}
	return append(found, zstdLeaks(where, content, secrets)...)
}

func zstdLeaks(where string, content []byte, secrets []string) (found []string) {
	for at := bytes.Index(content, zstdMark); at >= 0; {
		if inside, err := zstd.NewReader(bytes.NewReader(content[at:]), zstd.WithDecoderConcurrency(1)); err == nil {
			text, _ := io.ReadAll(io.LimitReader(inside, unpacked)) // up to what follows the frame
			inside.Close()
			found = append(found, leaks(where+" (zstd)", text, secrets)...)
		}
		next := bytes.Index(content[at+1:], zstdMark)
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return found
}

// leaksUnder searches every file of a folder, and the files' names.
func leaksUnder(t *testing.T, folder string, secrets []string, except ...string) (found []string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		for _, name := range except {
			if entry.Name() == name {
				return nil
			}
		}
		content, err := os.ReadFile(path) //nolint:gosec // a file of the test's own folder
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		files++
		found = append(found, leaks(path, append(content, path...), secrets)...)
		return err
	})
	if err != nil || files == 0 {
		t.Fatalf("%s: %d files, %v", folder, files, err)
	}
	return found
}

// A search that finds nothing proves nothing unless it finds what is there.
func TestTheSearchFindsWhatLeaks(t *testing.T) {
	const secret = "Planted&Sentinel/ž+0123456789"
	dir := t.TempDir()
	var zipped, gzipped bytes.Buffer
	pack := zip.NewWriter(&zipped)
	member, err := pack.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	squeeze := gzip.NewWriter(&gzipped)
	for _, w := range []io.Writer{member, squeeze} {
		if _, err := io.WriteString(w, "<t>"+secret+"</t>"); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(pack.Close(), squeeze.Close()); err != nil {
		t.Fatal(err)
	}
	frames, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	planted := map[string][]byte{
		"zip": zipped.Bytes(), "gzip": gzipped.Bytes(),
		"zstd": append(append([]byte("a row, then "), frames.EncodeAll([]byte("x"+secret), nil)...), "and more"...),
	}
	for form, text := range forms(secret) {
		planted[form] = append(append([]byte("before "), text...), " behind"...)
	}
	for _, shift := range []string{"", "x", "xy"} {
		planted["base64 behind "+shift] = []byte(base64.StdEncoding.EncodeToString([]byte(shift + secret + "tail")))
		planted["JWT-like behind "+shift] = []byte(base64.RawURLEncoding.EncodeToString([]byte(shift + secret + "t")))
	}
	for name, content := range planted {
		if len(leaks(name, content, []string{secret})) == 0 {
			t.Errorf("%s: not found", name)
		}
		if found := leaks(name, content, []string{"Another-sentinel-0123456789"}); len(found) > 0 {
			t.Errorf("%s: found what is not there: %v", name, found)
		}
	}
	database, err := sql.Open("sqlite", filepath.Join(dir, "planted.db"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = database.ExecContext(t.Context(), "CREATE TABLE setting (value TEXT)")
	if err == nil {
		_, err = database.ExecContext(t.Context(), "INSERT INTO setting VALUES (?)", secret)
	}
	if err := errors.Join(err, database.Close()); err != nil {
		t.Fatal(err)
	}
	if found := leaksUnder(t, dir, []string{secret}); len(found) == 0 {
		t.Error("SQLite: not found")
	}
}
