package index

import (
	"encoding/binary"
	"slices"
)

// inPlan finds the rows whose value in a column is in a set.
type inPlan struct {
	column int
	set    *Set
	few    []uint32 // its values where they are few: each chunk looks them up
}

func planIn(column int, set *Set) *inPlan {
	p := &inPlan{column: column, set: set}
	if set.n <= fewWanted {
		set.each(func(value uint32) { p.few = append(p.few, value) })
	}
	return p
}

// fewWanted is up to where values are looked up one by one.
const fewWanted = 16

func (p *inPlan) cost() int {
	if p.column == 0 {
		return 3
	}
	if p.set.n <= fewWanted { // most often a list of rows, which is cut quickly
		return 1
	}
	return 4
}

func (p *inPlan) rows(c *chunk, within part) part {
	column := c.columns[p.column]
	hits := p.hits(column)
	switch len(hits) {
	case 0:
		return part{}
	case len(column.values):
		return within
	}
	if within.list != nil {
		return p.sift(column, hits, within)
	}
	if total := column.totalOf(hits); total <= fewRows {
		return within.and(listPart(gather(column, hits, total)), c.n)
	}
	set := &bitmap{}
	column.mark(hits, set)
	return within.and(bitsPart(set, c.n), c.n)
}

func (p *inPlan) add(c *chunk, found **bitmap) (all bool) {
	column := c.columns[p.column]
	hits := p.hits(column)
	if len(hits) > 0 && len(hits) < len(column.values) {
		column.mark(hits, room(found))
	}
	return len(hits) == len(column.values)
}

// hits are the codes of the wanted values.
func (p *inPlan) hits(column *coded) (codes []int) {
	if p.set.n <= fewWanted {
		for _, value := range p.few {
			if code := column.find(value); code >= 0 {
				codes = append(codes, code)
			}
		}
		return codes
	}
	codes = make([]int, 0, min(p.set.n, len(column.values)))
	for code, value := range column.values {
		if p.set.Has(value) {
			codes = append(codes, code)
		}
	}
	return codes
}

// sift keeps those rows of a list that have one of the codes.
func (p *inPlan) sift(column *coded, hits []int, within part) part {
	list := make([]uint16, 0, len(within.list))
	if len(hits) == 1 {
		for _, row := range within.list {
			if column.code(int(row)) == hits[0] {
				list = append(list, row)
			}
		}
		return listPart(list)
	}
	for _, row := range within.list {
		if p.set.Has(column.value(int(row))) {
			list = append(list, row)
		}
	}
	return listPart(list)
}

// gather brings the rows of some values together, total in all.
func gather(column *coded, hits []int, total int) []uint16 {
	if len(hits) == 1 {
		return column.of(hits[0])
	}
	list := make([]uint16, 0, total)
	for _, code := range hits {
		list = append(list, column.of(code)...)
	}
	slices.Sort(list)
	return list
}

// totalOf is how many rows have one of some codes, where the rows of each are
// listed; otherwise it is more than there are.
func (c *coded) totalOf(codes []int) (total int) {
	if !c.grouped() {
		return chunkRows + 1
	}
	for _, code := range codes {
		total += c.total(code)
	}
	return total
}

// fewOf is up to which part of the rows it is quicker to take them one by one
// from the lists of their values than to look at all.
const fewOf = 8

// mark sets the rows that have one of some codes.
func (c *coded) mark(codes []int, set *bitmap) {
	if c.totalOf(codes) <= max(len(c.narrow), len(c.wide))/fewOf {
		for _, code := range codes {
			for _, row := range c.of(code) {
				set.set(row)
			}
		}
		return
	}
	wanted := make([]uint8, max(256, len(c.values)))
	for _, code := range codes {
		wanted[code] = 1
	}
	if c.narrow != nil {
		markNarrow(c.narrow, (*[256]uint8)(wanted), set)
	} else {
		markWide(c.wide, wanted, set)
	}
}

// markNarrow sets the rows whose code is wanted: 1 for those that are, 0 for the
// others.
func markNarrow(codes []uint8, wanted *[256]uint8, set *bitmap) {
	whole := len(codes) / 64 * 64
	for from := 0; from < whole; from += 64 {
		var word uint64
		for i := 0; i < 64; i += 8 { // eight that do not wait for each other
			eight := binary.LittleEndian.Uint64(codes[from+i:])
			word |= (uint64(wanted[eight&0xff]) | uint64(wanted[eight>>8&0xff])<<1 | uint64(wanted[eight>>16&0xff])<<2 | uint64(wanted[eight>>24&0xff])<<3 |
				uint64(wanted[eight>>32&0xff])<<4 | uint64(wanted[eight>>40&0xff])<<5 | uint64(wanted[eight>>48&0xff])<<6 | uint64(wanted[eight>>56])<<7) << i
		}
		set[from/64] |= word
	}
	for row := whole; row < len(codes); row++ {
		set[row/64] |= uint64(wanted[codes[row]]) << (row % 64)
	}
}

// markWide is markNarrow with a place in wanted for every code.
func markWide(codes []uint16, wanted []uint8, set *bitmap) {
	whole := len(codes) / 64 * 64
	for from := 0; from < whole; from += 64 {
		var word uint64
		for i := 0; i < 64; i += 8 {
			block := codes[from+i : from+i+8 : from+i+8]
			word |= (uint64(wanted[block[0]]) | uint64(wanted[block[1]])<<1 | uint64(wanted[block[2]])<<2 | uint64(wanted[block[3]])<<3 |
				uint64(wanted[block[4]])<<4 | uint64(wanted[block[5]])<<5 | uint64(wanted[block[6]])<<6 | uint64(wanted[block[7]])<<7) << i
		}
		set[from/64] |= word
	}
	for row := whole; row < len(codes); row++ {
		set[row/64] |= uint64(wanted[codes[row]]) << (row % 64)
	}
}
