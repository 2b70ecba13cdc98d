package calendar_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the tables do not depend on the machine

	"github.com/trailbook/trailbook/backend/calendar"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	location, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

func ms(t *testing.T, text string) int64 {
	t.Helper()
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return moment.UnixMilli()
}

// shown writes edges as clocks of the zone show them, with the hours of each
// bucket behind it.
func shown(edges []int64, zone *time.Location, layout string) string {
	var parts []string
	for i, edge := range edges {
		text := time.UnixMilli(edge).In(zone).Format(layout)
		if i < len(edges)-1 {
			text += fmt.Sprintf(" (%gh)", float64(edges[i+1]-edge)/3_600_000)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ", ")
}

func TestBucketsFollowTheClocksOfTheZone(t *testing.T) {
	for _, c := range []struct {
		name, zone, first, last string
		most                    int
		unit                    calendar.Unit
		step                    int
		want, layout            string
	}{
		{"Berlin, the hour that spring skips", "Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-29T01:59:59Z", 4, calendar.Minute, 30,
			"01:30+0100 (0.5h), 03:00+0200 (0.5h), 03:30+0200 (0.5h), 04:00+0200", "15:04-0700"},
		{"Berlin, the hour that autumn has twice", "Europe/Berlin", "2026-10-24T22:30:00Z", "2026-10-25T02:00:00Z", 7, calendar.Hour, 1,
			"00:00+0200 (1h), 01:00+0200 (1h), 02:00+0200 (1h), 02:00+0100 (1h), 03:00+0100 (1h), 04:00+0100", "15:04-0700"},
		{"Berlin, three hours that last four", "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T04:00:00Z", 2, calendar.Hour, 3,
			"00:00+0200 (4h), 03:00+0100 (3h), 06:00+0100", "15:04-0700"},
		{"Berlin, days of 23 and 25 hours", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", 4, calendar.Day, 1,
			"28 00:00 (24h), 29 00:00 (23h), 30 00:00 (24h), 31 00:00", "02 15:04"},
		{"Kolkata, hours that begin at half past in UTC", "Asia/Kolkata", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00Z", 3, calendar.Minute, 30,
			"05:30 (0.5h), 06:00 (0.5h), 06:30 (0.5h), 07:00", "15:04"},
		{"Kolkata, days", "Asia/Kolkata", "2026-01-01T18:29:59Z", "2026-01-02T18:30:00Z", 3, calendar.Day, 1,
			"2025-12-31T18:30:00Z (24h), 2026-01-01T18:30:00Z (24h), 2026-01-02T18:30:00Z (24h), 2026-01-03T18:30:00Z", "UTC"},
		{"St. John's, clocks put back at one minute past midnight", "America/St_Johns", "2010-11-07T02:00:00Z", "2010-11-07T04:00:00Z", 6, calendar.Minute, 30,
			"23:30-0230 (0.5h), 00:00-0230 (0.5h), 23:30-0330 (0.5h), 00:00-0330 (0.5h), 00:30-0330 (0.5h), 01:00-0330", "15:04-0700"},
		{"St. John's, that day begins when its date is first shown", "America/St_Johns", "2010-11-06T12:00:00Z", "2010-11-08T12:00:00Z", 4, calendar.Day, 1,
			"06 00:00-0230 (24h), 07 00:00-0230 (25h), 08 00:00-0330 (24h), 09 00:00-0330", "02 15:04-0700"},
		{"Lord Howe, an hour and a half that says one", "Australia/Lord_Howe", "2026-04-04T14:00:00Z", "2026-04-04T16:00:00Z", 3, calendar.Hour, 1,
			"01:00+1100 (1.5h), 02:00+1030 (1h), 03:00+1030", "15:04-0700"},
		{"Lord Howe, the half hour that comes twice", "Australia/Lord_Howe", "2026-04-04T14:00:00Z", "2026-04-04T15:59:59Z", 4, calendar.Minute, 30,
			"01:00+1100 (0.5h), 01:30+1100 (0.5h), 01:30+1030 (0.5h), 02:00+1030 (0.5h), 02:30+1030", "15:04-0700"},
		{"Lord Howe, the half hour that spring skips", "Australia/Lord_Howe", "2026-10-03T14:30:00Z", "2026-10-03T16:00:00Z", 3, calendar.Hour, 1,
			"01:00+1030 (1h), 02:30+1100 (0.5h), 03:00+1100 (1h), 04:00+1100", "15:04-0700"},
		{"Havana, midnight comes twice and the day begins at the first", "America/Havana", "2025-11-01T12:00:00Z", "2025-11-02T12:00:00Z", 2, calendar.Day, 1,
			"01 00:00-0400 (24h), 02 00:00-0400 (25h), 03 00:00-0500", "02 15:04-0700"},
		{"Apia, the day that was skipped", "Pacific/Apia", "2011-12-29T12:00:00Z", "2011-12-31T12:00:00Z", 4, calendar.Day, 1,
			"29 00:00 (24h), 31 00:00 (24h), 01 00:00 (24h), 02 00:00", "02 15:04"},
		{"weeks begin on Monday", "Europe/Berlin", "2026-03-25T12:00:00Z", "2026-04-08T12:00:00Z", 3, calendar.Week, 1,
			"Mon 23 (167h), Mon 30 (168h), Mon 06 (168h), Mon 13", "Mon 02"},
		{"quarters", "UTC", "2025-11-10T00:00:00Z", "2026-07-01T00:00:00Z", 4, calendar.Month, 3,
			"2025-10 (2208h), 2026-01 (2160h), 2026-04 (2184h), 2026-07 (2208h), 2026-10", "2006-01"},
		{"five years", "UTC", "2011-05-05T00:00:00Z", "2026-07-01T00:00:00Z", 5, calendar.Year, 5,
			"2010 (43824h), 2015 (43824h), 2020 (43848h), 2025 (43824h), 2030", "2006"},
		{"a single moment", "UTC", "2026-01-01T10:00:30Z", "2026-01-01T10:00:30Z", 60, calendar.Minute, 1, "10:00 (0.016666666666666666h), 10:01", "15:04"},
	} {
		location := zone(t, c.zone)
		axis := calendar.NewAxis(ms(t, c.first), ms(t, c.last), location, c.most)
		layout, in := c.layout, location
		if layout == "UTC" {
			layout, in = time.RFC3339, time.UTC
		}
		if got := shown(axis.Edges, in, layout); axis.Unit != c.unit || axis.Step != c.step || got != c.want {
			t.Errorf("%s\n got %d %s: %s\nwant %d %s: %s", c.name, axis.Step, axis.Unit, got, c.step, c.unit, c.want)
		}
	}
}

// Whatever the stretch, zone and number: at most so many buckets, ascending,
// that hold the ends; the next finer size would have been too many.
func TestAnAxisHoldsItsEventsInFewBuckets(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia", "Asia/Kathmandu"} {
		location := zone(t, name)
		for start := ms(t, "2009-10-31T20:11:00Z"); start < ms(t, "2012-04-01T00:00:00Z"); start += 13 * 86_399_000 {
			for _, long := range []int64{1, 3_599_999, 7_200_000, 86_400_000, 604_800_000, 40 * 86_400_000, 800 * 86_400_000} {
				for _, most := range []int{1, 2, 7, 60, 200} {
					last := start + long
					axis := calendar.NewAxis(start, last, location, most)
					if n := len(axis.Edges) - 1; n > max(most, 2) || n < 1 || axis.Bucket(start) != 0 || axis.Bucket(last) != n-1 {
						t.Fatalf("%s %d + %d in %d: %d buckets, %v", name, start, long, most, n, axis)
					}
					for i, edge := range axis.Edges[1:] {
						if edge <= axis.Edges[i] || axis.Bucket(edge-1) != i || edge%axis.Grain() != 0 {
							t.Fatalf("%s: edge %d of %v", name, i, axis)
						}
					}
					if axis.Bucket(axis.From()-1) != -1 || axis.Bucket(axis.Until()) != -1 {
						t.Fatalf("%v holds what lies outside", axis)
					}
				}
			}
		}
	}
}

