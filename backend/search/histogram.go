package search

import (
	"context"
	"math"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/calendar"
	"github.com/trailbook/trailbook/backend/index"
)

// Histogram counts the events of a filter over time, in at most most buckets of
// a zone, as store.Histogram does.
func (e *Engine) Histogram(ctx context.Context, f audit.Filter, zone *time.Location, most int) (h calendar.Histogram, err error) {
	found, err := e.ask(ctx, f)
	if err != nil {
		return h, err
	}
	if found == nil {
		return e.store.Histogram(ctx, f, zone, most)
	}
	first, last, ok := calendar.Reach(cells(found), f.From, f.To)
	if !ok {
		return h, nil
	}
	h.Axis = calendar.NewAxis(first, last, zone, most)
	if len(h.Edges) == 0 {
		return h, nil
	}
	// One more bucket before the axis, and one behind it.
	survey, err := found.Survey(ctx, index.Ask{Edges: append([]int64{math.MinInt64}, h.Edges...)})
	if err != nil {
		return h, stopped(err)
	}
	h.Counts = survey.Buckets[1 : len(survey.Buckets)-1]
	h.Outside = outside(found, h.Axis, zone)
	return h, nil
}

// cells are the events by about a month each.
func cells(r *index.Result) (list []calendar.Cell) {
	for at := 0; at < r.Count(); {
		first := r.At(at)
		end := r.Count()
		if next := first>>calendar.CellBits + 1; next <= math.MaxInt64>>calendar.CellBits {
			end = r.Before(next << calendar.CellBits)
		}
		list = append(list, calendar.Cell{First: first, Last: r.At(end - 1), Count: end - at})
		at = end
	}
	return list
}

// outside counts the events that an axis leaves out, by year of the zone.
func outside(r *index.Result, axis calendar.Axis, zone *time.Location) (years []calendar.Outside) {
	low, high := r.Before(axis.From()), r.Before(axis.Until())
	for at := 0; at < r.Count(); {
		if at == low {
			if at = high; at == r.Count() {
				break
			}
		}
		year := time.UnixMilli(r.At(at)).In(zone).Year()
		end := max(at+1, r.Before(time.Date(year+1, 1, 1, 0, 0, 0, 0, zone).UnixMilli()))
		if at < low {
			end = min(end, low)
		}
		if n := len(years); n > 0 && years[n-1].Year == year {
			years[n-1].Count += end - at
		} else {
			years = append(years, calendar.Outside{Year: year, Count: end - at})
		}
		at = end
	}
	return years
}
