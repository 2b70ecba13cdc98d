package store

import (
	"context"
	"errors"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/fulltext"
)

// FindTexts answers a term of a search that looks into what is different in
// almost every event: its summary, its id, and the paths and values of what it
// changed. The answer is a bit for each key, 64 in a word: key k is bit k%64 of
// word k/64. It is what audit.Leaf says of those texts, exactly; what a term
// without a key finds in actions, users, flows and targets, which the
// dictionaries have, need not be in it. Keys of events that were written
// since the question was asked may be, or not.
//
// Events of which no segment tells yet (TextsLeft) are opened one by one; where
// they are too many, that is CodeBusy.
// A term of another field finds nothing.
func (s *Store) FindTexts(ctx context.Context, term audit.Leaf) (found []uint64, err error) {
	defer func() {
		if errors.Is(err, fulltext.ErrDamaged) {
			err = audit.Errorf(audit.CodeCache, "The full text is damaged, the events cannot be searched by what they say.").
				WithHint("Make it anew with: trailbook check --repair. The events themselves are not touched by that.").Wrapping(err)
		}
		err = failed(err, "The events cannot be searched.")
	}()
	query, asks := textQuery(term)
	if !asks {
		return nil, nil
	}
	for range mostRounds {
		found, err = s.findTexts(ctx, term, query)
		if !errors.Is(err, errNoPiece) {
			return found, err
		}
		// A sync merged the segment meanwhile: the list is another by now.
	}
	return nil, fulltext.ErrDamaged
}

// mostRounds is how often a search begins anew because segments went; a piece
// that is still missing then was lost.
const mostRounds = 20

// textQuery is a term as the segments are asked.
func textQuery(term audit.Leaf) (q fulltext.Query, asks bool) {
	switch term.Field {
	case audit.FieldAny:
		if q.Where = fulltext.InSummary | fulltext.InID; term.NeedsContent() {
			q.Where = fulltext.Anywhere
		}
	case audit.FieldSummary:
		q.Where = fulltext.InSummary
	case audit.FieldID:
		q.Where = fulltext.InID
	case audit.FieldChanged:
		q.Where, q.Apart = fulltext.InPath, true
	case audit.FieldBefore:
		q.Where, q.Apart = fulltext.InBefore, true
	case audit.FieldAfter:
		q.Where, q.Apart = fulltext.InAfter, true
	default:
		return q, false
	}
	literal, ok := term.Pattern.Literal()
	if ok && literal != "" && term.Field != audit.FieldID {
		q.Needle = literal
		return q, true
	}
	q.Match, q.Needles = term.Text, term.Pattern.Needles()
	return q, true
}

// textState is what a question has to look into, as of one moment.
type textState struct {
	segments []textSegment
	stale    map[int64]map[int64]bool // by segment
	todo     stretches
	highest  int64
}

const readTextState = `SELECT 0 AS what, id, low, high, events, head FROM text_segment
	UNION ALL SELECT 1, segment_id, key, 0, 0, 0 FROM text_stale
	UNION ALL SELECT 2, 0, low, high, 0, 0 FROM text_todo
	UNION ALL SELECT 3, 0, 0, coalesce(max(id), 0), 0, 0 FROM event`

func (s *Store) textState(ctx context.Context) (state textState, err error) {
	var rows []struct {
		What int `db:"what"`
		textSegment
	}
	if err := s.read.SelectContext(ctx, &rows, readTextState); err != nil {
		return state, err
	}
	state.stale = map[int64]map[int64]bool{}
	present := map[int64]bool{}
	for _, row := range rows {
		switch row.What {
		case 0:
			state.segments = append(state.segments, row.textSegment)
			present[row.ID] = true
		case 1:
			if state.stale[row.ID] == nil {
				state.stale[row.ID] = map[int64]bool{}
			}
			state.stale[row.ID][row.Low] = true
		case 2:
			state.todo = append(state.todo, stretch{row.Low, row.High})
		case 3:
			state.highest = row.High
		}
	}
	for _, g := range state.segments {
		state.highest = max(state.highest, g.High)
	}
	s.kept.only(present)
	return state, nil
}

