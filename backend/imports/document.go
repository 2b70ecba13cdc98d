package imports

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
)

// document is one thing with entries in it: the file, or what is packed in it.
// Either text or book is set.
type document struct {
	member string        // its name in the archives around it, empty outside of one
	packed []string      // the archives and compressions around it, from the outermost
	text   *bufio.Reader // as it is in the file, not decoded
	book   *zip.Reader
	budget *budget
	size   int64 // of the text where it is known, 0 where it is not
}

// unpacking goes through what a file holds.
type unpacking struct {
	*Options
	ctx    context.Context
	budget *budget
	use    func(document) error
	failed func(member string, err error) error // a member that cannot be opened
}

// stretch is a part of the file as it lies on the disk or in a scratch file.
type stretch struct {
	io.ReaderAt
	size int64
}

func (s *stretch) length() int64 {
	if s == nil {
		return 0
	}
	return s.size
}

// visit opens content and calls use for each document in it. at is the same
// content where it can be read at any place, nil where it cannot.
func (u *unpacking) visit(member string, packed []string, content io.Reader, at *stretch) error {
	in := bufio.NewReaderSize(content, 64<<10)
	out, kind, done, err := unpack(in, u.budget)
	if err != nil {
		return err
	}
	if kind != "" {
		defer done()
		if len(packed) >= u.limits.layers {
			return tooNested(u.Path, u.limits.layers)
		}
		return u.visit(member, append(slices.Clone(packed), kind), out, nil)
	}
	sign, _ := in.Peek(8)
	switch err := foreign(u.nameOf(member), sign); {
	case err != nil:
		return err
	case !bytes.HasPrefix(sign, signZip) && !bytes.HasPrefix(sign, signNoZip):
		return u.use(document{member: member, packed: packed, text: in, budget: u.budget, size: at.length()})
	case at == nil:
		return u.spool(member, packed, in)
	}
	return u.archive(member, packed, *at)
}

// nameOf is how a message names the file or a member of it.
func (o *Options) nameOf(member string) string {
	if member == "" {
		return o.Path
	}
	return member
}

// spool puts an archive inside of other data into a file of its own, because
// archives are read from their end.
func (u *unpacking) spool(member string, packed []string, content io.Reader) (err error) {
	folder, err := os.MkdirTemp(u.Scratch, ".trailbook-import-*")
	if err != nil {
		return cannotUnpack(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	file, err := os.OpenFile(filepath.Join(folder, "part"), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return cannotUnpack(err)
	}
	defer func() { _ = file.Close() }()
	size, err := io.Copy(file, withContext(u.ctx, content))
	if err != nil && !errors.As(err, new(*unfinished)) {
		return err
	}
	return u.archive(member, packed, stretch{file, size})
}

// archive opens a ZIP file, or a workbook, which is one too.
func (u *unpacking) archive(member string, packed []string, at stretch) error {
	reader, err := zip.NewReader(at, at.size)
	if err != nil {
		return u.salvage(member, packed, at, err)
	}
	decompressors(reader)
	names := make([]string, len(reader.File))
	for i, file := range reader.File {
		names[i] = file.Name
	}
	switch {
	case slices.Contains(names, "[Content_Types].xml") && slices.Contains(names, "xl/workbook.xml"):
		return u.use(document{member: member, packed: packed, book: reader, budget: u.budget})
	case slices.Contains(names, "[Content_Types].xml"), slices.Contains(names, "mimetype") && slices.Contains(names, "content.xml"):
		return unreadable(u.nameOf(member)).WithHint("It is an office document of another kind; save it as .xlsx or CSV.")
	case len(reader.File) > u.limits.members:
		return tooManyMembers(u.nameOf(member), len(reader.File), u.limits.members)
	case len(packed) >= u.limits.layers:
		return tooNested(u.Path, u.limits.layers)
	}
	for _, file := range reader.File {
		if file.FileInfo().IsDir() {
			continue
		}
		name := within(member, file.Name)
		if err := u.member(name, packed, file); err != nil {
			if err = u.failed(name, err); err != nil {
				return err
			}
		}
	}
	return nil
}

func decompressors(reader *zip.Reader) {
	reader.RegisterDecompressor(zip.Deflate, flate.NewReader)
	reader.RegisterDecompressor(zstd.ZipMethodWinZip, zstd.ZipDecompressor(zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(window)))
}

const encrypted = 1 // the flag of a member with a password

func (u *unpacking) member(name string, packed []string, file *zip.File) error {
	if file.Flags&encrypted != 0 {
		return &unfinished{reason: "It is encrypted; unpack it with its password and import what comes out."}
	}
	content, err := file.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return &unfinished{reason: "It is packed in a way that is not read here; unpack it yourself.", err: err}
	}
	if err != nil {
		return damage("ZIP", err)
	}
	defer func() { _ = content.Close() }()
	return u.visit(name, append(slices.Clone(packed), "zip"), &careful{from: content, kind: "ZIP", budget: u.budget}, nil)
}

// within names a member of an archive. The name is shown and never used as a
// path.
func within(member, name string) string {
	name = plainName(name)
	if member == "" {
		return name
	}
	return member + " › " + name
}
