package evidence

import (
	"context"
	"slices"
	"sort"

	"github.com/trailbook/trailbook/backend/export/workbook"
)

// alignment says which rows of two tables belong together.
type alignment struct {
	pairs   [][2]int     // numbers of rows that are in the same order in both, from 0
	moved   map[int]int  // from the row in the other table to that in the one
	movedTo map[int]int  // the other way round
	again   map[int]bool // rows of the other that repeat one
	rows    [2]int
}

// align finds them by their keys. It takes about 60 bytes a row.
func align(ctx context.Context, one, other table) (alignment, error) {
	a := alignment{moved: map[int]int{}, movedTo: map[int]int{}, again: map[int]bool{}}
	places := map[uint64]int{}
	seen := occurrences{}
	for row, err := range one.rows() {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return a, err
		}
		own, _ := seen.next(one.key(row))
		places[own] = a.rows[0]
		a.rows[0]++
	}
	seen = occurrences{}
	var found [][2]int
	for row, err := range other.rows() {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return a, err
		}
		own, again := seen.next(other.key(row))
		if place, ok := places[own]; ok {
			found = append(found, [2]int{place, a.rows[1]})
		} else if again {
			a.again[a.rows[1]] = true
		}
		a.rows[1]++
	}
	a.split(found)
	return a, nil
}

// split keeps the longest run of rows that are in order; the others moved.
func (a *alignment) split(found [][2]int) {
	var ends []int // the row with the smallest place that ends a run of each length
	previous := make([]int, len(found))
	for i, f := range found {
		at := sort.Search(len(ends), func(k int) bool { return found[ends[k]][0] > f[0] })
		previous[i] = -1
		if at > 0 {
			previous[i] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, i)
		} else {
			ends[at] = i
		}
	}
	kept := make([]bool, len(found))
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = previous[i] {
			kept[i] = true
		}
	}
	for i, f := range found {
		if kept[i] {
			a.pairs = append(a.pairs, f)
		} else {
			a.moved[f[1]], a.movedTo[f[0]] = f[0], f[1]
		}
	}
}

// keptRow is a row that is no pair, with its place.
type keptRow struct {
	place int
	row   workbook.Row
	whole uint64
	again bool
	title string
}

func keep(place int, r workbook.Row) keptRow {
	r.Cells = slices.Clone(r.Cells)
	return keptRow{place: place, row: r, whole: whole(r)}
}
