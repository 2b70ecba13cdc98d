package index

import "math/bits"

// keysPlan finds the rows whose key is in a set.
type keysPlan struct{ set *KeySet }

func (k Keys) plan(*Version) plan { return keysPlan{k.Set} }

func (p keysPlan) cost() int {
	if p.set.n < fewRows {
		return 1
	}
	return 5
}

// fewKeys is up to where keys are looked up one by one in a chunk whose keys
// are in order; scanning it costs as much as some hundreds of that.
const fewKeys = 512

func (p keysPlan) rows(c *chunk, within part) part {
	if within.list != nil {
		list := make([]uint16, 0, len(within.list))
		for _, row := range within.list {
			if p.set.Has(c.keys.at(int(row))) {
				list = append(list, row)
			}
		}
		return listPart(list)
	}
	var found *bitmap
	p.add(c, &found)
	return within.and(partOf(found, c.n), c.n)
}

func (p keysPlan) add(c *chunk, found **bitmap) (all bool) {
	wanted, few := p.set.between(c.keys.base, c.keys.most)
	if few && len(wanted) == 0 {
		return false
	}
	set := room(found)
	if !few || c.keys.order == 0 && len(wanted) > 1 {
		p.scan(&c.keys, set)
		return false
	}
	for _, key := range wanted {
		if row := c.keys.find(key); row >= 0 {
			set.set(uint16(row)) //nolint:gosec // a row of a chunk
		}
	}
	return false
}

// between lists the keys from low to most if there are few.
func (s *KeySet) between(low, most int64) (found []int64, few bool) {
	if s.bits == nil {
		for _, key := range s.list[lowerBound(s.list, low):] {
			if key > most {
				break
			}
			if found = append(found, key); len(found) > fewKeys {
				return nil, false
			}
		}
		return found, true
	}
	low, most = max(low, 0), min(most, int64(len(s.bits))*64-1)
	held := 0
	for at := low / 64; at <= most/64 && low <= most; at++ {
		if held += popcount(s.bits[at]); held > fewKeys+2*64 { // those of the words at both ends may be others
			return nil, false
		}
	}
	found = make([]int64, 0, held)
	for at := low / 64; at <= most/64 && low <= most; at++ {
		for word := s.bits[at]; word != 0; word &= word - 1 {
			key := at*64 + int64(trailing(word))
			if key < low || key > most {
				continue
			}
			if found = append(found, key); len(found) > fewKeys {
				return nil, false
			}
		}
	}
	return found, true
}

func lowerBound(list []int64, key int64) int {
	low, high := 0, len(list)
	for low < high {
		if middle := (low + high) / 2; list[middle] < key {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// scan looks every key of a chunk up.
func (p keysPlan) scan(k *keys, set *bitmap) {
	if p.set.bits == nil || k.base < 0 || k.width == 8 {
		for row := range k.n {
			if p.set.Has(k.at(row)) {
				set.set(uint16(row)) //nolint:gosec // a row of a chunk
			}
		}
		return
	}
	for from := 0; from < k.n; from += 64 {
		set[from/64] |= p.word(k, from, min(64, k.n-from))
	}
}

// word looks n keys from a row on up, together where they follow one another.
func (p keysPlan) word(k *keys, from, n int) (word uint64) {
	first, last := k.offset(from), k.offset(from+n-1)
	switch {
	case k.order > 0 && last-first == uint64(n-1): //nolint:gosec // at most 64
		return p.stretch(uint64(k.base)+first, n) //nolint:gosec // not negative
	case k.order < 0 && first-last == uint64(n-1): //nolint:gosec // as above
		return bits.Reverse64(p.stretch(uint64(k.base)+last, n)) >> (64 - n) //nolint:gosec // as above
	}
	for i := range n {
		if key := uint64(k.base) + k.offset(from+i); key/64 < uint64(len(p.set.bits)) { //nolint:gosec // as above
			word |= p.set.bits[key/64] >> (key % 64) & 1 << i
		}
	}
	return word
}

// stretch says of n keys from one on, at most 64, which are in the set.
func (p keysPlan) stretch(key uint64, n int) (word uint64) {
	at, shift := key/64, key%64
	if at < uint64(len(p.set.bits)) {
		word = p.set.bits[at] >> shift
	}
	if at++; shift > 0 && at < uint64(len(p.set.bits)) {
		word |= p.set.bits[at] << (64 - shift)
	}
	return word & (^uint64(0) >> (64 - n))
}
