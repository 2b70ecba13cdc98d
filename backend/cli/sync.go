package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/pull"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
)

func (p *program) syncCommand() *command {
	var o credentialFlags
	var full bool
	return &command{
		name: "sync", args: "NAME", summary: "bring a tenant's audit log into the cache", least: 1, most: 1,
		text: `
Goes on from what the cache holds; an interrupted sync is continued by the
next. The password or token comes from the system's keychain, unless it is
given on stdin or in TRAILBOOK_TOKEN. One given on stdin that worked is kept in
the keychain. The exit status is 3 when the end of the log was not reached.`,
		examples: []string{
			"trailbook sync acme",
			"printf %s \"$PASSWORD\" | trailbook sync acme --password-stdin --json",
			"TRAILBOOK_TOKEN=… trailbook sync acme",
		},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags)
			flags.BoolVar(&full, "full", false, "read the log from end to end, whatever the cache holds")
		},
		run: func(ctx context.Context, args []string) error { return p.sync(ctx, args[0], o, full) },
	}
}

func (p *program) sync(ctx context.Context, name string, o credentialFlags, full bool) error {
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	t, err := cache.Tenant(ctx, name)
	if err != nil {
		return err
	}
	report, err := p.syncTenant(ctx, t, o, full)
	if report.Tenant == "" {
		report = store.Report{Tenant: t.Name, Source: t.URL, Reason: reasonOf(err)}
	}
	if printed := p.printReport(report); printed != nil {
		return errors.Join(err, printed)
	}
	if err != nil && syncIncomplete(audit.CodeOf(err), report) {
		return incomplete{err}
	}
	return errors.Join(err, completed(report, err))
}

func (p *program) syncTenant(ctx context.Context, t store.Tenant, o credentialFlags, full bool) (store.Report, error) {
	used, err := p.credentials(t, &o)
	if err != nil {
		return store.Report{}, err
	}
	profile, err := profileOf(t, "")
	if err != nil {
		return store.Report{}, err
	}
	client, err := p.connect(t, used, profile)
	if err != nil {
		return store.Report{}, err
	}
	defer client.Close()
	report, err := pull.Sync(ctx, pull.Options{
		Store: p.store, Tenant: t, Client: client, Profile: profile, Full: full,
		Progress: func(now pull.Progress) { p.tell("received %d events%s", now.Events, ofTotal(now.Total)) },
	})
	if err == nil && (o.password || o.token) && p.secrets().Lasting() {
		err = p.secrets().Put(secret.Key(t.Name, t.URL), used)
	}
	return report, err
}

func ofTotal(total int) string {
	if total == 0 {
		return ""
	}
	return fmt.Sprintf("; the tenant has %d", total)
}

// syncIncomplete tells a tenant that failed from something the user must
// mend. The first leaves the cache sound and behind: status 3.
func syncIncomplete(code audit.Code, report store.Report) bool {
	if slices.Contains([]audit.Code{
		audit.CodeUnreachable, audit.CodeServer, audit.CodeThrottled, audit.CodeCutOff, audit.CodeNotJSON,
	}, code) {
		return true
	}
	return code == audit.CodeNotAppmixer && report.Tally.Received > 0
}

// completed is an error for a report of work that did not reach its end
// without one.
func completed(report store.Report, err error) error {
	if err == nil && !report.Complete {
		return incomplete{audit.Errorf(audit.CodeCutOff, "%s is not complete: %s", report.Source, report.Reason)}
	}
	return nil
}

func reasonOf(err error) string {
	var known *audit.Error
	if errors.As(err, &known) {
		return known.Message
	}
	return "An unexpected error stopped the work."
}

// printReport prints the outcome of a sync or an import on one line.
func (p *program) printReport(r store.Report) error {
	if p.json {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		return p.print(string(line) + "\n")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s from %s: received %d, inserted %d, updated %d, duplicates %d, rejected %d, ",
		r.Tenant, r.Source, r.Tally.Received, r.Tally.Inserted, r.Tally.Updated, r.Tally.Duplicates, r.Tally.Rejected)
	if r.Complete {
		b.WriteString("complete\n")
	} else {
		b.WriteString("not complete\n")
	}
	const shown = 5
	for i, one := range r.Rejected {
		if i == shown {
			p.note("… and %d more; --json lists all", len(r.Rejected)-shown)
			break
		}
		p.note("rejected %s: %s", one.Where, one.Reason)
	}
	return p.print(b.String())
}
