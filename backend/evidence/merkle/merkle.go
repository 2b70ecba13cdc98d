// Package merkle hashes a list into one root, as RFC 6962 (Certificate
// Transparency) does with SHA-256, and proves from a few hashes that an entry is
// in the list, or that one list begins another.
package merkle

import (
	"crypto/sha256"
	"encoding/hex"
	"math/bits"
)

// Hash is a SHA-256.
type Hash [sha256.Size]byte

// String is the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// The first byte of what is hashed tells a leaf from a node, so that no node
// can be passed off as an entry.
const (
	leafPrefix = 0
	nodePrefix = 1
)

// Leaf is the hash of an entry.
func Leaf(entry []byte) Hash {
	h := sha256.New()
	h.Write([]byte{leafPrefix})
	h.Write(entry)
	return Hash(h.Sum(nil))
}

func node(left, right Hash) Hash {
	var both [1 + 2*sha256.Size]byte
	both[0] = nodePrefix
	copy(both[1:], left[:])
	copy(both[1+sha256.Size:], right[:])
	return sha256.Sum256(both[:])
}

// Tree takes leaves one after the other. It keeps one hash for each bit of
// their number. The zero Tree is empty.
type Tree struct {
	size  uint64
	peaks []Hash // of the whole subtrees, the largest first
}

// Add appends a leaf.
func (t *Tree) Add(leaf Hash) {
	for full := t.size; full&1 == 1; full >>= 1 {
		last := len(t.peaks) - 1
		leaf = node(t.peaks[last], leaf)
		t.peaks = t.peaks[:last]
	}
	t.peaks = append(t.peaks, leaf)
	t.size++
}

// Size is how many leaves there are.
func (t *Tree) Size() uint64 { return t.size }

// Root is the hash of all leaves; of none it is the SHA-256 of nothing.
func (t *Tree) Root() Hash {
	if t.size == 0 {
		return sha256.Sum256(nil)
	}
	root := t.peaks[len(t.peaks)-1]
	for i := len(t.peaks) - 2; i >= 0; i-- {
		root = node(t.peaks[i], root)
	}
	return root
}

// Root is the root of leaves.
func Root(leaves []Hash) Hash {
	var t Tree
	for _, leaf := range leaves {
		t.Add(leaf)
	}
	return t.Root()
}

// split is the largest power of two below n, which is at least 2.
func split(n int) int { return 1 << (bits.Len(uint(n-1)) - 1) } //nolint:gosec // n is the length of a list
