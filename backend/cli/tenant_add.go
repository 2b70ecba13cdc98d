package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

type tenantAddFlags struct {
	credentialFlags
	url, email, profile, ca string
	noCheck, allowHTTP      bool
}

func (p *program) tenantAddCommand() *command {
	var o tenantAddFlags
	return &command{
		name: "tenant add", args: "NAME (--url URL | --profile FILE)", summary: "add a tenant, after trying whether it can be signed in to", least: 1, most: 1,
		text: `
Reaches the tenant and signs in; nothing is kept of a tenant that refuses.
The password or token goes to the system's keychain. Where there is none, sync
takes it on stdin or from TRAILBOOK_TOKEN each time.`,
		examples: []string{
			"printf %s \"$PASSWORD\" | trailbook tenant add acme --url https://api.acme.appmixer.cloud --email ann@acme.example --password-stdin",
			"trailbook tenant add acme --url https://api.acme.appmixer.cloud --token-stdin < token.txt",
		},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&o.url, "url", "", "the `address` of the tenant's API; not needed with a learnt profile, which knows it")
			flags.StringVar(&o.email, "email", "", "the `e-mail` to sign in with")
			o.credentialFlags.add(flags)
			flags.StringVar(&o.profile, "profile", "", "an endpoint profile's `file`, where the default does not fit")
			flags.StringVar(&o.ca, "ca", "", "a PEM or DER `file` of further certificate authorities, for this tenant alone")
			flags.BoolVar(&o.allowHTTP, "allow-http", false, "allow plain http to another computer; anyone on the way can read the password and the log")
			flags.BoolVar(&o.noCheck, "no-check", false, "add it without trying")
		},
		run: func(ctx context.Context, args []string) error { return p.tenantAdd(ctx, args[0], o) },
	}
}

// added is what tenant add tells of a new tenant.
type added struct {
	Name       string   `json:"name"`
	URL        string   `json:"url"`
	Email      string   `json:"email"`
	Checked    bool     `json:"checked"`
	Version    string   `json:"version"`
	Scope      []string `json:"scope"`
	TokenUntil *string  `json:"tokenUntil"`
	Secrets    string   `json:"secrets"` // keychain, file, memory
}

func (p *program) tenantAdd(ctx context.Context, name string, o tenantAddFlags) error {
	if o.password && o.email == "" {
		return wrongUse("", "--password-stdin needs --email E too")
	}
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	if _, err := cache.Tenant(ctx, name); audit.CodeOf(err) != audit.CodeNotFound {
		if err == nil {
			err = audit.Errorf(audit.CodeExists, "There is a tenant %q already.", name).WithHint("Choose another name.")
		}
		return err
	}
	t := store.Tenant{Name: name, URL: strings.TrimRight(strings.TrimSpace(o.url), "/"), Email: o.email, AllowHTTP: o.allowHTTP}
	profile, err := profileOf(t, o.profile)
	if err != nil {
		return err
	}
	if t.URL == "" {
		t.URL = profile.Server.URL // where it was learnt
	}
	if t.URL == "" {
		return wrongUse("", "tenant add needs --url URL")
	}
	if o.profile != "" {
		t.Profile = string(profile.YAML())
	}
	if o.ca != "" {
		if t.CAFile, err = filepath.Abs(o.ca); err != nil {
			return err
		}
	}
	given, err := o.read(p)
	if err != nil {
		return err
	}
	found := added{Name: name, URL: t.URL, Email: t.Email, Scope: []string{}}
	if err := p.try(ctx, t, given, profile, o.noCheck, &found); err != nil {
		return err
	}
	t.Email = found.Email
	return p.keepTenant(ctx, t, given, found)
}

// try reaches the tenant and signs in, and fills in what it finds.
func (p *program) try(ctx context.Context, t store.Tenant, given secret.Credentials, profile *tenant.Profile, noCheck bool, found *added) error {
	client, err := p.connect(t, given, profile)
	if err != nil || noCheck {
		return err
	}
	defer client.Close()
	if err := p.online(ctx); err != nil {
		return err
	}
	if given == (secret.Credentials{}) {
		return audit.Errorf(audit.CodeNoCredentials, "There is no password or token to sign in with.").
			WithHint("Give one with --email E --password-stdin, --token-stdin or TRAILBOOK_TOKEN; or add the tenant untried with --no-check.")
	}
	info, err := client.Info(ctx)
	if err != nil {
		return err
	}
	who, err := client.SignIn(ctx)
	if err != nil {
		return err
	}
	found.Checked, found.Version = true, info.Version
	if who.Email != "" {
		found.Email = who.Email
	}
	found.Scope = append(found.Scope, who.Scope...)
	if !who.TokenUntil.IsZero() {
		text := audit.FormatTime(who.TokenUntil)
		found.TokenUntil = &text
	}
	return nil
}

// keepTenant keeps the tenant and its secret, and tells of both.
func (p *program) keepTenant(ctx context.Context, t store.Tenant, given secret.Credentials, found added) error {
	t, err := p.store.AddTenant(ctx, t)
	if err != nil {
		return err
	}
	lasting := p.secrets().Lasting()
	if lasting && given != (secret.Credentials{}) {
		if err := p.secrets().Put(secret.Key(t.Name, t.URL), given); err != nil {
			_, _ = p.store.RemoveTenant(ctx, t.Name) // it was not promised yet
			return err
		}
	}
	found.Name, found.Secrets = t.Name, p.secretsPlace()
	if !lasting {
		p.note("This system has no keychain that Trailbook can use: the password or token is not kept.")
		p.note("hint: sync takes --password-stdin, --token-stdin or TRAILBOOK_TOKEN; or set TRAILBOOK_SECRETS=file to keep secrets in a file in the data folder that only you can read.")
	}
	if p.json {
		return p.printJSON(found)
	}
	text := fmt.Sprintf("Added %s, not tried.\n", t.Name)
	if found.Checked {
		text = fmt.Sprintf("Added %s: Appmixer %s, signed in as %s.\n", t.Name, found.Version, found.Email)
	}
	if found.TokenUntil != nil && given.Token != "" {
		until, err := time.Parse(audit.TimeLayout, *found.TokenUntil)
		if err == nil {
			text += fmt.Sprintf("The token ends on %s.\n", p.moment(until.UnixMilli()))
		}
	}
	return p.print(text)
}
