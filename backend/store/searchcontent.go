package store

import (
	"context"
	"runtime"
	"strings"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
)

// LookInto tells the store how to learn what an event changed, secrets
// excluded: what changed:, before: and after: look into.
func (s *Store) LookInto(contents audit.Contents) { s.contents = contents }

// look opens events, on all cores, and appends the keys of those that are
// selected. An entry that does not unpack has changed nothing.
func (s *Store) look(ctx context.Context, sel audit.Selection, keys, found []int64) ([]int64, error) {
	var rows []stored
	if err := s.selectByKey(ctx, &rows, storedQuery, keys); err != nil {
		return nil, err
	}
	holds := make([]bool, len(rows))
	cores := min(runtime.GOMAXPROCS(0), len(rows))
	var work sync.WaitGroup
	for core := range cores {
		work.Go(func() {
			for i := core; i < len(rows); i += cores {
				event, err := s.unpack(rows[i])
				if err != nil {
					event = rows[i].Bare()
				}
				holds[i] = sel.Matches(event, s.contents)
			}
		})
	}
	work.Wait()
	for i, row := range rows {
		if holds[i] {
			found = append(found, row.Key)
		}
	}
	return found, nil
}

// where turns a filter into SQL that selects what audit.Selection.Matches
// does. The texts of the filter only ever travel as arguments.
func (s *Store) where(ctx context.Context, f audit.Filter) (string, []any, error) {
	sel, err := f.Selection()
	if err != nil {
		return "", nil, err
	}
	c := lists(f)
	if sel.Search.IsZero() {
		return c.build()
	}
	search := searching{search: sel.Search, ctx: ctx, store: s}
	// node adds its arguments in the order in which their places are written.
	condition := search.node(sel.Search.Root)
	if search.err != nil {
		return "", nil, search.err
	}
	c.add(strings.TrimSpace(condition), search.args...)
	return c.build()
}
