package calendar

import (
	"sort"
	"time"
)

// Span is a stretch of time, From to before Until, in which clocks of a zone
// are Offset milliseconds ahead of UTC.
type Span struct{ From, Until, Offset int64 }

// Spans is how a zone's clocks stand over a stretch of time, in its order and
// without holes.
type Spans []Span

// SpansOf lists the spans of a zone from the one that holds from to the one
// that holds last.
func SpansOf(zone *time.Location, from, last int64) Spans {
	var spans Spans
	for at := from; ; {
		moment := time.UnixMilli(at).In(zone)
		_, offset := moment.Zone()
		span := Span{From: at, Until: until(moment, last), Offset: int64(offset) * 1000}
		if n := len(spans) - 1; n >= 0 && spans[n].Offset == span.Offset {
			spans[n].Until = span.Until
		} else {
			spans = append(spans, span)
		}
		if span.Until > last {
			return spans
		}
		at = span.Until
	}
}

// until is when clocks of a moment's zone change next; behind last when they
// do not.
func until(moment time.Time, last int64) int64 {
	_, end := moment.ZoneBounds()
	switch {
	case end.IsZero():
		return last + 1
	case !end.After(moment):
		// Go 1.26 answers so on the last day of leap years after 2037, because it
		// counts that day to the next year. No clock changes on it.
		return (floorDiv(moment.UnixMilli(), msPerDay) + 1) * msPerDay
	}
	return end.UnixMilli()
}

// offset is how far clocks are ahead of UTC at an instant; before and after
// the spans, as at their ends.
func (s Spans) offset(at int64) int64 {
	i := sort.Search(len(s), func(i int) bool { return s[i].Until > at })
	return s[min(i, len(s)-1)].Offset
}

// HoursOfWeek is how many hours a week has.
const HoursOfWeek = 7 * 24

// HourOfWeek is the hour of the week that clocks show at an instant: 0 is
// Monday from 00:00 on, 167 Sunday from 23:00 on.
func (s Spans) HourOfWeek(at int64) int {
	const thursday = 3 // 1 January 1970, from Monday on
	hours := floorDiv(at+s.offset(at), msPerHour) + thursday*24
	return int(hours - floorDiv(hours, HoursOfWeek)*HoursOfWeek)
}

// Day is the day that clocks show at an instant, 2006-01-02.
func (s Spans) Day(at int64) string {
	return time.UnixMilli(at + s.offset(at)).UTC().Format(time.DateOnly)
}

// Grain says how finely time has to be cut so that no piece lies in two hours:
// from since on, pieces of grain milliseconds counted from the epoch do; before,
// nothing but every millisecond. Zones differ from UTC by whole quarters of an
// hour nowadays, but not in the days of local mean time, nor where clocks
// changed at 00:01 (St. John's until 2011).
func (s Spans) Grain() (grain, since int64) {
	grain, since = msPerHour, s[len(s)-1].From
	for i := len(s) - 1; i >= 0; i-- {
		finer := gcd(grain, s[i].Offset)
		if i < len(s)-1 {
			finer = gcd(finer, s[i].Until)
		}
		if finer < quarter {
			since = s[i].Until
			break
		}
		grain, since = finer, s[i].From
	}
	return grain, -floorDiv(-since, grain) * grain
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}
