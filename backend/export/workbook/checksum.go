package workbook

import "hash/crc32"

// CRC-32 is a polynomial over GF(2), here with its highest power in the lowest
// bit. Appending n bytes multiplies what was there by x^8n.

// times multiplies two polynomials modulo that of CRC-32.
func times(a, b uint32) uint32 {
	var product uint32
	for power := uint32(1 << 31); power != 0; power >>= 1 {
		if a&power != 0 {
			product ^= b
		}
		low := b & 1
		b >>= 1
		if low != 0 {
			b ^= crc32.IEEE
		}
	}
	return product
}

// joined is the checksum of two texts in a row, from theirs and the length of
// the second.
func joined(first, second uint32, length int64) uint32 {
	shift, square := uint32(1<<31), uint32(1<<23) // 1, and x^8 to be squared
	for ; length > 0; length >>= 1 {
		if length&1 != 0 {
			shift = times(shift, square)
		}
		square = times(square, square)
	}
	return times(shift, first) ^ second
}
