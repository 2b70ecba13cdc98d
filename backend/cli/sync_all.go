package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
)

// syncAll syncs every tenant that has a server, one after another. One that
// fails is named on stderr and does not stop the others.
func (p *program) syncAll(ctx context.Context, full bool) error {
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	tenants, err := cache.Tenants(ctx)
	if err != nil {
		return err
	}
	tenants = slices.DeleteFunc(tenants, func(t store.TenantSummary) bool { return t.URL == "" })
	if len(tenants) == 0 {
		p.note("There is no tenant with a server yet. See: trailbook help tenant add")
		return nil
	}
	var failed []string
	behind := true // nothing that failed is for the user to mend
	for _, t := range tenants {
		err := p.syncOne(ctx, t.Tenant, full)
		if err == nil {
			continue
		}
		if stopsAll(err) {
			return err
		}
		failed = append(failed, t.Name)
		behind = behind && errors.As(err, new(incomplete))
		p.complain(about(t.Name, err))
	}
	if len(failed) == 0 {
		return nil
	}
	err = audit.Errorf(audit.CodeCutOff, "%d of %d tenants could not be synced to the end: %s", len(failed), len(tenants), strings.Join(failed, ", "))
	if behind {
		return incomplete{err}
	}
	return err
}

// syncOne syncs one tenant of several and prints its report.
func (p *program) syncOne(ctx context.Context, t store.Tenant, full bool) error {
	report := store.Report{}
	used, err := p.kept(t)
	if err == nil {
		report, err = p.syncTenant(ctx, t, used, full)
	}
	report, err = concluded(t, report, err)
	if p.quiet && !p.json {
		return err
	}
	return errors.Join(err, p.printReport(report))
}

// kept is a tenant's own secret. TRAILBOOK_TOKEN is not asked for: one tenant's
// token must not go to another.
func (p *program) kept(t store.Tenant) (secret.Credentials, error) {
	found, err := p.secrets().Get(secret.Key(t.Name, t.URL))
	if err == nil && found == (secret.Credentials{}) {
		err = audit.Errorf(audit.CodeNoCredentials, "There is no password or token for %q.", t.Name).
			WithHint("Sync it once by itself with --password-stdin or --token-stdin, which keeps the secret.")
	}
	return found, err
}

// stopsAll tells what would stop every other tenant's sync too.
func stopsAll(err error) bool {
	return slices.Contains([]audit.Code{audit.CodeBusy, audit.CodeCancelled, audit.CodeCache}, audit.CodeOf(err))
}

// about puts a tenant's name before an error's message.
func about(name string, err error) error {
	var known *audit.Error
	if !errors.As(err, &known) {
		return fmt.Errorf("%s: %w", name, err)
	}
	named := *known
	named.Message = name + ": " + known.Message
	return &named
}
