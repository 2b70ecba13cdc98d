package index

import (
	"encoding/binary"
	"sort"
)

// timeBlock is how many rows share a base.
const timeBlock = 64

// times is an ascending column of epoch milliseconds: of every 64 rows the
// first as it is, the others by their distance from the one before.
type times struct {
	n      int
	end    int64 // the last of them
	bases  []int64
	starts []uint32 // where a block's distances begin
	deltas []byte   // unsigned varints
}

func packTimes(rows []Row) times {
	blocks := (len(rows) + timeBlock - 1) / timeBlock
	t := times{n: len(rows), bases: make([]int64, 0, blocks), starts: make([]uint32, 0, blocks)}
	deltas := make([]byte, 0, 3*len(rows))
	for i, row := range rows {
		if i%timeBlock == 0 {
			t.bases, t.starts = append(t.bases, row.At), append(t.starts, uint32(len(deltas))) //nolint:gosec // at most 640 KiB
			continue
		}
		deltas = binary.AppendUvarint(deltas, uint64(row.At)-uint64(rows[i-1].At)) //nolint:gosec // the difference is right modulo 2^64
	}
	t.deltas = append(make([]byte, 0, len(deltas)), deltas...)
	return t.ended()
}

// ended keeps the last time at hand: every question asks each chunk for it.
func (t times) ended() times {
	t.end = t.at(t.n - 1)
	return t
}

// block writes the times of a block into at and returns how many there are.
func (t *times) block(b int, at *[timeBlock]int64) int {
	n := min(timeBlock, t.n-b*timeBlock)
	now := t.bases[b]
	at[0] = now
	deltas := t.deltas[t.starts[b]:]
	for i := 1; i < n; i++ {
		var delta uint64
		if len(deltas) > 1 && deltas[1] < 0x80 && deltas[0] >= 0x80 { // two bytes are the usual case
			delta, deltas = uint64(deltas[0]&0x7f)|uint64(deltas[1])<<7, deltas[2:]
		} else {
			var size int
			delta, size = binary.Uvarint(deltas)
			deltas = deltas[max(size, 0):]
		}
		now += int64(delta) //nolint:gosec // as it was packed
		at[i] = now
	}
	return n
}

// at is the time of a row.
func (t *times) at(row int) int64 {
	var block [timeBlock]int64
	t.block(row/timeBlock, &block)
	return block[row%timeBlock]
}

// search finds the first row that is at a moment or later.
func (t *times) search(moment int64) int { return t.searchFrom(0, moment) }

// searchFrom is search among the rows from one on.
func (t *times) searchFrom(row int, moment int64) int {
	first := row / timeBlock
	// The last block that begins before the moment has the row, or the one after it begins with it.
	b := first + sort.Search(len(t.bases)-first, func(i int) bool { return t.bases[first+i] >= moment }) - 1
	if b < first {
		return max(row, first*timeBlock)
	}
	var block [timeBlock]int64
	n := t.block(b, &block)
	i := sort.Search(n, func(i int) bool { return block[i] >= moment })
	return max(row, b*timeBlock+i)
}

func (t *times) size() int { return 8*len(t.bases) + 4*len(t.starts) + len(t.deltas) }
