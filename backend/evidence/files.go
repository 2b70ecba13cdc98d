package evidence

import (
	"archive/zip"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/klauspost/compress/flate"
)

// The names of files in a pack; that of the report is "report" and its format.
const (
	eventsName    = "events.ndjson"
	leavesName    = "leaves.txt"
	keyName       = "public-key.pem"
	pageName      = "verify.html"
	readmeName    = "README.txt"
	manifestName  = "manifest.json"
	signatureName = "manifest.sig"
	stampName     = "manifest.sig.tsr"
)

// describeFile hashes a file of a folder.
func describeFile(ctx context.Context, folder, name, role string) (File, error) {
	file, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return File{}, fmt.Errorf("evidence: reading %s: %w", name, err)
	}
	defer func() { _ = file.Close() }()
	hash := sha256.New()
	size, err := io.Copy(hash, reader{ctx, file})
	if err != nil {
		return File{}, fmt.Errorf("evidence: reading %s: %w", name, err)
	}
	return File{Name: name, Role: role, Size: size, SHA256: hex.EncodeToString(hash.Sum(nil))}, nil
}

// reader ends with its context.
type reader struct {
	ctx context.Context
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

// deflateLevel is fast; events shrink to a sixth with it.
const deflateLevel = 2

// writeZip packs files of a folder, by name, all as old as at.
func writeZip(ctx context.Context, out io.Writer, folder string, names []string, at time.Time) error {
	z := zip.NewWriter(out)
	z.RegisterCompressor(zip.Deflate, func(to io.Writer) (io.WriteCloser, error) { return flate.NewWriter(to, deflateLevel) })
	names = slices.Clone(names)
	slices.SortFunc(names, cmp.Compare[string])
	for _, name := range names {
		if err := addFile(ctx, z, folder, name, at); err != nil {
			return fmt.Errorf("evidence: packing %s: %w", name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("evidence: packing: %w", err)
	}
	return nil
}

func addFile(ctx context.Context, z *zip.Writer, folder, name string, at time.Time) error {
	file, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at.UTC().Truncate(2 * time.Second)} // all that a zip can tell
	if filepath.Ext(name) == ".xlsx" {
		header.Method = zip.Store // is packed already
	}
	header.SetMode(0o600)
	w, err := z.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = io.Copy(w, reader{ctx, file})
	return err
}

// create makes a file in a private folder.
func create(folder, name string) (*os.File, error) {
	return os.OpenFile(filepath.Join(folder, name), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
}

// closeWhole ends a file once all of it is on the disk.
func closeWhole(file *os.File, err error) error {
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}
