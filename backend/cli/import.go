package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"runtime/debug"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/imports"
	"github.com/trailbook/trailbook/backend/store"
)

// importFlags are the flags of import.
type importFlags struct {
	tenant, profile            string
	sheet, encoding, delimiter string
	columns                    []string
	preview                    bool
	rejected                   string
}

func (p *program) importCommand() *command {
	var o importFlags
	return &command{
		name: "import", args: "FILE... --tenant NAME", summary: "bring files of audit entries into the cache", least: 1, most: -1,
		text: `
A file is NDJSON, JSON (a list, or a list inside an object), CSV, TSV, an Excel
workbook (.xlsx) or what a browser recorded (HAR, whose audit log is found);
each also as .gz, .zip or .zst. What it is, is seen from its content. A folder
stands for the files in it, without those in folders inside of it.

Entries are read by the tenant's endpoint profile, or the default one, where
that fits, else by what they themselves show; --profile names another, and
--map a column for a field. What Trailbook exported comes back as the events it
was. A tenant that is not there yet is added, without a server.

What cannot be read is rejected with its place, and the rest goes on. The exit
status is 3 when a file was cut off, and 1 when one cannot be read at all; the
others are imported all the same.`,
		examples: []string{
			"trailbook import audit.ndjson --tenant acme", "trailbook import exports/ *.xlsx --tenant acme --json",
			"trailbook import log.csv --tenant acme --preview", "trailbook import log.csv --tenant acme --map createdAt=Date --map action=What",
		},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&o.tenant, "tenant", "", "the tenant's `name`")
			flags.StringVar(&o.profile, "profile", "", "an endpoint profile's `file`, for how entries are read")
			flags.StringArrayVar(&o.columns, "map", nil, "`FIELD=COLUMN`: the column (of JSON: the path) that holds a field: "+strings.Join(imports.FieldNames(), ", "))
			flags.StringVar(&o.sheet, "sheet", "", "a workbook's sheet, by `name`")
			flags.StringVar(&o.encoding, "encoding", "", "a text's encoding by `name`: "+strings.Join(imports.Encodings(), ", "))
			flags.StringVar(&o.delimiter, "delimiter", "", "what divides a table's columns: comma, semicolon, tab or a `sign`")
			flags.BoolVar(&o.preview, "preview", false, "show how the files would be read, and import nothing")
			flags.StringVar(&o.rejected, "rejected", "", "write what was rejected to a CSV `file`")
		},
		run: func(ctx context.Context, files []string) error {
			if o.tenant == "" && !o.preview {
				return wrongUse("", "import needs --tenant NAME")
			}
			return p.importFiles(ctx, files, o)
		},
	}
}

// importMemory is from where on the garbage of an import is looked for more
// often, in bytes: files are imported beside other work, and what is kept of
// them stays below this.
const importMemory = 200 << 20

// fileImport imports or previews files, one after the other.
type fileImport struct {
	*program
	options  imports.Options
	rejected *rejectedFile // nil when nobody wants one
	failed   error         // the last file's that could not be read
	cut      error         // the last file's that was cut off
}

func (p *program) importFiles(ctx context.Context, arguments []string, o importFlags) error {
	columns, err := columnsOf(o.columns)
	if err != nil {
		return err
	}
	files, err := p.filesOf(arguments)
	if err != nil {
		return err
	}
	t, isNew, err := p.importTenant(ctx, o)
	if err != nil {
		return err
	}
	profile, err := profileOf(t, o.profile)
	if err != nil {
		return err
	}
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(importMemory))
	run := &fileImport{program: p, options: imports.Options{
		Store: p.store, Tenant: t, Profile: profile, Columns: columns,
		Sheet: o.sheet, Encoding: o.encoding, Delimiter: o.delimiter, Scratch: p.data,
	}}
	if o.profile != "" {
		run.options.Mapping = profile
	}
	if o.preview {
		return run.each(ctx, files, run.preview)
	}
	if isNew {
		if o.profile != "" {
			t.Profile = string(profile.YAML())
		}
		if run.options.Tenant, err = p.store.AddTenant(ctx, t); err != nil {
			return err
		}
		p.note("Added the tenant %q, without a server.", run.options.Tenant.Name)
	}
	if o.rejected == "" {
		return run.each(ctx, files, run.file)
	}
	if run.rejected, err = createRejected(o.rejected); err != nil {
		return err
	}
	defer run.rejected.discard()
	err = run.each(ctx, files, run.file)
	return errors.Join(err, run.rejected.publish())
}

