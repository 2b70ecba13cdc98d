package index

import (
	"bytes"
	"context"
	"strings"
	"sync"
)

// needles are the texts that a dictionary was last searched for: a search that
// is refined asks for the same ones again, and one that is typed for longer ones,
// each of which only words have that had the one before.
type needles struct {
	mu   sync.Mutex
	kept []needle // newest last
}

// needle is a text and the words that contain it.
type needle struct {
	text   string
	set    *Set
	places []uint32 // of the words in folds; nil where they are many
}

// needlesKept is how many of them stay at hand.
const needlesKept = 6

// known is what was found for a text; without, what was found for a part of it
// that few words have.
func (n *needles) known(text string) (set *Set, within []uint32) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := len(n.kept) - 1; i >= 0; i-- {
		one := n.kept[i]
		if one.text == text {
			return one.set, nil
		}
		if one.places != nil && (within == nil || len(one.places) < len(within)) && strings.Contains(text, one.text) {
			within = one.places
		}
	}
	return nil, within
}

func (n *needles) size() (bytes int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, one := range n.kept {
		bytes += 8*cap(one.set.bits) + 4*cap(one.places)
	}
	return bytes
}

func (n *needles) remember(one needle) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.kept = append(n.kept, one)
	n.kept = append(n.kept[:0:0], n.kept[max(0, len(n.kept)-needlesKept):]...)
}

// containing is the set of words that hold a text, which is not empty.
func (d *Dictionary) containing(text string) *Set {
	set, within := d.needles.known(text)
	if set != nil {
		return set
	}
	places := d.search([]byte(text), within)
	set = &Set{}
	for _, at := range places {
		set.Add(d.ids[at])
	}
	one := needle{text: text, set: set}
	if len(places) <= len(d.folds)/manyWords {
		one.places = append([]uint32{}, places...)
	}
	d.needles.remember(one)
	return set
}

// manyWords is from which part of all words on their places are not kept: to go
// through them one by one takes as long as to search all.
const manyWords = 8

// search are the places of the words that hold a text, of all or within some.
func (d *Dictionary) search(wanted []byte, within []uint32) (places []uint32) {
	if within != nil {
		for _, at := range within {
			if bytes.Contains(d.foldedAt(int(at)), wanted) {
				places = append(places, at)
			}
		}
		return places
	}
	stretches := max(1, min(workersOf(), len(d.folded)/leastStretch))
	found := make([][]uint32, stretches)
	_ = spread(context.Background(), stretches, func(_, i int) {
		found[i] = d.holding(wanted, len(d.folds)*i/stretches, len(d.folds)*(i+1)/stretches)
	})
	for _, list := range found {
		places = append(places, list...)
	}
	return places
}

// foldedAt is the folded text of a word by its place.
func (d *Dictionary) foldedAt(i int) []byte {
	if i+1 < len(d.folds) {
		return d.folded[d.folds[i]:d.folds[i+1]]
	}
	return d.folded[d.folds[i]:]
}
