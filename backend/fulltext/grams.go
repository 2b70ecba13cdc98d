package fulltext

import (
	"encoding/binary"
	"math/bits"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A place in a text is its position << 2 with two bits: whether a letter or a
// digit before the trigram belongs to the word it begins with, and one behind
// it to the word it ends with. With them a text that stands for itself is told
// from one inside a word without looking at the text.
const (
	joinedBefore = 1 << iota
	joinedBehind
	placeShift = iota
)

// encodeGrams lists for each trigram where in which text it stands, those within
// frequent words by themselves. It goes over the texts twice: for the sizes of
// the lists, then to write them where they belong, so that nothing has to be
// sorted.
func encodeGrams(p *Parts, texts []string, frequent *frequentWords) {
	codes, letters := alphabet(texts)
	n := len(letters)
	all := takeGramLists(2 * n * n * n) // those within frequent words behind the others
	defer giveGramLists(all)
	var grams []uint32
	at := 0 // behind the texts before
	for term, text := range texts {
		grams = gramsOf(text, &codes, n, grams)
		for pos, gram := range grams {
			list := listOf(all, gram, frequent.inside.has(at+pos))
			gap := list.gap(term)
			list.at += uint32(width(uint64(gap)) + width(uint64(pos)<<placeShift)) //nolint:gosec // small
		}
		at += len(text)
	}
	var lists, wordLists []byte
	lists, p[PartGramIndex] = beginLists(all[:n*n*n], letters)
	wordLists, p[PartWordGramIndex] = beginLists(all[n*n*n:], letters)
	var joins []bool
	at = 0
	for term, text := range texts {
		grams, joins = gramsOf(text, &codes, n, grams), joinsOf(text, joins)
		for pos, gram := range grams {
			within, bytes := frequent.inside.has(at+pos), lists
			if within {
				bytes = wordLists
			}
			list := listOf(all, gram, within)
			written := binary.PutUvarint(bytes[list.at:], uint64(list.gap(term)))
			list.at += uint32(written)                                                 //nolint:gosec // small
			list.at += uint32(binary.PutUvarint(bytes[list.at:], placeOf(pos, joins))) //nolint:gosec // small
		}
		at += len(text)
	}
	p[PartGrams], p[PartWordGrams] = lists, wordLists
}

// listOf is the list of a trigram: each has two.
func listOf(all []gramList, gram uint32, within bool) *gramList {
	if within {
		return &all[len(all)/2+int(gram)]
	}
	return &all[gram]
}

// beginLists makes room for lists whose sizes are known, one behind the other,
// and says in an index where they end.
func beginLists(all []gramList, letters []byte) (room, index []byte) {
	size, n := uint32(0), len(letters)
	for gram := range all {
		taken := all[gram].at
		all[gram] = gramList{at: size}
		if taken == 0 {
			continue
		}
		size += taken
		name := int(letters[gram/n/n])<<16 | int(letters[gram/n%n])<<8 | int(letters[gram%n])
		index = putFour(putFour(index, name), int(size))
	}
	return make([]byte, size), index
}

// gramList is how far the list of one trigram is: what stands next to each other
// is read from memory together.
type gramList struct {
	at   uint32
	last uint32 // the number of the text that was put last, plus one
}

// gramListRooms are for the lists of all trigrams there can be, which are many.
var gramListRooms sync.Pool

// largestGramLists keeps those of a large alphabet from staying: 100 letters
// have two million, of 8 bytes.
const largestGramLists = 1 << 21

func takeGramLists(n int) []gramList {
	room, _ := gramListRooms.Get().(*[]gramList)
	if room == nil || cap(*room) < n {
		return make([]gramList, n)
	}
	all := (*room)[:n]
	clear(all)
	return all
}

func giveGramLists(all []gramList) {
	if cap(all) <= largestGramLists {
		gramListRooms.Put(&all)
	}
}

// gap is by how much the number of a text is larger than that of the last.
func (l *gramList) gap(term int) uint32 {
	number := uint32(term) + 1 //nolint:gosec // a segment has fewer texts
	gap := number - max(l.last, 1)
	l.last = number
	return gap
}

func placeOf(pos int, joins []bool) uint64 {
	place := uint64(pos) << placeShift //nolint:gosec // never negative
	if joins[pos] {
		place |= joinedBefore
	}
	if pos+3 < len(joins) && joins[pos+3] {
		place |= joinedBehind
	}
	return place
}

// gramsOf numbers the trigrams of a text, one for each of its bytes.
func gramsOf(text string, codes *[256]uint8, n int, into []uint32) []uint32 {
	into = into[:0]
	pad := int(codes[padding])
	second, third := codeAt(text, 0, codes, pad), codeAt(text, 1, codes, pad)
	for pos := range len(text) {
		first := second
		second, third = third, codeAt(text, pos+2, codes, pad)
		into = append(into, uint32((first*n+second)*n+third)) //nolint:gosec // less than 2^24
	}
	return into
}

// alphabet numbers the bytes that occur, and the padding, in their order.
func alphabet(texts []string) (codes [256]uint8, letters []byte) {
	var seen [256]bool
	seen[padding] = true
	for _, text := range texts {
		for i := range len(text) {
			seen[text[i]] = true
		}
	}
	for c, occurs := range seen {
		if occurs {
			codes[c] = uint8(len(letters)) //nolint:gosec // at most 256
			letters = append(letters, byte(c))
		}
	}
	return codes, letters
}

func codeAt(text string, i int, codes *[256]uint8, pad int) int {
	if i < len(text) {
		return int(codes[text[i]])
	}
	return pad
}

// width is how many bytes a varint takes.
func width(n uint64) int { return (bits.Len64(n|1) + 6) / 7 }

// gramAt is the trigram of a folded text at i, padded.
func gramAt(text string, i int) int {
	name := 0
	for k := i; k < i+3; k++ {
		c := byte(padding)
		if k < len(text) {
			c = text[k]
		}
		name = name<<8 | int(c)
	}
	return name
}

// joinsOf says of each place in a text, its end included, whether the
// characters on both sides of it are letters or digits.
func joinsOf(text string, into []bool) []bool {
	into = append(into[:0], make([]bool, len(text)+1)...)
	before := false
	for at := 0; at < len(text); {
		c, size := rune(text[at]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[at:])
		}
		is := ofWord(c)
		into[at] = before && is
		before, at = is, at+size
	}
	return into
}

