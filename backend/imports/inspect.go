package imports

import (
	"context"
	"errors"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/learn"
)

// InspectOptions say how a file is looked at; they mean what Options mean by
// the same names.
type InspectOptions struct {
	Profile   *tenant.Profile
	Mapping   *tenant.Profile
	Columns   map[string]string
	Sheet     string
	Encoding  string
	Delimiter string
	Scratch   string
}

// Preview is what a file holds, as far as its beginning shows. Of an archive it
// is the first file in it that can be read.
type Preview struct {
	Format      string            // ndjson, json, csv, tsv, xlsx
	Compression string            // gzip, zip, zstd, or several from the outermost, joined by +; empty for none
	Member      string            // the file in an archive that is shown
	Size        int64             // bytes of the file
	Encoding    string            // of text, one of Encodings
	Delimiter   string            // of a table of text
	Sheet       string            // of a workbook, the one that is shown
	Sheets      []string          // all sheets of a workbook
	Columns     []string          // headings of a table; of JSON the keys, those inside objects with a dot
	Paths       []string          // beside Columns: how an endpoint profile leads to them
	Rows        [][]string        // first 20 records, by Columns, cells cut at 200 characters
	Fits        bool              // the tenant's or the default profile reads it as it is, or Trailbook exported it
	Exported    bool              // Trailbook exported it
	Guess       learn.Guess       // what the entries themselves show; empty for an export
	Events      []audit.Event     // the first 20, as an import would read them; none with a Problem
	Profile     *tenant.Profile   // by which an import would read it; nil with a Problem
	Problem     *audit.Error      // why an import could not tell how to read it; nil when it can
	Warning     string            // what an import would leave out
	Rejected    []store.Rejection // among the entries looked at
}

const (
	shownRows  = 20
	shownCell  = 200
	shownWidth = 200 // columns
)

var errEnough = errors.New("imports: enough was seen")

// Inspect looks at the beginning of a file without importing it. Errors are
// those of File; a file of which it cannot be told how to read it is no error
// but has a Problem.
func Inspect(ctx context.Context, path string, given InspectOptions) (Preview, error) {
	o := Options{
		Path: path, Profile: given.Profile, Mapping: given.Mapping, Columns: given.Columns,
		Sheet: given.Sheet, Encoding: given.Encoding, Delimiter: given.Delimiter, Scratch: given.Scratch,
	}.withDefaults()
	file, err := openFile(ctx, path)
	if err != nil {
		return Preview{}, err
	}
	defer file.close()
	shown := Preview{Size: file.size}
	var unread error // the first member that cannot be read, when none can
	err = file.documents(ctx, &o,
		func(d document) error { return shown.look(ctx, d, &o) },
		func(_ string, err error) error {
			if errors.Is(err, errEnough) || ctx.Err() != nil || errors.Is(err, errSpent) {
				return err
			}
			unread = errors.Join(unread, err)
			return nil
		})
	early := new(unfinished)
	switch {
	case errors.Is(err, errEnough), err == nil && unread == nil:
		return shown, nil
	case err == nil:
		err = unread
	}
	switch {
	case errors.As(err, &early):
		err = audit.Errorf(audit.CodeFile, "The file %q cannot be read: %s", path, early.reason)
	case !isKnown(err):
		err = cannotRead(path, err)
	}
	return shown, err
}

// look shows one document and ends the inspection.
func (v *Preview) look(ctx context.Context, d document, o *Options) error {
	r := reader{profile: o.Profile, times: exportTimes()}
	found, err := prepare(d, o, &r)
	if err != nil {
		return err
	}
	sample, err := found.sample(tried)
	if err != nil {
		return err
	}
	v.Format, v.Compression, v.Member = found.format, strings.Join(d.packed, "+"), d.member
	v.Encoding, v.Delimiter, v.Sheet, v.Sheets = found.encoding, found.delimiter, found.sheet, found.sheets
	v.Warning, v.Exported = found.warning, found.export
	usual := r.fit(o.Profile, sample)
	v.Fits = found.export || usual.entries > 0 && usual.actions*2 >= usual.entries
	v.Columns, v.Paths, v.Rows = rowsOf(found.columns, sample)
	if !found.export {
		v.Guess = learnt(sample)
	}
	v.Profile, err = o.choose(found, &r)
	var problem *audit.Error
	switch {
	case err == nil:
		r.profile = v.Profile
	case errors.As(err, &problem) && problem.Code == audit.CodeProfile:
		v.Problem, v.Profile = problem, nil
	default:
		return err
	}
	v.tryOn(&r, sample)
	return errEnough
}

// tryOn maps what was looked at as an import would.
func (v *Preview) tryOn(r *reader, sample []item) {
	for _, one := range sample {
		reason := one.reason
		if reason == "" && v.Problem == nil {
			event, _, err := r.eventOf(one)
			if err == nil && len(v.Events) < shownRows {
				v.Events = append(v.Events, event)
			}
			if err != nil {
				reason = messageOf(err)
			}
		}
		if reason != "" {
			v.Rejected = append(v.Rejected, store.Rejection{Where: where(v.Member, one.at), Reason: reason})
		}
	}
}
