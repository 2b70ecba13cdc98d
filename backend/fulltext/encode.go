package fulltext

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

const (
	chunkSize = 32 << 10 // of texts and paths, in bytes before they are compressed
	groupSize = 64       // texts whose postings are found together
)

// manyEvents is from how many events on a segment lists the documents of frequent
// words and pairs of letters: smaller ones are soon merged, and quick to look
// through without.
const manyEvents = 32 << 10

// Encode makes a segment of the events that were added. The same builder gives
// the same bytes.
func (b *Builder) Encode() *Parts { return b.encode(len(b.keys) >= manyEvents) }

func (b *Builder) encode(withRows bool) *Parts {
	b.sort()
	o, folded := b.ordered()
	p := &Parts{}
	o.encodeEvents(p)
	p[PartTexts], p[PartTextIndex] = chunks(len(o.texts), func(into []byte, i int) []byte {
		return append(putNumber(into, len(o.texts[i])), o.texts[i]...)
	})
	p[PartPaths], p[PartPathIndex] = chunks(len(o.paths), func(into []byte, i int) []byte {
		return append(putNumber(into, len(o.paths[i])), o.paths[i]...)
	})
	o.encodePostings(p)
	frequent := frequentIn(folded, withRows)
	encodeGrams(p, folded, frequent)
	o.encodeWords(p, frequent)
	o.encodeBytes(p, folded)
	if withRows {
		o.encodePairs(p, folded)
	}
	p[PartIDs], p[PartIDIndex] = encodeIDs(o.ids)
	p.putHead(len(o.keys), len(o.paths), len(o.texts))
	return p
}

func (p *Parts) putHead(events, docs, terms int) {
	head := []byte{}
	for _, n := range []int{formatVersion, events, docs, terms} {
		head = putNumber(head, n)
	}
	for _, part := range p[1:] {
		head = putNumber(head, len(part))
	}
	p[PartHead] = head
}

// Move gives the events of a segment, of which there are n, other keys: first
// and what follows it, in their order.
func (p *Parts) Move(first int64, n int) {
	head := reading{left: p[PartHead]}
	_, events, docs, terms := head.number(), head.number(), head.number(), head.number()
	p[PartKeys] = putNumber(putNumber(nil, int(first)), n)
	p.putHead(events, docs, terms)
}

// sort puts the events in the order of their keys; of two with one key the
// later one counts.
func (b *Builder) sort() {
	if slices.IsSorted(b.keys) {
		return
	}
	order := make([]int, len(b.keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int {
		switch {
		case b.keys[x] < b.keys[y]:
			return -1
		case b.keys[x] > b.keys[y]:
			return 1
		}
		return 0
	})
	keys, docOf, ids := make([]int64, 0, len(order)), make([]uint32, 0, len(order)), make([]string, 0, len(order))
	for _, i := range order {
		keys, docOf, ids = append(keys, b.keys[i]), append(docOf, b.docOf[i]), append(ids, b.ids[i])
	}
	b.keys, b.docOf, b.ids = keys, docOf, ids
}

func (b *Builder) encodeEvents(p *Parts) {
	wide := len(b.paths) > 1<<16
	next := int64(0)
	for i := 0; i < len(b.keys); {
		first, end := b.keys[i], i+1
		for end < len(b.keys) && b.keys[end] == first+int64(end-i) {
			end++
		}
		p[PartKeys] = putNumber(putNumber(p[PartKeys], int(first-next)), end-i)
		next, i = first+int64(end-i), end
	}
	for _, doc := range b.docOf {
		if wide {
			p[PartDocs] = binary.LittleEndian.AppendUint32(p[PartDocs], doc)
		} else {
			p[PartDocs] = binary.LittleEndian.AppendUint16(p[PartDocs], uint16(doc)) //nolint:gosec // just looked
		}
	}
}

// chunks compresses n records, some at a time, with an index: the first of each
// chunk and where it ends.
func chunks(n int, put func(into []byte, i int) []byte) (packed, index []byte) {
	var raw []byte
	for i, first := 0, 0; i < n; i++ {
		raw = put(raw, i)
		if len(raw) >= chunkSize || i == n-1 {
			packed = packer.EncodeAll(raw, packed)
			index = putFour(putFour(index, first), len(packed))
			raw, first = raw[:0], i+1
		}
	}
	return packed, index
}

// whereCodes are the places that texts usually have, by their code.
var whereCodes = [7]Where{InSummary, InPath, inPart, InBefore, InAfter, InBefore | InAfter, InPath | InAfter}

func (b *Builder) encodePostings(p *Parts) {
	var code [1 << whereBits]byte
	for i := range code {
		code[i] = 7
	}
	for i, where := range whereCodes {
		code[where] = byte(i) //nolint:gosec // seven
	}
	var list, one []byte
	for term, postings := range b.lists {
		if term%groupSize == 0 {
			p[PartPostingIndex] = putFour(p[PartPostingIndex], len(list))
		}
		one = one[:0]
		last := uint32(0)
		for _, posting := range postings {
			c := code[posting.where()]
			one = putNumber(one, int(posting.doc()-last)<<3|int(c))
			if c == 7 {
				one = append(one, byte(posting.where()))
			}
			last = posting.doc()
		}
		list = append(putNumber(list, len(one)), one...)
	}
	p[PartPostings] = list
}

// encodeBytes says of each byte of ASCII which documents have it anywhere.
func (b *Builder) encodeBytes(p *Parts, folded []string) {
	held := make([][2]uint64, len(b.paths)) // by document, as bits
	for term, text := range folded {
		var has [2]uint64
		for i := range len(text) {
			if c := text[i]; c < 128 {
				has[c>>6] |= 1 << (c & 63)
			}
		}
		for _, one := range b.lists[term] {
			doc := &held[one.doc()]
			doc[0] |= has[0]
			doc[1] |= has[1]
		}
	}
	size := (len(b.paths) + 7) / 8
	var rows [128][]byte
	for doc, has := range held {
		for half, left := range has {
			for ; left != 0; left &= left - 1 {
				c := half<<6 | bits.TrailingZeros64(left)
				if rows[c] == nil {
					rows[c] = make([]byte, size)
				}
				rows[c][doc/8] |= 1 << (doc % 8)
			}
		}
	}
	for c, row := range rows {
		if row != nil {
			p[PartByteIndex] = append(p[PartByteIndex], byte(c)) //nolint:gosec // ASCII
			p[PartBytes] = append(p[PartBytes], row...)
		}
	}
}
