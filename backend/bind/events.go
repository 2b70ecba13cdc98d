package bind

import (
	"context"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/store"
)

// Events answers the table and the filter bar.
type Events struct{ core *Core }

// mostRows bounds one window of rows.
const mostRows = 500

// Filter applies a filter and returns a token under which its rows are asked
// for. CodeInvalid for a filter that cannot be read.
func (e *Events) Filter(spec FilterSpec, order Order) (FilterResult, error) {
	return call(e.core, "Events.Filter", func(ctx context.Context) (FilterResult, error) {
		f, zone, err := spec.filter()
		if err != nil {
			return FilterResult{}, err
		}
		keys, err := e.core.Store.Match(ctx, f, order.order())
		if err != nil {
			return FilterResult{}, err
		}
		total, err := e.core.Store.Count(ctx, audit.Filter{Tenants: f.Tenants})
		return FilterResult{Token: e.core.results.keep(keys), Count: len(keys), Total: total, Words: query.FilterWords(f, zone)}, err
	})
}

// Rows reads a window of rows under a token: count rows from row number from.
func (e *Events) Rows(token string, from, count int) ([]Row, error) {
	return call(e.core, "Events.Rows", func(ctx context.Context) ([]Row, error) {
		keys, err := e.core.results.keys(token)
		if err != nil {
			return nil, err
		}
		from = min(max(from, 0), len(keys))
		to := min(from+min(max(count, 0), mostRows), len(keys))
		rows, err := e.core.Store.Rows(ctx, keys[from:to])
		return shownRows(rows), err
	})
}

// Position is an event's row number under a token, -1 when the filter leaves
// it out.
func (e *Events) Position(token string, key int64) (int, error) {
	return call(e.core, "Events.Position", func(context.Context) (int, error) {
		keys, err := e.core.results.keys(token)
		return slices.Index(keys, key), err
	})
}

// Reload starts a sync under the page's job id: of one tenant, or with an
// empty name of all that have a server.
func (e *Events) Reload(jobID, tenant string) error {
	return do(e.core, "Events.Reload", func(ctx context.Context) error {
		return e.core.startSync(ctx, jobID, tenant)
	})
}

// Facets counts the events under a filter by type, area, action, user and
// flow.
func (e *Events) Facets(spec FilterSpec) (Facets, error) {
	return call(e.core, "Events.Facets", func(ctx context.Context) (Facets, error) {
		f, zone, err := spec.filter()
		if err != nil {
			return Facets{}, err
		}
		var facets Facets
		for _, part := range []struct {
			by   store.Dimension
			into *[]FacetValue
		}{
			{store.ByType, &facets.Types}, {store.ByArea, &facets.Areas}, {store.ByAction, &facets.Actions},
			{store.ByUser, &facets.Users}, {store.ByFlow, &facets.Flows},
		} {
			groups, err := e.core.Store.CountBy(ctx, f, part.by, zone)
			if err != nil {
				return Facets{}, err
			}
			*part.into = facetValues(groups)
		}
		return facets, nil
	})
}

// Histogram counts the events under a filter by day in the filter's zone.
func (e *Events) Histogram(spec FilterSpec) ([]Bucket, error) {
	return call(e.core, "Events.Histogram", func(ctx context.Context) ([]Bucket, error) {
		f, zone, err := spec.filter()
		if err != nil {
			return nil, err
		}
		days, err := e.core.Store.Histogram(ctx, f, zone)
		buckets := make([]Bucket, len(days))
		for i, day := range days {
			buckets[i] = Bucket{Day: day.Day, Count: day.Count(), Types: map[string]int{}}
			for t, n := range day.ByType {
				buckets[i].Types[string(audit.Types[t])] = n
			}
		}
		return buckets, err
	})
}

// mostUsers bounds what the type-ahead shows.
const mostUsers = 50

// Users lists cached users whose e-mail or id contains typed, the most active
// first, with the events of each in the filter's tenants.
func (e *Events) Users(spec FilterSpec, typed string) ([]FacetValue, error) {
	return call(e.core, "Events.Users", func(ctx context.Context) ([]FacetValue, error) {
		groups, err := e.core.Store.Users(ctx, spec.Tenants, typed, mostUsers)
		return facetValues(groups), err
	})
}

func facetValues(groups []store.Group) []FacetValue {
	values := make([]FacetValue, len(groups))
	for i, group := range groups {
		values[i] = FacetValue{Value: group.Value, Count: group.Count}
	}
	return values
}

func shownRows(rows []store.Row) []Row {
	list := make([]Row, len(rows))
	for i, r := range rows {
		list[i] = shownRow(r)
	}
	return list
}