// plainOfWord are the letters and digits of ASCII.
var plainOfWord = func() (is [utf8.RuneSelf]bool) {
	for c := range is {
		is[c] = '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	return is
}()

func ofWord(r rune) bool {
	if uint32(r) < utf8.RuneSelf { //nolint:gosec // a rune is not negative
		return plainOfWord[r]
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// hit is a place where a needle may stand: text and position, and whether it is
// part of a word there.
type hit struct {
	term, pos uint32
	joined    bool
}

// places takes the lists of a trigram apart, one place after the other: two
// lists with nothing in common, or one.
type places struct{ one, other placeList }

// placeList is one of them, at a place of it.
type placeList struct {
	list        []byte
	term, place uint32
	ended       bool // there is none behind
	failed      bool
}

func placesOf(lists [2][]byte) *places {
	p := &places{one: placeList{list: lists[0]}, other: placeList{list: lists[1]}}
	if len(p.one.list) == 0 {
		p.one, p.other = p.other, p.one
	}
	p.one.next()
	p.other.next()
	return p
}

// next is the next place; ok is false behind the last.
func (p *places) next() (term, place uint32, ok bool) {
	from := &p.one
	if !p.other.ended && (from.ended || p.other.before(from)) {
		from = &p.other
	}
	term, place, ok = from.term, from.place, !from.ended
	from.next()
	return term, place, ok
}

func (p *placeList) before(other *placeList) bool {
	return p.term < other.term || p.term == other.term && p.place < other.place
}

func (p *placeList) next() {
	if len(p.list) == 0 {
		p.ended = true
		return
	}
	gap, n := uvarint(p.list)
	place, m := uvarint(p.list[max(n, 0):])
	if p.failed = n <= 0 || m <= 0; p.failed {
		p.ended, p.list = true, nil
		return
	}
	p.term, p.place, p.list = p.term+gap, place, p.list[n+m:]
}

func (p *places) err() error {
	if p.one.failed || p.other.failed {
		return ErrDamaged
	}
	return nil
}

// joined reports that the needle is part of a longer word at this place of a
// window of it.
func (w window) joined(place uint32) bool { return place&w.edges != 0 }

// hits are the places of the needle that a window of it leaves possible.
func (w window) hits() (found []hit, err error) {
	p := placesOf(w.lists)
	for term, place, ok := p.next(); ok; term, place, ok = p.next() {
		if pos := place >> placeShift; pos >= w.shift {
			found = append(found, hit{term, pos - w.shift, w.joined(place)})
		}
	}
	return found, p.err()
}

// among keeps the hits that another window of the needle confirms.
func (w window) among(hits []hit) ([]hit, error) {
	kept, i := hits[:0], 0
	for p := placesOf(w.lists); ; {
		term, place, ok := p.next()
		if i == len(hits) || !ok {
			return kept, p.err()
		}
		pos := place >> placeShift
		for i < len(hits) && (hits[i].term < term || hits[i].term == term && hits[i].pos+w.shift < pos) {
			i++
		}
		if i < len(hits) && hits[i].term == term && hits[i].pos+w.shift == pos {
			one := hits[i]
			one.joined = one.joined || w.joined(place)
			kept = append(kept, one)
			i++
		}
	}
}

// uvarint is binary.Uvarint for what fits 32 bits, inlined where it is short.
func uvarint(b []byte) (uint32, int) {
	if len(b) > 0 && b[0] < 0x80 {
		return uint32(b[0]), 1
	}
	n, size := binary.Uvarint(b)
	return uint32(n), size //nolint:gosec // what Encode wrote fits
}
