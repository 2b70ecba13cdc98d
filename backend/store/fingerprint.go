package store

import (
	"context"
	"crypto/rand"
	"encoding/json"

	"github.com/trailbook/trailbook/backend/audit"
)

// fingerprintSetting holds the key of fingerprints. It leaves the cache in no
// export.
const fingerprintSetting = "fingerprintKey"

// keySize is in bytes.
const keySize = 32

// FingerprintKey is the key with which this cache makes fingerprints of
// secrets (diff.Options): random bytes, made on first use.
func (s *Store) FingerprintKey(ctx context.Context) ([]byte, error) {
	return s.keyAt(ctx, fingerprintSetting)
}

// keyAt is the key that a setting holds, made when there is none.
func (s *Store) keyAt(ctx context.Context, setting string) ([]byte, error) {
	var key []byte
	if err := s.Setting(ctx, setting, &key); err != nil || len(key) > 0 {
		return key, err
	}
	fresh := make([]byte, keySize)
	if _, err := rand.Read(fresh); err != nil {
		return nil, failed(err, "There is no key for fingerprints and salts of secrets.")
	}
	made, err := json.Marshal(fresh)
	if err != nil {
		return nil, failed(err, "There is no key for fingerprints and salts of secrets.")
	}
	var text string
	// Another process may make one at the same time: the first that is kept counts.
	if _, err := s.write.ExecContext(ctx, "INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)", setting, string(made)); err != nil {
		return nil, failed(err, "The key for fingerprints and salts of secrets cannot be kept.")
	}
	// From where it was written: a snapshot does not have it.
	if err := s.write.GetContext(ctx, &text, "SELECT value FROM setting WHERE name = ?", setting); err != nil {
		return nil, failed(err, "The key for fingerprints and salts of secrets cannot be read.")
	}
	if err := json.Unmarshal([]byte(text), &key); err != nil || len(key) == 0 {
		return nil, audit.Errorf(audit.CodeCache, "The key for fingerprints and salts of secrets is damaged.").Wrapping(err)
	}
	return key, nil
}
