package fulltext

import (
	"context"
	"slices"
	"sort"
)

// literal gives the texts in which a folded needle stands; it is not empty.
// Where asked for, it must stand there for itself: then it has three bytes or
// more.
func (s *Segment) literal(ctx context.Context, needle string, apart bool) (set, error) {
	found := newSet(s.terms)
	index, err := s.whole(ctx, PartGramIndex)
	if err != nil {
		return nil, err
	}
	if len(needle) < 3 {
		return found, s.short(ctx, index, needle, found)
	}
	var hits []hit
	err = s.eachWindow(ctx, PartGrams, index, needle, func(first bool, w window) (more bool, err error) {
		if first {
			hits, err = w.hits()
		} else {
			hits, err = w.among(hits)
		}
		return len(hits) > 0, err
	})
	if err != nil {
		return found, err
	}
	for _, h := range hits {
		if int(h.term) >= s.terms {
			return nil, ErrDamaged
		}
		if !apart || !h.joined {
			found.add(int(h.term))
		}
	}
	return found, nil
}

// window is a trigram of a needle: its list, where in the needle it stands, and
// which ends of the needle it has.
type window struct {
	list  []byte
	shift uint32
	edges uint32
}

// eachWindow reads the trigrams that cover a needle, the shortest list first,
// as long as visit wants more; none where one of them occurs nowhere.
func (s *Segment) eachWindow(ctx context.Context, part Part, index []byte, needle string, visit func(first bool, w window) (more bool, err error)) error {
	type place struct{ from, to, shift int }
	var places []place
	for shift := 0; ; shift = min(shift+3, len(needle)-3) {
		i, found := findGram(index, gramAt(needle, shift))
		if !found {
			return nil
		}
		from, to := listAt(index, i)
		places = append(places, place{from, to, shift})
		if shift == len(needle)-3 {
			break
		}
	}
	slices.SortFunc(places, func(a, b place) int { return (a.to - a.from) - (b.to - b.from) })
	for i, p := range places {
		list, err := s.read(ctx, part, p.from, p.to)
		if err != nil {
			return err
		}
		w := window{list: list, shift: uint32(p.shift)} //nolint:gosec // within a needle
		if p.shift == 0 {
			w.edges |= joinedBefore
		}
		if p.shift == len(needle)-3 {
			w.edges |= joinedBehind
		}
		if more, err := visit(i == 0, w); err != nil || !more {
			return err
		}
	}
	return nil
}

// findGram is the place of a trigram in an index, or where it would stand.
func findGram(index []byte, gram int) (i int, found bool) {
	n := len(index) / 8
	i = sort.Search(n, func(i int) bool { return four(index, 2*i) >= gram })
	return i, i < n && four(index, 2*i) == gram
}

// listAt is where the list of the i-th trigram lies.
func listAt(index []byte, i int) (from, to int) {
	if i > 0 {
		from = four(index, 2*i-1)
	}
	return from, four(index, 2*i+1)
}

// short finds a needle of one or two bytes: the lists of all trigrams that begin
// with it lie side by side.
func (s *Segment) short(ctx context.Context, index []byte, needle string, found set) error {
	low := gramRange(needle)
	first, _ := findGram(index, low)
	last, _ := findGram(index, low+1<<(8*(3-len(needle))))
	if first == last {
		return nil
	}
	from, _ := listAt(index, first)
	_, to := listAt(index, last-1)
	lists, err := s.read(ctx, PartGrams, from, to)
	if err != nil {
		return err
	}
	for i := first; i < last; i++ {
		begin, end := listAt(index, i)
		if begin < from || end > to || end < begin {
			return ErrDamaged
		}
		if err := s.markTerms(lists[begin-from:end-from], found); err != nil {
			return err
		}
	}
	return nil
}

// gramRange is the first trigram that begins with a needle of one or two bytes.
func gramRange(needle string) int {
	if len(needle) == 1 {
		return int(needle[0]) << 16
	}
	return int(needle[0])<<16 | int(needle[1])<<8
}

func (s *Segment) markTerms(list []byte, found set) error {
	p := places{list: list}
	for p.next() {
		if int(p.term) >= s.terms {
			return ErrDamaged
		}
		found.add(int(p.term))
	}
	return p.err()
}

// byteDocs are the documents that have a byte of ASCII anywhere.
func (s *Segment) byteDocs(ctx context.Context, c byte) (set, error) {
	docs := newSet(s.docs)
	index, err := s.whole(ctx, PartByteIndex)
	if err != nil {
		return nil, err
	}
	i := slices.Index(index, c)
	if i < 0 {
		return docs, nil
	}
	size := (s.docs + 7) / 8
	row, err := s.read(ctx, PartBytes, i*size, (i+1)*size)
	for at, b := range row {
		docs[at/8] |= uint64(b) << (at % 8 * 8)
	}
	return docs, err
}

// idsWith are the events whose folded id holds a needle.
func (s *Segment) idsWith(ctx context.Context, needle string) (set, error) {
	events := newSet(s.events)
	index, err := s.whole(ctx, PartIDIndex)
	if err != nil {
		return nil, err
	}
	if len(needle) < 3 {
		low := gramRange(needle)
		first, _ := findGram(index, low)
		last, _ := findGram(index, low+1<<(8*(3-len(needle))))
		for i := first; i < last; i++ {
			from, to := listAt(index, i)
			list, err := s.read(ctx, PartIDs, from, to)
			if err == nil {
				err = eachRun(list, func(_, from, to int) { events.addRange(from, min(to, s.events)) })
			}
			if err != nil {
				return nil, err
			}
		}
		return events, nil
	}
	var runs []idRun
	err = s.eachWindow(ctx, PartIDs, index, needle, func(first bool, w window) (more bool, err error) {
		if first {
			runs, err = idRuns(w)
		} else {
			runs, err = idRunsAmong(runs, w)
		}
		return len(runs) > 0, err
	})
	for _, r := range runs {
		events.addRange(r.from, min(r.to, s.events))
	}
	return events, err
}
