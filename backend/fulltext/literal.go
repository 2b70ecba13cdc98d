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
	windows, err := s.windows(ctx, PartGrams, index, needle)
	if err != nil || windows == nil {
		return found, err
	}
	hits, err := windows[0].hits()
	for _, other := range windows[1:] {
		if err != nil || len(hits) == 0 {
			break
		}
		hits, err = other.among(hits)
	}
	for _, h := range hits {
		if int(h.term) >= s.terms {
			return nil, ErrDamaged
		}
		if !apart || !h.joined {
			found.add(int(h.term))
		}
	}
	return found, err
}

// window is a trigram of a needle: its list, where in the needle it stands, and
// which ends of the needle it has.
type window struct {
	list  []byte
	shift uint32
	edges uint32
}

// windows are the trigrams that cover a needle, the shortest list first; nil
// where one of them occurs nowhere.
func (s *Segment) windows(ctx context.Context, part Part, index []byte, needle string) ([]window, error) {
	type place struct{ from, to, shift int }
	var places []place
	for shift := 0; ; shift = min(shift+3, len(needle)-3) {
		i, found := findGram(index, gramAt(needle, shift))
		if !found {
			return nil, nil
		}
		from, to := listAt(index, i)
		places = append(places, place{from, to, shift})
		if shift == len(needle)-3 {
			break
		}
	}
	slices.SortFunc(places, func(a, b place) int { return (a.to - a.from) - (b.to - b.from) })
	lists := make([]window, len(places))
	for i, p := range places {
		list, err := s.read(ctx, part, p.from, p.to)
		if err != nil {
			return nil, err
		}
		lists[i] = window{list: list, shift: uint32(p.shift)} //nolint:gosec // within a needle
		if p.shift == 0 {
			lists[i].edges |= joinedBefore
		}
		if p.shift == len(needle)-3 {
			lists[i].edges |= joinedBehind
		}
	}
	return lists, nil
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
	lists, err := s.windows(ctx, PartIDs, index, needle)
	if err != nil || lists == nil {
		return events, err
	}
	return events, s.alignedRuns(lists, events)
}

// alignedRuns finds the events in which all trigrams of a needle stand at the
// distances they have in it.
func (s *Segment) alignedRuns(lists []window, found set) error {
	at := map[int]set{}
	for i, w := range lists {
		here := map[int]set{}
		err := eachRun(w.list, func(pos, from, to int) {
			begin := pos - int(w.shift)
			if begin < 0 || i > 0 && at[begin] == nil {
				return
			}
			if here[begin] == nil {
				here[begin] = newSet(s.events)
			}
			here[begin].addRange(from, min(to, s.events))
		})
		if err != nil {
			return err
		}
		for begin, events := range here {
			if i > 0 {
				events.and(at[begin])
			}
		}
		at = here
	}
	for _, events := range at {
		found.or(events)
	}
	return nil
}
