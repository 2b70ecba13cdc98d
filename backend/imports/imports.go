// Package imports brings files of audit entries into the cache: NDJSON, JSON,
// CSV, TSV and Excel, each also compressed or in an archive. What a file
// is, is seen from its content and never from its name. Entries are read one by
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
	Tenant   store.Tenant    // that the entries belong to; in the cache already
	Profile  *tenant.Profile // the tenant's; it is used where it fits, else what the entries themselves show
	Path     string
	Progress func(events int) // told after each batch how many entries were read; may be nil

	Mapping   *tenant.Profile   // how entries are read, whether it fits or not; nil: found out
	Columns   map[string]string // field of an event: the column or path that holds it, over any profile
	Sheet     string            // of a workbook; empty: found out
	Encoding  string            // of text, one of Encodings; empty: found out
	Delimiter string            // of a table of text: a sign or tab, comma, semicolon; empty: found out
	Scratch   string            // folder for what has to be unpacked; empty: the system's

	Facts    *Facts                      // filled in, also with an error; may be nil
	Rejected func(store.Rejection) error // told of each rejection, also of those that the report has no room for; may be nil

	limits limits
	keep   keeper
}

// Facts are what is known of a file beside what became of its entries.
type Facts struct {
	Source int64  // its ID in the cache; 0 when nothing was read
	Format string // ndjson, json, csv, tsv, xlsx, with what it is packed in: csv+gzip; several with commas
	SHA256 string // of the file as it is on the disk; empty when it was not read to its end
	Size   int64  // bytes of the file
}

// File imports one file. The report is valid also with an error: it then says
// what was kept before. A file that is cut off or damaged is no error: what came
// before is kept and the report says why it is not complete. An entry that
// cannot be an event is rejected with its place, and the rest goes on; the
// report lists the first 10,000 rejections, the cache all of them.
//
// An entry that Trailbook exported, as a line, a record or a row, becomes the
// event it was.
//
// Errors are *audit.Error: CodeNotFound and CodeFile for the file, CodeProfile
// when it cannot be told which column or field holds the time or the action,
// CodeInvalid for a sheet, an encoding, a delimiter or a column that is not
// there, CodeBusy when another process writes, CodeCancelled, CodeCache.
func File(ctx context.Context, o Options) (report store.Report, err error) {
	report = store.Report{Tenant: o.Tenant.Name, Source: filepath.Base(o.Path)}
	o = o.withDefaults()
	file, err := openFile(ctx, o.Path)
	if err != nil {
		return report, err
	}
	defer file.close()
	i := newIntake(&o, file, &report)
	started := time.Now()
	err = i.run(ctx)
	report.Duration = time.Since(started)
	return report, i.finish(context.WithoutCancel(ctx), err)
}

func (o Options) withDefaults() Options {
	if o.limits == (limits{}) {
		o.limits = usual()
	}
	if o.keep == nil {
		o.keep = o.Store.Bulk()
	}
	if o.Profile == nil {
		o.Profile = tenant.DefaultProfile()
	}
	return o
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

// opened is a file on the disk, with the hash of what was read of it in order.
type opened struct {
	path string
	disk *os.File
	size int64 // 0 for what is no regular file
	sum  hash.Hash
	io.Reader
}

func openFile(ctx context.Context, path string) (*opened, error) {
	disk, err := os.Open(path)
	if err != nil {
		return nil, cannotRead(path, err)
	}
	info, err := disk.Stat()
	if err == nil && info.IsDir() {
		err = errors.New("imports: a folder")
	}
	if err != nil {
		_ = disk.Close()
		return nil, cannotRead(path, err)
	}
	f := &opened{path: path, disk: disk, sum: sha256.New()}
	if info.Mode().IsRegular() {
		f.size = info.Size()
	}
	f.Reader = io.TeeReader(withContext(ctx, disk), f.sum)
	return f, nil
}

func (f *opened) close() { _ = f.disk.Close() }

// documents calls use for each document in the file.
func (f *opened) documents(ctx context.Context, o *Options, use func(document) error, failed func(string, error) error) error {
	u := &unpacking{Options: o, ctx: ctx, use: use, failed: failed, budget: &budget{left: o.limits.grace + o.limits.ratio*f.size, ratio: o.limits.ratio}}
	if f.size == 0 {
		return u.visit("", nil, f.Reader, nil)
	}
	return u.visit("", nil, f.Reader, &stretch{f.disk, f.size})
}

// rest reads what the entries did not need, and gives the file's SHA-256.
func (f *opened) rest() (string, error) {
	if _, err := io.Copy(io.Discard, f.Reader); err != nil {
		return "", err
	}
	return hex.EncodeToString(f.sum.Sum(nil)), nil
}
