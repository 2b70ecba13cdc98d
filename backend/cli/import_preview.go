package cli

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/imports"
)

// preview prints how one file would be read.
func (f *fileImport) preview(ctx context.Context, path string) error {
	o := f.options
	shown, err := imports.Inspect(ctx, path, imports.InspectOptions{
		Profile: o.Profile, Mapping: o.Mapping, Columns: o.Columns,
		Sheet: o.Sheet, Encoding: o.Encoding, Delimiter: o.Delimiter, Scratch: o.Scratch,
	})
	if err != nil {
		return err
	}
	if f.json {
		err = f.printJSON(previewOf(path, shown))
	} else {
		err = f.printPreview(path, shown)
	}
	if err == nil && shown.Problem != nil {
		return shown.Problem
	}
	return err
}

func (f *fileImport) printPreview(path string, v imports.Preview) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", path, cmp.Or(v.Format, "nothing"))
	for _, fact := range []struct{ name, value string }{
		{"packed as", v.Compression}, {"showing", v.Member}, {"sheet", v.Sheet}, {"encoding", v.Encoding},
		{"delimiter", strings.ReplaceAll(v.Delimiter, "\t", "tab")},
	} {
		if fact.value != "" {
			fmt.Fprintf(&b, ", %s %s", fact.name, fact.value)
		}
	}
	text := fmt.Sprintf("%s, %d bytes\n", diff.Printable(b.String()), v.Size)
	if len(v.Columns) > 0 {
		text += "columns: " + diff.Printable(strings.Join(v.Columns, ", ")) + "\n"
	}
	if err := f.print(text); err != nil {
		return err
	}
	if v.Warning != "" {
		f.note("%s", diff.Printable(v.Warning))
	}
	for _, one := range v.Rejected[:min(len(v.Rejected), shownRejected)] {
		f.note("would be rejected: %s: %s", diff.Printable(one.Where), diff.Printable(one.Reason))
	}
	if len(v.Events) == 0 {
		return nil
	}
	t := newTable(f.Stdout, "CREATED ("+f.zone.String()+")", "ACTION", "USER", "TARGET", "ID")
	for _, e := range v.Events {
		created := e.CreatedAt.In(f.zone).Format("2006-01-02 15:04:05.000")
		if err := t.add(created, e.Action, cmp.Or(e.User, e.UserID), cmp.Or(e.TargetName, e.TargetID), e.ID); err != nil {
			return err
		}
	}
	return t.flush()
}

// shownRejected is how many rejections are printed.
const shownRejected = 5

// jsonPreview is a preview for programs. Secrets inside of it are masked.
type jsonPreview struct {
	File        string        `json:"file"`
	Size        int64         `json:"size"`
	Format      string        `json:"format"`
	Compression string        `json:"compression"`
	Encoding    string        `json:"encoding"`
	Delimiter   string        `json:"delimiter"`
	Sheet       string        `json:"sheet"`
	Sheets      []string      `json:"sheets"`
	Columns     []string      `json:"columns"`
	Fits        bool          `json:"fits"`
	Problem     *audit.Error  `json:"problem"`
	Events      []audit.Event `json:"events"`
	Rejected    []jsonRefusal `json:"rejected"`
}

type jsonRefusal struct {
	Where  string `json:"where"`
	Reason string `json:"reason"`
}

func previewOf(path string, v imports.Preview) jsonPreview {
	out := jsonPreview{
		File: path, Size: v.Size, Format: v.Format, Compression: v.Compression, Encoding: v.Encoding, Delimiter: v.Delimiter,
		Sheet: v.Sheet, Sheets: append([]string{}, v.Sheets...), Columns: append([]string{}, v.Columns...),
		Fits: v.Fits, Problem: v.Problem, Events: []audit.Event{}, Rejected: []jsonRefusal{},
	}
	for _, e := range v.Events {
		masked, _ := diff.MaskEvent(e)
		out.Events = append(out.Events, masked)
	}
	for _, one := range v.Rejected {
		out.Rejected = append(out.Rejected, jsonRefusal(one))
	}
	return out
}
