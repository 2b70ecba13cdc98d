package index

import (
	"context"
	"maps"
	"slices"
	"sync"
)

// Position is how far a version has followed the cache's ledger: the number of
// its entries, and the hash of the last one.
type Position struct {
	Entries int64
	Hash    string
}

// Version is the columns as they were at one position. It never changes.
type Version struct {
	Position Position
	chunks   []*chunk
	starts   []int // row numbers where the chunks begin; the last is the number of rows
	classes  []class
	numbers  map[class]uint32
	words    [Dictionaries]*Dictionary
	tops     [Dictionaries]int // above the keys that occur
	full     int               // rows of a full chunk
}

// newVersion is a version without events.
func newVersion() *Version {
	v := &Version{starts: []int{0}, numbers: map[class]uint32{}, full: chunkRows}
	for i := range v.words {
		v.words[i] = (*Dictionary)(nil).add(nil)
	}
	return v
}

// Len is how many events there are.
func (v *Version) Len() int { return v.starts[len(v.chunks)] }

// Words is one of the dictionaries.
func (v *Version) Words(dictionary int) *Dictionary { return v.words[dictionary] }

// Top is above the keys of a dictionary that there are or that events have.
func (v *Version) Top(dictionary int) int { return v.tops[dictionary] }

// Size is how many bytes the columns take, and how many the dictionaries.
func (v *Version) Size() (columns, words int) {
	for _, c := range v.chunks {
		columns += c.size()
	}
	for _, d := range v.words {
		words += d.size()
	}
	return columns + 64*len(v.classes), words
}

// with is the version with other chunks, those without rows left out.
func (v *Version) with(chunks []*chunk) *Version {
	next := *v
	next.chunks = chunks
	next.starts = make([]int, 1, len(chunks)+1)
	for _, c := range chunks {
		next.starts = append(next.starts, next.starts[len(next.starts)-1]+c.n)
	}
	next.measure()
	for _, c := range chunks {
		if c.counts == [4]int{} {
			c.sortTypes(next.classes)
		}
	}
	return &next
}

// mostKeys bounds the keys of a dictionary: counts are lists by them.
const mostKeys = 1 << 28

// measure finds the largest keys. A damaged cache may have events whose words
// are gone.
func (v *Version) measure() {
	for i, d := range v.words {
		v.tops[i] = d.Top()
	}
	raise := func(i int, key uint32) { v.tops[i] = max(v.tops[i], int(key)+1) }
	for _, of := range v.classes {
		raise(Tenants, of.tenant)
		raise(Actions, of.action)
		raise(Areas, of.area)
	}
	for _, c := range v.chunks {
		raise(Actors, c.actor.values[len(c.actor.values)-1])
		raise(Flows, c.flow.values[len(c.flow.values)-1])
		raise(Targets, c.target.values[len(c.target.values)-1])
		raise(Origins, c.origin.values[len(c.origin.values)-1])
	}
}

// fits reports whether the keys are near enough to one another for counting
// by them; in a cache that nobody meddled with they are.
func (v *Version) fits() bool {
	for i, top := range v.tops {
		if top > v.words[i].Len()*16+1<<22 || top > mostKeys {
			return false
		}
	}
	return true
}

// pack makes chunks of rows that are in order, as few as possible: all of about
// the same size with room for more, but where the rows are the newest, full
// ones and a last one.
func (v *Version) pack(rows []Row, newest bool, numbering *sync.Mutex) []*chunk {
	if len(rows) == 0 {
		return nil
	}
	count := (len(rows) + v.full - 1) / v.full
	size := (len(rows) + count - 1) / count
	if newest {
		size = v.full
	}
	chunks := make([]*chunk, 0, count)
	for part := range slices.Chunk(rows, size) {
		numbering.Lock()
		numbers := v.number(part)
		numbering.Unlock()
		chunks = append(chunks, packChunk(part, numbers))
	}
	return chunks
}

// number gives the rows' classes, new ones their numbers. One at a time.
func (v *Version) number(rows []Row) []uint32 {
	numbers := make([]uint32, len(rows))
	var last class
	var lastNumber uint32
	for i, row := range rows {
		of := row.class()
		if i == 0 || of != last {
			number, known := v.numbers[of]
			if !known {
				number = uint32(len(v.classes)) //nolint:gosec // fewer than rows
				v.numbers[of] = number
				v.classes = append(v.classes, of)
			}
			last, lastNumber = of, number
		}
		numbers[i] = lastNumber
	}
	return numbers
}

// own gives the version a table of classes that it may write to.
func (v *Version) own() *Version {
	next := *v
	next.numbers, next.classes = maps.Clone(v.numbers), slices.Clip(v.classes)
	return &next
}

// Filter selects the events that meet a condition. It ends early with ctx.
func (v *Version) Filter(ctx context.Context, condition Condition) (*Result, error) {
	plan := condition.plan(v)
	parts := make([]part, len(v.chunks))
	within := make([]int, 0, len(v.chunks)) // the numbers of those that may have one
	for i, c := range v.chunks {
		if !misses(plan, c) {
			within = append(within, i)
		}
	}
	each := func(_, i int) {
		c := v.chunks[within[i]]
		parts[within[i]] = plan.rows(c, wholePart(c.n))
	}
	if err := spreadSmall(ctx, len(within), each); err != nil {
		return nil, err
	}
	return newResult(v, parts), nil
}
