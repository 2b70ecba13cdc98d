package bind

import (
	"context"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/calendar"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/store"
)

const (
	mostValues  = 100 // of a facet, until more are asked for
	mostUsers   = 50  // of the type-ahead
	mostBuckets = 400 // of a histogram: more than a window has room for
)

// Facets counts the events under a filter by type, area, action, user, target,
// flow, weekday and hour.
func (e *Events) Facets(spec FilterSpec) (Facets, error) {
	return call(e.core, "Events.Facets", func(ctx context.Context) (Facets, error) {
		f, zone, err := spec.filter()
		if err != nil {
			return Facets{}, err
		}
		found, err := e.core.search.Facets(ctx, f, zone, mostValues)
		if err != nil {
			return Facets{}, err
		}
		chosen, err := spec.chosen()
		if err != nil {
			return Facets{}, err
		}
		for facet := range found.Values {
			if choice, ok := chosen[audit.Field(facet)]; ok {
				if found.Values[facet], err = e.core.chosenFacet(ctx, spec, facet, choice); err != nil {
					return Facets{}, err
				}
			}
		}
		shown := shownFacets(found)
		return shown, e.core.chosenHours(ctx, spec, chosen, &shown)
	})
}

// chosen is what a filter says of the values of each key, in its lists or in
// its search.
func (s FilterSpec) chosen() (map[audit.Field]query.Choice, error) {
	text, err := s.asText()
	if err != nil {
		return nil, err
	}
	f, _, err := text.filter()
	return query.Chosen(text.Search, f.Clock), err
}

// saying is the filter with nothing said of a facet's values but that events
// may have the ones given, all in its search.
func (s FilterSpec) saying(facet audit.Facet, values ...string) (FilterSpec, error) {
	text, err := s.asText()
	if err != nil {
		return text, err
	}
	f, _, err := text.filter()
	if err != nil {
		return text, err
	}
	field := audit.Field(facet)
	said := query.Chosen(text.Search, f.Clock)[field]
	for _, value := range slices.Concat(said.Values, said.Excluded) {
		if text.Search, err = query.Edit(text.Search, field, value, query.ModeRemove, f.Clock); err != nil {
			return text, err
		}
	}
	for _, value := range values {
		if text.Search, err = query.Edit(text.Search, field, value, query.ModeAdd, f.Clock); err != nil {
			return text, err
		}
	}
	return text, nil
}

// chosenFacet lists the values of a facet of which a filter says something:
// those of all events that the rest of the filter leaves, and what it names in
// any case.
func (c *Core) chosenFacet(ctx context.Context, spec FilterSpec, facet audit.Facet, choice query.Choice) (list audit.FacetValues, err error) {
	if list, err = c.facetValues(ctx, spec, facet, "", mostValues); err != nil {
		return list, err
	}
	for _, value := range slices.Concat(choice.Values, choice.Excluded) {
		if slices.ContainsFunc(list.Values, func(v audit.FacetValue) bool { return v.Value == value }) {
			continue
		}
		with, err := spec.saying(facet, value)
		if err != nil {
			return list, err
		}
		f, _, err := with.filter()
		if err != nil {
			return list, err
		}
		n, err := c.search.Count(ctx, f)
		if err != nil {
			return list, err
		}
		if n > 0 {
			list.More = max(list.More-1, 0) // it was one of those
		}
		list.Values = append(list.Values, audit.FacetValue{Value: value, Count: n})
	}
	return list, nil
}

// facetValues lists the values of a facet that contain typed, of the events
// that the filter leaves where nothing is said of the facet.
func (c *Core) facetValues(ctx context.Context, spec FilterSpec, facet audit.Facet, typed string, limit int) (audit.FacetValues, error) {
	rest, err := spec.saying(facet)
	if err != nil {
		return audit.FacetValues{}, err
	}
	f, _, err := rest.filter()
	if err != nil {
		return audit.FacetValues{}, err
	}
	return c.search.FacetValues(ctx, f, facet, typed, limit)
}

// chosenHours counts weekdays and hours anew where the filter chooses from
// them, each without what is said of it, and the heat map without either.
func (c *Core) chosenHours(ctx context.Context, spec FilterSpec, chosen map[audit.Field]query.Choice, shown *Facets) error {
	_, days := chosen[audit.FieldWeekday]
	_, hours := chosen[audit.FieldHour]
	if !days && !hours {
		return nil
	}
	withoutDays, err := spec.saying(audit.FacetWeekday)
	if err != nil {
		return err
	}
	withoutHours, err := spec.saying(audit.FacetHour)
	if err != nil {
		return err
	}
	neither, err := withoutDays.saying(audit.FacetHour)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		spec FilterSpec
		put  func(Facets)
	}{
		{withoutDays, func(f Facets) { shown.Weekdays = f.Weekdays }},
		{withoutHours, func(f Facets) { shown.Hours = f.Hours }},
		{neither, func(f Facets) { shown.Heat = f.Heat }},
	} {
		f, zone, err := part.spec.filter()
		if err != nil {
			return err
		}
		found, err := c.search.Facets(ctx, f, zone, 1)
		if err != nil {
			return err
		}
		part.put(shownFacets(found))
	}
	return nil
}

