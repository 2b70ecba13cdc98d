package diff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// move is one element that stands elsewhere in its array.
type move struct {
	from, to             int // indexes before and after; then among the elements that exist on both sides
	keptBefore, keptLeft int // how many elements that keep their order stood before it, and do
}

// shuffle is what happened to the order of one array.
type shuffle struct {
	was, path      string // of the array, in the states before and after
	moves          []move
	removed, added []int // indexes
	done           bool
}

// moves are the arrays in which something moved, by their path after.
type moves map[string]*shuffle

// movesOf gathers the moves within arrays, with what came and went beside them.
func movesOf(changes []audit.Change) moves {
	found, byFrom := moves{}, map[string]*shuffle{}
	for _, c := range changes {
		was, from, ok := element(c.From)
		path, to, other := element(c.Path)
		if c.Kind != audit.ChangeMoved || !ok || !other || !mayBeSame(was, path) {
			continue
		}
		s := found[path]
		if s == nil {
			s = &shuffle{was: was, path: path}
			found[path], byFrom[was] = s, s
		}
		if s.was == was {
			s.moves = append(s.moves, move{from: from, to: to})
		}
	}
	if len(found) == 0 {
		return found
	}
	for _, c := range changes {
		path, index, ok := element(c.Path)
		if !ok {
			continue
		}
		if s := byFrom[path]; s != nil && c.Kind == audit.ChangeRemoved {
			s.removed = append(s.removed, index)
		}
		if s := found[path]; s != nil && c.Kind == audit.ChangeAdded {
			s.added = append(s.added, index)
		}
	}
	return found
}

// element splits a pointer to an element into that of its array and its index.
func element(pointer string) (array string, index int, ok bool) {
	cut := strings.LastIndexByte(pointer, '/')
	if cut < 0 {
		return "", 0, false
	}
	index, ok = indexOf(pointer[cut+1:])
	return pointer[:cut], index, ok
}

// mayBeSame reports whether two pointers may be of one array, before and after:
// they differ in nothing but indexes.
func mayBeSame(was, is string) bool {
	return slices.EqualFunc(splitPointer(was), splitPointer(is), func(a, b string) bool {
		_, ok := indexOf(a)
		_, other := indexOf(b)
		return a == b || ok && other
	})
}

// within reports whether a moved change is one of the moves gathered.
func (m moves) within(c audit.Change) bool {
	was, _, ok := element(c.From)
	path, _, other := element(c.Path)
	return ok && other && m[path] != nil && m[path].was == was
}

// due are the moves that must be made before anything happens at path: those of
// the arrays that hold it, from the outermost, once each.
func (m moves) due(path string) []operation {
	if len(m) == 0 {
		return nil
	}
	var operations []operation
	for at := range len(path) {
		if path[at] != '/' {
			continue
		}
		if s := m[path[:at]]; s != nil && !s.done {
			s.done = true
			operations = append(operations, s.operations()...)
		}
	}
	return operations
}

// operations moves one element after the other, in the order after, behind the
// one that it follows there. Before, what went is gone already; what came is
// not there yet.
func (s *shuffle) operations() []operation {
	slices.Sort(s.removed)
	slices.Sort(s.added)
	survivors := func(index int, others []int) int {
		below, _ := slices.BinarySearch(others, index)
		return index - below
	}
	for i := range s.moves {
		s.moves[i].from, s.moves[i].to = survivors(s.moves[i].from, s.removed), survivors(s.moves[i].to, s.added)
	}
	slices.SortFunc(s.moves, func(x, y move) int { return cmp.Compare(x.from, y.from) })
	for i := range s.moves {
		s.moves[i].keptBefore = s.moves[i].from - i
	}
	byFrom := slices.Clone(s.moves)
	slices.SortFunc(s.moves, func(x, y move) int { return cmp.Compare(x.to, y.to) })
	most := 0
	for i := range s.moves {
		s.moves[i].keptLeft = s.moves[i].to - i
		most = max(most, s.moves[i].keptLeft, s.moves[i].keptBefore)
	}
	var waiting, waitingBehind, placed tally // by rank in byFrom; by keptBefore; by keptLeft
	waiting, waitingBehind, placed = newTally(len(byFrom)), newTally(most), newTally(most)
	for rank, m := range byFrom {
		waiting.add(rank, 1)
		waitingBehind.add(m.keptBefore, 1)
	}
	var operations []operation
	for done, m := range s.moves {
		rank, _ := slices.BinarySearchFunc(byFrom, m.from, func(x move, from int) int { return cmp.Compare(x.from, from) })
		at := m.keptBefore + waiting.below(rank) + placed.below(m.keptBefore+1)
		waiting.add(rank, -1)
		waitingBehind.add(m.keptBefore, -1)
		to := m.keptLeft + done + waitingBehind.below(m.keptLeft)
		placed.add(m.keptLeft, 1)
		if at != to {
			from := s.path + "/" + strconv.Itoa(at)
			operations = append(operations, operation{Op: "move", From: &from, Path: s.path + "/" + strconv.Itoa(to)})
		}
	}
	return operations
}

// tally counts things by a number and sums them up to one, both in few steps:
// a Fenwick tree.
type tally []int

func newTally(most int) tally { return make(tally, most+2) }

func (t tally) add(number, count int) {
	for i := number + 1; i < len(t); i += i & -i {
		t[i] += count
	}
}

// below is how many things have a lower number.
func (t tally) below(number int) int {
	sum := 0
	for i := min(number, len(t)-1); i > 0; i -= i & -i {
		sum += t[i]
	}
	return sum
}
