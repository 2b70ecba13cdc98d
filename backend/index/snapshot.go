package index

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// The snapshot of a version, in a file beside the cache:
//
//	header    magic, position, number of sections, checksum of all that
//	sections  length, checksum, content: dictionaries, classes, chunks in order
//
// Numbers have fixed widths, little-endian. Checksums are CRC-32C (RFC 3720,
// appendix B.4), which finds damage; the file is as private as the cache, and
// what it leads to is read from the cache itself.
const (
	snapshotMagic = "trailbook columns 3\n"
	mostSections  = 1 << 20
	sectionHead   = 12 // length and checksum
)

// errSnapshot says that a file is no whole snapshot of this format.
var errSnapshot = errors.New("index: the snapshot is damaged or of another version")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// save writes the version into a file: whole, or not at all.
func (v *Version) save(file string) (err error) {
	temporary, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = temporary.Close()
			_ = os.Remove(temporary.Name())
		}
	}()
	out := bufio.NewWriterSize(temporary, 1<<20)
	if err := v.write(out); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if err := temporary.Sync(); err != nil {
		return err
	}
	if err := temporary.Close(); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), file)
}

func (v *Version) write(out io.Writer) error {
	head := &encoder{}
	head.bytes([]byte(snapshotMagic))
	head.number(uint64(v.Position.Entries)) //nolint:gosec // not negative
	head.text(v.Position.Hash)
	head.number(uint64(Dictionaries + 1 + len(v.chunks))) //nolint:gosec // not negative
	if err := head.section(out); err != nil {
		return err
	}
	e := &encoder{}
	for _, d := range v.words {
		d.encode(e)
		if err := e.section(out); err != nil {
			return err
		}
	}
	encodeClasses(e, v.classes)
	if err := e.section(out); err != nil {
		return err
	}
	for _, c := range v.chunks {
		c.encode(e)
		if err := e.section(out); err != nil {
			return err
		}
	}
	return nil
}

// section writes what was encoded behind its length and checksum, and begins
// anew.
func (e *encoder) section(out io.Writer) error {
	var head [sectionHead]byte
	binary.LittleEndian.PutUint64(head[:], uint64(len(e.out)))
	binary.LittleEndian.PutUint32(head[8:], crc32.Checksum(e.out, castagnoli)^crc32.Checksum(head[:8], castagnoli))
	if _, err := out.Write(head[:]); err != nil {
		return err
	}
	_, err := out.Write(e.out)
	e.out = e.out[:0]
	return err
}
