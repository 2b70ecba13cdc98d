package store

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/calendar"
)

// grainSQL is the piece of time that an event lies in: of ? milliseconds from
// the moment ? on, and its own millisecond before.
const grainSQL = "CASE WHEN e.created_at >= ? THEN e.created_at - ((e.created_at % ?) + ?) % ? ELSE e.created_at END"

// byPiece counts the events of a filter in pieces of time, none of which lies in
// two hours of the zone.
func (s *Store) byPiece(ctx context.Context, f audit.Filter, zone *time.Location, each func(spans calendar.Spans, at int64, n int)) (err error) {
	where, args, err := s.where(ctx, f)
	if err != nil {
		return err
	}
	var ends struct{ First, Last *int64 }
	if err := s.read.GetContext(ctx, &ends, "SELECT (SELECT min(e.created_at) FROM event e"+where+") AS first, (SELECT max(e.created_at) FROM event e"+where+") AS last",
		append(slices.Clone(args), args...)...); err != nil || ends.First == nil || ends.Last == nil {
		return err
	}
	spans := calendar.SpansOf(zone, *ends.First, *ends.Last)
	grain, since := spans.Grain()
	rows, err := s.read.QueryContext(ctx, "SELECT "+grainSQL+", count(*) FROM event e"+where+" GROUP BY 1",
		append([]any{since, grain, grain, grain}, args...)...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var at int64
		var n int
		if err := rows.Scan(&at, &n); err != nil {
			return err
		}
		each(spans, at, n)
	}
	return rows.Err()
}

// Heat counts the events of a filter by weekday and hour of a zone.
func (s *Store) Heat(ctx context.Context, f audit.Filter, zone *time.Location) (heat audit.Heat, err error) {
	err = s.byPiece(ctx, f, zone, func(spans calendar.Spans, at int64, n int) {
		hour := spans.HourOfWeek(at)
		heat[hour/24][hour%24] += n
	})
	return heat, failed(err, "The events cannot be counted.")
}

// days counts by day of a zone, in their order and without empty ones.
func (s *Store) days(ctx context.Context, f audit.Filter, zone *time.Location) (days []audit.FacetValue, err error) {
	byDay := map[string]int{}
	err = s.byPiece(ctx, f, zone, func(spans calendar.Spans, at int64, n int) { byDay[spans.Day(at)] += n })
	for day, n := range byDay {
		days = append(days, audit.FacetValue{Value: day, Count: n})
	}
	slices.SortFunc(days, func(a, b audit.FacetValue) int { return cmp.Compare(a.Value, b.Value) })
	return days, err
}

// Histogram counts the events of a filter over time, in at most most buckets of
// a zone, by the axis that calendar.Reach and calendar.NewAxis choose. Of one
// moment of the cache.
func (s *Store) Histogram(ctx context.Context, f audit.Filter, zone *time.Location, most int) (h calendar.Histogram, err error) {
	err = s.Snapshot(ctx, func(s *Store) error {
		where, args, err := s.where(ctx, f)
		if err != nil {
			return err
		}
		var cells []calendar.Cell
		if err := s.read.SelectContext(ctx, &cells, "SELECT min(e.created_at) AS first, max(e.created_at) AS last, count(*) AS count FROM event e"+
			where+" GROUP BY e.created_at >> ?", append(slices.Clone(args), calendar.CellBits)...); err != nil {
			return err
		}
		first, last, ok := calendar.Reach(cells, f.From, f.To)
		if ok {
			h.Axis = calendar.NewAxis(first, last, zone, most)
			if err := s.fill(ctx, &h, f); err != nil {
				return err
			}
		}
		h.Outside, err = s.outside(ctx, f, zone, h.Axis)
		return err
	})
	return h, failed(err, "The events cannot be counted.")
}

// fill counts into the buckets.
func (s *Store) fill(ctx context.Context, h *calendar.Histogram, f audit.Filter) error {
	h.Counts = make([][4]int, len(h.Edges)-1)
	if from := time.UnixMilli(h.From()); f.From.Before(from) {
		f.From = from
	}
	if until := time.UnixMilli(h.Until()); f.To.IsZero() || f.To.After(until) {
		f.To = until
	}
	where, args, err := s.where(ctx, f)
	if err != nil {
		return err
	}
	grain := h.Grain()
	rows, err := s.read.QueryContext(ctx, "SELECT "+grainSQL+", e.type, count(*) FROM event e"+where+" GROUP BY 1, 2",
		append([]any{math.MinInt64, grain, grain, grain}, args...)...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var at, kind int64
		var n int
		if err := rows.Scan(&at, &kind, &n); err != nil {
			return err
		}
		h.Counts[h.Bucket(at)][kind] += n
	}
	return rows.Err()
}

// outside counts the events that the axis leaves out by year of the zone.
func (s *Store) outside(ctx context.Context, f audit.Filter, zone *time.Location, axis calendar.Axis) (years []calendar.Outside, err error) {
	byYear := map[int]int{}
	// Beyond either end, so that both are found by time.
	before, after := f, f
	if end := time.UnixMilli(axis.From()); f.To.IsZero() || end.Before(f.To) {
		before.To = end
	}
	if begin := time.UnixMilli(axis.Until()); begin.After(f.From) {
		after.From = begin
	}
	for _, side := range []audit.Filter{before, after} {
		if !side.From.IsZero() && !side.To.IsZero() && !side.From.Before(side.To) || len(axis.Edges) == 0 {
			continue
		}
		where, args, err := s.where(ctx, side)
		if err != nil {
			return nil, err
		}
		var found []struct{ At, N int64 }
		if err := s.read.SelectContext(ctx, &found, "SELECT e.created_at AS at, count(*) AS n FROM event e"+where+" GROUP BY 1", args...); err != nil {
			return nil, err
		}
		for _, one := range found {
			byYear[time.UnixMilli(one.At).In(zone).Year()] += int(one.N)
		}
	}
	for year, n := range byYear {
		years = append(years, calendar.Outside{Year: year, Count: n})
	}
	slices.SortFunc(years, func(a, b calendar.Outside) int { return cmp.Compare(a.Year, b.Year) })
	return years, nil
}
