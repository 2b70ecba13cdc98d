package index

import (
	"context"
	"slices"
)

// Ask says what a survey counts.
type Ask struct {
	Columns []Column // counts by these
	Zone    *Zone    // counts by weekday and hour in it, where given
	Edges   []int64  // counts between each two moments, ascending; none without
}

// AllColumns are what the facets count events by.
var AllColumns = []Column{ByTenant, ByType, ByAction, ByArea, ByActor, ByFlow, ByTarget}

// columns says which columns of a chunk have to be counted.
func (a Ask) columns() (wanted [5]bool) {
	for _, column := range a.Columns {
		wanted[[...]int{0, 0, 0, 0, 1, 2, 3, 4}[column]] = true
	}
	return wanted
}

// Survey is what the events of a result are counted by, in one pass.
type Survey struct {
	Types   [4]int
	Heat    [7][24]int // by weekday, Monday first, and hour
	Buckets [][4]int   // between two edges, by type; the first takes what lies before all of them
	counts  [ByOrigin + 1]Counts
}

// Of is the counts by a column: by the keys of its dictionary, or positions in
// audit.Types. A column that was not asked for has none.
func (s *Survey) Of(column Column) Counts { return s.counts[column] }

// tally is what one worker counts.
type tally struct {
	columns [5]sums // class, actor, flow, target, origin
	heat    [7][24]int
	buckets [][4]int
	scratch
}

// scratch is memory that a worker uses for one chunk after the other.
type scratch struct {
	rows   []uint16
	counts []uint32
}

// Survey counts the events of the result by what ask says. It ends early with
// ctx.
func (r *Result) Survey(ctx context.Context, ask Ask) (*Survey, error) {
	return r.survey(ctx, ask, keysPerListed)
}

// keysPerListed is from how many keys for each event on events are listed.
const keysPerListed = 32

func (r *Result) survey(ctx context.Context, ask Ask, perListed int) (*Survey, error) {
	v := r.version
	begin := func() *tally { return newTally(v, ask, r.Count(), perListed) }
	tallies := make([]*tally, max(1, workersOf()))
	err := spread(ctx, len(v.chunks), func(worker, i int) {
		if r.parts[i].n == 0 {
			return
		}
		if tallies[worker] == nil {
			tallies[worker] = begin()
		}
		tallies[worker].chunk(v, v.chunks[i], r.parts[i], ask)
	})
	if err != nil {
		return nil, err
	}
	var sum *tally
	for _, t := range tallies {
		switch {
		case t == nil:
		case sum == nil:
			sum = t
		default:
			sum.add(t)
		}
	}
	if sum == nil {
		sum = begin()
	}
	return sum.survey(v), nil
}

func newTally(v *Version, ask Ask, events, perListed int) *tally {
	t := &tally{}
	wanted := ask.columns()
	for i, n := range [5]int{len(v.classes), v.tops[Actors], v.tops[Flows], v.tops[Targets], v.tops[Origins]} {
		if wanted[i] && events*perListed >= n {
			t.columns[i].by = make([]uint32, n)
		}
	}
	if len(ask.Edges) > 0 {
		t.buckets = make([][4]int, len(ask.Edges))
	}
	return t
}

func (t *tally) add(other *tally) {
	for i := range t.columns {
		t.columns[i].add(other.columns[i])
	}
	for day := range t.heat {
		for hour, n := range other.heat[day] {
			t.heat[day][hour] += n
		}
	}
	for i, bucket := range other.buckets {
		for kind, n := range bucket {
			t.buckets[i][kind] += n
		}
	}
}

func (t *tally) survey(v *Version) *Survey {
	s := &Survey{Heat: t.heat, Buckets: t.buckets}
	for i, column := range [5]Column{1: ByActor, 2: ByFlow, 3: ByTarget, 4: ByOrigin} {
		s.counts[column] = t.columns[i].counts()
	}
	tenants, actions, areas := make([]uint32, v.tops[Tenants]), make([]uint32, v.tops[Actions]), make([]uint32, v.tops[Areas])
	types := make([]uint32, len(s.Types))
	t.columns[0].counts().Each(func(number uint32, events int) {
		c, n := v.classes[number], uint32(events) //nolint:gosec // it was one
		tenants[c.tenant] += n
		actions[c.action] += n
		areas[c.area] += n
		types[c.kind] += n
		s.Types[c.kind] += events
	})
	for column, sums := range map[Column][]uint32{ByTenant: tenants, ByAction: actions, ByArea: areas, ByType: types} {
		s.counts[column] = Counts{sums: sums}
	}
	return s
}

// chunk counts the rows of one chunk.
func (t *tally) chunk(v *Version, c *chunk, p part, ask Ask) {
	if wanted := ask.columns(); len(ask.Columns) > 0 {
		rows, subtract := t.listed(c, p)
		for i, column := range c.columns {
			if wanted[i] {
				t.column(column, &t.columns[i], rows, subtract)
			}
		}
	}
	if ask.Zone != nil {
		t.clock(c, p, ask.Zone)
	}
	if len(ask.Edges) > 0 {
		t.between(v, c, p, ask.Edges)
	}
}

// listed are the rows to count; or, where they are more than half, those to
// subtract from the counts of all.
func (t *tally) listed(c *chunk, p part) (rows []uint16, subtract bool) {
	switch {
	case p.all:
		return nil, true
	case p.bits == nil:
		return p.list, false
	case p.n > c.n/2:
		p, subtract = p.not(c.n), true
	}
	t.rows = p.appendTo(t.rows[:0], c.n)
	return t.rows, subtract
}

// column counts the rows of one column into sums, by value.
func (t *tally) column(column *coded, sums *sums, rows []uint16, subtract bool) {
	if !subtract && (sums.by == nil || len(rows) < len(column.values)/2) {
		sums.count(column, rows)
		return
	}
	t.counts = slices.Grow(t.counts[:0], len(column.values))
	counts := t.counts[:len(column.values)]
	clear(counts)
	if column.narrow != nil {
		count(column.narrow, rows, counts)
	} else {
		count(column.wide, rows, counts)
	}
	for code, value := range column.values {
		n := counts[code]
		if subtract {
			n = uint32(column.total(code)) - n //nolint:gosec // rows of a chunk
		}
		sums.some(value, n)
	}
}

func count[T uint8 | uint16](codes []T, rows []uint16, counts []uint32) {
	for _, row := range rows {
		counts[codes[row]]++
	}
}
