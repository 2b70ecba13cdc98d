package bind

import (
	"context"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/store"
)

// Events answers the table and the filter bar.
type Events struct{ core *Core }

// mostRows bounds one window of rows.
const mostRows = 500

// firstRows is how many rows come with the answer to a filter: a page of the table.
const firstRows = 100

// Filter applies a filter and returns a token under which its rows are asked
// for. CodeInvalid for a filter that cannot be read.
func (e *Events) Filter(spec FilterSpec, order Order) (FilterResult, error) {
	return call(e.core, "Events.Filter", func(ctx context.Context) (FilterResult, error) {
		f, zone, err := spec.filter()
		if err != nil {
			return FilterResult{}, err
		}
		asked := question{f, order.order()}
		found, err := e.core.search.Filter(ctx, f, asked.order)
		if err != nil {
			return FilterResult{}, err
		}
		total, err := e.core.search.Count(ctx, audit.Filter{Tenants: f.Tenants})
		if err != nil {
			return FilterResult{}, err
		}
		rows, err := e.core.Store.Rows(ctx, found.Keys(0, firstRows))
		return FilterResult{
			Token: e.core.results.keep(found, asked), Count: found.Count(), Total: total, Words: query.FilterWords(f, zone), Terms: terms(f),
			Marks: listed(query.Marks(f.Search, f.Clock)), Rows: shownRows(rows),
		}, err
	})
}

// Rows reads a window of rows under a token: count rows from row number from.
func (e *Events) Rows(token string, from, count int) ([]Row, error) {
	return call(e.core, "Events.Rows", func(ctx context.Context) ([]Row, error) {
		found, err := e.core.results.rows(token)
		if err != nil {
			return nil, err
		}
		rows, err := e.core.Store.Rows(ctx, found.Keys(from, min(count, mostRows)))
		return shownRows(rows), err
	})
}

// Position is an event's row number under a token, -1 when the filter leaves
// it out.
func (e *Events) Position(token string, key int64) (int, error) {
	return call(e.core, "Events.Position", func(context.Context) (int, error) {
		found, err := e.core.results.rows(token)
		if err != nil {
			return -1, err
		}
		return found.Position(key), nil
	})
}

// Reload starts a sync under the page's job id: of one tenant, or with an
// empty name of all that have a server.
func (e *Events) Reload(jobID, tenant string) error {
	return do(e.core, "Events.Reload", func(ctx context.Context) error {
		return e.core.startSync(ctx, jobID, tenant)
	})
}

func shownRows(rows []store.Row) []Row {
	list := make([]Row, len(rows))
	for i, r := range rows {
		list[i] = shownRow(r)
	}
	return list
}
