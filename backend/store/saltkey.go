package store

import "context"

// saltSetting holds the key that salts of withheld secrets are made with. It
// leaves the cache in no export.
const saltSetting = "saltKey"

// SaltKey is the key with which this installation makes the salts that
// withheld secrets are hashed with: random bytes, made on first use. It stays
// beside the secrets themselves, which the cache holds in clear: who can read
// one can read the other, so that another place would protect nothing.
func (s *Store) SaltKey(ctx context.Context) ([]byte, error) { return s.keyAt(ctx, saltSetting) }
