package calendar

import (
	"sort"
	"time"
)

// Unit is what the buckets of an axis are counted in.
type Unit string

// The units, finest first.
const (
	Minute Unit = "minute"
	Hour   Unit = "hour"
	Day    Unit = "day"
	Week   Unit = "week" // from Monday on
	Month  Unit = "month"
	Year   Unit = "year"
)

// Axis cuts a stretch of time into buckets: bucket i reaches from Edges[i] to
// before Edges[i+1]. Days, weeks, months and years begin when the zone's clocks
// first show their first day, hours and minutes where clocks show a multiple of
// Step: on a day of 25 hours there are 25 hours, and six hours may last seven.
type Axis struct {
	Unit  Unit
	Step  int     // units in a bucket
	Edges []int64 // ascending; none for an axis without buckets
}

// sizes are the buckets on offer, finest first, with about how long they last.
var sizes = []struct {
	unit  Unit
	step  int
	about int64 // ms
}{
	{Minute, 1, msPerMinute}, {Minute, 5, 5 * msPerMinute}, {Minute, 15, 15 * msPerMinute}, {Minute, 30, 30 * msPerMinute},
	{Hour, 1, msPerHour}, {Hour, 3, 3 * msPerHour}, {Hour, 6, 6 * msPerHour}, {Hour, 12, 12 * msPerHour},
	{Day, 1, msPerDay}, {Week, 1, 7 * msPerDay}, {Month, 1, 30 * msPerDay}, {Month, 3, 91 * msPerDay},
	{Year, 1, 365 * msPerDay}, {Year, 2, 730 * msPerDay}, {Year, 5, 1826 * msPerDay}, {Year, 10, 3652 * msPerDay},
	{Year, 20, 7305 * msPerDay}, {Year, 50, 18262 * msPerDay}, {Year, 100, 36524 * msPerDay}, {Year, 500, 182621 * msPerDay},
	{Year, 1000, 365242 * msPerDay},
}

// NewAxis covers first to last, both included, with the finest buckets of
// which at most most are needed; with the coarsest where even those are more.
func NewAxis(first, last int64, zone *time.Location, most int) Axis {
	for i, size := range sizes {
		coarsest := i == len(sizes)-1
		if !coarsest && (last-first)/size.about > int64(most)+2 {
			continue
		}
		axis := Axis{Unit: size.unit, Step: size.step, Edges: trim(edges(size.unit, size.step, first, last, zone), first, last)}
		if coarsest || len(axis.Edges)-1 <= most {
			return axis
		}
	}
	return Axis{}
}

// Bucket is the bucket that holds an instant, -1 for none.
func (a Axis) Bucket(at int64) int {
	i := sort.Search(len(a.Edges), func(i int) bool { return a.Edges[i] > at })
	if i == len(a.Edges) {
		return -1
	}
	return i - 1
}

// From is where the axis begins, 0 without buckets.
func (a Axis) From() int64 {
	if len(a.Edges) == 0 {
		return 0
	}
	return a.Edges[0]
}

// Until is where the axis ends, exclusive, 0 without buckets.
func (a Axis) Until() int64 {
	if len(a.Edges) == 0 {
		return 0
	}
	return a.Edges[len(a.Edges)-1]
}

// Grain is the longest stretch, at most a day, counted from the epoch, in
// milliseconds, that never lies in two buckets.
func (a Axis) Grain() int64 {
	grain := int64(msPerDay)
	for _, edge := range a.Edges {
		grain = gcd(grain, edge)
	}
	return grain
}

// trim leaves the edges from the last one at or before first to the first one
// after last.
func trim(all []int64, first, last int64) []int64 {
	low := sort.Search(len(all), func(i int) bool { return all[i] > first }) - 1
	high := sort.Search(len(all), func(i int) bool { return all[i] > last })
	return all[max(low, 0) : high+1]
}
