package cli

import (
	"context"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/report"
)

// exportFlags say where an export goes, and how.
type exportFlags struct {
	out         string
	named       string
	format      export.Format // once checked
	oldestFirst bool
	template    string
	resume      bool
	secrets     bool
	pack        bool
	pdf         bool
	stamp       string
}

func (o *exportFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&o.out, "out", "", "the `file` to write")
	flags.StringVar(&o.named, "format", "", "ocsf or ecs: NDJSON for other systems; else the file's name says it")
	flags.BoolVar(&o.oldestFirst, "oldest-first", false, "begin with the oldest event instead of the newest")
	flags.BoolVar(&o.resume, "resume", false, "go on behind the last event of the file, with --format ocsf or ecs")
	flags.BoolVar(&o.secrets, "include-secrets", false, "leave secrets in clear; this is recorded")
	flags.StringVar(&o.template, "template", "", "how an Excel or PDF file is laid out: `name` of a template, see: trailbook template list")
	flags.BoolVar(&o.pack, "pack", false, "make an evidence pack too, beside the file")
	flags.BoolVar(&o.pdf, "pdf", false, "make a PDF of sheets Report and Summary too, for signing, beside an Excel file")
	flags.StringVar(&o.stamp, "timestamp", "", "`address` of a service (RFC 3161) to get a time stamp of the pack from")
}

// check settles the format, and is an error for what cannot be had together.
func (o *exportFlags) check(ctx context.Context, p *program) error {
	if o.out == "" {
		return wrongUse("", "export needs --out FILE")
	}
	switch o.format = export.Format(o.named); {
	case o.named == "":
		var err error
		if o.format, err = export.FormatOf(o.out); err != nil {
			return asWrongUse("", err)
		}
	case !o.format.ForSystems():
		return wrongUse("", "there is no --format %q; use ocsf or ecs, or let the file's name end in .xlsx, .csv, .ndjson or .pdf", o.named)
	}
	if o.resume && !o.format.ForSystems() {
		return wrongUse("", "--resume needs --format ocsf or ecs")
	}
	if o.pack && (o.format.ForSystems() || o.format == export.FormatPDF) {
		return wrongUse("", "--pack needs a file in .xlsx, .csv or .ndjson; with --pdf a PDF is made beside an Excel file")
	}
	if o.pdf && o.format != export.FormatExcel {
		return wrongUse("", "--pdf needs a file in .xlsx; for a PDF alone let the file's name end in .pdf")
	}
	return o.checkStamp(ctx, p)
}

func (o *exportFlags) checkStamp(ctx context.Context, p *program) error {
	if o.stamp == "" {
		return nil
	}
	if !o.pack {
		return wrongUse("", "--timestamp needs --pack")
	}
	if err := report.CheckStampURL(o.stamp); err != nil {
		return wrongUse("", "--timestamp needs an address that begins with https:// or http://")
	}
	return p.online(ctx)
}
