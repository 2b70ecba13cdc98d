package cli

import (
	"context"

	"github.com/spf13/pflag"

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
			if p.json {
				return p.printJSON(map[string]string{"name": profile.Name, "yaml": string(profile.YAML())})
			}
			return p.print(string(profile.YAML()))
		},
	}
}

func (p *program) profileTestCommand() *command {
	var o credentialFlags
	var file string
	return &command{
		name: "profile test", network: true, args: "NAME", summary: "try an endpoint profile on the first page of a tenant's log", least: 1, most: 1,
		text: `
Asks the tenant once for the first page of its log and shows where each field
of the first entry was found, what was seen of the paging, and what to correct
in the profile. Nothing is kept.`,
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
	return p.printTrial(try(profile, page))
}
