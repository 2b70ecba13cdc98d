package index

import "sort"

// Result is the events that a filter selected of a version, oldest first. It
// keeps that version's columns in memory as long as it is kept.
type Result struct {
	version *Version
	parts   []part // of each chunk
	starts  []int  // numbers of the events that the parts begin with; the last is how many there are
}

func newResult(v *Version, parts []part) *Result {
	r := &Result{version: v, parts: parts, starts: make([]int, 1, len(parts)+1)}
	for _, p := range parts {
		r.starts = append(r.starts, r.starts[len(r.starts)-1]+p.n)
	}
	return r
}

// Count is how many events were selected.
func (r *Result) Count() int { return r.starts[len(r.parts)] }

// Version is what the events were selected of.
func (r *Result) Version() *Version { return r.version }

// Size is how many bytes the result takes beside its version.
func (r *Result) Size() (n int) {
	for _, p := range r.parts {
		n += p.size()
	}
	return n + len(r.parts)*48
}

// Keys appends the keys of n events from number from on, oldest first.
func (r *Result) Keys(keys []int64, from, n int) []int64 {
	for i := r.chunkOf(from); i < len(r.parts) && n > 0; i++ {
		c, p := r.version.chunks[i], r.parts[i]
		take := min(n, p.n-(from-r.starts[i]))
		keys = p.window(keys, c, from-r.starts[i], take)
		from, n = from+take, n-take
	}
	return keys
}

// window appends the keys of n rows of the part from its k-th on.
func (p part) window(keys []int64, c *chunk, k, n int) []int64 {
	if p.bits == nil {
		for i := k; i < k+n; i++ {
			keys = append(keys, c.keys.at(p.row(i)))
		}
		return keys
	}
	row := 0
	if n > 0 {
		row = p.row(k)
	}
	for ; n > 0; n-- {
		keys = append(keys, c.keys.at(row))
		for row++; n > 1 && !p.bits.has(uint16(row)); row++ { //nolint:gosec // n says that there is one
		}
	}
	return keys
}

// chunkOf is the chunk that holds the event of a number.
func (r *Result) chunkOf(number int) int {
	return sort.Search(len(r.parts), func(i int) bool { return r.starts[i+1] > number })
}

// At is the time of an event by its number.
func (r *Result) At(number int) int64 {
	i := r.chunkOf(number)
	return r.version.chunks[i].times.at(r.parts[i].row(number - r.starts[i]))
}

// Number is the number of an event by its key, -1 when it is not among those
// selected.
func (r *Result) Number(key int64) int {
	for i, c := range r.version.chunks {
		row := c.keys.find(key)
		if row < 0 {
			continue
		}
		if !r.parts[i].has(uint16(row)) { //nolint:gosec // a row of a chunk
			return -1
		}
		return r.starts[i] + r.parts[i].rank(row)
	}
	return -1
}

// Before is how many of the events were created before a moment.
func (r *Result) Before(moment int64) int {
	chunks := r.version.chunks
	i := sort.Search(len(chunks), func(i int) bool { return chunks[i].last() >= moment })
	if i == len(chunks) {
		return r.Count()
	}
	return r.starts[i] + r.parts[i].rank(chunks[i].times.search(moment))
}
