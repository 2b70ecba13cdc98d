package fulltext

import (
	"context"
	"hash/maphash"
	"slices"
)

// Load takes a segment apart, into a builder that encodes the same bytes again.
func (s *Segment) Load(ctx context.Context) (b *Builder, err error) {
	defer intact(&err)
	b = &Builder{terms: make(map[string]uint32, s.terms), docs: make(map[string]uint32)}
	b.texts, b.lists, b.paths = make([]string, s.terms), make([][]posting, s.terms), make([][]byte, s.docs)
	if err := s.records(ctx, PartTexts, PartTextIndex, nil, func(i int, text []byte) {
		b.texts[i] = string(text)
	}); err != nil {
		return nil, err
	}
	if err := s.records(ctx, PartPaths, PartPathIndex, nil, func(i int, list []byte) { b.paths[i] = slices.Clone(list) }); err != nil {
		return nil, err
	}
	if err := s.postings(ctx, nil, func(term int, list []byte) error {
		return s.eachPosting(list, func(one posting) { b.lists[term] = append(b.lists[term], one) })
	}); err != nil {
		return nil, err
	}
	runs, err := s.keys(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range runs {
		for i := range r.n {
			b.keys = append(b.keys, r.key+int64(i))
		}
	}
	docs, err := s.docOf(ctx)
	if err != nil {
		return nil, err
	}
	b.docOf = make([]uint32, s.events)
	for i := range b.docOf {
		doc := docs.of(i)
		if doc >= s.docs {
			return nil, ErrDamaged
		}
		b.docOf[i] = uint32(doc) //nolint:gosec // just looked
	}
	lists, err := s.whole(ctx, PartIDs)
	if err != nil {
		return nil, err
	}
	index, err := s.whole(ctx, PartIDIndex)
	if err != nil {
		return nil, err
	}
	b.ids, err = decodeIDs(lists, index, s.events)
	return b, err
}

// Merge makes one segment of several, without the events that are not to be
// kept. Where two have an event with the same key, both must not be kept.
func Merge(ctx context.Context, segments []*Segment, keep func(segment int, key int64) bool) (*Builder, error) {
	merged := NewBuilder()
	for i, s := range segments {
		b, err := s.Load(ctx)
		if err != nil {
			return nil, err
		}
		merged.absorb(b, func(key int64) bool { return keep(i, key) })
	}
	return merged, ctx.Err()
}

// Sums calls visit with each event's key and a sum over everything that is
// searched of it, whatever the order: events that are found by the same
// searches have the same sum. Sums are only comparable within one process.
func (b *Builder) Sums(visit func(key int64, sum uint64)) {
	terms, sums := b.byDocument(), make([]uint64, len(b.paths))
	for doc := range b.paths {
		for _, r := range terms[doc] {
			for _, where := range []Where{InSummary, InBefore, InAfter} {
				if r.where&where != 0 {
					sums[doc] += sumOf(where, b.texts[r.term])
				}
			}
			if r.where&InPath != 0 && !hasPlaceholder(b.texts[r.term]) {
				sums[doc] += sumOf(InPath, b.texts[r.term])
			}
		}
		for r := (reading{left: b.paths[doc]}); len(r.left) > 0; {
			sums[doc] += sumOf(InPath, joinPath(&r, func(term int) string { return b.texts[term] }))
		}
	}
	for i, key := range b.keys {
		visit(key, sums[b.docOf[i]]+sumOf(InID, b.ids[i]))
	}
}

var sumSeed = maphash.MakeSeed()

func sumOf(where Where, text string) uint64 {
	return maphash.Comparable(sumSeed, struct {
		where Where
		text  string
	}{where, text})
}
