// Package export writes filtered events to a file: Excel, CSV or NDJSON.
//
// There is one pipeline. Events come in once, secrets are masked once, and
// what is left goes to the writer of the chosen format while it is counted.
// The file appears under its name only when all of it is on the disk and the
// number of events is the expected one; until then nothing has that name.
//
// NDJSON is the exact format: every value whole, as recorded, but for masked
// secrets and bytes that are not UTF-8. CSV puts an apostrophe before text
// that a spreadsheet would take for a formula and has no byte order mark, so
// that its first header reads "id" in a script. Excel cuts what is longer than
// a cell and shows control characters as \x07. Result counts all of that.
package export

import (
	"context"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Format is a kind of file.
type Format string

// The formats; each is also the file's extension.
const (
	FormatExcel  Format = "xlsx"
	FormatCSV    Format = "csv"
	FormatNDJSON Format = "ndjson"
)

// FormatOf tells the format from the extension of path, whatever its case.
// The error is CodeInvalid for any other extension.
func FormatOf(path string) (Format, error) {
	extension := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	switch format := Format(extension); format {
	case FormatExcel, FormatCSV, FormatNDJSON:
		return format, nil
	}
	return "", unknownFormat(extension)
}

func unknownFormat(name string) error {
	return audit.Errorf(audit.CodeInvalid, "There is no export format %q.", name).
		WithHint("Let the file's name end in .xlsx, .csv or .ndjson.")
}

// Request says what to export and where to.
type Request struct {
	Path           string                        // of the file; its folder exists
	Format         Format                        // empty: by the extension of Path
	Events         iter.Seq2[audit.Event, error] // in the order to write; read once
	Total          int                           // how many events the filter selects, counted beforehand; may be 0
	Report         Report                        // what sheet Report of an Excel file says
	IncludeSecrets bool                          // leave secrets in clear
	Progress       func(written int)             // called every 500 events and at the end; may be nil

	sheetRows int // rows a sheet holds, for tests; 0 is Excel's limit
}

// Report is what the file says about itself. Only Excel files have room for
// it. Counts are not here: they are taken from the events as they are written.
type Report struct {
	Tenants     []TenantInfo
	GeneratedAt time.Time
	GeneratedBy string // who asked for it
	Version     string // of Trailbook
	Filter      audit.Filter
	FilterWords string         // the filter as a sentence
	CommandLine string         // the command that makes the same export
	Zone        *time.Location // of the reader; nil is UTC
	Order       string         // the order of Events in words, e.g. "newest first"
	Continuity  Continuity     // of the objects that the filter selects
}

// Continuity says whether the states in the log fit together, in the period of
// the report.
type Continuity struct {
	Checked bool
	Gaps    []string // one sentence each, newest first
}

// TenantInfo is one tenant that the events are from.
type TenantInfo struct {
	Name     string
	URL      string    // empty for a tenant known only from files
	LastSync time.Time // zero for never
	Complete bool      // the last sync reached the end of the log
	Events   int       // in the cache, filtered or not
}

// Result is what was written.
type Result struct {
	Path   string
	Events int
	Bytes  int64
	SHA256 string // of the file, hexadecimal
	Counts
}

// Counts says how what was written differs from what was recorded.
type Counts struct {
	Masked   int // secrets masked
	Replaced int // texts with bytes that are not UTF-8, shown as U+FFFD
	Cut      int // Excel: cells longer than a cell can be
	Escaped  int // Excel: cells with control characters or too many lines, shown as \x07 and \n
	Defused  int // CSV: values with an apostrophe so that they are no formula
}

// progressEvery is how many events pass between two calls of Progress.
const progressEvery = 500

// Write exports req's events. The file at req.Path is replaced only when the
// export succeeds; on any error what was there stays, and nothing else is left.
//
// Errors: CodeInvalid for an unknown format, CodeFile when the folder or file
// cannot be written, CodeCancelled when ctx ends, CodeCache when the number of
// events is not req.Total, and whatever req.Events yields.
func Write(ctx context.Context, req Request) (Result, error) {
	if req.Format == "" {
		format, err := FormatOf(req.Path)
		if err != nil {
			return Result{}, err
		}
		req.Format = format
	}
	out, err := create(ctx, req.Path)
	if err != nil {
		return Result{}, explain(ctx, req.Path, err)
	}
	defer out.discard()

	t := newTally()
	if err := run(ctx, req, out, t); err != nil {
		return Result{}, explain(ctx, req.Path, err)
	}
	if err := out.publish(); err != nil {
		return Result{}, explain(ctx, req.Path, err)
	}
	return Result{Path: req.Path, Events: t.events, Bytes: out.bytes, SHA256: out.sum(), Counts: t.Counts}, nil
}
