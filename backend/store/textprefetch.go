package store

import (
	"context"
	"errors"

	"github.com/trailbook/trailbook/backend/fulltext"
)

// PrefetchTexts reads the parts of the full text that every search needs, so
// that the first word is found as quickly as the next: of ten million events
// 42 MB, which otherwise the first search reads. It does less where the full
// text changes meanwhile.
func (s *Store) PrefetchTexts(ctx context.Context) error {
	state, err := s.textState(ctx)
	if err != nil {
		return failed(err, "The full text cannot be read.")
	}
	err = s.eachSegment(ctx, state.segments, func() segmentReader { return prefetch })
	return failed(err, "The full text cannot be read.")
}

func prefetch(ctx context.Context, from *pieces, g textSegment) error {
	segment, err := from.open(ctx, g)
	if err == nil {
		err = segment.Prefetch(ctx)
	}
	if errors.Is(err, errNoPiece) || errors.Is(err, fulltext.ErrDamaged) {
		return nil // merged meanwhile; what is damaged the search will say
	}
	return err
}
