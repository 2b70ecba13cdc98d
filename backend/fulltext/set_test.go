package fulltext

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A set is the same as bytes and back, whatever its length.
func TestSetsAreBytesAndBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // a test
	for n := range 300 {
		list := make([]uint8, n)
		for i := range list {
			list[i] = uint8(rng.IntN(2)) //nolint:gosec // 0 or 1
		}
		s := setOf(list)
		for i, is := range list {
			if s.has(i) != (is == 1) {
				t.Fatalf("%d of %d: %v", i, n, s.has(i))
			}
		}
		if got := s.bytes(n); !slices.Equal(got, list) {
			t.Fatalf("of %d: %v, want %v", n, got, list)
		}
	}
}
