package index

import "context"

// Ask says what a survey counts.
type Ask struct {
	Columns []Column // counts by these
	Zone    *Zone    // counts by weekday and hour in it, where given
	Edges   []int64  // counts between each two moments, ascending; none without
}

// AllColumns are what events can be counted by.
var AllColumns = []Column{ByTenant, ByType, ByAction, ByArea, ByActor, ByFlow, ByTarget}

// columns says which columns of a chunk have to be counted.
func (a Ask) columns() (wanted [4]bool) {
	for _, column := range a.Columns {
		wanted[[...]int{0, 0, 0, 0, 1, 2, 3}[column]] = true
	}
	return wanted
}

// Survey is what the events of a result are counted by, in one pass.
type Survey struct {
	Tenants, Actions, Areas, Actors, Flows, Targets []int // by the keys of the dictionaries
	Types                                           [4]int
	Heat                                            [7][24]int // by weekday, Monday first, and hour
	Buckets                                         [][4]int   // between two edges, by type; the first takes what lies before all of them
}

// tally is what one worker counts.
type tally struct {
	columns [4][]int // class, actor, flow, target
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
	v := r.version
	tallies := make([]*tally, max(1, workersOf()))
	err := spread(ctx, len(v.chunks), func(worker, i int) {
		if r.parts[i].n == 0 {
			return
		}
		if tallies[worker] == nil {
			tallies[worker] = newTally(v, ask)
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
		sum = newTally(v, ask)
	}
	return sum.survey(v), nil
}

func newTally(v *Version, ask Ask) *tally {
	t := &tally{}
	for i, n := range [4]int{len(v.classes), v.tops[Actors], v.tops[Flows], v.tops[Targets]} {
		t.columns[i] = make([]int, n)
	}
	if len(ask.Edges) > 0 {
		t.buckets = make([][4]int, len(ask.Edges))
	}
	return t
}

func (t *tally) add(other *tally) {
	for i, counts := range other.columns {
		for id, n := range counts {
			t.columns[i][id] += n
		}
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
	s := &Survey{
		Tenants: make([]int, v.tops[Tenants]), Actions: make([]int, v.tops[Actions]), Areas: make([]int, v.tops[Areas]),
		Actors: t.columns[1], Flows: t.columns[2], Targets: t.columns[3], Heat: t.heat, Buckets: t.buckets,
	}
	for number, n := range t.columns[0] {
		if c := v.classes[number]; n > 0 {
			s.Tenants[c.tenant] += n
			s.Actions[c.action] += n
			s.Areas[c.area] += n
			s.Types[c.kind] += n
		}
	}
	return s
}

// chunk counts the rows of one chunk.
func (t *tally) chunk(v *Version, c *chunk, p part, ask Ask) {
	if wanted := ask.columns(); len(ask.Columns) > 0 {
		rows, subtract := t.listed(c, p)
		for i, column := range c.columns {
			if wanted[i] {
				t.column(column, t.columns[i], rows, subtract)
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
func (t *tally) column(column *coded, sums []int, rows []uint16, subtract bool) {
	if cap(t.counts) < len(column.values) {
		t.counts = make([]uint32, chunkRows)
	}
	counts := t.counts[:len(column.values)]
	clear(counts)
	if column.narrow != nil {
		count(column.narrow, rows, counts)
	} else {
		count(column.wide, rows, counts)
	}
	for code, value := range column.values {
		n := int(counts[code])
		if subtract {
			n = column.total(code) - n
		}
		sums[value] += n
	}
}

func count[T uint8 | uint16](codes []T, rows []uint16, counts []uint32) {
	for _, row := range rows {
		counts[codes[row]]++
	}
}
