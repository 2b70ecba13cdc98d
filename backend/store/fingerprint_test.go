package store_test

import (
	"bytes"
	"testing"

	"github.com/trailbook/trailbook/backend/store"
)

func TestFingerprintKeyIsOfTheCache(t *testing.T) {
	dir := t.TempDir()
	key := func(dir string) []byte {
		s, err := store.Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}()
		first, err := s.FingerprintKey(t.Context())
		if err != nil || len(first) != 32 || bytes.Equal(first, make([]byte, 32)) {
			t.Fatalf("key of %d bytes, %v", len(first), err)
		}
		if again, err := s.FingerprintKey(t.Context()); err != nil || !bytes.Equal(first, again) {
			t.Fatalf("the key changed, %v", err)
		}
		return first
	}
	first := key(dir)
	if !bytes.Equal(first, key(dir)) {
		t.Error("the key changed when the cache was opened again")
	}
	if bytes.Equal(first, key(t.TempDir())) {
		t.Error("two caches have the same key")
	}
}

// A key that is made while a snapshot is read is the cache's key from then on,
// and never no key at all: salts made with none could be found by anyone.
func TestAKeyMadeInASnapshotIsTheKey(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	var made []byte
	err := s.Snapshot(ctx, func(still *store.Store) (err error) {
		made, err = still.SaltKey(ctx)
		return err
	})
	if err != nil || len(made) != 32 {
		t.Fatalf("%d bytes, %v", len(made), err)
	}
	if again, err := s.SaltKey(ctx); err != nil || !bytes.Equal(again, made) {
		t.Errorf("the key is another one afterwards: %v", err)
	}
}
