package fulltext

import (
	"context"
	"encoding/binary"
	"fmt"
	"runtime"
)

// Segment is an encoded segment that is read as far as a question needs.
type Segment struct {
	from                Source
	events, docs, terms int
	size                [PartCount]int
}

// Open reads the head of a segment. Errors are ErrDamaged and those of the
// source.
func Open(ctx context.Context, from Source, headSize int) (*Segment, error) {
	head, err := from.Read(ctx, PartHead, 0, headSize)
	if err != nil {
		return nil, err
	}
	r := reading{left: head}
	if r.number() != formatVersion {
		return nil, ErrDamaged
	}
	s := &Segment{from: from}
	for _, n := range []*int{&s.events, &s.docs, &s.terms} {
		*n = r.number()
	}
	for part := range s.size[1:] {
		s.size[part+1] = r.number()
	}
	if r.failed || len(r.left) > 0 || s.docs > s.events || s.events > s.size[PartDocs] || s.terms > s.size[PartPostings] {
		return nil, ErrDamaged
	}
	return s, nil
}

// intact turns what bytes that Encode did not make lead to, an index beyond its
// list, into ErrDamaged: the file may come from anywhere, and looking at every
// number before it is used would take longer than finding what it leads to.
func intact(err *error) {
	switch failure := recover().(type) {
	case nil:
	case runtime.Error:
		*err = fmt.Errorf("%w: %w", ErrDamaged, failure)
	default:
		panic(failure)
	}
}

// Events is how many events it has.
func (s *Segment) Events() int { return s.events }

func (s *Segment) whole(ctx context.Context, part Part) ([]byte, error) {
	return s.read(ctx, part, 0, s.size[part])
}

func (s *Segment) read(ctx context.Context, part Part, from, to int) ([]byte, error) {
	if from < 0 || to < from || to > s.size[part] {
		return nil, ErrDamaged
	}
	if from == to {
		return nil, nil
	}
	return s.from.Read(ctx, part, from, to-from)
}

// Prefetch reads the parts that almost every question needs, for a source that
// keeps them.
func (s *Segment) Prefetch(ctx context.Context) error {
	for part := range Part(PartCount) {
		if part.Hot() && part != PartHead {
			if _, err := s.whole(ctx, part); err != nil {
				return err
			}
		}
	}
	return nil
}

// keys are the keys of the events as runs.
func (s *Segment) keys(ctx context.Context) ([]run, error) {
	packed, err := s.whole(ctx, PartKeys)
	if err != nil {
		return nil, err
	}
	r, next, event := reading{left: packed}, int64(0), 0
	var runs []run
	for len(r.left) > 0 {
		first, n := next+int64(r.number()), r.number()
		runs = append(runs, run{key: first, event: event, n: n})
		next, event = first+int64(n), event+n
	}
	if r.failed || event != s.events {
		return nil, ErrDamaged
	}
	return runs, nil
}

// run is a run of events with keys one after the other.
type run struct {
	key      int64
	event, n int
}

// docOf gives the document of each event.
func (s *Segment) docOf(ctx context.Context) (documents, error) {
	packed, err := s.whole(ctx, PartDocs)
	d := documents{packed: packed, wide: s.docs > 1<<16}
	if err == nil && (len(packed) != s.events*2 && !d.wide || len(packed) != s.events*4 && d.wide) {
		err = ErrDamaged
	}
	return d, err
}

// documents are those of events.
type documents struct {
	packed []byte
	wide   bool
}

func (d documents) of(event int) int {
	if d.wide {
		return int(binary.LittleEndian.Uint32(d.packed[4*event:]))
	}
	return int(binary.LittleEndian.Uint16(d.packed[2*event:]))
}

// among are the events, 64 from a number on or fewer, whose document is wanted,
// as bits. wanted says 1 or 0 of each document.
func (d documents) among(wanted []uint8, from, n int) (word uint64) {
	if d.wide {
		for i, packed := 0, d.packed[4*from:]; i < n; i++ {
			word |= uint64(wanted[binary.LittleEndian.Uint32(packed[4*i:])]) << i
		}
		return word
	}
	i := 0
	for packed := d.packed[2*from : 2*(from+n)]; len(packed) >= 8; packed = packed[8:] { // four that do not wait for each other
		four := binary.LittleEndian.Uint64(packed)
		word |= (uint64(wanted[four&0xffff]) | uint64(wanted[four>>16&0xffff])<<1 | uint64(wanted[four>>32&0xffff])<<2 | uint64(wanted[four>>48])<<3) << i
		i += 4
	}
	for ; i < n; i++ {
		word |= uint64(wanted[binary.LittleEndian.Uint16(d.packed[2*(from+i):])]) << i
	}
	return word
}

// eventsOf are the events with one of the documents.
func (s *Segment) eventsOf(ctx context.Context, docs set) (set, error) {
	events := newSet(s.events)
	if docs.count() == 0 {
		return events, nil
	}
	d, err := s.docOf(ctx)
	if err != nil {
		return events, err
	}
	wanted := docs.bytes(s.docs)
	for at := range events {
		events[at] = d.among(wanted, at*64, min(64, s.events-at*64))
	}
	return events, nil
}

