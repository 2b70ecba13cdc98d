// Package report makes what is handed to others: the events that a filter
// selects from a cache, in a file that says of itself where it comes from, and
// the evidence for it. The window and the command line make the same.
package report

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/store"
)

// Request says what to make.
type Request struct {
	Filter         audit.Filter
	Order          store.Order
	Zone           *time.Location // of the reader; nil is UTC
	Path           string         // of the file; its folder exists
	Format         export.Format
	Template       string // name of a kept one; empty is how Excel files are laid out else
	IncludeSecrets bool   // leave secrets in clear; recorded before anything is written
	Resume         bool   // go on behind the last event in the file, in a format of other systems
	Pack           *Pack  // nil makes none
	PDF            bool   // beside a workbook, for signing: what its sheets Report and Summary say
	By             string // who asks for it
	Version        string // of Trailbook
	At             time.Time
	Where          string // how it was asked for, for the activity log; may be empty

	Progress func(stage Stage, done, total int) // in events; may be nil
}

// Result is what was made.
type Result struct {
	File    export.Result
	Command string           // that makes the same, see Request.CommandLine
	Pack    *evidence.Result // nil when none was asked for
}

// Make writes the file, and its pack if one is asked for, out of one moment of
// the cache, and records that in its activity log. The file gets its name only
// when all of it is on the disk. A sync that goes on meanwhile changes nothing
// of it.
//
// Errors are those of export.Write and evidence.Export, of a filter and of a
// template; CodeInvalid for a file that cannot be continued; CodeCache when
// numbers do not tie out; CodeBusy when the cache never stood still for long
// enough to follow the objects in it.
func Make(ctx context.Context, cache *store.Store, r Request) (Result, error) {
	if r.Progress == nil {
		r.Progress = func(Stage, int, int) {}
	}
	var err error
	if r.Filter, err = dated(r.Filter, audit.Clock{Now: r.At, Zone: r.Zone}); err != nil {
		return Result{}, err
	}
	if r.IncludeSecrets {
		if err := record(ctx, cache, "export with secrets begun", "to "+r.Path, r.Where); err != nil {
			return Result{}, err
		}
	}
	if err := export.Announce(ctx, cache, r.Path); err != nil {
		return Result{}, err
	}
	result, err := made(ctx, cache, r)
	result.Command = r.CommandLine()
	if err != nil {
		return Result{}, errors.Join(err, export.SweepAll(context.WithoutCancel(ctx), cache))
	}
	what := "export"
	if r.IncludeSecrets {
		what = "export with secrets"
	}
	return result, errors.Join(record(ctx, cache, what, result.note(), r.Where), export.SweepAll(ctx, cache))
}

// made makes the file of a snapshot in which every object was followed.
func made(ctx context.Context, cache *store.Store, r Request) (result Result, err error) {
	for range triesToFollow {
		if err := follow(ctx, cache, r); err != nil {
			return result, err
		}
		err = cache.Snapshot(ctx, func(still *store.Store) error {
			m := &making{Request: r, cache: still}
			if err := m.prepare(ctx); err != nil {
				return err
			}
			result, err = m.write(ctx)
			return err
		})
		if !errors.Is(err, errMoved) {
			return result, err
		}
	}
	return result, audit.Errorf(audit.CodeBusy, "Events came in faster than their states could be followed.").
		WithHint("Export again when the sync or import has ended.")
}

// note is the line of the activity log.
func (r Result) note() string {
	text := fmt.Sprintf("%d events to %s, sha256 %s", r.File.Events, r.File.Path, r.File.SHA256)
	if r.Pack != nil {
		text += fmt.Sprintf(", and the pack %s, sha256 %s", r.Pack.Path, r.Pack.SHA256)
	}
	if pdf := r.File.Paper; pdf.Path != "" {
		text += fmt.Sprintf(", and the PDF %s, sha256 %s", pdf.Path, pdf.SHA256)
	}
	return text
}

func record(ctx context.Context, cache *store.Store, what, detail, where string) error {
	if where != "" {
		detail += ", " + where
	}
	return cache.Record(ctx, what, detail)
}

// dated is a filter whose search means the same whenever it is read: what it
// counts from now is written as a time. A search of words alone stays as it was
// typed.
func dated(f audit.Filter, clock audit.Clock) (audit.Filter, error) {
	f.Clock = clock
	selection, err := f.Selection()
	if err != nil {
		return f, err
	}
	if text := selection.Search.Fixed().String(); text != selection.Search.String() {
		f.Search = text
	}
	return f, nil
}
