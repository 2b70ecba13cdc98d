package search

import (
	"cmp"
	"context"
	"strconv"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
	"github.com/trailbook/trailbook/backend/store"
)

// orders are the columns of a table that the columns in memory know: where the
// texts are, and which of a word's texts a column shows.
var orders = map[store.Column]struct {
	column index.Column
	words  int
	shown  func(texts [3]string) string
}{
	store.ColumnAction: {index.ByAction, index.Actions, first},
	store.ColumnArea:   {index.ByArea, index.Areas, first},
	store.ColumnUser:   {index.ByActor, index.Actors, first},
	store.ColumnFlow:   {index.ByFlow, index.Flows, first},
	store.ColumnTenant: {index.ByTenant, index.Tenants, first},
	store.ColumnTarget: {index.ByTarget, index.Targets, func(t [3]string) string { return cmp.Or(t[2], t[1]) }},
	store.ColumnType:   {index.ByType, -1, nil},
}

func first(texts [3]string) string { return texts[0] }

// ordered is the ranking of the words of a dictionary as it was.
type ordered struct {
	words   *index.Dictionary
	top     int
	ranking func() *index.Ranking // made when it is first asked for, which may take a moment
}

// sorted puts a result into the order of a column other than the time.
// CodeInvalid for a column that there is not.
func (e *Engine) sorted(ctx context.Context, found *index.Result, order store.Order) (Result, error) {
	by, known := orders[order.Column]
	if !known { // SQL says so
		keys, err := e.store.Match(ctx, audit.Filter{Tenants: []string{""}}, order)
		return listed(keys), err
	}
	v := found.Version()
	var ranking *index.Ranking
	if by.words < 0 {
		ranking = v.Rank(by.column, func(id uint32) string { return strconv.Itoa(int(id)) }, order.Ascending)
	} else {
		ranking = e.ranking(v, by.words, order, func(words *index.Dictionary) *index.Ranking {
			return v.Rank(by.column, func(id uint32) string { return by.shown(words.Word(id).Texts) }, order.Ascending)
		})
	}
	sorted, err := found.Sort(ctx, ranking)
	if err != nil {
		return nil, stopped(err)
	}
	return byColumn{sorted}, nil
}

// ranking is made once for the words that there are.
func (e *Engine) ranking(v *index.Version, number int, order store.Order, rank func(*index.Dictionary) *index.Ranking) *index.Ranking {
	words := v.Words(number)
	e.mu.Lock()
	kept := e.orders[order]
	if kept.words != words || kept.top != v.Top(number) {
		kept = ordered{words, v.Top(number), sync.OnceValue(func() *index.Ranking { return rank(words) })}
		e.orders[order] = kept
	}
	e.mu.Unlock()
	return kept.ranking() // others ask their questions meanwhile
}

// byColumn is a result in the order of a column.
type byColumn struct{ *index.Sorted }

// Keys is a window of rows.
func (r byColumn) Keys(from, n int) []int64 {
	from, n = window(r.Count(), from, n)
	return r.Sorted.Keys(make([]int64, 0, n), from, n)
}

// Position is the row number of an event.
func (r byColumn) Position(key int64) int { return r.Number(key) }