// records calls visit with those of the chunked records that are wanted, all of
// them without a set. What visit is given is its own.
func (s *Segment) records(ctx context.Context, part, indexPart Part, wanted set, visit func(i int, record []byte)) error {
	index, err := s.whole(ctx, indexPart)
	if err != nil {
		return err
	}
	total := s.terms
	if part == PartPaths {
		total = s.docs
	}
	chunks, at := len(index)/8, 0
	for chunk := range chunks {
		first, end, next := four(index, 2*chunk), four(index, 2*chunk+1), total
		if chunk+1 < chunks {
			next = four(index, 2*chunk+2)
		}
		from := at
		at = end
		if wanted != nil && !wanted.anyIn(first, next) {
			continue
		}
		packed, err := s.read(ctx, part, from, end)
		if err != nil {
			return err
		}
		raw, err := opener.DecodeAll(packed, nil)
		if err != nil {
			return ErrDamaged
		}
		r := reading{left: raw}
		for i := first; i < next; i++ {
			record := r.take(r.number())
			if r.failed {
				return ErrDamaged
			}
			if wanted == nil || wanted.has(i) {
				visit(i, record)
			}
		}
	}
	return nil
}

// postings calls visit with the postings of each term in a set, of all terms
// without one.
func (s *Segment) postings(ctx context.Context, wanted set, visit func(term int, list []byte) error) error {
	index, err := s.whole(ctx, PartPostingIndex)
	if err != nil {
		return err
	}
	for group, groups := 0, len(index)/4; group < groups; {
		if wanted != nil && wanted[group] == 0 { // a group is a word of a set
			group++
			continue
		}
		end := s.together(index, wanted, group)
		from, to := four(index, group), s.size[PartPostings]
		if end < groups {
			to = four(index, end)
		}
		list, err := s.read(ctx, PartPostings, from, to)
		if err != nil {
			return err
		}
		for ; group < end; group++ {
			if wanted != nil && wanted[group] == 0 {
				continue
			}
			first := group * groupSize
			if err := eachList(list[four(index, group)-from:], first, min(first+groupSize, s.terms), wanted, visit); err != nil {
				return err
			}
		}
	}
	return nil
}

// Groups of postings are read together up to a size, and what lies between them
// too where that is little.
const (
	mostTogether  = 256 << 10
	leastDistance = 8 << 10
)

// together is the group behind those that are read with one.
func (s *Segment) together(index []byte, wanted set, group int) int {
	from, end, groups := four(index, group), group+1, len(index)/4
	for next := end; next < groups; next++ {
		if begin := four(index, next); begin-from > mostTogether || begin-four(index, end) > leastDistance && end < groups {
			break
		}
		if wanted == nil || wanted[next] != 0 {
			end = next + 1
		}
	}
	return end
}

// eachList calls visit with the postings of those terms, from one up to
// another, that are wanted.
func eachList(lists []byte, term, end int, wanted set, visit func(term int, list []byte) error) error {
	for ; term < end; term++ {
		size, n := uvarint(lists)
		if n <= 0 || n+int(size) > len(lists) {
			return ErrDamaged
		}
		if wanted == nil || wanted.has(term) {
			if err := visit(term, lists[n:n+int(size)]); err != nil {
				return err
			}
		}
		lists = lists[n+int(size):]
	}
	return nil
}

// eachPosting takes a term's postings apart.
func (s *Segment) eachPosting(list []byte, visit func(posting)) error {
	doc := uint32(0)
	for len(list) > 0 {
		word, n := uvarint(list)
		if n <= 0 {
			return ErrDamaged
		}
		list = list[n:]
		doc += word >> 3
		where := Where(0)
		if code := word & 7; code < 7 {
			where = whereCodes[code]
		} else {
			where, list = Where(list[0]), list[1:]
		}
		if int(doc) >= s.docs {
			return ErrDamaged
		}
		visit(makePosting(doc, where))
	}
	return nil
}

// marking takes postings apart, which may be millions, and says 1 of the
// documents of those that are in one of some places.
func marking(where Where, docs []uint8) func(term int, list []byte) error {
	var wanted [8]uint8
	for code, one := range whereCodes {
		if one&where != 0 {
			wanted[code] = 1
		}
	}
	return func(_ int, list []byte) error {
		doc := uint32(0)
		for i := 0; i < len(list); {
			word := uint32(list[i])
			i++
			if word >= 0x80 {
				n := 0
				if word, n = uvarint(list[i-1:]); n <= 0 {
					return ErrDamaged
				}
				i += n - 1
			}
			doc += word >> 3
			holds := wanted[word&7]
			if word&7 == 7 {
				if Where(list[i])&where != 0 {
					holds = 1
				}
				i++
			}
			docs[doc] |= holds
		}
		return nil
	}
}
