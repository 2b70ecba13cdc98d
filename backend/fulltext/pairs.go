package fulltext

import (
	"context"
	"encoding/binary"
	"math/bits"
)

// Two letters of ASCII that many texts have would lead to most of the postings;
// for those the documents are listed that have them anywhere. A row is a byte
// that says how: as bits, or by gaps, whichever is shorter.
const (
	rowOfBits = iota
	rowOfGaps
)

// manyTexts is from how many texts on a pair has a row of its own.
const manyTexts = 256

// encodePairs goes over the texts twice: to count, and to list.
func (b *Builder) encodePairs(p *Parts, folded []string) {
	var texts, last [1 << 16]uint32
	for term, text := range folded {
		for i := 0; i+1 < len(text); i++ {
			pair := uint16(text[i])<<8 | uint16(text[i+1])
			if number := uint32(term) + 1; last[pair] != number { //nolint:gosec // a segment has fewer texts
				last[pair] = number
				texts[pair]++
			}
		}
	}
	clear(last[:])
	rows := make([]set, 1<<16)
	for pair, n := range texts {
		if n >= manyTexts && isPair(byte(pair>>8), byte(pair)) { //nolint:gosec // two bytes
			rows[pair] = newSet(len(b.paths))
		}
	}
	for term, text := range folded {
		for i := 0; i+1 < len(text); i++ {
			pair := uint16(text[i])<<8 | uint16(text[i+1])
			number := uint32(term) + 1 //nolint:gosec // as above
			if rows[pair] == nil || last[pair] == number {
				continue
			}
			last[pair] = number
			for _, one := range b.lists[term] {
				rows[pair].add(int(one.doc()))
			}
		}
	}
	for pair, row := range rows {
		if row != nil {
			p[PartPairs] = putRow(p[PartPairs], row)
			p[PartPairIndex] = putFour(putFour(p[PartPairIndex], pair), len(p[PartPairs]))
		}
	}
}

// isPair leaves out slashes, which stand between a path and an id that is
// another text.
func isPair(first, second byte) bool {
	return first < 128 && second < 128 && first != '/' && second != '/'
}

func putRow(into []byte, row set) []byte {
	from, last := len(into), 0
	into = append(into, rowOfGaps)
	row.each(func(doc int) {
		into, last = putNumber(into, doc-last), doc
	})
	if len(into)-from <= len(row)*8 {
		return into
	}
	into = append(into[:from], rowOfBits)
	for _, word := range row {
		into = binary.LittleEndian.AppendUint64(into, word)
	}
	return into
}

// pairDocs are the documents that have two letters anywhere; not listed where
// few texts have them.
func (s *Segment) pairDocs(ctx context.Context, first, second byte) (docs set, listed bool, err error) {
	index, err := s.whole(ctx, PartPairIndex)
	if err != nil {
		return nil, false, err
	}
	i, listed := findGram(index, int(first)<<8|int(second))
	if !listed {
		return nil, false, nil
	}
	from, to := listAt(index, i)
	row, err := s.read(ctx, PartPairs, from, to)
	if err != nil || len(row) == 0 {
		return nil, true, err
	}
	docs = newSet(s.docs)
	switch row[0] {
	case rowOfBits:
		for at := range docs {
			docs[at] = binary.LittleEndian.Uint64(row[1+8*at:])
		}
		if over := s.docs % 64; over > 0 && bits.Len64(docs[len(docs)-1]) > over {
			return nil, true, ErrDamaged
		}
	default:
		r, doc := reading{left: row[1:]}, 0
		for len(r.left) > 0 {
			if doc += r.number(); doc >= s.docs {
				return nil, true, ErrDamaged
			}
			docs.add(doc)
		}
		if r.failed {
			return nil, true, ErrDamaged
		}
	}
	return docs, true, nil
}
