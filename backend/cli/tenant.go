package cli

import (
	"context"
	"strconv"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

func (p *program) tenantListCommand() *command {
	return &command{
		name: "tenant list", summary: "list the tenants of the cache",
		run: func(ctx context.Context, _ []string) error { return p.tenantList(ctx) },
	}
}

func (p *program) tenantShowCommand() *command {
	return &command{
		name: "tenant show", args: "NAME", summary: "show a tenant and what the cache holds of it", least: 1, most: 1,
		run: func(ctx context.Context, args []string) error { return p.tenantShow(ctx, args[0]) },
	}
}

func (p *program) tenantRemoveCommand() *command {
	var yes bool
	return &command{
		name: "tenant remove", args: "NAME", summary: "remove a tenant with its events and its password or token", least: 1, most: 1,
		text: `
The events are gone from the cache, with what they were before they changed and
the record of syncs and files; sync brings back what the tenant still has. On a
terminal it says how much that is, and asks.`,
		flags: func(flags *pflag.FlagSet) { flags.BoolVar(&yes, "yes", false, "remove without asking") },
		run:   func(ctx context.Context, args []string) error { return p.tenantRemove(ctx, args[0], yes) },
	}
}

// tenantJSON is a tenant as JSON. Times are null for never.
type tenantJSON struct {
	Name      string  `json:"name"`
	URL       string  `json:"url"`
	Email     string  `json:"email"`
	Events    int     `json:"events"`
	Oldest    *string `json:"oldest"`
	Newest    *string `json:"newest"`
	LastSync  *string `json:"lastSync"`
	Complete  bool    `json:"complete"`
	LastError string  `json:"lastError"`
	CAFile    string  `json:"caFile"`
	AllowHTTP bool    `json:"allowHttp"` // plain http also beyond this computer
	Profile   bool    `json:"profile"`   // has an endpoint profile of its own
	Demo      bool    `json:"demo"`

	LastErrorCode string   `json:"lastErrorCode"`
	LogOldest     *string  `json:"logOldest"` // the tenant's own oldest entry
	Retention     string   `json:"retention"` // how far back its log goes, in words
	KeepsDays     float64  `json:"keepsDays"` // 0 unknown
	Warnings      []string `json:"warnings"`
}

func (p *program) toJSON(t store.TenantSummary) tenantJSON {
	return tenantJSON{
		Name: t.Name, URL: t.URL, Email: t.Email, Events: t.Events, Oldest: jsonMoment(t.Oldest), Newest: jsonMoment(t.Newest),
		LastSync: jsonMoment(t.SyncedAt), Complete: t.Complete, LastError: t.LastError, CAFile: t.CAFile, AllowHTTP: t.AllowHTTP,
		Profile: t.Profile != "", Demo: t.Demo,
		LastErrorCode: t.LastCode, LogOldest: jsonMoment(t.LogOldest), Retention: t.Retention(),
		KeepsDays: t.Keeps().Hours() / 24, Warnings: p.tenantWarnings(t.Tenant),
	}
}

// tenantWarnings are sentences about a tenant that the user should read.
func (p *program) tenantWarnings(t store.Tenant) []string {
	warnings := []string{}
	if warning := t.RetentionWarning(p.Now()); warning != "" {
		warnings = append(warnings, warning)
	}
	if t.URL == "" {
		return warnings
	}
	kept, err := p.secrets().Get(secret.Key(t.Name, t.URL))
	if err != nil || kept.Password != "" {
		return warnings // a password opens the next session by itself
	}
	if warning := tenant.ExpiryWarning(tenant.TokenUntil(kept.Token), p.Now()); warning != "" {
		warnings = append(warnings, warning)
	}
	return warnings
}

func allowed(is bool) string {
	if is {
		return "allowed"
	}
	return ""
}

func (p *program) tenantList(ctx context.Context) error {
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	tenants, err := cache.Tenants(ctx)
	if err != nil {
		return err
	}
	if p.json {
		list := make([]tenantJSON, len(tenants))
		for i, t := range tenants {
			list[i] = p.toJSON(t)
		}
		return p.printJSON(list)
	}
	if len(tenants) == 0 {
		p.note("There is no tenant yet. See: trailbook help tenant add")
		return nil
	}
	table := newTable(p.Stdout, "NAME", "EVENTS", "LAST SYNC", "COMPLETE", "URL")
	for _, t := range tenants {
		if err := table.add(t.Name, strconv.Itoa(t.Events), p.moment(t.SyncedAt), yes(t.Complete), orFiles(t.Tenant)); err != nil {
			return err
		}
	}
	if err := table.flush(); err != nil {
		return err
	}
	for _, t := range tenants {
		p.noteWarnings(t.Tenant)
	}
	return nil
}

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}

func orFiles(t store.Tenant) string {
	switch {
	case t.Demo:
		return "(demo tenant of the window)"
	case t.URL == "":
		return "(from files)"
	}
	return t.URL
}

func (p *program) tenantShow(ctx context.Context, name string) error {
	t, err := p.tenantNamed(ctx, name)
	if err != nil {
		return err
	}
	if p.json {
		return p.printJSON(p.toJSON(t))
	}
	profile := "default"
	if t.Profile != "" {
		profile = "its own; print it with: trailbook profile show " + strconv.Quote(t.Name)
	}
	table := newTable(p.Stdout, "tenant", t.Name)
	for _, line := range [][2]string{
		{"url", orFiles(t.Tenant)}, {"e-mail", t.Email}, {"profile", profile}, {"CA file", t.CAFile}, {"plain http", allowed(t.AllowHTTP)},
		{"events", strconv.Itoa(t.Events)}, {"oldest", p.moment(t.Oldest)}, {"newest", p.moment(t.Newest)},
		{"last sync", p.moment(t.SyncedAt)}, {"complete", yes(t.Complete)}, {"last error", t.LastError},
		{"retention", t.Retention()}, {"log begins", p.orNothing(t.LogOldest)},
	} {
		if line[1] == "" {
			continue
		}
		if err := table.add(line[0], line[1]); err != nil {
			return err
		}
	}
	if err := table.flush(); err != nil {
		return err
	}
	p.noteWarnings(t.Tenant)
	return nil
}

// noteWarnings tells the warnings about a tenant.
func (p *program) noteWarnings(t store.Tenant) {
	for _, warning := range p.tenantWarnings(t) {
		p.note("warning: %s: %s", diff.Printable(t.Name), warning)
	}
}

func (p *program) tenantNamed(ctx context.Context, name string) (store.TenantSummary, error) {
	cache, err := p.cache(ctx)
	if err != nil {
		return store.TenantSummary{}, err
	}
	if _, err := cache.Tenant(ctx, name); err != nil {
		return store.TenantSummary{}, err
	}
	tenants, err := cache.Tenants(ctx)
	for _, t := range tenants {
		if t.Name == name {
			return t, err
		}
	}
	return store.TenantSummary{}, err
}

// orNothing writes a time of the cache for people; nothing where there is none.
func (p *program) orNothing(ms int64) string {
	if ms == 0 {
		return ""
	}
	return p.moment(ms)
}
