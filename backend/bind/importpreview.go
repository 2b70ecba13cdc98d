package bind

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/imports"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/learn"
)

// inspect looks at a file as its order says. With choices it also gives the
// profile by which an import reads the file.
func (c *Core) inspect(ctx context.Context, profile *tenant.Profile, file FileOrder) (imports.Preview, *tenant.Profile, error) {
	options := imports.InspectOptions{
		Profile: profile, Sheet: file.Sheet, Encoding: file.Encoding, Delimiter: file.Delimiter, Scratch: c.Store.Dir(),
	}
	found, err := imports.Inspect(ctx, file.Path, options)
	if err != nil || len(file.Choices) == 0 {
		return found, nil, err
	}
	guess := found.Guess
	if found.Fits || guess.Profile == nil {
		guess = learn.Guess{Profile: profile}
	}
	for _, choice := range file.Choices {
		if err := guess.Set(choice.Key, asYAML(choice.Value)); err != nil {
			return found, nil, err
		}
	}
	options.Mapping = guess.Profile
	found, err = imports.Inspect(ctx, file.Path, options)
	found.Guess = guess // with the questions that the choices answered
	return found, guess.Profile, err
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
		profile := p.Profile
		if profile == nil {
			profile = p.Guess.Profile // the best that can be told
		}
		shown.Times = timesOf(shown, profile)
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
	used, guessed := pathsUsed(p), map[string]learn.Finding{}
	for _, f := range p.Guess.Findings {
		guessed[f.Key] = f
	}
	var findings []Finding
	for _, field := range imports.FieldNames() {
		key := "fields." + field
		f := shownFinding(guessed[key])
		f.Key, f.Required = key, slices.Contains(needed, field)
		chosen := slices.IndexFunc(file.Choices, func(c Choice) bool { return c.Key == key })
		switch {
		case chosen >= 0:
			f.Value, f.Certainty, f.Why, f.Question = file.Choices[chosen].Value, 1, "You chose it.", ""
		case p.Fits && used[field] != "":
			f.Value, f.Certainty, f.Why, f.Question = used[field], 1, "The endpoint profile says so.", ""
		case p.Fits:
			f = Finding{Key: key, Required: f.Required, Alternatives: []string{}}
		}
		findings = append(findings, f)
	}
	for _, f := range p.Guess.Findings {
		if !p.Fits && strings.HasPrefix(f.Key, "time.") {
			findings = append(findings, shownFinding(f))
		}
	}
	return findings
}

func shownFinding(f learn.Finding) Finding {
	return Finding{
		Key: f.Key, Value: f.Value, Certainty: f.Certainty, Why: f.Why, Question: f.Question,
		Alternatives: orEmpty(f.Alternatives),
	}
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
