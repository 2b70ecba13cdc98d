package imports

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/klauspost/compress/flate"

	"github.com/trailbook/trailbook/backend/audit"
)

// salvage reads an archive whose list of members, at its end, is missing: it
// was cut off. The members are read in their order as far as they go.
func (u *unpacking) salvage(member string, packed []string, at stretch, cause error) error {
	in := bufio.NewReaderSize(io.NewSectionReader(at, 0, at.size), 64<<10)
	cut := &unfinished{reason: "The ZIP data ends too early, or is damaged: what its end lists is missing.", err: cause}
	for count := 0; ; count++ {
		if count > u.limits.members {
			return tooManyMembers(u.nameOf(member), count, u.limits.members)
		}
		name, content, err := nextMember(in)
		if err != nil || content == nil {
			return cut
		}
		if isOffice(name) {
			return audit.Errorf(audit.CodeFile, "The workbook %q is cut off or damaged.", u.nameOf(member)).
				WithHint("What its end holds is needed to read it. Excel may be able to repair it.").Wrapping(cause)
		}
		name = within(member, name)
		err = u.visit(name, append(slices.Clone(packed), "zip"), &careful{from: content, kind: "ZIP", budget: u.budget}, nil)
		if err == nil {
			err = drain(u.ctx, &careful{from: content, kind: "ZIP", budget: u.budget})
		}
		if err != nil {
			if err := u.failed(name, err); err != nil {
				return err
			}
		}
		if skipDescriptor(in) != nil {
			return cut
		}
	}
}

// isOffice knows the parts of an Excel file.
func isOffice(name string) bool {
	return name == "[Content_Types].xml" || strings.HasPrefix(name, "xl/") || strings.HasPrefix(name, "_rels/")
}

// localHeader is the length of what stands before a member.
const localHeader = 30

// nextMember opens the member that begins next; nil where none does.
func nextMember(in *bufio.Reader) (name string, content io.Reader, err error) {
	head, err := in.Peek(localHeader)
	if err != nil || !bytes.HasPrefix(head, signZip) {
		return "", nil, err
	}
	method := binary.LittleEndian.Uint16(head[8:])
	size := int64(binary.LittleEndian.Uint32(head[18:]))
	nameLength, extra := int(binary.LittleEndian.Uint16(head[26:])), int(binary.LittleEndian.Uint16(head[28:]))
	flags := binary.LittleEndian.Uint16(head[6:])
	_, _ = in.Discard(localHeader) // peeked, so it is there
	text := make([]byte, nameLength)
	if _, err := io.ReadFull(in, text); err != nil {
		return "", nil, err
	}
	if _, err := in.Discard(extra); err != nil {
		return "", nil, err
	}
	switch {
	case flags&encrypted != 0:
		return "", nil, errCut
	case method == 8:
		return string(text), flate.NewReader(in), nil
	case method == 0 && size > 0:
		return string(text), &exactly{in, size}, nil
	}
	return "", nil, errCut
}

// exactly reads so many bytes; fewer are io.ErrUnexpectedEOF.
type exactly struct {
	from io.Reader
	left int64
}

func (e *exactly) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n, err := e.from.Read(p[:min(int64(len(p)), e.left)])
	if e.left -= int64(n); errors.Is(err, io.EOF) && e.left > 0 {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

// skipDescriptor goes behind the sizes that may follow a member.
func skipDescriptor(in *bufio.Reader) error {
	next, err := in.Peek(4)
	if err != nil || bytes.HasPrefix(next, signZip) {
		return err
	}
	for _, length := range []int{12, 16, 20, 24} {
		if head, err := in.Peek(length + 4); err == nil && bytes.HasPrefix(head[length:], signZip) {
			_, err := in.Discard(length)
			return err
		}
	}
	return errCut
}

func tooManyMembers(name string, count, limit int) error {
	return audit.Errorf(audit.CodeFile, "The archive %q holds %d files; at most %d are read.", name, count, limit).
		WithHint("Unpack it and import the files you need.")
}

func cannotUnpack(err error) error {
	return audit.Errorf(audit.CodeFile, "There is no room to unpack the file.").
		WithHint("Make room on the disk, or unpack the file yourself.").Wrapping(err)
}

// plainName shows the name of a member on one line, whatever is in it.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
	if runes := []rune(name); len(runes) > 200 {
		name = string(runes[:200]) + "…"
	}
	if name == "" {
		name = "(no name)"
	}
	return name
}

// drain reads to the end, or until the context ends.
func drain(ctx context.Context, from io.Reader) error {
	if _, err := io.Copy(io.Discard, withContext(ctx, from)); err != nil {
		return fmt.Errorf("imports: reading to the end: %w", err)
	}
	return nil
}

type contextReader struct {
	ctx  context.Context
	from io.Reader
}

// withContext reads until the context ends.
func withContext(ctx context.Context, from io.Reader) io.Reader { return &contextReader{ctx, from} }

func (c *contextReader) Read(p []byte) (int, error) {
	if c.ctx.Err() != nil {
		return 0, stopped(c.ctx)
	}
	return c.from.Read(p)
}
