package report

import (
	"context"
	"crypto/sha256"
	"net/http"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence"
	"github.com/trailbook/trailbook/backend/evidence/timestamp"
	"github.com/trailbook/trailbook/backend/secret"
)

// Pack asks for the evidence of a report.
type Pack struct {
	Key      evidence.Key // what to sign with, see SigningKey
	StampURL string       // address of a service for RFC 3161 time stamps; empty asks none
}

// stampPatience is how long a service may take for a time stamp.
const stampPatience = time.Minute

// SigningKey is what this installation signs evidence with, made on first use.
// Its errors are those of secret.Vault.EvidenceSeed.
func SigningKey(vault *secret.Vault) (evidence.Key, error) {
	seed, err := vault.EvidenceSeed()
	if err != nil {
		return evidence.Key{}, err
	}
	return evidence.NewKey(seed, vault.Lasting())
}

// OwnFingerprint is that of SigningKey, empty where none was made yet.
func OwnFingerprint(vault *secret.Vault) string {
	if !vault.Lasting() || !vault.HasEvidenceSeed() {
		return ""
	}
	key, err := SigningKey(vault)
	if err != nil {
		return "" // then a verdict says that the key is not known here
	}
	return evidence.Fingerprint(key.Public())
}

// CheckStampURL is CodeInvalid for what is no address of a service for time
// stamps.
func CheckStampURL(url string) error {
	if url != "" && !strings.HasPrefix(url, "https://") && !strings.HasPrefix(url, "http://") {
		return audit.Errorf(audit.CodeInvalid, "The address of a service for time stamps begins with https:// or http://.")
	}
	return nil
}

func (m *making) pack(ctx context.Context) (Result, error) {
	wanted := evidence.Request{Export: m.export, Key: m.Pack.Key}
	var err error
	if wanted.SaltKey, err = m.cache.SaltKey(ctx); err != nil {
		return Result{}, err
	}
	head, err := m.cache.Head(ctx)
	if err != nil {
		return Result{}, err
	}
	if head.Entries > 0 {
		wanted.Ledger = &evidence.Ledger{Entries: head.Entries, Hash: head.Hash}
	}
	wanted.Progress = func(stage evidence.Stage, n int) { m.Progress(packing[stage], n, m.export.Total) }
	if url := m.Pack.StampURL; url != "" {
		wanted.Stamp = func(ctx context.Context, digest [sha256.Size]byte) ([]byte, error) {
			return timestamp.Ask(ctx, &http.Client{Timeout: stampPatience}, url, digest)
		}
	}
	packed, err := evidence.Export(ctx, wanted)
	return Result{File: packed.Report, Pack: &packed}, err
}
