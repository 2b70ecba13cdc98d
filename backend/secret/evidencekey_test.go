package secret

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestTheEvidenceKeyIsKept(t *testing.T) {
	dir := t.TempDir()
	open := func(kind string) *Vault {
		return Open(dir, func(name string) string { return map[string]string{"TRAILBOOK_SECRETS": kind}[name] })
	}
	seed := func(v *Vault) []byte {
		t.Helper()
		seed, err := v.EvidenceSeed()
		if err != nil || len(seed) != evidenceSeed || bytes.Equal(seed, make([]byte, evidenceSeed)) {
			t.Fatalf("%x, %v", seed, err)
		}
		return seed
	}
	if open("file").HasEvidenceSeed() {
		t.Error("it has a key before one was made")
	}
	first := seed(open("file"))
	if !open("file").HasEvidenceSeed() || !bytes.Equal(first, seed(open("file"))) {
		t.Error("the key was not kept")
	}
	info, err := os.Stat(filepath.Join(dir, fileName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	one, other := open("memory"), open("memory")
	if !bytes.Equal(seed(one), seed(one)) || bytes.Equal(seed(one), seed(other)) || bytes.Equal(seed(one), first) {
		t.Error("what is in memory is not of its process alone")
	}
}

// What lies under the name of the key and is none is not written over.
func TestADamagedEvidenceKeyStays(t *testing.T) {
	for _, text := range []string{"hello", "00", strings.Repeat("zz", evidenceSeed)} {
		v := &Vault{keep: memory{evidenceKeyName: text}}
		if _, err := v.EvidenceSeed(); audit.CodeOf(err) != audit.CodeNoCredentials {
			t.Errorf("%q: %v", text, err)
		}
		if kept, _ := v.keep.get(evidenceKeyName); kept != text {
			t.Errorf("%q became %q", text, kept)
		}
	}
}
