package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
)

// fingerprintSetting holds the key of fingerprints. It leaves the cache in no
// export.
const fingerprintSetting = "fingerprintKey"

// keySize is in bytes.
const keySize = 32

// FingerprintKey is the key with which this cache makes fingerprints of
// secrets (diff.Options): random bytes, made on first use.
func (s *Store) FingerprintKey(ctx context.Context) ([]byte, error) {
	var key []byte
	if err := s.Setting(ctx, fingerprintSetting, &key); err != nil || len(key) > 0 {
		return key, err
	}
	fresh := make([]byte, keySize)
	if _, err := rand.Read(fresh); err != nil {
		return nil, failed(err, "There is no key for fingerprints of secrets.")
	}
	text, err := json.Marshal(fresh)
	if err != nil {
		return nil, failed(err, "There is no key for fingerprints of secrets.")
	}
	// Another process may make one at the same time: the first that is kept counts.
	if _, err := s.write.ExecContext(ctx, "INSERT OR IGNORE INTO setting (name, value) VALUES (?, ?)", fingerprintSetting, string(text)); err != nil {
		return nil, failed(err, "The key for fingerprints of secrets cannot be kept.")
	}
	err = s.Setting(ctx, fingerprintSetting, &key)
	return key, err
}
