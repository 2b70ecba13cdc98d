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
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/pull"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

func (p *program) syncCommand() *command {
	var o credentialFlags
	var full, all bool
	return &command{
		name: "sync", network: true, args: "NAME", summary: "bring a tenant's audit log into the cache", most: 1,
		text: `
Goes on from what the cache holds; an interrupted sync is continued by the
next. The password or token comes from the system's keychain, unless it is
given on stdin or in TRAILBOOK_TOKEN. One given on stdin that worked is kept in
the keychain. The exit status is 3 when the end of the log was not reached.

--all takes every tenant with a server, one after another, with what the
keychain holds; one that fails does not stop the others. The exit status is 0
when all are complete, 1 when something is for you to mend (a password, an
address, another Trailbook that writes), else 3 when a tenant failed or was not
complete: the next sync goes on from there. It needs no terminal, and with
--quiet it prints nothing when all went well. A schedule for cron, and one for
the Task Scheduler of Windows, are among the examples. Trailbook warns when
syncs come too late for a tenant that forgets its oldest entries.`,
		examples: []string{
			"trailbook sync acme",
			"printf %s \"$PASSWORD\" | trailbook sync acme --password-stdin --json",
			"TRAILBOOK_TOKEN=… trailbook sync acme",
			"trailbook sync --all --json",
			"7 * * * * trailbook sync --all --quiet        (a line of crontab -e: every hour)",
			`schtasks /Create /SC HOURLY /TN Trailbook /TR "C:\Path\to\trailbook.exe sync --all --quiet"`,
		},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags)
			flags.BoolVar(&full, "full", false, "read the log from end to end, whatever the cache holds")
			flags.BoolVar(&all, "all", false, "sync every tenant that has a server")
		},
		run: func(ctx context.Context, args []string) error {
			switch {
			case all && (len(args) > 0 || o.password || o.token):
				return wrongUse("", "sync --all takes no NAME and no secret: each tenant has its own")
			case all:
				return p.syncAll(ctx, full)
			case len(args) == 0:
				return wrongUse("", "sync needs NAME")
			}
			return p.sync(ctx, args[0], o, full)
		},
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
	report := store.Report{}
	used, err := p.credentials(t, &o)
	if err == nil {
		report, err = p.syncTenant(ctx, t, used, full)
	}
	if err == nil && (o.password || o.token) && p.secrets().Lasting() {
		err = p.secrets().Put(secret.Key(t.Name, t.URL), used)
	}
	report, err = concluded(t, report, err)
	if printed := p.printReport(report); printed != nil {
		return errors.Join(err, printed)
	}
	return err
}

// concluded tells what the outcome of a sync means for the exit status, and
// makes a report where there was no sync.
func concluded(t store.Tenant, report store.Report, err error) (store.Report, error) {
	if report.Tenant == "" {
		report = store.Report{Tenant: t.Name, Source: t.URL, Reason: reasonOf(err)}
	}
	if err != nil && syncIncomplete(audit.CodeOf(err), report) {
		return report, incomplete{err}
	}
	return report, errors.Join(err, completed(report, err))
}

func (p *program) syncTenant(ctx context.Context, t store.Tenant, used secret.Credentials, full bool) (store.Report, error) {
	profile, err := profileOf(t, "")
	if err != nil {
		return store.Report{}, err
	}
	client, err := p.connect(t, used, profile)
	if err != nil {
		return store.Report{}, err
	}
	defer client.Close()
	if warning := tenant.ExpiryWarning(tenant.TokenUntil(used.Token), p.Now()); warning != "" && used.Password == "" {
		p.note("warning: %s: %s", diff.Printable(t.Name), warning)
	}
	return pull.Sync(ctx, pull.Options{
		Store: p.store, Tenant: t, Client: client, Profile: profile, Full: full,
		Progress: func(now pull.Progress) { p.tell("received %d events%s", now.Events, ofTotal(now.Total)) },
	})
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
	if r.Tally.Changed+r.Gone > 0 {
		fmt.Fprintf(&b, "changed %d, gone %d, ", r.Tally.Changed, r.Gone)
	}
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
	for _, warning := range r.Warnings {
		p.note("warning: %s", diff.Printable(warning))
	}
	return p.print(b.String())
}
