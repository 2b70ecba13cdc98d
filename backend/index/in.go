package index

import "slices"

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
	if p.set.n <= fewWanted {
		return 2
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
	if column.grouped() {
		total := 0
		for _, code := range hits {
			total += column.total(code)
		}
		if total <= c.n/8 {
			return within.and(gather(column, hits, total, c.n), c.n)
		}
	}
	wanted := make([]uint8, max(256, len(column.values)))
	for _, code := range hits {
		wanted[code] = 1
	}
	set := &bitmap{}
	if column.narrow != nil {
		mark(column.narrow, wanted, set)
	} else {
		mark(column.wide, wanted, set)
	}
	if within.bits != nil {
		for i := range set {
			set[i] &= within.bits[i]
		}
	}
	return bitsPart(set, c.n)
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
func gather(column *coded, hits []int, total, n int) part {
	switch {
	case len(hits) == 1 && total <= fewRows:
		return listPart(column.of(hits[0]))
	case total <= fewRows/4:
		list := make([]uint16, 0, total)
		for _, code := range hits {
			list = append(list, column.of(code)...)
		}
		slices.Sort(list)
		return listPart(list)
	}
	set := &bitmap{}
	for _, code := range hits {
		for _, row := range column.of(code) {
			set.set(row)
		}
	}
	return bitsPart(set, n)
}

// mark sets the rows whose code is wanted. wanted has a place for every code,
// which is 1 or 0.
func mark[T uint8 | uint16](codes []T, wanted []uint8, set *bitmap) {
	whole := len(codes) / 64 * 64
	for from := 0; from < whole; from += 64 {
		var word uint64
		for i := 0; i < 64; i += 8 { // eight that do not wait for each other
			block := codes[from+i : from+i+8 : from+i+8]
			word |= (uint64(wanted[block[0]]) | uint64(wanted[block[1]])<<1 | uint64(wanted[block[2]])<<2 | uint64(wanted[block[3]])<<3 |
				uint64(wanted[block[4]])<<4 | uint64(wanted[block[5]])<<5 | uint64(wanted[block[6]])<<6 | uint64(wanted[block[7]])<<7) << i
		}
		set[from/64] = word
	}
	for row := whole; row < len(codes); row++ {
		set[row/64] |= uint64(wanted[codes[row]]) << (row % 64)
	}
}