// importTenant finds the tenant that files go to; one that is new is not added
// yet. A preview needs none.
func (p *program) importTenant(ctx context.Context, o importFlags) (t store.Tenant, isNew bool, err error) {
	if o.tenant == "" {
		return t, false, nil
	}
	cache, err := p.cache(ctx)
	if err != nil {
		return t, false, err
	}
	t, err = cache.Tenant(ctx, o.tenant)
	if audit.CodeOf(err) == audit.CodeNotFound {
		return store.Tenant{Name: o.tenant}, true, nil
	}
	return t, false, err
}

// columnsOf reads FIELD=COLUMN.
func columnsOf(given []string) (map[string]string, error) {
	columns := map[string]string{}
	for _, text := range given {
		field, column, found := strings.Cut(text, "=")
		if !found || field == "" || column == "" {
			return nil, wrongUse("", "--map needs FIELD=COLUMN, such as createdAt=Date, not %q", text)
		}
		columns[field] = column
	}
	return columns, nil
}

// each works on all files, also behind one that fails, and returns the worst
// of what happened.
func (f *fileImport) each(ctx context.Context, files []string, work func(context.Context, string) error) error {
	for _, file := range files {
		err := work(ctx, file)
		switch audit.CodeOf(err) {
		case "":
		case audit.CodeNotFound, audit.CodeFile, audit.CodeProfile:
			f.complain(f.failed)
			f.failed = err
		default:
			return err
		}
	}
	if f.failed != nil {
		f.complain(f.cut)
		return f.failed
	}
	return f.cut
}

// file imports one file and prints its report.
func (f *fileImport) file(ctx context.Context, path string) error {
	var facts imports.Facts
	o := f.options
	o.Path, o.Facts = path, &facts
	o.Progress = func(n int) { f.tell("%s: %d entries", path, n) }
	if f.rejected != nil {
		o.Rejected = func(one store.Rejection) error { return f.rejected.add(path, one) }
	}
	report, err := imports.File(ctx, o)
	if err != nil {
		report.Complete, report.Reason = false, reasonOf(err)
	}
	if printed := f.printImport(report, facts); printed != nil {
		return printed
	}
	if err == nil {
		err = noneRead(report)
	}
	if err == nil && !report.Complete {
		f.complain(f.cut)
		f.cut = completed(report, nil)
	}
	return err
}

// printImport prints a report, as JSON with what is known of the file.
func (f *fileImport) printImport(report store.Report, facts imports.Facts) error {
	if !f.json {
		return f.printReport(report)
	}
	line, err := json.Marshal(report)
	if err != nil {
		return err
	}
	more, err := json.Marshal(struct {
		Format string `json:"format"`
		SHA256 string `json:"sha256"`
		Size   int64  `json:"size"`
	}{facts.Format, facts.SHA256, facts.Size})
	if err != nil {
		return err
	}
	return f.print(string(bytes.TrimSuffix(line, []byte("}"))) + "," + string(more[1:]) + "\n")
}

// noneRead is an error for a file of which no entry could be read: a success
// would hide that the profile does not fit.
func noneRead(report store.Report) error {
	if report.Tally.Received == 0 || report.Tally.Rejected < report.Tally.Received || !report.Complete {
		return nil
	}
	return audit.Errorf(audit.CodeProfile, "None of the %d entries of %s can be read.", report.Tally.Received, report.Source).
		WithHint("Name an endpoint profile that fits them with --profile.")
}
