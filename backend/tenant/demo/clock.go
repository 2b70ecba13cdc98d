package demo

import "time"

const (
	msHour = int64(time.Hour / time.Millisecond)
	msDay  = 24 * msHour
)

// How busy each hour of the day is, by the clock of central Europe. No hour is
// quite empty: service accounts work at night, too.
var (
	weekdayLoad = [24]float64{
		0.10, 0.08, 0.12, 0.06, 0.06, 0.10, 0.3, 1.0, 2.6, 3.6, 3.6, 3.2,
		2.0, 3.0, 3.5, 3.2, 2.6, 1.4, 0.6, 0.35, 0.25, 0.2, 0.15, 0.12,
	}
	weekendLoad = [24]float64{
		0.08, 0.06, 0.10, 0.05, 0.05, 0.06, 0.08, 0.10, 0.15, 0.2, 0.22, 0.2,
		0.15, 0.15, 0.2, 0.2, 0.18, 0.15, 0.12, 0.15, 0.15, 0.12, 0.1, 0.08,
	}
)

// moment is a point in time with what the tenant's people know about it.
type moment struct {
	ms      int64 // epoch milliseconds
	hour    int   // local, 0 to 23
	weekday time.Weekday
}

// working reports office hours: Monday to Friday, 7:00 to 19:00 local.
func (m moment) working() bool { return !m.weekend() && m.hour >= 7 && m.hour < 19 }

func (m moment) weekend() bool { return m.weekday == time.Saturday || m.weekday == time.Sunday }

// night reports 22:00 to 6:00 local.
func (m moment) night() bool { return m.hour >= 22 || m.hour < 6 }

func momentAt(ms int64) moment {
	hour := floorDiv(ms, msHour)
	local := hour + localOffset(hour)
	return moment{ms: ms, hour: int(local - floorDiv(local, 24)*24), weekday: weekdayOf(floorDiv(local, 24))}
}

// localOffset is central Europe's distance from UTC in hours: 2 from the last
// Sunday of March to the last Sunday of October at 01:00 UTC, else 1. Written
// out because a zone database is not on every machine.
func localOffset(unixHour int64) int64 {
	t := time.Unix(unixHour*3600, 0).UTC()
	if begin, end := summerTime(t.Year()); unixHour >= begin && unixHour < end {
		return 2
	}
	return 1
}

func summerTime(year int) (begin, end int64) {
	lastSunday := func(month time.Month) int64 {
		last := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
		return last.AddDate(0, 0, -int(last.Weekday())).Unix() / 3600
	}
	return lastSunday(time.March), lastSunday(time.October)
}

func weekdayOf(unixDay int64) time.Weekday {
	return time.Weekday(unixDay + 4 - floorDiv(unixDay+4, 7)*7) // 1 January 1970 was a Thursday
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// load is how busy an hour is; 1 is the average over a week.
func load(unixHour int64) float64 {
	m := momentAt(unixHour * msHour)
	if m.weekend() {
		return weekendLoad[m.hour] * normal
	}
	return weekdayLoad[m.hour] * normal
}

// normal scales the tables so that a week's average is 1.
var normal = func() float64 {
	sum := 0.0
	for hour := range 24 {
		sum += 5*weekdayLoad[hour] + 2*weekendLoad[hour]
	}
	return 7 * 24 / sum
}()

// clock draws the times of a Poisson process that follows load.
type clock struct {
	dice    dice
	perHour float64 // average
	hour    int64   // current, since 1970
	rate    float64 // of the current hour
	into    float64 // how much of the current hour has passed, 0 to 1
}

func newClock(c Config) *clock {
	start := c.Start.UnixMilli()
	hour := floorDiv(start, msHour)
	k := &clock{dice: newDice(c.Seed, streamClock), perHour: c.PerDay / 24, hour: hour}
	k.into = float64(start-hour*msHour) / float64(msHour)
	k.rate = k.perHour * load(hour)
	return k
}

// next draws the next time, in epoch milliseconds.
func (k *clock) next() int64 {
	need := k.dice.ExpFloat64()
	for {
		left := (1 - k.into) * k.rate
		if need < left {
			k.into += need / k.rate
			return k.hour*msHour + int64(k.into*float64(msHour))
		}
		need -= left
		k.hour++
		k.into, k.rate = 0, k.perHour*load(k.hour)
	}
}
