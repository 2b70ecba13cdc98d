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
