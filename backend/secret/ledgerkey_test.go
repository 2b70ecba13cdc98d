package secret_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/secret"
)

func TestLedgerKeyIsMadeOnceAndStays(t *testing.T) {
	dir := t.TempDir()
	vault := secret.Open(dir, env("file"))
	first := vault.LedgerKey()
	if len(first) != 32 || !bytes.Equal(first, vault.LedgerKey()) {
		t.Fatalf("%x, then %x", first, vault.LedgerKey())
	}
	if again := secret.Open(dir, env("file")).LedgerKey(); !bytes.Equal(first, again) {
		t.Errorf("at the next start: %x, was %x", again, first)
	}
	if other := secret.Open(t.TempDir(), env("file")).LedgerKey(); bytes.Equal(first, other) {
		t.Error("two installations have the same key")
	}
	if secret.Memory().LedgerKey() != nil {
		t.Error("a key that is forgotten at the end signs something")
	}
}

// A key that cannot be read is not replaced: with another one every ledger
// would seem to come from elsewhere.
func TestDamagedLedgerKeyIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "secrets.json")
	for _, text := range []string{`{"trailbook ledger":"short"}`, `no JSON`} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if key := secret.Open(dir, env("file")).LedgerKey(); key != nil {
			t.Errorf("%s: %x", text, key)
		}
		if now, err := os.ReadFile(file); err != nil || strings.TrimSpace(string(now)) != text {
			t.Errorf("it is %s now, %v", now, err)
		}
	}
}
