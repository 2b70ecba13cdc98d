// Package export writes filtered events to a file: Excel, CSV or NDJSON; and a
// report on them to a PDF, for signing.
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
	"path/filepath"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// Format is a kind of file.
type Format string

// The formats; each is also the file's extension.
const (
	FormatExcel  Format = "xlsx"
	FormatCSV    Format = "csv"
	FormatNDJSON Format = "ndjson"
	FormatPDF    Format = "pdf" // sheets Report and Summary alone
)

// The formats of other systems: NDJSON in their words, which no extension
// tells.
const (
	FormatOCSF Format = "ocsf" // Open Cybersecurity Schema Framework
	FormatECS  Format = "ecs"  // Elastic Common Schema
)

// ForSystems reports a format of other systems. Only such a file can be
// continued.
func (f Format) ForSystems() bool { return f == FormatOCSF || f == FormatECS }

// HasReport reports a format that says what it is: of what events, how many of
// what kind, how complete.
func (f Format) HasReport() bool { return f == FormatExcel || f == FormatPDF }

// FormatOf tells the format from the extension of path, whatever its case.
// The error is CodeInvalid for any other extension.
func FormatOf(path string) (Format, error) {
	extension := strings.TrimPrefix(strings.ToLower(filepath.Ext(path)), ".")
	switch format := Format(extension); format {
	case FormatExcel, FormatCSV, FormatNDJSON, FormatPDF:
		return format, nil
	}
	return "", unknownFormat(extension)
}

func unknownFormat(name string) error {
	return audit.Errorf(audit.CodeInvalid, "There is no export format %q.", name).
		WithHint("Let the file's name end in .xlsx, .csv, .ndjson or .pdf.")
}

// progressEvery is how many events pass between two calls of Progress.
const progressEvery = 500

// Write exports req's events. The file at req.Path is replaced only when the
// export succeeds; on any error what was there stays, and nothing else is left.
//
// Errors: CodeInvalid for an unknown format or a template that cannot be, CodeFile when the folder or file
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
	if err := req.Template.Validate(); err != nil {
		return Result{}, err
	}
	if req.Paper != nil {
		if req.Format != FormatExcel {
			return Result{}, audit.Errorf(audit.CodeInvalid, "Only an Excel file has a PDF beside it.").WithHint("Let the file's name end in .xlsx.")
		}
		req.said = new(said)
	}
	out, err := create(ctx, req.Path)
	if err != nil {
		return Result{}, explain(ctx, req.Path, err)
	}
	defer out.discard()

	t := newTally()
	if req.Resume != nil {
		if err := req.Resume.takeOver(req.Path, out); err != nil {
			return Result{}, explain(ctx, req.Path, err)
		}
	}
	if err := run(ctx, req, out, t); err != nil {
		if req.Partial && req.Format.ForSystems() && ctx.Err() != nil {
			if kept := out.keepPart(); kept == nil {
				return Result{}, audit.Errorf(audit.CodeCancelled, "The export was stopped; what was written is kept.").
					WithHint("The same command with --resume goes on from there.").Wrapping(err)
			}
		}
		return Result{}, explain(ctx, req.Path, err)
	}
	result := Result{Path: req.Path, Events: t.events, Bytes: out.bytes, SHA256: out.sum(), Counts: t.Counts}
	if req.Format.HasReport() {
		result.ReportID = req.ReportID()
	}
	files := []*target{out}
	if req.Paper != nil {
		paper, err := writePaper(ctx, req, out, t)
		if err != nil {
			return Result{}, explain(ctx, req.Path, err)
		}
		files = append(files, paper)
		result.Paper = Written{Path: PaperPath(req.Path), Bytes: paper.bytes, SHA256: paper.sum()}
	}
	if err := publish(files...); err != nil {
		return Result{}, explain(ctx, req.Path, err)
	}
	return result, nil
}
