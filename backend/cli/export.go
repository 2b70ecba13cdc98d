package cli

import (
	"cmp"
	"context"
	"fmt"
	"sync"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/history"
	"github.com/trailbook/trailbook/backend/store"
)

func (p *program) exportCommand() *command {
	var o filterFlags
	var out string
	var secrets bool
	return &command{
		name: "export", args: "[FILTER] --out FILE", summary: "write events to an Excel, CSV or NDJSON file",
		text: `
The format follows from the file's name: .xlsx, .csv or .ndjson. The file
appears only when all of it is written. Secrets are masked.`,
		examples: []string{
			"trailbook export --tenant acme --from 2026-01-01 --to 2026-02-01 --out acme-january.xlsx",
			"trailbook export --type delete --out deleted.csv",
		},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags)
			flags.StringVar(&out, "out", "", "the `file` to write")
			flags.BoolVar(&secrets, "include-secrets", false, "leave secrets in clear; this is recorded")
		},
		run: func(ctx context.Context, _ []string) error {
			if out == "" {
				return wrongUse("", "export needs --out FILE")
			}
			if _, err := export.FormatOf(out); err != nil {
				return asWrongUse("", err)
			}
			return p.export(ctx, o, out, secrets)
		},
	}
}

func (p *program) export(ctx context.Context, o filterFlags, out string, secrets bool) error {
	f, err := o.read(ctx, p)
	if err != nil {
		return err
	}
	keys, err := p.store.Match(ctx, f, store.Order{})
	if err != nil {
		return err
	}
	what := "export"
	if secrets {
		what = "export with secrets"
		if err := p.record(ctx, what+" begun", "to %s", out); err != nil {
			return err
		}
	}
	request := export.Request{
		Path: out, Events: p.store.Events(ctx, keys), Total: len(keys), IncludeSecrets: secrets,
		Progress: func(n int) { p.tell("exported %d of %d events", n, len(keys)) },
	}
	if request.Report, err = export.Describe(ctx, p.store, f, store.Order{}, p.zone, out); err != nil {
		return err
	}
	if request.Report.Continuity, err = p.continuity(ctx, f, out); err != nil {
		return err
	}
	request.Report.GeneratedAt, request.Report.Version = p.Now(), p.Version
	request.Report.GeneratedBy = cmp.Or(p.Getenv("USER"), p.Getenv("USERNAME"))
	result, err := export.Write(ctx, request)
	if err != nil {
		return err
	}
	if err := p.record(ctx, what, "%d events to %s, sha256 %s", result.Events, result.Path, result.SHA256); err != nil {
		return err
	}
	if p.json {
		return p.printJSON(map[string]any{
			"path": result.Path, "events": result.Events, "bytes": result.Bytes, "sha256": result.SHA256,
			"masked": result.Masked, "replaced": result.Replaced, "cut": result.Cut, "escaped": result.Escaped, "defused": result.Defused,
		})
	}
	return p.print(fmt.Sprintf("%s\n%d events\nsha256 %s\n", result.Path, result.Events, result.SHA256))
}

// continuity is what a report says of the states under a filter; only Excel
// files have one.
func (p *program) continuity(ctx context.Context, f audit.Filter, out string) (export.Continuity, error) {
	if format, err := export.FormatOf(out); err != nil || format != export.FormatExcel {
		return export.Continuity{}, err
	}
	var mu sync.Mutex
	gaps, err := history.OfFilter(ctx, p.store, f, func(done, total int) {
		mu.Lock()
		defer mu.Unlock()
		p.tell("followed the objects of %d of %d events", done, total)
	})
	return export.Continuity{Checked: err == nil, Gaps: history.Sentences(gaps)}, err
}