// Go's own clock says what hour of which day it is.
func TestHoursOfTheWeekAreThoseOfTheClock(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe", "Europe/Amsterdam"} {
		location := zone(t, name)
		from, last := ms(t, "0001-01-01T00:00:00Z"), ms(t, "2090-01-01T00:00:00Z")
		spans := calendar.SpansOf(location, from, last)
		grain, since := spans.Grain()
		check := func(at int64) {
			moment := time.UnixMilli(at).In(location)
			want := (int(moment.Weekday())+6)%7*24 + moment.Hour()
			if got := spans.HourOfWeek(at); got != want || spans.Day(at) != moment.Format(time.DateOnly) {
				t.Fatalf("%s: %v is hour %d of %s, want %d", name, moment, got, spans.Day(at), want)
			}
			if piece := at - at%grain; at >= since && at > 0 && spans.HourOfWeek(piece) != want {
				t.Fatalf("%s: a piece of %d ms from %d lies in two hours", name, grain, piece)
			}
		}
		for at := from; at < last; at += 6_000_000_011 {
			check(at)
		}
		for _, span := range spans[1:] {
			for _, at := range []int64{span.From - 1, span.From, span.From + 59_999, span.From + 60_000, span.From + 3_599_999} {
				check(at)
			}
		}
	}
}

// Go 1.26 says of the last day of leap years after 2037 that its clocks changed
// before it: a stray event of the year 9999 must not wait for the change.
func TestSpansReachTheLastYear(t *testing.T) {
	last := ms(t, "9999-12-31T23:59:59.999Z")
	spans := calendar.SpansOf(zone(t, "Europe/Berlin"), ms(t, "1970-01-01T00:00:00Z"), last)
	for i, span := range spans[1:] {
		if span.From != spans[i].Until || span.Offset == spans[i].Offset {
			t.Fatalf("%+v after %+v", span, spans[i])
		}
	}
	if spans[len(spans)-1].Until <= last {
		t.Errorf("ends with %+v", spans[len(spans)-1])
	}
}

func TestTheGrainIsAsCoarseAsTheZoneAllows(t *testing.T) {
	for name, want := range map[string]string{
		"UTC": "1h0m0s since 2000", "Europe/Berlin": "1h0m0s since 2000", "Asia/Kolkata": "30m0s since 2000",
		"Asia/Kathmandu": "15m0s since 2000", "America/St_Johns": "30m0s since 2011", "Australia/Lord_Howe": "30m0s since 2000",
	} {
		spans := calendar.SpansOf(zone(t, name), ms(t, "2000-06-01T00:00:00Z"), ms(t, "2026-01-01T00:00:00Z"))
		grain, since := spans.Grain()
		if got := fmt.Sprintf("%v since %d", time.Duration(grain)*time.Millisecond, time.UnixMilli(since).UTC().Year()); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
