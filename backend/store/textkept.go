package store

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/trailbook/trailbook/backend/fulltext"
)

// mostKept bounds the parts in memory, in bytes. What every question needs of
// ten million events is 42 MB.
const mostKept = 64 << 20

// keptPieces are the parts that every question needs, by the key of their first
// piece. They are kept as they came:
// when there is no room for more, others are read from the file.
type keptPieces struct {
	mu    sync.RWMutex
	held  map[int64][]byte
	bytes int

	state   textState // of which the answers are
	answers []textAnswer
}

// textAnswer is what a term found.
type textAnswer struct {
	term  string
	query fulltext.Query
	found keyBits
}

// answersKept is how many answers stay at hand: of what one looks at by another
// type, user or time, the words are mostly the same. Each takes a bit for an
// event.
const answersKept = 8

// known is what a term found when it was last asked, nil where that is not known
// or the full text is another since. Then within are events among which are all
// that it finds, nil where none are known: those that have a part of what is
// looked for. A word that is typed letter by letter is looked for where its
// beginning is.
func (k *keptPieces) known(term string, q fulltext.Query, state textState) (found, within keyBits) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !reflect.DeepEqual(k.state, state) {
		k.state, k.answers = state, nil
	}
	longest := ""
	for i, one := range k.answers {
		if one.term == term {
			k.answers = append(slices.Delete(k.answers, i, i+1), one)
			return one.found, nil
		}
		if of := one.query; len(of.Needle) > len(longest) && narrows(of, q) {
			longest, within = of.Needle, one.found
		}
	}
	return nil, within
}

// narrows reports that what is found for q is among what is found for of, a
// part of it.
func narrows(of, q fulltext.Query) bool {
	return of.Match == nil && q.Match == nil && !of.Apart && q.Where&^of.Where == 0 && strings.Contains(q.Needle, of.Needle)
}

// remember keeps an answer, of which every event is told by a segment.
func (k *keptPieces) remember(one textAnswer, state textState) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !reflect.DeepEqual(k.state, state) {
		return
	}
	k.answers = append(k.answers, one)
	k.answers = slices.Delete(k.answers, 0, max(0, len(k.answers)-answersKept))
}

func (k *keptPieces) get(key int64) []byte {
	if k == nil {
		return nil
	}
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.held[key]
}

func (k *keptPieces) put(key int64, piece []byte) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, known := k.held[key]; known || k.bytes+len(piece) > mostKept {
		return
	}
	if k.held == nil {
		k.held = map[int64][]byte{}
	}
	k.held[key] = piece
	k.bytes += len(piece)
}

// only forgets the pieces of all segments but some.
func (k *keptPieces) only(segments map[int64]bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for key, piece := range k.held {
		if !segments[key>>segmentShift] {
			delete(k.held, key)
			k.bytes -= len(piece)
		}
	}
}
