package cli

import (
	"context"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

func (p *program) profileShowCommand() *command {
	return &command{
		name: "profile show", args: "[NAME]", summary: "print the default endpoint profile, or a tenant's", most: 1,
		text: `
An endpoint profile says where a tenant's audit log is and how to read it.
Save it, change what differs, and hand it to tenant add or import.`,
		examples: []string{"trailbook profile show > mine.yaml"},
		run: func(ctx context.Context, args []string) error {
			var t store.Tenant
			if len(args) == 1 {
				cache, err := p.cache(ctx)
				if err != nil {
					return err
				}
				if t, err = cache.Tenant(ctx, args[0]); err != nil {
					return err
				}
			}
			profile, err := profileOf(t, "")
			if err != nil {
				return err
			}
			return p.print(string(profile.YAML()))
		},
	}
}

func (p *program) profileTestCommand() *command {
	var o credentialFlags
	var file string
	return &command{
		name: "profile test", args: "NAME", summary: "try an endpoint profile on a tenant's newest entries", least: 1, most: 1,
		text: `
Asks the tenant for its newest entries and shows where each field of the newest
was found. Nothing is kept.`,
		examples: []string{"trailbook profile test acme --profile mine.yaml"},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&file, "profile", "", "the profile's `file`; the tenant's own without it")
			o.add(flags)
		},
		run: func(ctx context.Context, args []string) error { return p.profileTest(ctx, args[0], file, o) },
	}
}

// testedEntries is how many entries a profile is tried on.
const testedEntries = 20

func (p *program) profileTest(ctx context.Context, name, file string, o credentialFlags) error {
	t, err := p.tenantNamed(ctx, name)
	if err != nil {
		return err
	}
	profile, err := profileOf(t.Tenant, file)
	if err != nil {
		return err
	}
	given, err := p.credentials(t.Tenant, &o)
	if err != nil {
		return err
	}
	client, err := p.connect(t.Tenant, given, profile)
	if err != nil {
		return err
	}
	defer client.Close()
	page, err := client.Page(ctx, tenant.Position{}, testedEntries)
	if err != nil {
		return err
	}
	return p.printProfileTest(profile, page)
}

func (p *program) printProfileTest(profile *tenant.Profile, page tenant.Page) error {
	if len(page.Entries) == 0 {
		return audit.Errorf(audit.CodeProfile, "The tenant's audit log is empty: there is nothing to try the profile on.")
	}
	readable := 0
	var refused error
	for _, entry := range page.Entries {
		if _, err := profile.Map(entry); err != nil {
			refused = err
		} else {
			readable++
		}
	}
	total := "unknown"
	if page.Total >= 0 {
		total = fmt.Sprint(page.Total)
	}
	p.note("%d of %d entries can be read; entries in the log: %s.", readable, len(page.Entries), total)
	t := newTable(p.Stdout, "FIELD", "FOUND AT", "VALUE")
	for _, field := range profile.Explain(page.Entries[0]) {
		path := field.Path
		if !field.Found {
			path = "(nowhere)"
		}
		if err := t.add(field.Field, path, field.Value); err != nil {
			return err
		}
	}
	if err := t.flush(); err != nil {
		return err
	}
	return refused
}
