package index

import (
	"hash/maphash"
	"sync"
)

// line is what dictionaries share that came of one another by adding words with
// larger keys.
type line struct {
	exact [2]lookup // by a word's first text, and by its second
}

func (l *line) size() int { return l.exact[0].size() + l.exact[1].size() }

// lookup finds words by one of their texts: chains of keys by the hash of the
// text. It is made when it is first asked, and learns words as they come.
type lookup struct {
	mu    sync.Mutex
	seed  maphash.Seed
	heads []uint32 // by hash: the key after the first one's
	next  []uint32 // by key: the key after the next one's with the same place
}

func (l *lookup) size() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return 4 * (cap(l.heads) + cap(l.next))
}

// find calls found with the keys of d's words whose part is text.
func (l *lookup) find(d *Dictionary, part int, text string, found func(id uint32)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.learn(d, part)
	if len(l.heads) == 0 {
		return
	}
	for after := l.heads[l.place([]byte(text))]; after != 0; after = l.next[after-1] {
		if id := after - 1; d.Has(id) && string(d.bytes(id, part)) == text {
			found(id)
		}
	}
}

// learn takes the words in that d has beyond those known.
func (l *lookup) learn(d *Dictionary, part int) {
	from := len(l.next)
	if from >= len(d.has) {
		return
	}
	if len(d.has) > 2*len(l.heads) {
		size := 1024
		for size < len(d.has) {
			size *= 2
		}
		l.seed, l.heads, from = maphash.MakeSeed(), make([]uint32, size), 0
		l.next = l.next[:0]
	}
	for id := from; id < len(d.has); id++ {
		after := uint32(0)
		if d.has[id] {
			head := &l.heads[l.place(d.bytes(uint32(id), part))] //nolint:gosec // keys are uint32
			after, *head = *head, uint32(id)+1                   //nolint:gosec // as above
		}
		l.next = append(l.next, after)
	}
}

func (l *lookup) place(text []byte) int {
	return int(maphash.Bytes(l.seed, text) & uint64(len(l.heads)-1)) //nolint:gosec // below the length
}
