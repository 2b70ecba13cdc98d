package fulltext

import (
	"encoding/binary"
	"math/bits"
)

// set is a set of small numbers.
type set []uint64

func newSet(n int) set { return make(set, (n+63)/64) }

// gathering brings the lowest bits of eight bytes together in the highest byte
// of a product, that of byte i as its bit i: it has a bit at each 56-7i.
const gathering = 0x0102040810204080

// setOf is the set of the places in a list that are 1; the others are 0.
func setOf(list []uint8) set {
	s := newSet(len(list))
	i := 0
	for ; i+8 <= len(list); i += 8 {
		if eight := binary.LittleEndian.Uint64(list[i:]); eight != 0 {
			s[i/64] |= eight * gathering >> 56 << (i % 64)
		}
	}
	for ; i < len(list); i++ {
		s[i/64] |= uint64(list[i]) << (i % 64)
	}
	return s
}

// bytes says of each of n numbers whether it is in the set: 1 or 0.
func (s set) bytes(n int) []uint8 {
	list := make([]uint8, n)
	for at, word := range s {
		for ; word != 0; word &= word - 1 {
			list[at*64+bits.TrailingZeros64(word)] = 1
		}
	}
	return list
}

func (s set) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s set) has(i int) bool { return s[i/64]>>(i%64)&1 != 0 }

func (s set) addRange(from, to int) {
	for ; from < to && from%64 != 0; from++ {
		s.add(from)
	}
	for ; from+64 <= to; from += 64 {
		s[from/64] = ^uint64(0)
	}
	for ; from < to; from++ {
		s.add(from)
	}
}

func (s set) and(other set) {
	for i := range s {
		s[i] &= other[i]
	}
}

func (s set) or(other set) {
	for i := range s {
		s[i] |= other[i]
	}
}

func (s set) count() (n int) {
	for _, word := range s {
		n += bits.OnesCount64(word)
	}
	return n
}

func (s set) each(visit func(i int)) {
	for at, word := range s {
		for ; word != 0; word &= word - 1 {
			visit(at*64 + bits.TrailingZeros64(word))
		}
	}
}

// anyIn reports whether a number of from up to to is in the set.
func (s set) anyIn(from, to int) bool {
	for ; from < to && from%64 != 0; from++ {
		if s.has(from) {
			return true
		}
	}
	for ; from+64 <= to; from += 64 {
		if s[from/64] != 0 {
			return true
		}
	}
	for ; from < to; from++ {
		if s.has(from) {
			return true
		}
	}
	return false
}
