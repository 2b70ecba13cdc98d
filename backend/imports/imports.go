// Package imports brings a file of audit entries into the cache: NDJSON, a JSON
// array, or the envelope in which a tenant answers. Entries are read one by
// one, so that a file of any size needs little memory.
package imports

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// Options say which file to import, for whom, and how its entries are read.
type Options struct {
	Store    *store.Store
	Tenant   store.Tenant // that the entries belong to; in the cache already
	Profile  *tenant.Profile
	Path     string
	Progress func(events int) // told after each batch how many entries were read; may be nil

	maxEntry int // bytes, for tests; 0 is MaxEntry
}

// MaxEntry is the size in bytes up to which an entry is taken.
const MaxEntry = 64 << 20

// File imports one file. The report is valid also with an error: it then says
// what was kept before. A file that ends in the middle of an entry or of its
// list is no error: what came before is kept and the report says why it is not
// complete. An entry that cannot be an event is rejected with its line (NDJSON)
// or its number, and the rest goes on.
//
// A line of a Trailbook export stands for the entry in its field raw.
//
// Errors are *audit.Error: CodeNotFound and CodeFile for the file, CodeBusy
// when another process writes, CodeCancelled, CodeCache.
func File(ctx context.Context, o Options) (report store.Report, err error) {
	report = store.Report{Tenant: o.Tenant.Name, Source: filepath.Base(o.Path)}
	if o.maxEntry == 0 {
		o.maxEntry = MaxEntry
	}
	file, err := os.Open(o.Path)
	if err != nil {
		return report, cannotRead(o.Path, err)
	}
	defer func() { _ = file.Close() }()
	form, err := detect(file, o)
	if err != nil {
		return report, err
	}
	if ctx.Err() != nil {
		return report, stopped(ctx)
	}
	release, err := o.Store.Lock(ctx)
	if err != nil {
		return report, err
	}
	defer release()
	started := time.Now()
	source, err := o.Store.BeginSource(ctx, store.Source{TenantID: o.Tenant.ID, Kind: "import", Name: report.Source})
	if err != nil {
		return report, err
	}
	i := &intake{Options: o, source: source, report: &report}
	err = i.run(ctx, file, form)
	report.Duration = time.Since(started)
	return report, i.finish(context.WithoutCancel(ctx), err)
}

func cannotRead(path string, err error) *audit.Error {
	if errors.Is(err, os.ErrNotExist) {
		return audit.Errorf(audit.CodeNotFound, "There is no file %q.", path).Wrapping(err)
	}
	return audit.Errorf(audit.CodeFile, "The file %q cannot be read.", path).
		WithHint("Check that it is a file and that you may read it.").Wrapping(err)
}

func stopped(ctx context.Context) *audit.Error {
	return audit.Errorf(audit.CodeCancelled, "Stopped.").Wrapping(ctx.Err())
}

// hashed is the file as it is read, with the hash of what was read so far.
type hashed struct {
	io.Reader
	sum hash.Hash
}

func newHashed(file *os.File) (*hashed, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	sum := sha256.New()
	return &hashed{io.TeeReader(file, sum), sum}, nil
}

// rest reads what the entries did not need, and gives the file's SHA-256.
func (h *hashed) rest() (string, error) {
	if _, err := io.Copy(io.Discard, h.Reader); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.sum.Sum(nil)), nil
}
