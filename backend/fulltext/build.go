package fulltext

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
)

// Builder gathers documents for one segment.
type Builder struct {
	terms map[string]uint32
	texts []string // by term
	lists [][]posting
	docs  map[string]uint32
	paths [][]byte // by document: its paths that hold ids
	keys  []int64  // by event
	docOf []uint32
	ids   []string // folded

	refs    []ref
	scratch []byte
	parts   []string
	known   []string
}

// posting says that a document has a text, and where: document << 5 | Where.
type posting uint32

const whereBits = 6

func makePosting(doc uint32, where Where) posting { return posting(doc)<<whereBits | posting(where) }
func (p posting) doc() uint32                     { return uint32(p >> whereBits) }
func (p posting) where() Where                    { return Where(p & (1<<whereBits - 1)) }

// ref is a term of the document that is being added, and where it stands.
type ref struct {
	term  uint32
	where Where
}

// NewBuilder returns an empty builder.
func NewBuilder() *Builder {
	return &Builder{terms: map[string]uint32{}, docs: map[string]uint32{}}
}

// Len is how many events it has.
func (b *Builder) Len() int { return len(b.keys) }

// Span are the smallest and the largest key, 0 without events.
func (b *Builder) Span() (low, high int64) {
	if len(b.keys) == 0 {
		return 0, 0
	}
	return slices.Min(b.keys), slices.Max(b.keys)
}

// Add adds an event.
func (b *Builder) Add(d Doc) {
	b.refs, b.scratch = b.refs[:0], b.scratch[:0]
	b.refer(clean(d.Summary), InSummary)
	for _, side := range []struct {
		values []string
		where  Where
	}{{d.Content.Before, InBefore}, {d.Content.After, InAfter}} {
		for _, value := range side.values {
			b.refer(clean(value), side.where)
		}
	}
	b.known = append(b.known[:0], d.Content.Paths...)
	slices.Sort(b.known)
	for i, path := range b.known {
		if i == 0 || path != b.known[i-1] {
			b.path(clean(path))
		}
	}
	b.finish(d.Key, audit.Fold(clean(d.ID)))
}

func (b *Builder) refer(text string, where Where) uint32 {
	term := b.term(text)
	b.refs = append(b.refs, ref{term, where})
	return term
}

func (b *Builder) term(text string) uint32 {
	term, ok := b.terms[text]
	if !ok {
		term = uint32(len(b.texts)) //nolint:gosec // a segment has far fewer
		b.terms[text] = term
		b.texts, b.lists = append(b.texts, text), append(b.lists, nil)
	}
	return term
}

// path refers to a path by its template and the ids in it, whose order is kept
// in scratch.
func (b *Builder) path(path string) {
	var template string
	template, b.parts = cutPath(path, b.parts[:0])
	term := b.refer(template, InPath)
	if len(b.parts) == 0 {
		return
	}
	b.scratch = binary.AppendUvarint(b.scratch, uint64(term))
	for _, part := range b.parts {
		b.scratch = binary.AppendUvarint(b.scratch, uint64(b.refer(part, inPart)))
	}
}

// finish makes an event of what was referred to.
func (b *Builder) finish(key int64, id string) {
	b.event(key, b.document(), id)
}

func (b *Builder) event(key int64, doc uint32, id string) {
	b.keys, b.docOf, b.ids = append(b.keys, key), append(b.docOf, doc), append(b.ids, id)
}

// document is the number of the document that refs and scratch make.
func (b *Builder) document() uint32 {
	slices.SortFunc(b.refs, func(x, y ref) int { return cmp.Compare(x.term, y.term) })
	merged := b.refs[:0]
	for _, r := range b.refs {
		if n := len(merged); n > 0 && merged[n-1].term == r.term {
			merged[n-1].where |= r.where
		} else {
			merged = append(merged, r)
		}
	}
	b.refs = merged
	paths := len(b.scratch)
	for _, r := range merged {
		b.scratch = append(binary.AppendUvarint(b.scratch, uint64(r.term)), byte(r.where))
	}
	b.scratch = binary.LittleEndian.AppendUint32(b.scratch, uint32(paths)) //nolint:gosec // a document has fewer bytes
	doc, known := b.docs[string(b.scratch)]
	if known {
		return doc
	}
	doc = uint32(len(b.paths)) //nolint:gosec // a segment has far fewer
	b.docs[string(b.scratch)] = doc
	b.paths = append(b.paths, slices.Clone(b.scratch[:paths]))
	for _, r := range merged {
		b.lists[r.term] = append(b.lists[r.term], makePosting(doc, r.where))
	}
	return doc
}

// absorb adds the events of another builder that are to be kept.
func (b *Builder) absorb(from *Builder, keep func(key int64) bool) {
	terms, renamed, moved := from.byDocument(), newNumbers(len(from.texts)), newNumbers(len(from.paths))
	rename := func(term uint32) uint32 {
		return renamed.of(term, func() uint32 { return b.term(from.texts[term]) })
	}
	for i, key := range from.keys {
		if !keep(key) {
			continue
		}
		doc := from.docOf[i]
		b.event(key, moved.of(doc, func() uint32 {
			b.refs, b.scratch = b.refs[:0], b.scratch[:0]
			for _, r := range terms[doc] {
				b.refs = append(b.refs, ref{rename(r.term), r.where})
			}
			for _, term := range from.pathTerms(doc) {
				b.scratch = binary.AppendUvarint(b.scratch, uint64(rename(term)))
			}
			return b.document()
		}), from.ids[i])
	}
}

// numbers are those that others got, as far as they were asked for.
type numbers []int64

func newNumbers(n int) numbers { return make(numbers, n) }

func (n numbers) of(old uint32, ask func() uint32) uint32 {
	if n[old] == 0 {
		n[old] = int64(ask()) + 1
	}
	return uint32(n[old] - 1) //nolint:gosec // it was one
}

// pathTerms are the templates and ids of a document's paths, as they were
// written.
func (b *Builder) pathTerms(doc uint32) (terms []uint32) {
	for list := b.paths[doc]; len(list) > 0; {
		term, n := binary.Uvarint(list)
		terms, list = append(terms, uint32(term)), list[n:] //nolint:gosec // it was one
	}
	return terms
}

// byDocument lists the terms of each document.
func (b *Builder) byDocument() [][]ref {
	count := make([]int, len(b.paths))
	for _, list := range b.lists {
		for _, p := range list {
			count[p.doc()]++
		}
	}
	all := make([][]ref, len(b.paths))
	for doc, n := range count {
		all[doc] = make([]ref, 0, n)
	}
	for term, list := range b.lists {
		for _, p := range list {
			all[p.doc()] = append(all[p.doc()], ref{uint32(term), p.where()}) //nolint:gosec // likewise
		}
	}
	return all
}
