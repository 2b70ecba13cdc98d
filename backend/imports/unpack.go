package imports

import (
	"bufio"
	"bytes"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/trailbook/trailbook/backend/audit"
)

// The first bytes by which a kind of file is known. Names are not looked at.
var (
	signGzip  = []byte{0x1f, 0x8b, 8}
	signZstd  = []byte{0x28, 0xb5, 0x2f, 0xfd}
	signZip   = []byte("PK\x03\x04")
	signNoZip = []byte("PK\x05\x06") // an archive without members
	signOLE   = []byte{0xd0, 0xcf, 0x11, 0xe0}
	signXZ    = []byte{0xfd, '7', 'z', 'X', 'Z', 0}
	signBzip2 = []byte("BZh")
	signPDF   = []byte("%PDF")
)

const (
	peeked = 1 << 20 // how much of a text is looked at to tell what it is
	window = 128 << 20
)

// unpack opens the next compression around in, where there is one. Its name is
// empty when there is none.
func unpack(in *bufio.Reader, spent *budget) (out io.Reader, kind string, done func(), err error) {
	sign, _ := in.Peek(8) // fewer bytes match fewer signs
	switch {
	case bytes.HasPrefix(sign, signGzip):
		reader, err := gzip.NewReader(in)
		if err != nil {
			return nil, "", nil, damage("gzip", err)
		}
		return &careful{from: reader, kind: "gzip", budget: spent}, "gzip", func() { _ = reader.Close() }, nil
	case bytes.HasPrefix(sign, signZstd), isSkippableFrame(sign):
		reader, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(window))
		if err != nil {
			return nil, "", nil, damage("zstd", err)
		}
		return &careful{from: reader, kind: "zstd", budget: spent}, "zstd", reader.Close, nil
	}
	return nil, "", nil, nil
}

// isSkippableFrame knows the frames with which some programs begin zstd files.
func isSkippableFrame(sign []byte) bool {
	return len(sign) >= 4 && sign[0]>>4 == 5 && bytes.Equal(sign[1:4], []byte{0x2a, 0x4d, 0x18})
}

// foreign explains the kinds of file that are recognised and not read; nil for
// any other.
func foreign(path string, sign []byte) error {
	hint := ""
	switch {
	case bytes.HasPrefix(sign, signOLE):
		hint = "It is an old Excel file (.xls) or an Excel file with a password; save it as .xlsx without one."
	case bytes.HasPrefix(sign, signXZ), bytes.HasPrefix(sign, signBzip2):
		hint = "It is compressed in a way that is not read here; unpack it, or pack it as .gz, .zip or .zst."
	case bytes.HasPrefix(sign, signPDF):
		hint = "It is a PDF; export the log as CSV, Excel or JSON instead."
	default:
		return nil
	}
	return unreadable(path).WithHint("%s", hint)
}

func unreadable(path string) *audit.Error {
	return audit.Errorf(audit.CodeFile, "The file %q is none that holds audit entries.", path)
}

func tooNested(path string, layers int) error {
	return audit.Errorf(audit.CodeFile, "The file %q is packed more than %d times over.", path, layers).
		WithHint("Unpack it yourself and import what comes out.")
}
