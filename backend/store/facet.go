package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Dimension is what events can be counted by.
type Dimension string

// The dimensions of CountBy.
const (
	ByType   Dimension = "type"
	ByAction Dimension = "action"
	ByArea   Dimension = "area"
	ByUser   Dimension = "user"
	ByFlow   Dimension = "flow"
	ByDay    Dimension = "day"
)

// Dimensions lists what CountBy counts by.
var Dimensions = []Dimension{ByType, ByAction, ByArea, ByUser, ByFlow, ByDay}

// Group is a value and how many events have it.
type Group struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// groupSQL counts inside the narrow table and only then looks the texts up.
var groupSQL = map[Dimension]struct{ column, label, join string }{
	ByType:   {"type", "c.key", ""},
	ByAction: {"action_id", "d.name", " JOIN action d ON d.id = c.key"},
	ByArea:   {"area_id", "d.name", " JOIN area d ON d.id = c.key"},
	ByUser:   {"actor_id", "d.email", " JOIN actor d ON d.id = c.key"},
	ByFlow:   {"flow_id", "d.flow_id", " JOIN flow d ON d.id = c.key"},
}

// CountBy counts the events of a filter by a dimension, the most frequent
// first, days in their order. Days (2006-01-02) begin at midnight in zone.
// Events without a value (no user, no flow) count under the empty text. An
// unknown dimension is CodeInvalid.
func (s *Store) CountBy(ctx context.Context, f audit.Filter, by Dimension, zone *time.Location) (groups []Group, err error) {
	defer func() { err = failed(err, "The events cannot be counted.") }()
	if by == ByDay {
		days, err := s.Histogram(ctx, f, zone)
		for _, day := range days {
			groups = append(groups, Group{day.Day, day.Count()})
		}
		return groups, err
	}
	part, ok := groupSQL[by]
	if !ok {
		return nil, audit.Errorf(audit.CodeInvalid, "Events cannot be counted by %q.", by).
			WithHint("Use one of %v.", Dimensions)
	}
	where, args, err := where(f)
	if err != nil {
		return nil, err
	}
	var found []Group
	err = s.read.SelectContext(ctx, &found, "SELECT CAST("+part.label+" AS TEXT) AS value, sum(c.n) AS count FROM (SELECT e."+part.column+
		" AS key, count(*) AS n FROM event e"+where+" GROUP BY 1) c"+part.join+" GROUP BY 1 ORDER BY 2 DESC, 1", args...)
	if by == ByType {
		for i := range found {
			found[i].Value = string(audit.Types[found[i].Value[0]-'0'])
		}
	}
	return found, err
}

// Day is one day of a histogram: how many events of each type, in the order of
// audit.Types.
type Day struct {
	Day    string // 2006-01-02
	ByType [4]int
}

// Count is the day's events of all types.
func (d Day) Count() int { return d.ByType[0] + d.ByType[1] + d.ByType[2] + d.ByType[3] }

// Histogram counts the events of a filter by day in zone and by type. Days
// without events are left out.
func (s *Store) Histogram(ctx context.Context, f audit.Filter, zone *time.Location) (days []Day, err error) {
	defer func() { err = failed(err, "The events cannot be counted.") }()
	where, args, err := where(f)
	if err != nil {
		return nil, err
	}
	// Zones differ from UTC by whole quarters of an hour since 1972: SQLite adds
	// up quarters, Go knows the days of the zone.
	const quarter = 15 * 60 * 1000
	rows, err := s.read.QueryContext(ctx, "SELECT e.created_at / 900000 - (e.created_at % 900000 < 0), e.type, count(*) FROM event e"+
		where+" GROUP BY 1, 2", args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	byDay := map[string]*Day{}
	for rows.Next() {
		var quarters, kind int64
		var n int
		if err := rows.Scan(&quarters, &kind, &n); err != nil {
			return nil, err
		}
		name := time.UnixMilli(quarters * quarter).In(zone).Format(time.DateOnly)
		day := byDay[name]
		if day == nil {
			day = &Day{Day: name}
			byDay[name] = day
		}
		day.ByType[kind] += n
	}
	for _, day := range byDay {
		days = append(days, *day)
	}
	slices.SortFunc(days, func(a, b Day) int { return cmp.Compare(a.Day, b.Day) })
	return days, rows.Err()
}

// Users lists up to limit e-mails whose text contains typed, those with the
// most events first, counted over the whole cache or the tenants named.
func (s *Store) Users(ctx context.Context, tenants []string, typed string, limit int) ([]Group, error) {
	where, args, err := where(audit.Filter{Tenants: tenants})
	if err != nil {
		return nil, err
	}
	var found []Group
	err = s.read.SelectContext(ctx, &found, `SELECT u.email AS value, sum(c.n) AS count
		FROM (SELECT e.actor_id AS key, count(*) AS n FROM event e`+where+` GROUP BY 1) c
		JOIN actor u ON u.id = c.key WHERE u.email <> '' AND instr(u.folded, ?)
		GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`, append(args, audit.Fold(typed), limit)...)
	return found, failed(err, "The users cannot be read.")
}
