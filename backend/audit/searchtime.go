package audit

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

const createdHint = "Write a time such as 2026, 2026-01, 2026-01-31, 2026-01-31T14:30, today, yesterday or -7d (min, h, d, w, mo, y), two with .. between, or one behind >, >=, < or <=."

// readCreated reads the value of created:, in the clock's zone.
func readCreated(value string, clock Clock) (Leaf, string) {
	period, ok := parsePeriod(value, clock)
	if !ok {
		return Leaf{}, createdHint
	}
	if !period.From.IsZero() && !period.To.IsZero() && period.To.Before(period.From) {
		return Leaf{}, "It ends before it begins: swap the two."
	}
	period.Written = value
	return Leaf{Field: FieldCreated, Period: period}, ""
}

// parsePeriod reads "a", "a..b", "a..", "..b" and a comparison. What is longer
// than a moment (a month, a day) counts to its end: 2026-01..2026-03 are three
// months, and >2026-01 begins in February.
func parsePeriod(text string, clock Clock) (Period, bool) {
	for _, sign := range []string{">=", "<=", ">", "<"} {
		rest, found := strings.CutPrefix(text, sign)
		if !found {
			continue
		}
		stretch, ok := parseStretch(rest, clock)
		switch sign {
		case ">=":
			return Period{From: stretch.From}, ok
		case "<=":
			return Period{To: stretch.To}, ok
		case ">":
			if stretch.relative {
				return Period{From: stretch.From}, ok
			}
			return Period{From: stretch.To}, ok
		}
		return Period{To: stretch.From}, ok
	}
	first, last, several := strings.Cut(text, "..")
	if !several {
		stretch, ok := parseStretch(text, clock)
		if stretch.relative {
			return Period{From: stretch.From}, ok // -7d: since then
		}
		return stretch.Period, ok
	}
	var period Period
	if first == "" && last == "" {
		return period, false
	}
	if first != "" {
		stretch, ok := parseStretch(first, clock)
		if !ok {
			return period, false
		}
		period.From = stretch.From
	}
	if last != "" {
		stretch, ok := parseStretch(last, clock)
		if !ok {
			return period, false
		}
		period.To = stretch.To
	}
	return period, true
}

// stretch is a time as written: from its first moment to behind its last.
type stretch struct {
	Period
	relative bool // a moment so long before now
}

var ago = regexp.MustCompile(`^-([0-9]{1,5})(min|h|d|w|mo|y)$`)

// layouts are the ways to write a time, and what each is long.
var layouts = []struct {
	layout string
	next   func(time.Time) time.Time
}{
	{"2006", func(t time.Time) time.Time { return t.AddDate(1, 0, 0) }},
	{"2006-01", func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }},
	{"2006-01-02", func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }},
}

// clocked are the ways to write a time of a day, and what each is long.
var clocked = []struct {
	layout string
	long   time.Duration
}{
	{"2006-01-02T15", time.Hour}, {"2006-01-02 15", time.Hour},
	{"2006-01-02T15:04", time.Minute}, {"2006-01-02 15:04", time.Minute}, {"2006-01-02T15:04Z07:00", time.Minute},
	{"2006-01-02T15:04:05.000", time.Millisecond}, {"2006-01-02 15:04:05.000", time.Millisecond}, {"2006-01-02T15:04:05.000Z07:00", time.Millisecond},
	{"2006-01-02T15:04:05", time.Second}, {"2006-01-02 15:04:05", time.Second}, {"2006-01-02T15:04:05Z07:00", time.Second},
}

// parseStretch reads one time.
func parseStretch(text string, clock Clock) (stretch, bool) {
	text = strings.ToUpper(text)
	day := func(t time.Time) stretch {
		return stretch{Period: Period{From: StartOfDay(t, clock.Zone), To: StartOfDay(t.AddDate(0, 0, 1), clock.Zone)}}
	}
	today := time.Date(clock.Now.Year(), clock.Now.Month(), clock.Now.Day(), 0, 0, 0, 0, time.UTC)
	switch text {
	case "NOW":
		moment := WholeMilliseconds(clock.Now)
		return stretch{Period: Period{From: moment, To: moment}}, true
	case "TODAY":
		return day(today), true
	case "YESTERDAY":
		return day(today.AddDate(0, 0, -1)), true
	}
	if part := ago.FindStringSubmatch(strings.ToLower(text)); part != nil {
		moment := before(clock.Now, part[1], part[2])
		return stretch{Period{From: moment, To: moment}, true}, moment.Year() > 0
	}
	for _, way := range layouts {
		if t, err := time.Parse(way.layout, text); err == nil {
			return stretch{Period: Period{From: StartOfDay(t, clock.Zone), To: StartOfDay(way.next(t), clock.Zone)}}, true
		}
	}
	for _, way := range clocked {
		// Parse reads a fraction that the layout does not name; it would be cut.
		if t, err := time.ParseInLocation(way.layout, text, clock.Zone); err == nil && t.Nanosecond()%int(way.long.Nanoseconds()) == 0 {
			first, last := bothReadings(t)
			return stretch{Period: Period{From: first.UTC(), To: last.Add(way.long).UTC()}}, true
		}
	}
	return stretch{}, false
}

// bothReadings are the first and the last moment at which the clocks of t's
// zone show what they show at t: where they are set back they show it twice.
func bothReadings(t time.Time) (first, last time.Time) {
	first, last = t, t
	shown := t.Format(time.DateTime)
	for d := quarter; d <= 3*time.Hour; d += quarter {
		if earlier := t.Add(-d); earlier.Format(time.DateTime) == shown {
			first = earlier
		}
		if later := t.Add(d); later.Format(time.DateTime) == shown {
			last = later
		}
	}
	return first, last
}

// before is the moment so many units before now: days and longer by the
// calendar of now's zone.
func before(now time.Time, count, unit string) time.Time {
	n, err := strconv.Atoi(count)
	if err != nil {
		return time.Time{}
	}
	switch unit {
	case "min":
		now = now.Add(-time.Duration(n) * time.Minute)
	case "h":
		now = now.Add(-time.Duration(n) * time.Hour)
	case "d":
		now = now.AddDate(0, 0, -n)
	case "w":
		now = now.AddDate(0, 0, -7*n)
	case "mo":
		now = now.AddDate(0, -n, 0)
	case "y":
		now = now.AddDate(-n, 0, 0)
	}
	return WholeMilliseconds(now)
}

// WholeMilliseconds rounds up to what times of events are counted in: either
// end of a half-open period then keeps its meaning.
func WholeMilliseconds(t time.Time) time.Time {
	whole := t.UTC().Truncate(time.Millisecond)
	if whole.Before(t) {
		whole = whole.Add(time.Millisecond)
	}
	return whole
}

// quarter is the step by which zones differ from UTC and from themselves.
const quarter = 15 * time.Minute

// StartOfDay is the first moment of a day in zone, in UTC. Where clocks change
// at midnight that is not always 00:00, or 00:00 comes twice; so it is looked
// for from well before.
func StartOfDay(day time.Time, zone *time.Location) time.Time {
	moment := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone).Add(-3 * time.Hour)
	for wanted := dateNumber(day); dateNumber(moment) < wanted; {
		moment = moment.Add(quarter)
	}
	return moment.UTC()
}

// dateNumber orders times by their date alone.
func dateNumber(t time.Time) int {
	year, month, day := t.Date()
	return (year*16+int(month))*32 + day
}
