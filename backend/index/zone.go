package index

import (
	"slices"
	"sort"
	"time"
)

const (
	minuteMs = 60 * 1000
	hourMs   = 60 * minuteMs
	dayMs    = 24 * hourMs
)

// Zone is a time zone as a table: from which moments on it is how far from UTC,
// in milliseconds. Stray dates beyond the table are looked up one by one.
type Zone struct {
	location *time.Location
	starts   []int64
	offsets  []int64
	end      int64 // of the table
}

// NewZone makes the table of a zone for the years 1970 to 2099.
func NewZone(location *time.Location) *Zone {
	z := &Zone{location: location, end: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()}
	for at := int64(0); at < z.end; {
		offset, until := z.look(at)
		z.starts, z.offsets = append(z.starts, at), append(z.offsets, offset)
		at = until
	}
	return z
}

// look asks the zone itself.
func (z *Zone) look(moment int64) (offset, until int64) {
	at := time.UnixMilli(moment).In(z.location)
	_, seconds := at.Zone()
	until = 1<<63 - 1
	if _, end := at.ZoneBounds(); !end.IsZero() {
		// Go names the end of some years in zones south of the equator as the end
		// of a period that goes on, and at that moment no end behind it.
		if until = end.UnixMilli(); until <= moment {
			until = moment + hourMs
		}
	}
	return int64(seconds) * 1000, until
}

// at is the offset at a moment, and until when it holds.
func (z *Zone) at(moment int64) (offset, until int64) {
	if moment < 0 || moment >= z.end {
		return z.look(moment)
	}
	i := sort.Search(len(z.starts), func(i int) bool { return z.starts[i] > moment }) - 1
	if i+1 < len(z.starts) {
		return z.offsets[i], z.starts[i+1]
	}
	return z.offsets[i], z.end
}

// clock is the weekday, Monday first, and the hour of a moment at an offset,
// and when that hour ends.
func clock(moment, offset int64) (weekday, hour int, end int64) {
	local := moment + offset
	day := floorDiv(local, dayMs)
	hours := floorDiv(local, hourMs)
	weekday = int(floorMod(day+3, 7)) // 1970-01-01 was a Thursday
	return weekday, int(hours - day*24), (hours+1)*hourMs - offset
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int64) int64 { return a - floorDiv(a, b)*b }

// hourRuns are the runs of a chunk's rows that lie in one hour of a zone: the
// first row shifted left by 8, and the hour of the week, Monday's first is 0.
type hourRuns struct {
	zone *Zone
	runs []uint32
}

// hours calls yield with the runs of a chunk's rows that lie in one hour. They
// are found once: mostly one zone is asked about.
func (z *Zone) hours(c *chunk, yield func(from, to, weekday, hour int)) {
	kept := c.hours.Load()
	if kept == nil || kept.zone != z {
		kept = &hourRuns{z, z.runs(c)}
		c.hours.Store(kept)
	}
	for i, run := range kept.runs {
		to := c.n
		if i+1 < len(kept.runs) {
			to = int(kept.runs[i+1] >> 8)
		}
		yield(int(run>>8), to, int(run&0xff)/24, int(run&0xff)%24)
	}
}

func (z *Zone) runs(c *chunk) (runs []uint32) {
	var at [timeBlock]int64
	n := c.times.block(0, &at)
	block := 0
	for from := 0; from < c.n; {
		if from/timeBlock != block {
			block = from / timeBlock
			n = c.times.block(block, &at)
		}
		moment := at[from%timeBlock]
		offset, until := z.at(moment)
		weekday, hour, end := clock(moment, offset)
		end = min(end, until)
		to := block*timeBlock + n
		if at[n-1] < end {
			to = c.times.searchFrom(to, end)
		} else {
			to = block*timeBlock + sort.Search(n, func(i int) bool { return at[i] >= end })
		}
		runs = append(runs, uint32(from)<<8|uint32(weekday*24+hour)) //nolint:gosec // rows of a chunk, hours of a week
		from = to
	}
	return slices.Clip(runs)
}

// Clock is met by events of some hours of the week in a zone.
type Clock struct {
	Zone  *Zone
	Hours [7][24]bool // Monday first
}

type clockPlan struct{ Clock }

func (k Clock) plan(*Version) plan { return &clockPlan{k} }

func (*clockPlan) cost() int { return 6 }

func (p *clockPlan) rows(c *chunk, within part) part {
	set := &bitmap{}
	p.Zone.hours(c, func(from, to, weekday, hour int) {
		if p.Hours[weekday][hour] {
			set.setRange(from, to)
		}
	})
	return within.and(bitsPart(set, c.n), c.n)
}
