package bind

import (
	"context"
	"strings"
	"sync/atomic"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/job"
	"github.com/trailbook/trailbook/backend/pull"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// turn lets one sync run at a time. Its zero value is free.
type turn struct{ id atomic.Pointer[string] }

func (t *turn) take(jobID string) bool { return t.id.CompareAndSwap(nil, &jobID) }
func (t *turn) give()                  { t.id.Store(nil) }

// holder is the id of the job whose turn it is, or empty.
func (t *turn) holder() string {
	if id := t.id.Load(); id != nil {
		return *id
	}
	return ""
}

// startSync starts a job that syncs one tenant, or with an empty name every
// tenant that has a server. CodeBusy while another sync of this window runs.
func (c *Core) startSync(ctx context.Context, jobID, name string) error {
	if err := c.online(ctx); err != nil {
		return err
	}
	tenants, err := c.syncable(ctx, name)
	if err != nil {
		return err
	}
	if !c.syncing.take(jobID) {
		return audit.Errorf(audit.CodeBusy, "A sync is running already.").WithHint("Wait until it is done, or cancel it.")
	}
	err = c.jobs.Start(jobID, "sync", func(ctx context.Context, meter *job.Meter) (JobReport, error) {
		defer c.syncing.give()
		return c.syncEach(ctx, tenants, meter)
	})
	if err != nil {
		c.syncing.give()
	}
	return err
}

// syncEach syncs one tenant after the other. One that fails does not keep the
// others from their turn: the report names it, and only when none went well is
// there an error.
func (c *Core) syncEach(ctx context.Context, tenants []store.Tenant, meter *job.Meter) (JobReport, error) {
	all := JobReport{Complete: true, Failed: []TenantFailure{}}
	var first error
	for _, t := range tenants {
		gauge := gauge{meter: meter, before: all.Received}
		if len(tenants) > 1 {
			gauge.name = t.Name
		}
		report, err := c.sync(ctx, t, gauge)
		all.add(report)
		if err == nil {
			continue
		}
		if ctx.Err() != nil {
			return all, err
		}
		c.logError("sync of "+t.Name, err)
		all.Failed = append(all.Failed, TenantFailure{Tenant: t.Name, JobError: *jobError(err)})
		if first == nil {
			first = err
		}
	}
	if len(all.Failed) < len(tenants) {
		first = nil
	}
	return all, first
}

// gauge is a job's meter as one of several tenants sees it.
type gauge struct {
	meter  *job.Meter
	name   string // of the tenant; empty when it is the only one
	before int    // events that the tenants before it brought
}

func (g gauge) note(text string) {
	if g.name != "" && text != "" {
		text = g.name + ": " + text
	} else if g.name != "" {
		text = g.name
	}
	g.meter.Note(text)
}

func (g gauge) set(p pull.Progress) {
	if g.name != "" {
		p.Total = 0 // of this tenant alone
	}
	g.meter.Set(g.before+p.Events, p.Total)
	g.note("")
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

func (c *Core) sync(ctx context.Context, t store.Tenant, meter gauge) (store.Report, error) {
	client, profile, t, err := c.ready(ctx, t, meter)
	if err != nil {
		// Without a sync there is no source that tells of it, but the status line must.
		outcome := store.Outcome{Complete: t.Complete, Error: shown(err).Message, Code: string(shown(err).Code), Surplus: t.Surplus}
		if kept := c.Store.FinishSync(context.WithoutCancel(ctx), t.ID, outcome); kept != nil {
			c.logError("outcome of the sync", kept)
		}
		return store.Report{}, err
	}
	defer client.Close()
	return pull.Sync(ctx, pull.Options{Store: c.Store, Tenant: t, Client: client, Profile: profile,
		Progress: meter.set})
}

// ready makes a client with the tenant's credentials, starting the demo tenant
// where it is that one; it returns the tenant with its address.
func (c *Core) ready(ctx context.Context, t store.Tenant, meter gauge) (*tenant.Client, *tenant.Profile, store.Tenant, error) {
	credentials, err := c.Vault.Get(vaultKey(t))
	if err == nil && t.Demo {
		t, credentials, err = c.demo.serve(ctx, c.Store, t)
	}
	if err != nil {
		return nil, nil, t, err
	}
	client, profile, err := c.client(t, credentials, meter.note)
	return client, profile, t, err
}

// client makes a client for a tenant by its own profile or the default one.
func (c *Core) client(t store.Tenant, credentials secret.Credentials, notify func(string)) (*tenant.Client, *tenant.Profile, error) {
	profile, err := tenant.LoadProfile(strings.NewReader(t.Profile)) // what it leaves out is the default
	if err != nil {
		return nil, nil, err
	}
	client, err := tenant.New(tenant.Config{
		URL: t.URL, Email: t.Email, Password: credentials.Password, Token: credentials.Token,
		Profile: profile, CAFile: t.CAFile, AllowHTTP: t.AllowHTTP, UserAgent: "Trailbook/" + c.Version, Notify: notify,
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
