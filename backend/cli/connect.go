package cli

import (
	"cmp"
	"errors"
	"io"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// credentialFlags are the two ways in which a command is given a secret. Never
// as an argument: those can be seen by everybody on the machine.
type credentialFlags struct {
	password, token bool
}

func (o *credentialFlags) add(flags *pflag.FlagSet) {
	flags.BoolVar(&o.password, "password-stdin", false, "read the password from stdin")
	flags.BoolVar(&o.token, "token-stdin", false, "read a token from stdin (for users who sign in by SSO)")
}

// read returns what stdin or TRAILBOOK_TOKEN gives, else nothing.
func (o *credentialFlags) read(p *program) (secret.Credentials, error) {
	if o.password && o.token {
		return secret.Credentials{}, wrongUse("", "--password-stdin and --token-stdin cannot be used together")
	}
	if !o.password && !o.token {
		return secret.Credentials{Token: p.Getenv("TRAILBOOK_TOKEN")}, nil
	}
	text, err := readSecret(p.Stdin)
	if err != nil {
		return secret.Credentials{}, err
	}
	if o.password {
		return secret.Credentials{Password: text}, nil
	}
	return secret.Credentials{Token: text}, nil
}

// readSecret reads the first line of stdin, of at most 64 KB.
func readSecret(stdin io.Reader) (string, error) {
	all, err := io.ReadAll(io.LimitReader(stdin, 64<<10))
	if err != nil {
		return "", audit.Errorf(audit.CodeNoCredentials, "The secret cannot be read from stdin.").Wrapping(err)
	}
	line, _, _ := strings.Cut(string(all), "\n")
	if line = strings.TrimSuffix(line, "\r"); line == "" {
		return "", audit.Errorf(audit.CodeNoCredentials, "Nothing came on stdin.").
			WithHint("Pipe the secret in, for example: printf %%s \"$PASSWORD\" | trailbook sync NAME --password-stdin")
	}
	return line, nil
}

// credentials are what a command is given for a tenant, else what the vault
// has of it.
func (p *program) credentials(t store.Tenant, o *credentialFlags) (secret.Credentials, error) {
	found, err := o.read(p)
	if err != nil || found != (secret.Credentials{}) || t.URL == "" {
		return found, err
	}
	found, err = p.secrets().Get(secret.Key(t.Name, t.URL))
	if err == nil && found == (secret.Credentials{}) {
		err = audit.Errorf(audit.CodeNoCredentials, "There is no password or token for %q.", t.Name).
			WithHint("Give one with --password-stdin, --token-stdin or the environment variable TRAILBOOK_TOKEN.")
	}
	return found, err
}

// connect makes a tenant's client. It does not connect yet.
func (p *program) connect(t store.Tenant, c secret.Credentials, profile *tenant.Profile) (*tenant.Client, error) {
	if t.URL == "" {
		e := audit.Errorf(audit.CodeInvalid, "%q has no server: its events came from files.", t.Name).
			WithHint("Import further files with: trailbook import FILE --tenant %q", t.Name)
		if t.Demo {
			e = audit.Errorf(audit.CodeInvalid, "%q is the demo tenant of the window, which runs only there.", t.Name).
				WithHint("Start one for the command line with: trailbook demo")
		}
		return nil, e
	}
	return tenant.New(tenant.Config{
		URL: t.URL, CAFile: t.CAFile, AllowHTTP: t.AllowHTTP, Profile: profile, Email: t.Email, Password: c.Password, Token: c.Token,
		UserAgent: "Trailbook/" + p.Version, Retry: p.Retry, Notify: func(note string) { p.tell("%s", note) },
	})
}

// profileOf reads the endpoint profile: of a file where one is named, else
// the tenant's own, else the default.
func profileOf(t store.Tenant, path string) (*tenant.Profile, error) {
	if path == "" {
		return tenant.LoadProfile(strings.NewReader(t.Profile))
	}
	file, err := os.Open(path)
	if err != nil {
		code := audit.CodeFile
		if errors.Is(err, os.ErrNotExist) {
			code = audit.CodeNotFound
		}
		return nil, audit.Errorf(code, "The endpoint profile %q cannot be read.", path).Wrapping(err)
	}
	defer func() { _ = file.Close() }()
	return tenant.LoadProfile(file)
}

// secretsPlace says where the vault keeps secrets, for --json.
func (p *program) secretsPlace() string {
	if !p.secrets().Lasting() {
		return "none"
	}
	return cmp.Or(p.Getenv("TRAILBOOK_SECRETS"), "keychain")
}
