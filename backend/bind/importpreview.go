package bind

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/trailbook/trailbook/backend/imports"
	"github.com/trailbook/trailbook/backend/tenant"
)

// inspect looks at a file as its order says. With choices it also gives the
// profile by which an import reads the file.
func (c *Core) inspect(ctx context.Context, profile *tenant.Profile, file FileOrder) (imports.Preview, *tenant.Profile, error) {
	options := imports.InspectOptions{
		Profile: profile, Sheet: file.Sheet, Encoding: file.Encoding, Delimiter: file.Delimiter,
	}
	found, err := imports.Inspect(ctx, file.Path, options)
	if err != nil || len(file.Choices) == 0 {
		return found, found.Profile, err
	}
	base := found.Profile
	if base == nil {
		base = profile
	}
	if options.Mapping, err = withChoices(base, file.Choices); err != nil {
		return found, nil, err
	}
	found, err = imports.Inspect(ctx, file.Path, options)
	return found, options.Mapping, err
}

func shownPreview(file FileOrder, p imports.Preview) FilePreview {
	shown := FilePreview{
		Path: file.Path, Name: filepath.Base(file.Path), Size: p.Size, Format: p.Format, Compression: p.Compression,
		Member: p.Member, Encoding: p.Encoding, Delimiter: p.Delimiter, Sheet: p.Sheet,
		Sheets: orEmpty(p.Sheets), Columns: orEmpty(p.Paths), Rows: orEmpty(p.Rows),
		Exported: p.Exported, Fits: p.Fits, Findings: []Finding{}, Times: []AsRead{},
		Warning: p.Warning, Rejected: shownList(p.Rejected, shownRejected),
	}
	if p.Problem != nil {
		shown.Problem = jobError(p.Problem)
	}
	if !p.Exported {
		shown.Findings = fileFindings(file, p)
		shown.Times = timesOf(shown, p.Profile)
	}
	return shown
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// needed are the fields without which an entry says nothing.
var needed = []string{"createdAt", "action"}

// fileFindings says which column holds each field, and what else was inferred.
func fileFindings(file FileOrder, p imports.Preview) []Finding {
	used := pathsUsed(p)
	var findings []Finding
	for _, field := range imports.FieldNames() {
		f := Finding{Key: "fields." + field, Value: used[field], Alternatives: []string{}, Required: slices.Contains(needed, field)}
		switch {
		case slices.ContainsFunc(file.Choices, func(c Choice) bool { return c.Key == f.Key }):
			f.Certainty, f.Why = 1, "You chose it."
		case f.Value != "" && p.Fits:
			f.Certainty, f.Why = 1, "The endpoint profile says so."
		}
		findings = append(findings, f)
	}
	return findings
}

// pathsUsed tells from the entries looked at where each field comes from.
func pathsUsed(p imports.Preview) map[string]string {
	used := map[string]string{}
	for _, event := range p.Events {
		for _, field := range p.Profile.Explain(event.Raw) {
			if field.Found && field.Path != "catalog" && field.Path != "hash" && used[field.Field] == "" {
				used[field.Field] = field.Path
			}
		}
	}
	return used
}

// timesOf says of each row how its time is written and understood.
func timesOf(p FilePreview, profile *tenant.Profile) []AsRead {
	times := []AsRead{}
	at := -1
	for _, f := range p.Findings {
		if f.Key == "fields.createdAt" {
			at = slices.Index(p.Columns, f.Value)
		}
	}
	if at < 0 || profile == nil {
		return times
	}
	for _, row := range p.Rows {
		read := AsRead{Text: row[at]}
		if moment, err := profile.Time.Parse(row[at]); err == nil {
			read.At = moment.UnixMilli()
		}
		times = append(times, read)
	}
	return times
}
