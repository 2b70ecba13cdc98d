package bind

import (
	"context"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/job"
	"github.com/trailbook/trailbook/backend/pull"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// startSync starts a job that syncs one tenant, or with an empty name every
// tenant that has a server.
func (c *Core) startSync(ctx context.Context, jobID, name string) error {
	tenants, err := c.syncable(ctx, name)
	if err != nil {
		return err
	}
	return c.jobs.Start(jobID, "sync", func(ctx context.Context, meter *job.Meter) (JobReport, error) {
		var all JobReport
		all.Complete = true
		for _, t := range tenants {
			report, err := c.sync(ctx, t, meter)
			all.add(report)
			if err != nil {
				return all, err
			}
		}
		return all, nil
	})
}

func (c *Core) syncable(ctx context.Context, name string) ([]store.Tenant, error) {
	if name != "" {
		t, err := c.Store.Tenant(ctx, name)
		if err == nil && t.URL == "" && !t.Demo {
			err = audit.Errorf(audit.CodeInvalid, "%q has no server: its events came from files.", name).
				WithHint("Edit the tenant to give it an address.")
		}
		return []store.Tenant{t}, err
	}
	summaries, err := c.Store.Tenants(ctx)
	var tenants []store.Tenant
	for _, s := range summaries {
		if s.URL != "" || s.Demo {
			tenants = append(tenants, s.Tenant)
		}
	}
	if err == nil && len(tenants) == 0 {
		err = audit.Errorf(audit.CodeInvalid, "No tenant here has a server to sync with.").WithHint("Add a tenant first.")
	}
	return tenants, err
}

func (c *Core) sync(ctx context.Context, t store.Tenant, meter *job.Meter) (store.Report, error) {
	credentials, err := c.Vault.Get(vaultKey(t))
	if err != nil {
		return store.Report{}, err
	}
	if t.Demo {
		if t, credentials, err = c.demo.serve(ctx, c.Store, t); err != nil {
			return store.Report{}, err
		}
	}
	client, profile, err := c.client(t, credentials, meter.Note)
	if err != nil {
		return store.Report{}, err
	}
	defer client.Close()
	return pull.Sync(ctx, pull.Options{Store: c.Store, Tenant: t, Client: client, Profile: profile,
		Progress: func(p pull.Progress) { meter.Set(p.Events, p.Total); meter.Note("") }})
}

// client makes a client for a tenant by its own profile or the default one.
func (c *Core) client(t store.Tenant, credentials secret.Credentials, notify func(string)) (*tenant.Client, *tenant.Profile, error) {
	profile, err := tenant.LoadProfile(strings.NewReader(t.Profile)) // what it leaves out is the default
	if err != nil {
		return nil, nil, err
	}
	client, err := tenant.New(tenant.Config{
		URL: t.URL, Email: t.Email, Password: credentials.Password, Token: credentials.Token,
		Profile: profile, CAFile: t.CAFile, UserAgent: "Trailbook/" + c.Version, Notify: notify,
	})
	return client, profile, err
}

// vaultKey is the name under which a tenant's secrets are kept.
func vaultKey(t store.Tenant) string { return secret.Key(t.Name, t.URL) }

func (r *JobReport) add(report store.Report) {
	r.Tenant, r.Source = report.Tenant, report.Source
	r.Received += report.Tally.Received
	r.Inserted += report.Tally.Inserted
	r.Updated += report.Tally.Updated
	r.Duplicates += report.Tally.Duplicates
	r.Rejected += report.Tally.Rejected
	r.Complete = r.Complete && report.Complete
	r.DurationMs += report.Duration.Milliseconds()
}
