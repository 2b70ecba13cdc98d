package calendar

import (
	"cmp"
	"slices"
	"time"
)

// CellBits is the width of a cell as a power of two: event times shifted right
// by it count cells of 2^31 ms, about 25 days.
const CellBits = 31

// Cell is what the choice of an axis has to know of the events of about a
// month: how many there are, the earliest and the latest.
type Cell struct {
	First, Last int64
	Count       int
}

// Where the times of events can be meant as such. Before and after lie the
// zero dates of programs: 1970, the years 1 and 9999, 1899 and 1904 of
// spreadsheets, 1980 of file systems.
var (
	earliest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	latest   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
)

const (
	// hole is how long nothing has happened between two runs of events.
	hole = 366 * msPerDay
	// near is how far a run may lie from the others at least and still be shown.
	near = 2 * hole
	// share is the part of all events, one in so many, that is shown wherever it lies.
	share = 100
)

// Reach is what an axis over the events of cells should show, first to last,
// both included: from and to of the filter where it has them (to exclusive,
// zero is open), else the events but for the stray ones. It is not ok where
// there is nothing to show.
//
// The rule: events are taken as runs with holes of more than a year between
// them. The run with the most events shows, and every other that has one in a
// hundred of all events, unless all of it is one midnight in UTC, as a zero
// date is, or that lies no further away than two years or the axis' own length.
// Events before 1990 and after 2199 show only where there are no others.
func Reach(cells []Cell, from, to time.Time) (first, last int64, ok bool) {
	first, last, ok = reach(cells)
	if !from.IsZero() && !to.IsZero() {
		ok = to.After(from)
	}
	if !from.IsZero() {
		first = from.UnixMilli()
	}
	if !to.IsZero() {
		last = to.UnixMilli() - 1
	}
	return first, last, ok && first <= last
}

func reach(cells []Cell) (first, last int64, ok bool) {
	cells = slices.Clone(cells)
	runs := runsOf(slices.DeleteFunc(slices.Clone(cells), func(c Cell) bool { return c.First < earliest || c.Last >= latest }))
	if len(runs) == 0 {
		runs = runsOf(cells)
	}
	if len(runs) == 0 {
		return 0, 0, false
	}
	all, most := 0, 0
	for i, run := range runs {
		all += run.Count
		if run.Count >= runs[most].Count {
			most = i
		}
	}
	low, high := most, most
	for i, run := range runs {
		if run.Count*share >= all && !run.isDate() {
			low, high = min(low, i), max(high, i)
		}
	}
	for grown := true; grown; {
		grown = false
		allowed := max(near, runs[high].Last-runs[low].First)
		if low > 0 && runs[low].First-runs[low-1].Last <= allowed {
			low, grown = low-1, true
		}
		if high < len(runs)-1 && runs[high+1].First-runs[high].Last <= allowed {
			high, grown = high+1, true
		}
	}
	return runs[low].First, runs[high].Last, true
}

// runsOf joins cells, which it sorts, between which there is no hole.
func runsOf(cells []Cell) (runs []Cell) {
	slices.SortFunc(cells, func(a, b Cell) int { return cmp.Compare(a.First, b.First) })
	for _, cell := range cells {
		if n := len(runs) - 1; n >= 0 && cell.First-runs[n].Last <= hole {
			runs[n].Last = max(runs[n].Last, cell.Last)
			runs[n].Count += cell.Count
			continue
		}
		runs = append(runs, cell)
	}
	return runs
}

// isDate reports that all of a run is one midnight in UTC.
func (c Cell) isDate() bool { return c.First == c.Last && c.First%msPerDay == 0 }
