package index

import (
	"bytes"
	"iter"
	"slices"
	"unsafe"
)

// Word is one row of a dictionary of the cache: its key and its texts (an
// actor's e-mail and user id; a target's kind, id and name; the address and
// program of an origin; otherwise one).
type Word struct {
	ID    uint32
	Texts [3]string
	Fold  string // what a search that ignores case looks into
}

// The dictionaries of the cache that the columns refer to.
const (
	Tenants = iota
	Actions
	Areas
	Actors
	Flows
	Targets
	Origins
	Dictionaries // how many there are
)

// Dictionary is the texts of one dictionary, by the cache's keys. It never
// changes: adding makes another one that shares what both have.
type Dictionary struct {
	line    *line
	needles *needles
	count   int
	spans   [][4]uint32 // by key: where its texts begin in texts; the last where they end
	has     []bool      // by key
	texts   []byte
	folded  []byte   // every text between line feeds, which no word of a search holds
	folds   []uint32 // where the folded text of a key begins in folded, in the order of ids
	ids     []uint32 // keys in the order of folds
}

// add returns the dictionary with further words; a key that is known already
// keeps its texts.
func (d *Dictionary) add(words []Word) *Dictionary {
	if len(words) == 0 && d != nil {
		return d
	}
	next := &Dictionary{line: new(line)}
	if d != nil {
		*next = *d
	}
	next.needles = new(needles)
	shared := len(next.has) // what lies before belongs to others too; new keys come after it but for rare ones
	for _, w := range words {
		if grow := int(w.ID) + 1 - len(next.has); grow > 0 {
			next.spans = append(next.spans, make([][4]uint32, grow)...)
			next.has = append(next.has, make([]bool, grow)...)
		}
		if next.has[w.ID] {
			continue
		}
		if int(w.ID) < shared {
			next.spans, next.has, shared = slices.Clone(next.spans), slices.Clone(next.has), 0
			next.line = new(line)
		}
		next.has[w.ID] = true
		next.count++
		for i, text := range w.Texts {
			next.spans[w.ID][i] = uint32(len(next.texts)) //nolint:gosec // checked by Estimate
			next.texts = append(next.texts, text...)
		}
		next.spans[w.ID][3] = uint32(len(next.texts))             //nolint:gosec // as above
		next.folds = append(next.folds, uint32(len(next.folded))) //nolint:gosec // as above
		next.ids = append(next.ids, w.ID)
		next.folded = append(append(next.folded, w.Fold...), '\n')
	}
	return next
}

// Extends reports whether d has all that another has under the same keys, and
// beside that only words with larger ones.
func (d *Dictionary) Extends(other *Dictionary) bool {
	return d.line == other.line && len(d.has) >= len(other.has)
}

// Len is how many words there are; Top is above the largest key.
func (d *Dictionary) Len() int { return d.count }

// Top is above the largest key.
func (d *Dictionary) Top() int { return len(d.has) }

// Has reports whether there is a word with a key.
func (d *Dictionary) Has(id uint32) bool { return int(id) < len(d.has) && d.has[id] }

// Text is one of a word's texts; empty for a key that there is not. It is the
// dictionary's own memory, which is not written to again.
func (d *Dictionary) Text(id uint32, part int) string {
	if !d.Has(id) {
		return ""
	}
	text := d.bytes(id, part)
	return unsafe.String(unsafe.SliceData(text), len(text)) //nolint:gosec // as its comment says
}

// Before reports whether a text of one word comes before that of another, byte
// by byte; a key that there is not has an empty one.
func (d *Dictionary) Before(a, b uint32, part int) bool {
	if !d.Has(a) || !d.Has(b) {
		return d.Text(a, part) < d.Text(b, part)
	}
	return bytes.Compare(d.bytes(a, part), d.bytes(b, part)) < 0
}

func (d *Dictionary) bytes(id uint32, part int) []byte {
	span := &d.spans[id]
	return d.texts[span[part]:span[part+1]]
}

// All gives every word, without its folded text.
func (d *Dictionary) All() iter.Seq[Word] {
	return func(yield func(Word) bool) {
		for id := range uint32(len(d.has)) { //nolint:gosec // keys are uint32
			if d.has[id] && !yield(d.Word(id)) {
				return
			}
		}
	}
}

