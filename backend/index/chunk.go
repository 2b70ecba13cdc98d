package index

import "sync/atomic"

// chunk is a stretch of rows as columns. It never changes.
type chunk struct {
	n       int
	times   times
	keys    keys
	class   coded // of Version.classes
	actor   coded
	flow    coded
	target  coded
	origin  coded
	columns [5]*coded  // class, actor, flow, target, origin
	types   [4]*bitmap // the rows of each type; nil for one that no row has
	counts  [4]int     // how many they are
	hours   atomic.Pointer[hourRuns]
}

// sortTypes finds the rows of each type.
func (c *chunk) sortTypes(classes []class) {
	for row := range c.n {
		kind := classes[c.class.value(row)].kind
		if c.types[kind] == nil {
			c.types[kind] = &bitmap{}
		}
		c.types[kind].set(uint16(row)) //nolint:gosec // a row of a chunk
		c.counts[kind]++
	}
}

// packChunk makes a chunk of rows in their order, 1 to chunkRows of them, with
// the number of each one's class.
func packChunk(rows []Row, classes []uint32) *chunk {
	n := len(rows)
	c := &chunk{
		n: n, times: packTimes(rows), keys: packKeys(rows),
		class:  packCoded(n, func(row int) uint32 { return classes[row] }, false),
		actor:  packCoded(n, func(row int) uint32 { return rows[row].Actor }, true),
		flow:   packCoded(n, func(row int) uint32 { return rows[row].Flow }, true),
		target: packCoded(n, func(row int) uint32 { return rows[row].Target }, true),
		origin: packCoded(n, func(row int) uint32 { return rows[row].Origin }, false),
	}
	c.linked()
	c.slim()
	return c
}

// mostBytes is what an event may take, and smallChunk up to how many rows a
// chunk may take more.
const (
	mostBytes  = 20
	smallChunk = 8192
)

// slim leaves out the rows of each value, of the column with the most values
// first, where the chunk would be too large.
func (c *chunk) slim() {
	types := 4 * 8 * chunkWords // of sortTypes
	for c.n > smallChunk && c.size()+types > mostBytes*c.n {
		var widest *coded
		for _, column := range c.columns {
			if column.grouped() && (widest == nil || len(column.values) > len(widest.values)) {
				widest = column
			}
		}
		if widest == nil {
			return
		}
		widest.rows = nil
	}
}

func (c *chunk) linked() *chunk {
	c.columns = [5]*coded{&c.class, &c.actor, &c.flow, &c.target, &c.origin}
	return c
}

// row is a row as it was packed.
func (c *chunk) row(i int, at int64, classes []class) Row {
	of := classes[c.class.value(i)]
	return Row{
		Key: c.keys.at(i), At: at, Tenant: of.tenant, Action: of.action, Area: of.area, Type: of.kind, Flags: of.flags,
		Actor: c.actor.value(i), Flow: c.flow.value(i), Target: c.target.value(i), Origin: c.origin.value(i),
	}
}

// appendRows appends the rows, but for those dropped.
func (c *chunk) appendRows(rows []Row, classes []class, drop part) []Row {
	var at [timeBlock]int64
	for b := 0; b*timeBlock < c.n; b++ {
		for i := range c.times.block(b, &at) {
			row := b*timeBlock + i
			if drop.n == 0 || !drop.has(uint16(row)) { //nolint:gosec // a row of a chunk
				rows = append(rows, c.row(row, at[i], classes))
			}
		}
	}
	return rows
}

// first and last are the times of the chunk's ends.
func (c *chunk) first() int64 { return c.times.bases[0] }
func (c *chunk) last() int64  { return c.times.end }

// begin is where the chunk begins in the order of rows.
func (c *chunk) begin() Row { return Row{Key: c.keys.at(0), At: c.first()} }

// end is its last row's place in that order.
func (c *chunk) end() Row { return Row{Key: c.keys.at(c.n - 1), At: c.last()} }

// size is how many bytes the chunk's columns take.
func (c *chunk) size() int {
	n := c.times.size() + c.keys.size()
	for _, column := range c.columns {
		n += column.size()
	}
	for _, set := range c.types {
		if set != nil {
			n += 8 * chunkWords
		}
	}
	return n
}
