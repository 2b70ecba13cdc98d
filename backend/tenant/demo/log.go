package demo

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// spot says where an entry's bytes are. 32 bytes an entry are all that a log
// of any length keeps in memory.
type spot struct {
	created int64 // epoch milliseconds
	offset  int64
	size    int32
	id      [12]byte
}

func (a spot) compare(b spot) int {
	switch {
	case a.created < b.created:
		return -1
	case a.created > b.created:
		return 1
	}
	return bytes.Compare(a.id[:], b.id[:])
}

// logFile keeps entries in a file of its own and their order in memory. Its
// methods must not run at the same time, except read.
type logFile struct {
	folder string
	file   *os.File
	out    *bufio.Writer
	size   int64
	index  []spot // oldest first
}

func newLogFile() (*logFile, error) {
	folder, err := os.MkdirTemp("", "trailbook-demo-")
	if err != nil {
		return nil, fmt.Errorf("demo: making a folder for the log: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(folder, "log"), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		_ = os.RemoveAll(folder)
		return nil, fmt.Errorf("demo: making the log: %w", err)
	}
	// Where the system allows it the file has no name from here on, so that
	// nothing stays behind however the program ends. Elsewhere close removes it.
	_ = os.RemoveAll(folder)
	return &logFile{folder: folder, file: file, out: bufio.NewWriterSize(file, 1<<18)}, nil
}

// add stores an entry at its place in time, so many times over.
func (l *logFile) add(entry Entry, times int) error {
	at := spot{created: entry.CreatedAt.UnixMilli(), offset: l.size, size: int32(len(entry.Raw))} //nolint:gosec // at most a few megabytes
	if _, err := hex.Decode(at.id[:], []byte(entry.ID)); err != nil {
		return fmt.Errorf("demo: an entry's id: %w", err)
	}
	if _, err := l.out.Write(entry.Raw); err != nil {
		return fmt.Errorf("demo: writing the log: %w", err)
	}
	l.size += int64(len(entry.Raw))
	for range times {
		where, _ := slices.BinarySearchFunc(l.index, at, spot.compare)
		l.index = slices.Insert(l.index, where, at)
	}
	return nil
}

// flush makes what was added readable.
func (l *logFile) flush() error {
	if err := l.out.Flush(); err != nil {
		return fmt.Errorf("demo: writing the log: %w", err)
	}
	return nil
}

// page is the part of the log from offset on, in the order asked for.
func (l *logFile) page(offset, limit int, oldestFirst bool) []spot {
	n := len(l.index)
	offset = min(offset, n)
	limit = min(limit, n-offset)
	if oldestFirst {
		return slices.Clone(l.index[offset : offset+limit])
	}
	page := slices.Clone(l.index[n-offset-limit : n-offset])
	slices.Reverse(page)
	return page
}

// read appends the bytes of an entry to b.
func (l *logFile) read(b []byte, at spot) ([]byte, error) {
	begin := len(b)
	b = append(b, make([]byte, at.size)...)
	if _, err := l.file.ReadAt(b[begin:], at.offset); err != nil {
		return nil, fmt.Errorf("demo: reading the log: %w", err)
	}
	return b, nil
}

func (l *logFile) close() error {
	err := l.file.Close()
	if gone := os.RemoveAll(l.folder); err == nil {
		err = gone
	}
	return err
}
