package evidence

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/flate"

	"github.com/trailbook/trailbook/backend/audit"
)

// archive is a pack that is read.
type archive struct {
	path     string
	zip      *zip.ReadCloser
	files    map[string]*zip.File
	twice    []string // names that occur again
	manifest Manifest
	text     []byte // of the manifest
}

// The most bytes that small files of a pack may have.
const (
	mostManifest = 256 << 20
	mostSmall    = 1 << 20
	largerBy     = 64 << 20
)

// openArchive opens a pack and reads its manifest. CodeFile tells that it is
// none.
func openArchive(path string) (*archive, error) {
	z, err := zip.OpenReader(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	a := &archive{path: path, zip: z, files: map[string]*zip.File{}}
	for _, f := range z.File {
		if a.files[f.Name] != nil {
			a.twice = append(a.twice, f.Name)
			continue
		}
		a.files[f.Name] = f
	}
	if a.text, err = a.small(manifestName, mostManifest); err == nil {
		err = json.Unmarshal(a.text, &a.manifest)
	}
	if err == nil && a.manifest.Format != manifestFormat {
		err = errors.New("another format")
	}
	if err != nil {
		a.close()
		return nil, unreadable(path, err)
	}
	if a.manifest.Version > manifestVersion {
		a.close()
		return nil, audit.Errorf(audit.CodeInvalid, "%s was made by a newer Trailbook (%s).", path, a.manifest.Tool.Version).
			WithHint("Verify it with that version, or with the page inside it.")
	}
	return a, nil
}

func unreadable(path string, err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return audit.Errorf(audit.CodeNotFound, "There is no file %s.", path)
	}
	return audit.Errorf(audit.CodeFile, "%s is no evidence pack that can be read.", path).
		WithHint("Choose a file that ends in %s, as Trailbook made it.", packExtension).Wrapping(err)
}

func (a *archive) close() { _ = a.zip.Close() }

// small reads a file of at most so many bytes.
func (a *archive) small(name string, most int64) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, fmt.Errorf("there is no %s", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	defer func() { _ = r.Close() }()
	content, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(content)) > most {
		err = fmt.Errorf("%s is too large", name)
	}
	return content, err
}

// open reads a file of the manifest's size. One that was made larger is read
// too, so that what was added has a name, but not without end.
func (a *archive) open(ctx context.Context, name string, size int64) (io.ReadCloser, error) {
	f := a.files[name]
	if f == nil {
		return nil, fmt.Errorf("there is no %s", name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{reader{ctx, io.LimitReader(r, 4*size+largerBy)}, r}, nil
}

// extract puts a file into a folder.
func (a *archive) extract(ctx context.Context, file File, folder string) (string, error) {
	r, err := a.open(ctx, file.Name, file.Size)
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Close() }()
	out, err := os.CreateTemp(folder, "packed-*"+safeExtension(file.Name))
	if err != nil {
		return "", err
	}
	_, err = io.Copy(out, r)
	if closed := out.Close(); err == nil {
		err = closed
	}
	return out.Name(), err
}

// safeExtension is a file's extension, if it is one that reports have.
func safeExtension(name string) string {
	switch extension := filepath.Ext(name); extension {
	case ".xlsx", ".csv", ".ndjson":
		return extension
	}
	return ""
}
