package index

import (
	"math/bits"
	"slices"
	"sort"
)

// chunkRows bounds a chunk: a row's number within it has two bytes.
const (
	chunkRows  = 1 << 16
	chunkWords = chunkRows / 64
	fewRows    = 2048 // up to here a list is smaller than a bitmap, and faster
)

func trailing(word uint64) int { return bits.TrailingZeros64(word) }

func popcount(word uint64) int { return bits.OnesCount64(word) }

type bitmap [chunkWords]uint64

func (b *bitmap) set(row uint16)      { b[row/64] |= 1 << (row % 64) }
func (b *bitmap) has(row uint16) bool { return b[row/64]>>(row%64)&1 != 0 }

// setRange sets the rows of [from, to).
func (b *bitmap) setRange(from, to int) {
	for from < to {
		end := min(to, (from/64+1)*64)
		b[from/64] |= mask(from%64, end-from)
		from = end
	}
}

// mask has n bits from bit from on.
func mask(from, n int) uint64 { return (^uint64(0) >> (64 - n)) << from }

// countRange counts the rows of [from, to) that are set.
func (b *bitmap) countRange(from, to int) (n int) {
	for from < to {
		end := min(to, (from/64+1)*64)
		n += popcount(b[from/64] & mask(from%64, end-from))
		from = end
	}
	return n
}

// part is the rows of one chunk that an answer holds: none, all, a list, or a
// bitmap.
type part struct {
	n    int
	all  bool
	list []uint16 // ascending; may belong to the chunk: never written
	bits *bitmap
}

func wholePart(n int) part { return part{n: n, all: true} }

func listPart(list []uint16) part { return part{n: len(list), list: list} }

// bitsPart is the part that a bitmap describes, of n rows in all.
func bitsPart(set *bitmap, n int) part {
	count := 0
	for _, word := range set {
		count += popcount(word)
	}
	switch {
	case count == n:
		return wholePart(n)
	case count <= fewRows:
		return listPart(appendRows(make([]uint16, 0, count), set))
	}
	return part{n: count, bits: set}
}

// partOf is bitsPart where there may be no bitmap: none of the rows.
func partOf(set *bitmap, n int) part {
	if set == nil {
		return part{}
	}
	return bitsPart(set, n)
}

// room is a bitmap, made when it is first needed.
func room(set **bitmap) *bitmap {
	if *set == nil {
		*set = &bitmap{}
	}
	return *set
}

// add sets the rows of a list or bitmap.
func (b *bitmap) add(p part) {
	if p.bits != nil {
		for i := range b {
			b[i] |= p.bits[i]
		}
	}
	for _, row := range p.list {
		b.set(row)
	}
}

func rangePart(from, to, n int) part {
	switch {
	case from >= to:
		return part{}
	case to-from == n:
		return wholePart(n)
	case to-from <= fewRows:
		list := make([]uint16, to-from)
		for i := range list {
			list[i] = uint16(from + i) //nolint:gosec // rows of a chunk
		}
		return listPart(list)
	}
	set := &bitmap{}
	set.setRange(from, to)
	return part{n: to - from, bits: set}
}

func appendRows(list []uint16, set *bitmap) []uint16 {
	for i, word := range set {
		for base := uint16(i * 64); word != 0; word &= word - 1 { //nolint:gosec // rows of a chunk
			list = append(list, base+uint16(bits.TrailingZeros64(word))) //nolint:gosec // below 64
		}
	}
	return list
}

// has reports whether a row is in the part.
func (p part) has(row uint16) bool {
	switch {
	case p.all:
		return true
	case p.bits != nil:
		return p.bits.has(row)
	}
	_, found := slices.BinarySearch(p.list, row)
	return found
}

// and is what both parts hold, of a chunk of n rows.
func (p part) and(q part, n int) part {
	switch {
	case p.all || q.n == 0:
		return q
	case q.all || p.n == 0:
		return p
	case p.bits != nil && q.bits != nil:
		both := &bitmap{}
		for i := range both {
			both[i] = p.bits[i] & q.bits[i]
		}
		return bitsPart(both, n)
	case p.bits != nil || (q.bits == nil && q.n < p.n):
		p, q = q, p // p has the shorter list
	}
	both := make([]uint16, 0, p.n)
	for _, row := range p.list {
		if q.has(row) {
			both = append(both, row)
		}
	}
	return listPart(both)
}

// cut is what a part that is a list has of the rows from one up to another.
func (p part) cut(from, to int) part {
	first, _ := slices.BinarySearchFunc(p.list, from, compareRow)
	last, _ := slices.BinarySearchFunc(p.list, to, compareRow)
	if first >= last {
		return part{}
	}
	return listPart(p.list[first:last:last])
}

func compareRow(row uint16, wanted int) int { return int(row) - wanted }

// bitmap is the part as a bitmap of its own.
func (p part) bitmap(n int) *bitmap {
	set := &bitmap{}
	switch {
	case p.all:
		set.setRange(0, n)
	case p.bits != nil:
		*set = *p.bits
	default:
		for _, row := range p.list {
			set.set(row)
		}
	}
	return set
}

// or is what either part holds.
func (p part) or(q part, n int) part {
	switch {
	case p.all || q.n == 0:
		return p
	case q.all || p.n == 0:
		return q
	}
	if p.bits == nil {
		p, q = q, p
	}
	set := p.bitmap(n)
	set.add(q)
	return bitsPart(set, n)
}

// not is what the part leaves of a chunk of n rows.
func (p part) not(n int) part {
	switch {
	case p.all:
		return part{}
	case p.n == 0:
		return wholePart(n)
	}
	set := &bitmap{}
	set.setRange(0, n)
	if p.bits != nil {
		for i := range set {
			set[i] &^= p.bits[i]
		}
	}
	for _, row := range p.list {
		set[row/64] &^= 1 << (row % 64)
	}
	return bitsPart(set, n)
}

// appendTo appends the part's rows, ascending.
func (p part) appendTo(list []uint16, n int) []uint16 {
	switch {
	case p.all:
		for row := range n {
			list = append(list, uint16(row)) //nolint:gosec // rows of a chunk
		}
		return list
	case p.bits != nil:
		return appendRows(list, p.bits)
	}
	return append(list, p.list...)
}

// row is the part's k-th row.
func (p part) row(k int) int {
	switch {
	case p.all:
		return k
	case p.bits == nil:
		return int(p.list[k])
	}
	for i, word := range p.bits {
		count := popcount(word)
		if k >= count {
			k -= count
			continue
		}
		for ; k > 0; k-- {
			word &= word - 1
		}
		return i*64 + bits.TrailingZeros64(word)
	}
	return -1
}

// rank is how many of the part's rows stand before a row.
func (p part) rank(row int) int {
	switch {
	case p.all:
		return row
	case p.bits != nil:
		return p.bits.countRange(0, row)
	}
	return sort.Search(len(p.list), func(i int) bool { return int(p.list[i]) >= row })
}

// count is how many of the part's rows stand in [from, to).
func (p part) count(from, to int) int {
	switch {
	case p.all:
		return to - from
	case p.bits != nil:
		return p.bits.countRange(from, to)
	}
	return p.rank(to) - p.rank(from)
}

func (p part) size() int {
	if p.bits != nil {
		return 8 * chunkWords
	}
	return 2 * len(p.list)
}
