package merkle

// Inclusion is the proof that leaf index is in leaves: the hashes beside its
// way up to the root. index is below the number of leaves.
func Inclusion(leaves []Hash, index int) []Hash {
	if len(leaves) <= 1 {
		return nil
	}
	k := split(len(leaves))
	if index < k {
		return append(Inclusion(leaves[:k], index), Root(leaves[k:]))
	}
	return append(Inclusion(leaves[k:], index-k), Root(leaves[:k]))
}

// Included reports whether proof shows that leaf is number index of size leaves
// that have this root.
func Included(leaf Hash, index, size int, proof []Hash, root Hash) bool {
	if index < 0 || index >= size {
		return false
	}
	at, last, hash := index, size-1, leaf
	for _, beside := range proof {
		if last == 0 {
			return false
		}
		if at&1 == 1 || at == last {
			hash = node(beside, hash)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			hash = node(hash, beside)
		}
		at, last = at>>1, last>>1
	}
	return last == 0 && hash == root
}

// Consistency is the proof that the first size of leaves have a root of their
// own that the root of all leaves builds on. size is at least 1 and at most the
// number of leaves.
func Consistency(leaves []Hash, size int) []Hash { return consistency(leaves, size, true) }

func consistency(leaves []Hash, size int, whole bool) []Hash {
	if size == len(leaves) {
		if whole {
			return nil
		}
		return []Hash{Root(leaves)}
	}
	k := split(len(leaves))
	if size <= k {
		return append(consistency(leaves[:k], size, whole), Root(leaves[k:]))
	}
	return append(consistency(leaves[k:], size-k, false), Root(leaves[:k]))
}

// Consistent reports whether proof shows that size leaves with root first are
// the beginning of total leaves with root second.
func Consistent(size, total int, first, second Hash, proof []Hash) bool {
	if size < 1 || size > total {
		return false
	}
	if size == total {
		return len(proof) == 0 && first == second
	}
	if size&(size-1) == 0 {
		proof = append([]Hash{first}, proof...)
	}
	if len(proof) == 0 {
		return false
	}
	at, last := size-1, total-1
	for at&1 == 1 {
		at, last = at>>1, last>>1
	}
	old, all := proof[0], proof[0]
	for _, beside := range proof[1:] {
		if last == 0 {
			return false
		}
		if at&1 == 1 || at == last {
			old, all = node(beside, old), node(beside, all)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			all = node(all, beside)
		}
		at, last = at>>1, last>>1
	}
	return last == 0 && old == first && all == second
}
