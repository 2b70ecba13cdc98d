package index

import (
	"encoding/binary"
	"slices"
)

// keys are the cache's own numbers of a chunk's events: their distances from
// the smallest, as narrow as the largest allows.
type keys struct {
	n      int
	base   int64
	most   int64 // the largest key
	width  int   // bytes of a distance: 2, 3, 4 or 8
	packed []byte
	order  int8 // 1: they ascend, -1: they descend, 0: neither
}

func packKeys(rows []Row) keys {
	k := keys{n: len(rows), width: 2, order: order(rows)}
	if len(rows) == 0 {
		return k
	}
	k.base, k.most = rows[0].Key, rows[0].Key
	for _, row := range rows {
		k.base, k.most = min(k.base, row.Key), max(k.most, row.Key)
	}
	widest := uint64(k.most) - uint64(k.base) //nolint:gosec // right modulo 2^64
	for _, width := range []int{2, 3, 4, 8} {
		if k.width = width; width == 8 || widest>>(8*width) == 0 {
			break
		}
	}
	k.packed = make([]byte, k.width*len(rows))
	for i, row := range rows {
		var wide [8]byte
		binary.LittleEndian.PutUint64(wide[:], uint64(row.Key)-uint64(k.base)) //nolint:gosec // right modulo 2^64
		copy(k.packed[i*k.width:(i+1)*k.width], wide[:])
	}
	return k
}

func order(rows []Row) int8 {
	ascends, descends := true, true
	for i := 1; i < len(rows); i++ {
		ascends = ascends && rows[i-1].Key < rows[i].Key
		descends = descends && rows[i-1].Key > rows[i].Key
	}
	switch {
	case ascends:
		return 1
	case descends:
		return -1
	}
	return 0
}

// at is the key of a row.
func (k *keys) at(row int) int64 { return k.base + int64(k.offset(row)) } //nolint:gosec // right modulo 2^64

func (k *keys) offset(row int) uint64 {
	b := k.packed[row*k.width:]
	switch k.width {
	case 2:
		return uint64(binary.LittleEndian.Uint16(b))
	case 3:
		return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16
	case 4:
		return uint64(binary.LittleEndian.Uint32(b))
	}
	return binary.LittleEndian.Uint64(b)
}

// find is the row of a key, -1 when the chunk does not have it.
func (k *keys) find(key int64) int {
	if k.n == 0 || key < k.base || key > k.most {
		return -1
	}
	if k.order == 0 {
		return k.scan(uint64(key) - uint64(k.base)) //nolint:gosec // right modulo 2^64
	}
	low, high := 0, k.n
	for low < high {
		middle := (low + high) / 2
		switch found := k.at(middle); {
		case found == key:
			return middle
		case (found < key) == (k.order > 0):
			low = middle + 1
		default:
			high = middle
		}
	}
	return -1
}

func (k *keys) scan(offset uint64) int {
	for row := range k.n {
		if k.offset(row) == offset {
			return row
		}
	}
	return -1
}

func (k *keys) size() int { return len(k.packed) }

// KeySet is a set of events by their keys.
type KeySet struct {
	list []int64  // ascending; where the set is small
	bits []uint64 // by key; where it is not
	n    int
}

// NewKeySet makes a set; the keys are not negative, may come in any order and
// more than once.
func NewKeySet(list []int64) *KeySet {
	list = slices.Clone(list)
	slices.Sort(list)
	list = slices.Compact(list)
	s := &KeySet{n: len(list), list: list}
	if len(list) < 1024 || list[len(list)-1] > int64(len(list))*4096 {
		return s
	}
	s.bits = make([]uint64, list[len(list)-1]/64+1)
	for _, key := range list {
		s.bits[key/64] |= 1 << (key % 64)
	}
	s.list = nil
	return s
}

// BitKeySet makes a set of the bits that are set: key 64·i + j for bit j of
// word i. It keeps the words.
func BitKeySet(bits []uint64) *KeySet {
	s := &KeySet{bits: bits}
	for _, word := range bits {
		s.n += popcount(word)
	}
	return s
}

// Len is how many keys the set has.
func (s *KeySet) Len() int { return s.n }

// Has reports whether a key is in the set.
func (s *KeySet) Has(key int64) bool {
	if s.bits == nil {
		_, found := slices.BinarySearch(s.list, key)
		return found
	}
	at := key / 64
	return key >= 0 && at < int64(len(s.bits)) && s.bits[at]>>(key%64)&1 != 0
}
