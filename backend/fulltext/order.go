package fulltext

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// ordered is what Encode writes: the same documents, with their texts in the
// order of where they stand and then of the alphabet. Texts that are found
// together lie together then, so that a question reads few pieces of their
// postings, and neighbours share letters, which the packing sees.
func (b *Builder) ordered() (o *Builder, folded []string) {
	folded = make([]string, len(b.texts))
	for term, text := range b.texts {
		folded[term] = fold(text)
	}
	where := make([]Where, len(b.texts))
	for term, list := range b.lists {
		for _, one := range list {
			where[term] |= one.where()
		}
	}
	order := make([]uint32, len(b.texts))
	for i := range order {
		order[i] = uint32(i) //nolint:gosec // a segment has fewer texts
	}
	compare := func(x, y uint32) int {
		return cmp.Or(cmp.Compare(where[x], where[y]), cmp.Compare(folded[x], folded[y]), cmp.Compare(b.texts[x], b.texts[y]))
	}
	if slices.IsSortedFunc(order, compare) {
		return b, folded
	}
	slices.SortFunc(order, compare)
	o = &Builder{keys: b.keys, docOf: b.docOf, ids: b.ids, paths: b.paths}
	number, sorted := make([]uint32, len(order)), make([]string, len(order))
	for i, term := range order {
		number[term], sorted[i] = uint32(i), folded[term] //nolint:gosec // as above
		o.texts, o.lists = append(o.texts, b.texts[term]), append(o.lists, b.lists[term])
	}
	o.paths = renumbered(b.paths, number)
	return o, sorted
}

// renumbered are the documents' paths with other numbers for their texts.
func renumbered(paths [][]byte, number []uint32) [][]byte {
	all := make([][]byte, len(paths))
	var room []byte
	for doc, list := range paths {
		from := len(room)
		for len(list) > 0 {
			term, n := binary.Uvarint(list)
			room, list = binary.AppendUvarint(room, uint64(number[term])), list[n:]
		}
		all[doc] = room[from:len(room):len(room)] // what append moves away from stays what it is
	}
	return all
}
