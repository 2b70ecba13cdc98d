package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"time"

	"github.com/klauspost/compress/flate"
)

// Archive packs the parts of a workbook; it is what excelize calls a zip
// writer. Parts are kept until Close, then written by name, so that the same
// parts give the same bytes. Of sheets that were given rows, only what stands
// around them comes as a part.
type Archive struct {
	out   io.Writer
	at    time.Time
	parts map[string]*bytes.Buffer
	rows  map[string]*Rows
}

// NewArchive packs to out; at is the time of every part.
func NewArchive(out io.Writer, at time.Time) *Archive {
	return &Archive{out: out, at: at.UTC(), parts: map[string]*bytes.Buffer{}, rows: map[string]*Rows{}}
}

// SetRows gives sheet number sheet, counted from 1 in the order in which sheets
// were made, rows. They follow those that its part has itself.
func (a *Archive) SetRows(sheet int, rows *Rows) {
	a.rows[fmt.Sprintf("xl/worksheets/sheet%d.xml", sheet)] = rows
}

// Create begins a part; one that was there is forgotten.
func (a *Archive) Create(name string) (io.Writer, error) {
	a.parts[name] = &bytes.Buffer{}
	return a.parts[name], nil
}

// AddFS is not needed by any workbook of ours.
func (a *Archive) AddFS(fs.FS) error { return errors.New("workbook: a folder cannot be packed") }

// Close writes the archive. Errors are those of out and of the rows.
func (a *Archive) Close() error {
	for path := range a.rows {
		if a.parts[path] == nil {
			return fmt.Errorf("workbook: there is no part %s for its rows", path)
		}
	}
	if types := a.parts[contentTypes]; types != nil {
		a.parts[contentTypes] = bytes.NewBuffer(sortDefaults(types.Bytes()))
	}
	z := zip.NewWriter(a.out)
	z.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(to, flate.BestSpeed)
	})
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		var err error
		if rows := a.rows[name]; rows != nil {
			err = a.sheet(z, name, rows)
		} else {
			err = a.part(z, name)
		}
		if err != nil {
			return fmt.Errorf("workbook: packing %s: %w", name, err)
		}
	}
	return z.Close()
}

const contentTypes = "[Content_Types].xml"

var defaultType = regexp.MustCompile(`<Default [^>]*>(</Default>)?`)

// sortDefaults puts the types that go by a name's extension in order: excelize
// writes some of them as they come out of a map.
func sortDefaults(content []byte) []byte {
	all := defaultType.FindAll(content, -1)
	if len(all) == 0 {
		return content
	}
	first := defaultType.FindIndex(content)[0]
	rest := defaultType.ReplaceAll(content[first:], nil)
	slices.SortFunc(all, bytes.Compare)
	return slices.Concat(content[:first], bytes.Join(all, nil), rest)
}

func (a *Archive) part(z *zip.Writer, name string) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: a.at})
	if err == nil {
		_, err = w.Write(a.parts[name].Bytes())
	}
	return err
}

// endOfRows stands behind the rows of every sheet.
var endOfRows = []byte("</sheetData>")

// sheet packs what stands before the rows, the rows as they were deflated
// before, and what stands behind them, as one stream.
func (a *Archive) sheet(z *zip.Writer, name string, rows *Rows) error {
	around := a.parts[name].Bytes()
	split := bytes.LastIndex(around, endOfRows)
	if split < 0 {
		return errors.New("the sheet has no place for rows")
	}
	if err := rows.finish(); err != nil {
		return err
	}
	before, behind := around[:split], around[split:]
	head, tail := packed(before, false), packed(behind, true)
	checksum := joined(crc32.ChecksumIEEE(before), rows.packer.checksum, rows.packer.length)
	checksum = joined(checksum, crc32.ChecksumIEEE(behind), int64(len(behind)))
	header := &zip.FileHeader{
		Name: name, Method: zip.Deflate, CRC32: checksum,
		CompressedSize64:   uint64(len(head)+len(tail)) + uint64(rows.packer.packed),     //nolint:gosec // sizes are not negative
		UncompressedSize64: uint64(len(before)+len(behind)) + uint64(rows.packer.length), //nolint:gosec // sizes are not negative
	}
	header.SetModTime(a.at) //nolint:staticcheck // a raw part takes its time from nowhere else
	w, err := z.CreateRaw(header)
	if err != nil {
		return err
	}
	if _, err := rows.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err = io.Copy(w, io.MultiReader(bytes.NewReader(head), rows.file, bytes.NewReader(tail)))
	return err
}

// packed is text deflated, as the last part of a stream or as one before
// others.
func packed(text []byte, last bool) []byte {
	var b bytes.Buffer
	packer := newPacker()
	packer.Reset(&b)
	_, _ = packer.Write(text) // to memory: nothing can fail
	if last {
		_ = packer.Close()
	} else {
		_ = packer.Flush()
	}
	return b.Bytes()
}
