package index

import (
	"encoding/binary"
	"slices"
)

func (c *chunk) encode(e *encoder) {
	e.number(uint64(c.n)) //nolint:gosec // not negative
	e.eight(c.times.bases)
	e.four(c.times.starts)
	e.bytes(c.times.deltas)
	e.number(uint64(c.keys.base))      //nolint:gosec // read back the same way
	e.number(uint64(c.keys.most))      //nolint:gosec // as above
	e.number(uint64(c.keys.width))     //nolint:gosec // at most 8
	e.number(uint64(c.keys.order + 1)) //nolint:gosec // 0, 1 or 2
	e.bytes(c.keys.packed)
	for _, column := range c.columns {
		e.four(column.values)
		e.bytes(column.narrow)
		e.two(column.wide)
		e.two(column.starts)
		e.two(column.rows)
	}
}

// decodeChunk reads a chunk; tops are what the values of its columns are below.
// What it checks keeps a wrong file from being read beyond its ends; whether
// the content is right is the checksum's to say.
func decodeChunk(d *decoder, tops [5]int) *chunk {
	c := &chunk{n: d.below(chunkRows + 1)}
	c.linked()
	c.times = times{n: c.n, bases: d.eight(), starts: d.four(), deltas: d.bytes()}
	blocks := (c.n + timeBlock - 1) / timeBlock
	d.check(c.n > 0 && len(c.times.bases) == blocks && len(c.times.starts) == blocks && c.times.sound())
	if d.bad {
		return nil
	}
	c.times = c.times.ended()
	c.keys = keys{n: c.n, base: int64(d.number()), most: int64(d.number())} //nolint:gosec // as they were written
	c.keys.width, c.keys.order = d.below(9), int8(d.below(3)-1)             //nolint:gosec // below 3
	c.keys.packed = d.bytes()
	d.check(slices.Contains([]int{2, 3, 4, 8}, c.keys.width) && len(c.keys.packed) == c.n*c.keys.width)
	for i, column := range c.columns {
		*column = coded{values: d.four(), narrow: d.bytes(), wide: d.two(), starts: d.two(), rows: d.two()}
		d.check(column.sound(c.n, tops[i]))
		if d.bad {
			return nil
		}
		if len(column.wide) == 0 {
			column.wide = nil
		} else {
			column.narrow = nil
		}
		if len(column.rows) == 0 {
			column.rows = nil
		}
	}
	return c
}

// sound reports whether the distances of every block are whole.
func (t *times) sound() bool {
	for b, start := range t.starts {
		if int(start) > len(t.deltas) {
			return false
		}
		deltas := t.deltas[start:]
		for range min(timeBlock, t.n-b*timeBlock) - 1 {
			_, size := binary.Uvarint(deltas)
			if size <= 0 {
				return false
			}
			deltas = deltas[size:]
		}
	}
	return true
}

func (c *coded) sound(n, top int) bool {
	if len(c.values) == 0 || len(c.values) != len(c.starts) || len(c.narrow)+len(c.wide) != n || (len(c.narrow) > 0 && len(c.wide) > 0) {
		return false
	}
	if len(c.rows) != 0 && len(c.rows) != n {
		return false
	}
	if !slices.IsSorted(c.values) || int(c.values[len(c.values)-1]) >= top || !slices.IsSorted(c.starts) || int(c.starts[len(c.starts)-1]) >= n {
		return false
	}
	return most(c.narrow) < len(c.values) && most(c.wide) < len(c.values) && most(c.rows) < n
}

func most[T uint8 | uint16](list []T) int {
	var top T
	for _, n := range list {
		top = max(top, n)
	}
	return int(top)
}

func (d *Dictionary) encode(e *encoder) {
	e.number(uint64(len(d.spans)))
	for _, span := range d.spans {
		e.four(span[:])
	}
	has := make([]byte, len(d.has))
	for id, is := range d.has {
		if is {
			has[id] = 1
		}
	}
	e.bytes(has)
	e.bytes(d.texts)
	e.bytes(d.folded)
	e.four(d.folds)
	e.four(d.ids)
}

func decodeDictionary(from *decoder) *Dictionary {
	d := &Dictionary{line: new(line), needles: new(needles), spans: make([][4]uint32, from.below(len(from.in)))}
	for id := range d.spans {
		from.check(copy(d.spans[id][:], from.four()) == 4)
		if from.bad {
			return nil
		}
	}
	has := from.bytes()
	d.has = make([]bool, len(has))
	for id, is := range has {
		if d.has[id] = is != 0; d.has[id] {
			d.count++
		}
	}
	d.texts, d.folded, d.folds, d.ids = from.bytes(), from.bytes(), from.four(), from.four()
	from.check(len(d.has) == len(d.spans) && len(d.folds) == d.count && len(d.ids) == d.count && slices.IsSorted(d.folds))
	for id, span := range d.spans {
		from.check(!d.has[id] || (slices.IsSorted(span[:]) && int(span[3]) <= len(d.texts)))
	}
	for i, id := range d.ids {
		from.check(int(id) < len(d.has) && int(d.folds[i]) < len(d.folded))
	}
	return d
}

func encodeClasses(e *encoder, classes []class) {
	for _, c := range classes {
		e.four([]uint32{c.tenant, c.action, c.area, uint32(c.kind), uint32(c.flags)})
	}
}

func decodeClasses(d *decoder) (classes []class) {
	for len(d.in) > 0 && !d.bad {
		if n := d.four(); len(n) == 5 && n[3] < 4 && n[4] < 256 {
			classes = append(classes, class{n[0], n[1], n[2], uint8(n[3]), uint8(n[4])}) //nolint:gosec // just compared
			continue
		}
		d.bad = true
	}
	return classes
}
