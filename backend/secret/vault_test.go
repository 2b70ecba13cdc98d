package secret_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/secret"
)

func env(value string) func(string) string {
	return func(name string) string {
		if name == "TRAILBOOK_SECRETS" {
			return value
		}
		return ""
	}
}

func TestVaultKeepsAndForgets(t *testing.T) {
	for _, c := range []struct {
		place   string
		lasting bool
	}{{"file", true}, {"memory", false}} {
		t.Run(c.place, func(t *testing.T) {
			dir := t.TempDir()
			vault := secret.Open(dir, env(c.place))
			if vault.Lasting() != c.lasting || vault.Note() == "" {
				t.Errorf("Lasting = %v, Note = %q", vault.Lasting(), vault.Note())
			}
			if got, err := vault.Get("a"); err != nil || got != (secret.Credentials{}) {
				t.Errorf("empty vault: %v, %v", got, err)
			}
			want := secret.Credentials{Password: `p"1`, Token: strings.Repeat("t", 5000)}
			for _, key := range []string{"a", "b"} {
				if err := vault.Put(key, want); err != nil {
					t.Fatal(err)
				}
			}
			if err := vault.Put("b", secret.Credentials{}); err != nil {
				t.Fatal(err)
			}
			again := secret.Open(dir, env(c.place))
			if got, err := vault.Get("a"); err != nil || got != want {
				t.Errorf("Get = %v, %v", got, err)
			}
			if got, err := again.Get("a"); err != nil || (got == want) != c.lasting {
				t.Errorf("at the next start: %v, %v", got, err)
			}
			if got, err := again.Get("b"); err != nil || got != (secret.Credentials{}) {
				t.Errorf("removed: %v, %v", got, err)
			}
		})
	}
}

func TestFileIsPrivateAndDamageIsSaid(t *testing.T) {
	dir := t.TempDir()
	vault := secret.Open(dir, env("file"))
	if err := vault.Put("a", secret.Credentials{Password: "hunter2"}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "secrets.json")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := os.WriteFile(path, []byte(`{"a":"hunter2`), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := vault.Get("a")
	if audit.CodeOf(err) != audit.CodeNoCredentials || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("damaged file: %v", err)
	}
	if err := vault.Put("b", secret.Credentials{Password: "x"}); err == nil {
		t.Error("a damaged file was written over")
	}
}
