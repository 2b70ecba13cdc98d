package fulltext

import (
	"context"
	"slices"
	"sort"
)

// gramLists are lists of trigrams, with their index.
type gramLists struct{ lists, index Part }

var (
	everywhere = []gramLists{{PartGrams, PartGramIndex}, {PartWordGrams, PartWordGramIndex}}
	inSeldom   = everywhere[:1] // in words that are not frequent, or not within a word
	ofIDs      = []gramLists{{PartIDs, PartIDIndex}}
)

// literal gives the texts in which a folded needle stands, by some lists; it is
// not empty. Where asked for, it must stand there for itself: then it has three
// bytes or more.
func (s *Segment) literal(ctx context.Context, needle string, in []gramLists, apart bool) (set, error) {
	found := newSet(s.terms)
	if len(needle) < 3 {
		for _, of := range in {
			if err := s.short(ctx, of, needle, found); err != nil {
				return nil, err
			}
		}
		return found, nil
	}
	var hits []hit
	err := s.eachWindow(ctx, in, needle, func(first bool, w window) (more bool, err error) {
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

// window is a trigram of a needle: its lists, where in the needle it stands, and
// which ends of the needle it has.
type window struct {
	lists [2][]byte
	shift uint32
	edges uint32
}

// eachWindow reads the trigrams that cover a needle, the shortest lists first,
// as long as visit wants more; none where one of them occurs nowhere.
func (s *Segment) eachWindow(ctx context.Context, in []gramLists, needle string, visit func(first bool, w window) (more bool, err error)) error {
	windows, err := s.windows(ctx, in, needle)
	if err != nil {
		return err
	}
	slices.SortFunc(windows, func(a, b wantedWindow) int { return a.size() - b.size() })
	for i, want := range windows {
		w := window{shift: uint32(want.shift)} //nolint:gosec // within a needle
		for which, of := range in {
			if w.lists[which], err = s.read(ctx, of.lists, want.from[which], want.to[which]); err != nil {
				return err
			}
		}
		if want.shift == 0 {
			w.edges |= joinedBefore
		}
		if want.shift == len(needle)-3 {
			w.edges |= joinedBehind
		}
		if more, err := visit(i == 0, w); err != nil || !more {
			return err
		}
	}
	return nil
}

// wantedWindow is where the lists of a window lie.
type wantedWindow struct {
	shift    int
	from, to [2]int
}

func (w wantedWindow) size() int { return w.to[0] - w.from[0] + w.to[1] - w.from[1] }

// windows are those that cover a needle, none where one of them occurs nowhere.
func (s *Segment) windows(ctx context.Context, in []gramLists, needle string) (windows []wantedWindow, err error) {
	for shift := 0; ; shift = min(shift+3, len(needle)-3) {
		want := wantedWindow{shift: shift}
		for which, of := range in {
			index, err := s.whole(ctx, of.index)
			if err != nil {
				return nil, err
			}
			if i, found := findGram(index, gramAt(needle, shift)); found {
				want.from[which], want.to[which] = listAt(index, i)
			}
		}
		if want.size() == 0 {
			return nil, nil
		}
		if windows = append(windows, want); shift == len(needle)-3 {
			return windows, nil
		}
	}
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
func (s *Segment) short(ctx context.Context, of gramLists, needle string, found set) error {
	index, err := s.whole(ctx, of.index)
	if err != nil {
		return err
	}
	low := gramRange(needle)
	first, _ := findGram(index, low)
	last, _ := findGram(index, low+1<<(8*(3-len(needle))))
	if first == last {
		return nil
	}
	from, _ := listAt(index, first)
	_, to := listAt(index, last-1)
	lists, err := s.read(ctx, of.lists, from, to)
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
	p := placeList{list: list}
	for p.next(); !p.ended; p.next() {
		if int(p.term) >= s.terms {
			return ErrDamaged
		}
		found.add(int(p.term))
	}
	if p.failed {
		return ErrDamaged
	}
	return nil
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
	if len(needle) < 3 {
		index, err := s.whole(ctx, PartIDIndex)
		if err != nil {
			return nil, err
		}
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
	err := s.eachWindow(ctx, ofIDs, needle, func(first bool, w window) (more bool, err error) {
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
