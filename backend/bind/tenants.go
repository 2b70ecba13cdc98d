package bind

import (
	"context"
	"os"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/job"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// Tenants adds, edits, removes and lists tenants.
type Tenants struct{ core *Core }

// List lists the tenants by name with what the cache holds of each.
func (t *Tenants) List() ([]Tenant, error) {
	return call(t.core, "Tenants.List", func(ctx context.Context) ([]Tenant, error) {
		summaries, err := t.core.Store.Tenants(ctx)
		list := make([]Tenant, len(summaries))
		for i, summary := range summaries {
			list[i] = t.core.shownTenant(summary)
		}
		return list, err
	})
}

func (c *Core) shownTenant(s store.TenantSummary) Tenant {
	shown := Tenant{
		Name: s.Name, URL: s.URL, Email: s.Email, Events: s.Events, Oldest: s.Oldest, Newest: s.Newest,
		LastSync: s.SyncedAt, Complete: s.Complete, LastError: s.LastError, LastCode: s.LastCode, Demo: s.Demo, HasSecret: s.Demo,
		CAFile: s.CAFile, AllowHTTP: s.AllowHTTP, OwnProfile: s.Profile != "",
	}
	if credentials, err := c.Vault.Get(vaultKey(s.Tenant)); err == nil && !s.Demo {
		shown.HasSecret = credentials.Token != "" || credentials.Password != ""
		if until := tenant.TokenUntil(credentials.Token); !until.IsZero() {
			shown.TokenUntil = until.UnixMilli()
		}
	}
	return shown
}

// Add checks that a tenant can be reached and signed in to, and adds it.
// Nothing is kept of one that cannot.
func (t *Tenants) Add(form TenantForm) error {
	return do(t.core, "Tenants.Add", func(ctx context.Context) error {
		var added store.Tenant
		if err := form.fill(&added); err != nil {
			return err
		}
		credentials := secret.Credentials{Password: form.Password, Token: form.Token}
		return t.core.addTenant(ctx, added, credentials)
	})
}

func (c *Core) addTenant(ctx context.Context, added store.Tenant, credentials secret.Credentials) error {
	email, err := c.tryOut(ctx, added, credentials)
	if err != nil {
		return err
	}
	added.Email = email
	if added, err = c.Store.AddTenant(ctx, added); err != nil {
		return err
	}
	return c.Vault.Put(vaultKey(added), credentials)
}

// Edit changes a tenant; empty secrets leave what is kept. Where the way to it
// changes it is checked as by Add; a new name alone asks it for nothing, and so
// can be given offline.
func (t *Tenants) Edit(name string, form TenantForm) error {
	return do(t.core, "Tenants.Edit", func(ctx context.Context) error {
		known, err := t.core.Store.Tenant(ctx, name)
		if err != nil {
			return err
		}
		credentials, err := t.core.Vault.Get(vaultKey(known))
		if err != nil {
			return err
		}
		signsInAnew := form.Password != "" || form.Token != ""
		if signsInAnew {
			credentials = secret.Credentials{Password: form.Password, Token: form.Token}
		}
		edited := known
		if err := form.fill(&edited); err != nil {
			return err
		}
		renamed := known
		renamed.Name = edited.Name
		if edited.URL != "" && (signsInAnew || edited != renamed) {
			if edited.Email, err = t.core.tryOut(ctx, edited, credentials); err != nil {
				return err
			}
		}
		if err := t.core.Store.UpdateTenant(ctx, edited); err != nil {
			return err
		}
		if vaultKey(edited) != vaultKey(known) {
			if err := t.core.Vault.Delete(vaultKey(known)); err != nil {
				return err
			}
		}
		return t.core.Vault.Put(vaultKey(edited), credentials)
	})
}

// fill writes what the form says into a tenant. The profile's file is read now
// and kept in the cache: it may move or go later.
func (f TenantForm) fill(t *store.Tenant) error {
	t.Name, t.URL, t.Email, t.CAFile, t.AllowHTTP = f.Name, f.URL, f.Email, f.CAFile, f.AllowHTTP
	if f.DefaultProfile {
		t.Profile = ""
	}
	if f.ProfileFile == "" {
		return nil
	}
	file, err := os.Open(f.ProfileFile)
	if err != nil {
		return audit.Errorf(audit.CodeFile, "The endpoint profile cannot be read.").
			WithHint("Choose it again with Browse….").Wrapping(err)
	}
	defer func() { _ = file.Close() }()
	profile, err := tenant.LoadProfile(file)
	if err == nil {
		t.Profile = string(profile.YAML())
	}
	return err
}

// Removal says what Remove would remove.
func (t *Tenants) Removal(name string) (Removal, error) {
	return call(t.core, "Tenants.Removal", func(ctx context.Context) (Removal, error) {
		r, err := t.core.Store.RemovalOf(ctx, name)
		return Removal(r), err
	})
}

// Remove starts a job that removes a tenant with its events and its secrets.
// It is not done in part: cancelled, everything is as it was.
func (t *Tenants) Remove(jobID, name string) error {
	return do(t.core, "Tenants.Remove", func(ctx context.Context) error {
		known, err := t.core.Store.Tenant(ctx, name)
		if err != nil {
			return err
		}
		return t.core.jobs.Start(jobID, "remove", func(ctx context.Context, _ *job.Meter) (JobReport, error) {
			events, err := t.core.remove(ctx, known)
			return JobReport{Tenant: name, Received: events, Complete: err == nil}, err
		})
	})
}

func (c *Core) remove(ctx context.Context, t store.Tenant) (events int, err error) {
	release, err := c.Store.Lock(ctx)
	if err != nil {
		return 0, err
	}
	defer release()
	if events, err = c.Store.RemoveTenant(ctx, t.Name); err != nil {
		return 0, err
	}
	return events, c.Vault.Delete(vaultKey(t))
}

// Demo adds the built-in demo tenant where it is not there yet.
func (t *Tenants) Demo() (Tenant, error) {
	return call(t.core, "Tenants.Demo", func(ctx context.Context) (Tenant, error) {
		summaries, err := t.core.Store.Tenants(ctx)
		if err != nil {
			return Tenant{}, err
		}
		for _, summary := range summaries {
			if summary.Demo {
				return t.core.shownTenant(summary), nil
			}
		}
		added, err := t.core.Store.AddTenant(ctx, store.Tenant{Name: demoName, Demo: true})
		return t.core.shownTenant(store.TenantSummary{Tenant: added}), err
	})
}

// tryOut reaches and signs in to a tenant; it returns the e-mail of who signed
// in.
func (c *Core) tryOut(ctx context.Context, t store.Tenant, credentials secret.Credentials) (email string, err error) {
	if err := c.online(ctx); err != nil {
		return "", err
	}
	client, _, err := c.client(t, credentials, nil)
	if err != nil {
		return "", err
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if _, err := client.Info(ctx); err != nil {
		return "", err
	}
	who, err := client.SignIn(ctx)
	if err != nil {
		return "", err
	}
	if who.Email == "" {
		return t.Email, nil
	}
	return who.Email, nil
}
