package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// ByDay counts events by the days of a zone: as a facet it would be endless,
// for that there is the histogram.
const ByDay audit.Facet = "day"

// Dimensions lists what CountBy counts by.
var Dimensions = []audit.Facet{audit.FacetType, audit.FacetAction, audit.FacetArea, audit.FacetUser, audit.FacetFlow, audit.FacetTarget, audit.FacetIP, ByDay, audit.FacetWeekday, audit.FacetHour}

// facetText is where the texts of a facet stand: the column of an event that
// points there, the value, its label, and what is searched in it, folded.
type facetText struct{ column, table, value, label, folded string }

var facetTexts = map[audit.Facet]facetText{
	audit.FacetAction: {"action_id", "action", "d.name", "''", "d.folded"},
	audit.FacetArea:   {"area_id", "area", "d.name", "''", "fold(d.name)"},
	audit.FacetUser:   {"actor_id", "actor", "d.email", "''", "d.folded"},
	audit.FacetFlow:   {"flow_id", "flow", "d.flow_id", "''", "d.folded"},
	audit.FacetIP:     {"origin_id", "origin", "d.ip", "''", "fold(d.ip)"},
	// A target without an id is known by its name.
	audit.FacetTarget: {"target_id", "target", "CASE d.target_id WHEN '' THEN d.name ELSE d.target_id END", "CASE d.target_id WHEN '' THEN '' ELSE d.name END", "d.folded"},
}

// CountBy counts the events of a filter by a facet or by day, the most frequent
// first; days, weekdays and hours in their order. Those are of zone: a day
// (2006-01-02) begins at midnight there. Events without a value (no user, no
// flow) count under the empty text. An unknown facet is CodeInvalid.
func (s *Store) CountBy(ctx context.Context, f audit.Filter, by audit.Facet, zone *time.Location) (groups []audit.FacetValue, err error) {
	defer func() { err = failed(err, "The events cannot be counted.") }()
	switch by {
	case ByDay:
		return s.days(ctx, f, zone)
	case audit.FacetWeekday, audit.FacetHour:
		heat, err := s.Heat(ctx, f, zone)
		if err != nil {
			return nil, err
		}
		weekdays, hours := HeatValues(heat)
		return slices.DeleteFunc(map[audit.Facet][]audit.FacetValue{audit.FacetWeekday: weekdays, audit.FacetHour: hours}[by],
			func(v audit.FacetValue) bool { return v.Count == 0 }), nil
	case audit.FacetType:
		return s.types(ctx, f)
	}
	if _, ok := facetTexts[by]; !ok {
		return nil, audit.Errorf(audit.CodeInvalid, "Events cannot be counted by %q.", by).
			WithHint("Use one of %v.", Dimensions)
	}
	return s.values(ctx, f, by, "")
}

// types counts by event type.
func (s *Store) types(ctx context.Context, f audit.Filter) (groups []audit.FacetValue, err error) {
	where, args, err := s.where(ctx, f)
	if err != nil {
		return nil, err
	}
	err = s.read.SelectContext(ctx, &groups, "SELECT CAST(e.type AS TEXT) AS value, count(*) AS count FROM event e"+where+" GROUP BY 1 ORDER BY 2 DESC, 1", args...)
	for i := range groups {
		groups[i].Value = string(audit.Types[groups[i].Value[0]-'0'])
	}
	return groups, err
}

// values counts by what has a dictionary: inside the narrow table first, and
// only then looks the texts up, of those that contain typed. A value is
// labelled as most of its events have it.
func (s *Store) values(ctx context.Context, f audit.Filter, by audit.Facet, typed string) (groups []audit.FacetValue, err error) {
	where, args, err := s.where(ctx, f)
	if err != nil {
		return nil, err
	}
	d := facetTexts[by]
	query := "SELECT " + d.value + " AS value, " + d.label + " AS label, c.n AS count FROM (SELECT e." + d.column +
		" AS key, count(*) AS n FROM event e" + where + " GROUP BY 1) c JOIN " + d.table + " d ON d.id = c.key"
	if typed = audit.Fold(strings.TrimSpace(typed)); typed != "" {
		query += " WHERE instr(" + d.folded + ", ?)"
		args = append(args, typed)
	}
	var rows []audit.FacetValue
	if err := s.read.SelectContext(ctx, &rows, query+" ORDER BY 3 DESC, 1, 2", args...); err != nil {
		return nil, err
	}
	return merged(rows), nil
}

// merged adds up the counts of equal values: a user may have had several ids, a
// target several names. The label is that of the most events.
func merged(rows []audit.FacetValue) []audit.FacetValue {
	var groups []audit.FacetValue
	at := make(map[string]int, len(rows))
	for _, row := range rows {
		i, ok := at[row.Value]
		if !ok {
			at[row.Value] = len(groups)
			groups = append(groups, row)
			continue
		}
		groups[i].Count += row.Count
	}
	slices.SortFunc(groups, func(a, b audit.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return groups
}

// FacetValues lists the values of a facet that has a dictionary, or of the
// types, whose text contains typed in whatever case, with the events of each
// under a filter: at most limit, the most frequent first. CodeInvalid for
// another facet.
func (s *Store) FacetValues(ctx context.Context, f audit.Filter, by audit.Facet, typed string, limit int) (values audit.FacetValues, err error) {
	defer func() { err = failed(err, "The events cannot be counted.") }()
	var groups []audit.FacetValue
	if by == audit.FacetType {
		groups, err = s.types(ctx, f)
	} else if _, ok := facetTexts[by]; !ok {
		err = audit.Errorf(audit.CodeInvalid, "The values of %q cannot be listed.", by)
	} else {
		groups, err = s.values(ctx, f, by, typed)
	}
	shown := min(max(limit, 0), len(groups))
	return audit.FacetValues{Values: groups[:shown], More: len(groups) - shown}, err
}

// Facets counts the events of a filter by every facet, up to most values of
// each, weekdays and hours in zone. All is counted of one moment of the cache.
func (s *Store) Facets(ctx context.Context, f audit.Filter, zone *time.Location, most int) (facets audit.Facets, err error) {
	facets.Values = map[audit.Facet]audit.FacetValues{}
	err = s.Snapshot(ctx, func(s *Store) error {
		for _, by := range []audit.Facet{audit.FacetType, audit.FacetArea, audit.FacetAction, audit.FacetUser, audit.FacetTarget, audit.FacetFlow} {
			if facets.Values[by], err = s.FacetValues(ctx, f, by, "", most); err != nil {
				return err
			}
		}
		facets.Heat, err = s.Heat(ctx, f, zone)
		for _, hours := range facets.Heat { // each event is in one, however few values are wanted
			for _, n := range hours {
				facets.Total += n
			}
		}
		return err
	})
	return facets, err
}

// HeatValues are the facets of weekdays and of hours that a heat map adds up
// to, each in its order and with those that have no event.
func HeatValues(heat audit.Heat) (weekdays, hours []audit.FacetValue) {
	weekdays, hours = make([]audit.FacetValue, 7), make([]audit.FacetValue, 24)
	for day, counts := range heat {
		weekdays[day].Value = audit.Weekdays[day]
		for hour, n := range counts {
			hours[hour].Value = strconv.Itoa(hour)
			weekdays[day].Count += n
			hours[hour].Count += n
		}
	}
	return weekdays, hours
}