// Word is the word of a key, without its folded text.
func (d *Dictionary) Word(id uint32) Word {
	return Word{ID: id, Texts: [3]string{d.Text(id, 0), d.Text(id, 1), d.Text(id, 2)}}
}

// Select is the set of words that a question says yes to.
func (d *Dictionary) Select(is func(Word) bool) *Set {
	set := &Set{}
	for word := range d.All() {
		if is(word) {
			set.Add(word.ID)
		}
	}
	return set
}

// Containing is the set of words whose folded text contains a folded text
// without line feeds; it is not to be changed.
func (d *Dictionary) Containing(text string) *Set {
	if text == "" {
		return d.Select(func(Word) bool { return true })
	}
	return d.containing(text)
}

// SelectContaining is Select among the words of Containing.
func (d *Dictionary) SelectContaining(text string, is func(Word) bool) *Set {
	set := &Set{}
	d.Containing(text).each(func(id uint32) {
		if is(d.Word(id)) {
			set.Add(id)
		}
	})
	return set
}

// leastStretch is how many bytes are worth a worker of their own.
const leastStretch = 256 << 10

// holding are the places in folds of the words with a text, from one up to
// another.
func (d *Dictionary) holding(wanted []byte, first, last int) (places []uint32) {
	if first >= last {
		return nil
	}
	end := len(d.folded)
	if last < len(d.folds) {
		end = int(d.folds[last])
	}
	for i := first; i < last; i++ {
		from := int(d.folds[i])
		at := bytes.Index(d.folded[from:end], wanted)
		if at < 0 {
			break
		}
		i = d.wordAt(i, from+at)
		places = append(places, uint32(i)) //nolint:gosec // words have keys of uint32
	}
	return places
}

// wordAt is the last word that begins at a place in folded or before it, which
// is that of i or one behind it; most often it is not far.
func (d *Dictionary) wordAt(i, at int) int {
	step := 1
	for i+step < len(d.folds) && int(d.folds[i+step]) <= at {
		i, step = i+step, 2*step
	}
	n, _ := slices.BinarySearch(d.folds[i+1:min(i+step, len(d.folds))], uint32(at)+1) //nolint:gosec // as above
	return i + n
}

// Exactly is the set of words whose first text, or second, is among some.
func (d *Dictionary) Exactly(part int, texts []string) *Set {
	set := &Set{}
	for _, wanted := range texts {
		d.line.exact[part].find(d, part, wanted, set.Add)
	}
	return set
}

func (d *Dictionary) size() int {
	return d.line.size() + d.needles.size() + 16*cap(d.spans) + cap(d.has) + cap(d.texts) + cap(d.folded) + 4*(cap(d.folds)+cap(d.ids))
}

// Set is a set of a dictionary's keys.
type Set struct {
	n    int
	bits []uint64
}

// NewSet makes a set of keys.
func NewSet(ids ...uint32) *Set {
	s := &Set{}
	for _, id := range ids {
		s.Add(id)
	}
	return s
}

// Add puts a key into the set.
func (s *Set) Add(id uint32) {
	word := int(id / 64)
	if grow := word + 1 - len(s.bits); grow > 0 {
		s.bits = append(s.bits, make([]uint64, grow)...)
	}
	if s.bits[word]>>(id%64)&1 == 0 {
		s.bits[word] |= 1 << (id % 64)
		s.n++
	}
}

// Join adds the keys of another set.
func (s *Set) Join(other *Set) { other.each(s.Add) }

// Has reports whether a key is in the set.
func (s *Set) Has(id uint32) bool {
	word := int(id / 64)
	return word < len(s.bits) && s.bits[word]>>(id%64)&1 != 0
}

// Len is how many keys the set has.
func (s *Set) Len() int { return s.n }

// each calls yield with the keys, ascending.
func (s *Set) each(yield func(id uint32)) {
	for i, word := range s.bits {
		for ; word != 0; word &= word - 1 {
			yield(uint32(i*64 + trailing(word))) //nolint:gosec // keys are uint32
		}
	}
}
