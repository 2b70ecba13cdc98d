package report

import (
	"context"
	"errors"
	"sync"

	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/history"
	"github.com/trailbook/trailbook/backend/store"
)

// triesToFollow is how often the objects are followed anew because events came
// in since; each time fewer are left to follow.
const triesToFollow = 5

// errMoved tells of a snapshot with objects that were not followed.
var errMoved = errors.New("report: events came in since the states were followed")

// tellsOfStates reports whether the file says whether states fit together; only
// a workbook, a PDF and a pack do.
func (r Request) tellsOfStates() bool { return r.Format.HasReport() || r.Pack != nil }

// follow follows the objects of the filter's tenants and keeps what it finds in
// the cache, where a snapshot taken next has it.
func follow(ctx context.Context, cache *store.Store, r Request) error {
	if !r.tellsOfStates() {
		return nil
	}
	var mu sync.Mutex
	_, err := history.OfFilter(ctx, cache, r.Filter, func(done, total int) {
		mu.Lock()
		defer mu.Unlock()
		r.Progress(Followed, done, total)
	})
	return err
}

// continuity is what a report says of the states under its filter.
func (m *making) continuity(ctx context.Context) (export.Continuity, error) {
	if !m.tellsOfStates() {
		return export.Continuity{}, nil
	}
	gaps, all, err := history.Followed(ctx, m.cache, m.Filter)
	if err != nil {
		return export.Continuity{}, err
	}
	if !all {
		return export.Continuity{}, errMoved
	}
	return export.Continuity{Checked: true, Gaps: history.Sentences(gaps)}, nil
}
