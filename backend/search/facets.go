package search

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
)

// facet is where the values of a facet stand in the columns.
type facet struct {
	by     audit.Facet
	column index.Column
	words  int // the dictionary
	// value and label of a word; nil where the value is its first text and all
	// there is to it.
	value func(texts [3]string) (value, label string)
}

// facets are those that have a dictionary.
var facets = []facet{
	{audit.FacetArea, index.ByArea, index.Areas, nil},
	{audit.FacetAction, index.ByAction, index.Actions, nil},
	{audit.FacetUser, index.ByActor, index.Actors, func(t [3]string) (string, string) { return t[0], "" }},
	{audit.FacetTarget, index.ByTarget, index.Targets, func(t [3]string) (string, string) {
		if t[1] == "" {
			return t[2], "" // a target without an id is known by its name
		}
		return t[1], t[2]
	}},
	{audit.FacetFlow, index.ByFlow, index.Flows, nil},
}

// addresses are listed alone: several programs may have come from one.
var addresses = facet{audit.FacetIP, index.ByOrigin, index.Origins, func(t [3]string) (string, string) { return t[0], "" }}

// listable are the facets whose values can be listed.
var listable = append(slices.Clone(facets), addresses)

// Facets counts the events of a filter by every facet, up to most values of
// each, weekdays and hours in zone, as store.Facets does.
func (e *Engine) Facets(ctx context.Context, f audit.Filter, zone *time.Location, most int) (audit.Facets, error) {
	found, err := e.ask(ctx, f)
	if err != nil {
		return audit.Facets{}, err
	}
	if found == nil {
		return e.store.Facets(ctx, f, zone, most)
	}
	survey, err := found.Survey(ctx, index.Ask{Columns: index.AllColumns, Zone: e.zone(zone)})
	if err != nil {
		return audit.Facets{}, stopped(err)
	}
	counted := audit.Facets{Total: found.Count(), Values: map[audit.Facet]audit.FacetValues{audit.FacetType: types(survey, most)}, Heat: survey.Heat}
	values := make([]audit.FacetValues, len(facets))
	var work sync.WaitGroup
	for i, one := range facets {
		work.Go(func() { values[i] = e.values(found.Version(), one, survey.Of(one.column), nil, most) })
	}
	work.Wait()
	for i, one := range facets {
		counted.Values[one.by] = values[i]
	}
	return counted, nil
}

// FacetValues lists the values of a facet whose text contains typed, with the
// events of each under a filter, as store.FacetValues does.
func (e *Engine) FacetValues(ctx context.Context, f audit.Filter, by audit.Facet, typed string, limit int) (audit.FacetValues, error) {
	at := slices.IndexFunc(listable, func(one facet) bool { return one.by == by })
	var found *index.Result
	var err error
	if at >= 0 || by == audit.FacetType {
		found, err = e.ask(ctx, f)
	}
	if err != nil {
		return audit.FacetValues{}, err
	}
	if found == nil { // what cannot be listed SQL says, too
		return e.store.FacetValues(ctx, f, by, typed, limit)
	}
	if by == audit.FacetType {
		survey, err := found.Survey(ctx, index.Ask{Columns: []index.Column{index.ByType}})
		if err != nil {
			return audit.FacetValues{}, stopped(err)
		}
		return types(survey, limit), nil
	}
	one := listable[at]
	survey, err := found.Survey(ctx, index.Ask{Columns: []index.Column{one.column}})
	if err != nil {
		return audit.FacetValues{}, stopped(err)
	}
	var only *index.Set
	if typed = audit.Fold(strings.TrimSpace(typed)); typed != "" {
		only = found.Version().Words(one.words).Containing(typed)
	}
	return e.values(found.Version(), one, survey.Of(one.column), only, limit), nil
}

// ask is selected for a filter.
func (e *Engine) ask(ctx context.Context, f audit.Filter) (*index.Result, error) {
	sel, err := f.Selection()
	if err != nil {
		return nil, err
	}
	return e.selected(ctx, sel)
}

func types(survey *index.Survey, most int) audit.FacetValues {
	var list []audit.FacetValue
	for i, n := range survey.Types {
		if n > 0 {
			list = append(list, audit.FacetValue{Value: string(audit.Types[i]), Count: n})
		}
	}
	slices.SortStableFunc(list, func(a, b audit.FacetValue) int { return b.Count - a.Count })
	return cut(list, most)
}

func cut(list []audit.FacetValue, most int) audit.FacetValues {
	shown := min(max(most, 0), len(list))
	return audit.FacetValues{Values: list[:shown], More: len(list) - shown}
}
