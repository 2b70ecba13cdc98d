package index

import "slices"

// coded is a column of a chunk: the values that occur, ascending, for each row
// the number of its value, and for each value the rows that have it.
type coded struct {
	values []uint32
	narrow []uint8  // codes of the rows where there are at most 256 values
	wide   []uint16 // otherwise
	starts []uint16 // where a value's rows begin in rows
	rows   []uint16 // by value; nil where they are left out
}

// Columns with more values than this part of their rows, and those of classes
// and origins, do without the rows of each value: they cost more than they save.
const fewValues = 4

func packCoded(n int, value func(row int) uint32, withRows bool) coded {
	seen := make(map[uint32]uint32, 64)
	codes := make([]uint16, n)
	var c coded
	last, lastCode := uint32(0), uint32(0)
	for i := range n {
		v := value(i)
		if i == 0 || v != last {
			code, known := seen[v]
			if !known {
				code = uint32(len(c.values)) //nolint:gosec // at most 65,536
				seen[v] = code
				c.values = append(c.values, v)
			}
			last, lastCode = v, code
		}
		codes[i] = uint16(lastCode) //nolint:gosec // a code is below 65,536
	}
	c.sortValues(codes)
	c.group(codes, withRows && len(c.values)*fewValues <= n)
	if len(c.values) > 256 {
		c.wide = codes
		return c
	}
	c.narrow = make([]uint8, n)
	for i, code := range codes {
		c.narrow[i] = uint8(code) //nolint:gosec // at most 256 values
	}
	return c
}

// sortValues brings the values into their order, and the codes with them.
func (c *coded) sortValues(codes []uint16) {
	sorted := slices.Clone(c.values)
	slices.Sort(sorted)
	moved := make([]uint16, len(sorted))
	for old, v := range c.values {
		at, _ := slices.BinarySearch(sorted, v)
		moved[old] = uint16(at) //nolint:gosec // at most 65,536 values
	}
	for i, code := range codes {
		codes[i] = moved[code]
	}
	c.values = sorted
}

// group counts the rows of each value, and lists them if asked to.
func (c *coded) group(codes []uint16, withRows bool) {
	next := make([]uint32, len(c.values)+1)
	for _, code := range codes {
		next[code+1]++
	}
	c.starts = make([]uint16, len(c.values))
	for i := range c.values {
		next[i+1] += next[i]
		c.starts[i] = uint16(next[i]) //nolint:gosec // a value has a row, so the last begins below 65,536
	}
	if !withRows {
		return
	}
	c.rows = make([]uint16, len(codes))
	for row, code := range codes {
		c.rows[next[code]] = uint16(row) //nolint:gosec // below 65,536
		next[code]++
	}
}

// of is the rows of a value by its code, where they are at hand.
func (c *coded) of(code int) []uint16 {
	from := int(c.starts[code])
	return c.rows[from : from+c.total(code)]
}

// total is how many rows have a value.
func (c *coded) total(code int) int {
	end := len(c.narrow) + len(c.wide)
	if code+1 < len(c.starts) {
		end = int(c.starts[code+1])
	}
	return end - int(c.starts[code])
}

// grouped reports whether the rows of each value are at hand.
func (c *coded) grouped() bool { return c.rows != nil }

// code is the number of a row's value.
func (c *coded) code(row int) int {
	if c.narrow != nil {
		return int(c.narrow[row])
	}
	return int(c.wide[row])
}

// value is that of a row.
func (c *coded) value(row int) uint32 { return c.values[c.code(row)] }

// find is the code of a value, -1 when no row has it.
func (c *coded) find(value uint32) int {
	at, found := slices.BinarySearch(c.values, value)
	if !found {
		return -1
	}
	return at
}

func (c *coded) size() int {
	return 4*len(c.values) + len(c.narrow) + 2*(len(c.wide)+len(c.starts)+len(c.rows))
}