func shownFacets(found audit.Facets) Facets {
	shown := Facets{
		Total: found.Total,
		Types: facetList(found, audit.FacetType), Areas: facetList(found, audit.FacetArea), Actions: facetList(found, audit.FacetAction),
		Users: facetList(found, audit.FacetUser), Targets: facetList(found, audit.FacetTarget), Flows: facetList(found, audit.FacetFlow),
		Heat: make([][]int, len(found.Heat)),
	}
	weekdays, hours := store.HeatValues(found.Heat)
	shown.Weekdays, shown.Hours = facetValues(weekdays), facetValues(hours)
	for day := range found.Heat {
		shown.Heat[day] = found.Heat[day][:]
	}
	return shown
}

func facetList(found audit.Facets, facet audit.Facet) FacetList {
	values := found.Values[facet]
	shown := facetValues(values.Values)
	return FacetList{Values: shown, More: values.More + len(values.Values) - len(shown)}
}

// facetValues leaves out what holds a secret, as the name of a target without
// an id may: it would go into a filter.
func facetValues(groups []audit.FacetValue) []FacetValue {
	values := make([]FacetValue, 0, len(groups))
	for _, group := range groups {
		if diff.MaskText(group.Value) == group.Value {
			values = append(values, FacetValue{Value: group.Value, Label: diff.MaskText(group.Label), Count: group.Count})
		}
	}
	return values
}

// FacetValues lists the values of a facet that contain typed, with the events
// of each under a filter, as Facets does: at most limit, no more than 100.
// CodeInvalid for weekday, hour, and what is no facet.
func (e *Events) FacetValues(spec FilterSpec, facet, typed string, limit int) (FacetList, error) {
	return call(e.core, "Events.FacetValues", func(ctx context.Context) (FacetList, error) {
		if _, _, err := spec.filter(); err != nil {
			return FacetList{}, err
		}
		if by := audit.Facet(facet); by == audit.FacetWeekday || by == audit.FacetHour {
			return FacetList{}, audit.Errorf(audit.CodeInvalid, "The values of %q cannot be listed.", facet)
		}
		list, err := e.core.facetValues(ctx, spec, audit.Facet(facet), typed, min(limit, mostValues))
		shown := facetValues(list.Values)
		return FacetList{Values: shown, More: list.More + len(list.Values) - len(shown)}, err
	})
}

// Users lists cached users whose e-mail or id contains typed, the most active
// first, with the events of each in the filter's tenants.
func (e *Events) Users(spec FilterSpec, typed string) ([]FacetValue, error) {
	return call(e.core, "Events.Users", func(ctx context.Context) ([]FacetValue, error) {
		list, err := e.core.search.FacetValues(ctx, audit.Filter{Tenants: spec.Tenants}, audit.FacetUser, typed, mostUsers)
		return facetValues(slices.DeleteFunc(list.Values, func(v audit.FacetValue) bool { return v.Value == "" })), err
	})
}

// Histogram counts the events under a filter over time in the filter's zone,
// in at most most buckets.
func (e *Events) Histogram(spec FilterSpec, most int) (Histogram, error) {
	return call(e.core, "Events.Histogram", func(ctx context.Context) (Histogram, error) {
		f, zone, err := spec.filter()
		if err != nil {
			return Histogram{}, err
		}
		found, err := e.core.search.Histogram(ctx, f, zone, min(max(most, 1), mostBuckets))
		return shownHistogram(found), err
	})
}

func shownHistogram(found calendar.Histogram) Histogram {
	shown := Histogram{
		Unit: string(found.Unit), Step: found.Step, From: found.From(), To: found.Until(),
		Buckets: make([]Bucket, len(found.Counts)), Outside: make([]Outside, len(found.Outside)),
	}
	for i, counts := range found.Counts {
		bucket := Bucket{From: found.Edges[i], To: found.Edges[i+1], Types: counts[:]}
		for _, n := range counts {
			bucket.Count += n
		}
		shown.Buckets[i] = bucket
	}
	for i, year := range found.Outside {
		shown.Outside[i] = Outside(year)
	}
	return shown
}
