package fulltext

import (
	"encoding/binary"
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

// The events of wanted documents are the same in two bytes and in four.
func TestEventsAreFoundByTheirDocuments(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8)) //nolint:gosec // a test
	for n := 1; n <= 64; n++ {
		wanted := make([]uint8, 300)
		for doc := range wanted {
			wanted[doc] = uint8(rng.IntN(2)) //nolint:gosec // 0 or 1
		}
		narrow, wide, want := documents{}, documents{wide: true}, uint64(0)
		for event := range 3 + n {
			doc := rng.IntN(len(wanted))
			narrow.packed = binary.LittleEndian.AppendUint16(narrow.packed, uint16(doc)) //nolint:gosec // small
			wide.packed = binary.LittleEndian.AppendUint32(wide.packed, uint32(doc))     //nolint:gosec // small
			if event >= 3 {
				want |= uint64(wanted[doc]) << (event - 3)
			}
		}
		if a, b := narrow.among(wanted, 3, n), wide.among(wanted, 3, n); a != want || b != want {
			t.Fatalf("%d events: %b in two bytes, %b in four, want %b", n, a, b, want)
		}
	}
}
