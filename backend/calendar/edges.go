package calendar

import (
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// edges lists the edges of buckets from one before first to one after last, at
// least.
func edges(unit Unit, step int, first, last int64, zone *time.Location) []int64 {
	switch unit {
	case Minute:
		return clockEdges(int64(step)*msPerMinute, first, last, zone)
	case Hour:
		return clockEdges(int64(step)*msPerHour, first, last, zone)
	}
	return dateEdges(unit, step, first, last, zone)
}

// clockEdges are where clocks come to the next multiple of step: also by
// jumping over it, and once more where they are put back by a whole step or
// more, so that the hour that comes twice makes two buckets.
func clockEdges(step, first, last int64, zone *time.Location) (list []int64) {
	first, last = first-2*msPerDay, last+2*msPerDay
	spans := SpansOf(zone, first, last)
	var seen int64 // the multiple that clocks came to last
	for i, span := range spans {
		local := span.From + span.Offset
		now := floorDiv(local, step)
		switch {
		case i == 0 || spans[i-1].Offset-span.Offset >= step:
			seen = floorDiv(local-1, step)
		case now > seen && now*step < local:
			list = append(list, span.From)
			seen = now
		}
		for multiple := floorDiv(local-1, step) + 1; multiple*step-span.Offset < min(span.Until, last); multiple++ {
			if multiple > seen {
				list = append(list, multiple*step-span.Offset)
				seen = multiple
			}
		}
	}
	return list
}

// dateEdges are where days begin that are the first of a bucket.
func dateEdges(unit Unit, step int, first, last int64, zone *time.Location) (list []int64) {
	date := firstDate(unit, step, time.UnixMilli(first).In(zone))
	for {
		edge := audit.StartOfDay(date, zone).UnixMilli()
		// A day that a zone skipped begins where the next one does.
		if len(list) == 0 || edge > list[len(list)-1] {
			list = append(list, edge)
		}
		if edge > last {
			return list
		}
		switch unit {
		case Day:
			date = date.AddDate(0, 0, step)
		case Week:
			date = date.AddDate(0, 0, 7*step)
		case Month:
			date = date.AddDate(0, step, 0)
		default:
			date = date.AddDate(step, 0, 0)
		}
	}
}

// firstDate is the first day of the bucket that a time lies in, as a date in
// UTC; of the bucket before where days are counted, because clocks put back at
// midnight show the day before once more.
func firstDate(unit Unit, step int, t time.Time) time.Time {
	year, month, day := t.Date()
	switch unit {
	case Day:
		return time.Date(year, month, day-1, 0, 0, 0, 0, time.UTC)
	case Week:
		weekday := (int(t.Weekday()) + 6) % 7 // from Monday on
		return time.Date(year, month, day-weekday-7, 0, 0, 0, 0, time.UTC)
	case Month:
		return time.Date(year, month-time.Month((int(month)-1)%step+step), 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(int(floorDiv(int64(year), int64(step)))*step-step, time.January, 1, 0, 0, 0, 0, time.UTC)
}