// findTexts asks all segments, on all cores, unless it has the answer.
func (s *Store) findTexts(ctx context.Context, term audit.Leaf, query fulltext.Query) ([]uint64, error) {
	state, err := s.textState(ctx)
	if err != nil {
		return nil, err
	}
	known, within := s.kept.known(term.String(), query, state)
	if known != nil {
		return known, nil
	}
	wanted := state.segments
	if within != nil {
		wanted = slices.DeleteFunc(slices.Clone(wanted), func(g textSegment) bool { return !within.anyIn(g.Low, g.High) })
	}
	all, err := s.ask(ctx, query, state, wanted)
	if err != nil {
		return nil, err
	}
	if len(state.todo) > 0 {
		return all, s.findUntold(ctx, term, state.todo, all)
	}
	s.kept.remember(textAnswer{term.String(), query, all}, state)
	return all, nil
}

// ask asks the wanted ones of the segments.
func (s *Store) ask(ctx context.Context, query fulltext.Query, state textState, wanted []textSegment) (keyBits, error) {
	var found []keyBits // by reader
	err := s.eachSegment(ctx, wanted, func() segmentReader {
		own := newKeyBits(state.highest)
		found = append(found, own)
		return func(ctx context.Context, from *pieces, g textSegment) error {
			return findIn(ctx, from, g, state.stale, query, own)
		}
	})
	all := newKeyBits(state.highest)
	for _, own := range found {
		for i, word := range own {
			all[i] |= word
		}
	}
	return all, err
}

// segmentReader reads one segment after the other.
type segmentReader func(ctx context.Context, from *pieces, g textSegment) error

// eachSegment reads segments on all cores. reader is asked once for each of
// those that read at the same time.
func (s *Store) eachSegment(ctx context.Context, segments []textSegment, reader func() segmentReader) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var next atomic.Int64
	var work sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), textReaders, len(segments)) {
		read := reader()
		work.Go(func() {
			from, err := beginPieces(ctx, s.read, s.kept)
			if err != nil {
				stop(err)
				return
			}
			defer from.close()
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(segments) {
					return
				}
				if err := read(ctx, from, segments[i]); err != nil {
					stop(err)
				}
			}
		})
	}
	work.Wait()
	return context.Cause(ctx)
}

func findIn(ctx context.Context, from *pieces, g textSegment, stale map[int64]map[int64]bool, query fulltext.Query, found keyBits) error {
	segment, err := from.open(ctx, g)
	if err != nil {
		return err
	}
	not := stale[g.ID]
	return segment.Find(ctx, query, func(key int64, which uint64) {
		if key < g.Low || key+63-int64(bits.LeadingZeros64(which)) > g.High {
			return // of a segment that another program changed
		}
		if len(not) > 0 {
			for left := which; left != 0; left &= left - 1 {
				if i := bits.TrailingZeros64(left); not[key+int64(i)] {
					which &^= 1 << i
				}
			}
		}
		found.addBits(key, which)
	})
}

// mostOpened is how many entries a search opens at most, where the full text
// does not have them yet: ten seconds or so.
const mostOpened = 200_000

// findUntold opens the events that no segment has yet.
func (s *Store) findUntold(ctx context.Context, term audit.Leaf, todo stretches, found keyBits) error {
	if len(todo) == 0 {
		return nil
	}
	if left, err := s.TextsLeft(ctx); err != nil || left > mostOpened {
		if err == nil {
			err = audit.Errorf(audit.CodeBusy, "The full text of %d older events is still being made.", left).
				WithHint("Wait for that, or narrow the search to users, actions, flows or targets.")
		}
		return err
	}
	selection := audit.Selection{Search: audit.Search{Root: term}}
	for _, one := range todo {
		var keys []int64
		if err := s.read.SelectContext(ctx, &keys, "SELECT id FROM event WHERE id BETWEEN ? AND ?", one.Low, one.High); err != nil {
			return err
		}
		for len(keys) > 0 {
			n := min(eventsAtOnce, len(keys))
			matching, err := s.look(ctx, selection, keys[:n], nil)
			if err != nil {
				return err
			}
			for _, key := range matching {
				if key/64 < int64(len(found)) {
					found.addRun(key, 1)
				}
			}
			keys = keys[n:]
		}
	}
	return nil
}
