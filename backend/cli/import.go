package cli

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/imports"
	"github.com/trailbook/trailbook/backend/store"
)

func (p *program) importCommand() *command {
	var name, profile string
	return &command{
		name: "import", args: "FILE... --tenant NAME", summary: "bring files of audit entries into the cache", least: 1, most: -1,
		text: `
A file is NDJSON (one entry a line) or JSON (a list, or a list inside an
object). Entries are read by the default endpoint profile, the tenant's own, or
--profile. A tenant that is not there yet is added, without a server. An NDJSON
file that Trailbook exported is understood too. What cannot be read is
rejected with its line; the exit status is 3 when a file was cut off.`,
		examples: []string{"trailbook import audit.ndjson --tenant acme", "trailbook import *.json --tenant acme --json"},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&name, "tenant", "", "the tenant's `name`")
			flags.StringVar(&profile, "profile", "", "an endpoint profile's `file`, for how entries are read")
		},
		run: func(ctx context.Context, files []string) error {
			if name == "" {
				return wrongUse("", "import needs --tenant NAME")
			}
			return p.importFiles(ctx, files, name, profile)
		},
	}
}

func (p *program) importFiles(ctx context.Context, files []string, name, profileFile string) error {
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	t, err := cache.Tenant(ctx, name)
	isNew := audit.CodeOf(err) == audit.CodeNotFound
	if err != nil && !isNew {
		return err
	}
	profile, err := profileOf(t, profileFile)
	if err != nil {
		return err
	}
	for _, file := range files {
		if _, err := os.Stat(file); err != nil {
			return audit.Errorf(audit.CodeNotFound, "There is no file %q.", file).WithHint("Nothing was imported.").Wrapping(err)
		}
	}
	if isNew {
		profileText := ""
		if profileFile != "" {
			profileText = string(profile.YAML())
		}
		if t, err = cache.AddTenant(ctx, store.Tenant{Name: name, Profile: profileText}); err != nil {
			return err
		}
		p.note("Added the tenant %q, without a server.", t.Name)
	}
	var unfinished error
	for _, file := range files {
		report, err := imports.File(ctx, imports.Options{
			Store: cache, Tenant: t, Profile: profile, Path: file,
			Progress: func(n int) { p.tell("%s: %d entries", file, n) },
		})
		if err != nil {
			report.Complete, report.Reason = false, reasonOf(err)
		}
		if err := errors.Join(err, p.printReport(report), noneRead(report)); err != nil {
			return err
		}
		if !report.Complete {
			p.complain(unfinished)
			unfinished = completed(report, nil)
		}
	}
	return unfinished
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
