package cli

import (
	"context"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/report"
	"github.com/trailbook/trailbook/backend/store"
)

func (p *program) exportCommand() *command {
	var o filterFlags
	var to exportFlags
	return &command{
		name: "export", args: "[FILTER] --out FILE [--pack] [--pdf]", summary: "write events to a file, with evidence if you like, or a report to sign",
		text: `
The format follows from the file's name: .xlsx, .csv, .ndjson or .pdf. The file
appears only when all of it is written, and holds one moment of the cache: a
sync that goes on meanwhile changes nothing of it. Secrets are masked.

With --pack an evidence pack is made too, FILE.pack.zip beside the file: the
events as received, their hashes, a signed manifest and a page that checks them
in any browser. trailbook verify holds both to one another.

A PDF is a report for signing: what sheets Report and Summary of an Excel file
say, with a block for signatures, and no events. With --pdf it is made beside
an Excel file, FILE.pdf, and names that file by its SHA-256, and its pack.

For other systems --format writes NDJSON, oldest first, in OCSF 1.3.0 or in the
Elastic Common Schema 8.17.0. With --resume such a file is continued behind its
last event, and what was written stays when the work is stopped.`,
		examples: []string{
			"trailbook export --tenant acme --from 2026-01-01 --to 2026-02-01 --out acme-january.xlsx",
			"trailbook export --type delete --out deleted.csv",
			"trailbook export --tenant acme --out acme.xlsx --pack --timestamp https://freetsa.org/tsr",
			"trailbook export --tenant acme --out acme.xlsx --pack --pdf",
			"trailbook export --tenant acme --format ecs --out acme-ecs.ndjson --resume",
		},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags)
			to.add(flags)
		},
		run: func(ctx context.Context, _ []string) error {
			if err := to.check(ctx, p); err != nil {
				return err
			}
			return p.export(ctx, o, to)
		},
	}
}

func (p *program) export(ctx context.Context, o filterFlags, to exportFlags) error {
	f, err := o.read(ctx, p)
	if err != nil {
		return err
	}
	r := report.Request{
		Filter: f, Order: store.Order{Ascending: to.oldestFirst || to.format.ForSystems()}, // so that what is new comes behind
		Zone: p.zone, Path: to.out, Format: to.format, Template: to.template, IncludeSecrets: to.secrets, Resume: to.resume, PDF: to.pdf,
		By: p.whoAsks(), Version: p.Version, At: p.Now(), Where: onCommandLine,
		Progress: func(stage report.Stage, done, total int) { p.tell("%s: %d of %d events", stage, done, total) },
	}
	if to.pack {
		if r.Pack, err = p.wantedPack(to); err != nil {
			return err
		}
	}
	result, err := report.Make(ctx, p.store, r)
	if err != nil {
		return err
	}
	return p.exported(result)
}
