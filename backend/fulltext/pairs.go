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
	codes, letters := alphabet(folded)
	n := len(letters)
	texts := make([]uint32, n*n) // by pair
	eachPair(folded, &codes, n, func(_, pair int) { texts[pair]++ })
	rows := make([]set, n*n)
	for pair, count := range texts {
		if count >= manyTexts && isPair(letters[pair/n], letters[pair%n]) {
			rows[pair] = newSet(len(b.paths))
		}
	}
	eachPair(folded, &codes, n, func(term, pair int) {
		if row := rows[pair]; row != nil {
			for _, one := range b.lists[term] {
				row.add(int(one.doc()))
			}
		}
	})
	for pair, row := range rows {
		if row != nil {
			p[PartPairs] = putRow(p[PartPairs], row)
			p[PartPairIndex] = putFour(putFour(p[PartPairIndex], int(letters[pair/n])<<8|int(letters[pair%n])), len(p[PartPairs]))
		}
	}
}

// eachPair calls visit with every pair of letters of every text, once for each.
func eachPair(texts []string, codes *[256]uint8, n int, visit func(term, pair int)) {
	last := make([]uint32, n*n) // by pair: the text that had it last, plus one
	for term, text := range texts {
		number := uint32(term) + 1 //nolint:gosec // a segment has fewer texts
		for i := 0; i+1 < len(text); i++ {
			pair := int(codes[text[i]])*n + int(codes[text[i+1]])
			if last[pair] != number {
				last[pair] = number
				visit(term, pair)
			}
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
	return docs, true, addRow(row, docs, s.docs)
}

// addRow adds the documents of a row, of n there are.
func addRow(row []byte, docs set, n int) error {
	if row[0] == rowOfBits {
		for at := range docs {
			docs[at] |= binary.LittleEndian.Uint64(row[1+8*at:])
		}
		if over := n % 64; over > 0 && bits.Len64(docs[len(docs)-1]) > over {
			return ErrDamaged
		}
		return nil
	}
	doc := uint32(0)
	for list := row[1:]; len(list) > 0; {
		gap, size := uvarint(list)
		if size <= 0 || int(doc+gap) >= n {
			return ErrDamaged
		}
		doc, list = doc+gap, list[size:]
		docs.add(int(doc))
	}
	return nil
}
