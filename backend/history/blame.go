package history

import (
	"slices"
	"strconv"

	"github.com/trailbook/trailbook/backend/audit"
)

// mark says which event set a value.
type mark struct {
	entry    int  // number in Trail.Entries
	atLatest bool // it was set by then: this event is the first that shows it
}

// blame is who set the values at and below one place of a state. Children
// exist only where they differ from what is above them: a value nobody touched
// since its whole was set needs none.
type blame struct {
	set  bool
	by   mark
	kids map[string]*blame
}

// of is the mark of the value at a path: the deepest on the way there.
func (b *blame) of(path []string) mark {
	by := b.by
	for _, segment := range path {
		if b = b.kids[segment]; b == nil {
			break
		}
		if b.set {
			by = b.by
		}
	}
	return by
}

// put sets the mark of a place and of all below it.
func (b *blame) put(path []string, by mark) { *b.reach(path) = blame{set: true, by: by} }

// reach makes the way to a place.
func (b *blame) reach(path []string) *blame {
	for _, segment := range path {
		if b.kids == nil {
			b.kids = map[string]*blame{}
		}
		kid := b.kids[segment]
		if kid == nil {
			kid = &blame{}
			b.kids[segment] = kid
		}
		b = kid
	}
	return b
}

// apply carries the marks over to the next state: what was removed goes, what
// moved or shifted keeps its marks under its new path, what came or changed
// gets the new mark.
func (b *blame) apply(edits []edit, by mark) {
	var away map[*edit]*blame
	var before, after *turf
	for i := range edits {
		e := &edits[i]
		switch e.kind {
		case audit.ChangeRemoved:
			before = before.plant(e.path, func(t *turf) { t.gone, t.inArray = true, e.inArray })
		case audit.ChangeAdded:
			after = after.plant(e.path, func(t *turf) { t.came, t.inArray = true, e.inArray })
		case audit.ChangeMoved:
			if !e.inArray || !sameArray(e.from, e.path) {
				if away == nil {
					away = map[*edit]*blame{}
				}
				away[e] = b.taken(e.from)
			}
			before = before.plant(e.from, func(t *turf) { t.gone, t.inArray, t.movedBy = true, e.inArray, e })
			after = after.plant(e.path, func(t *turf) { t.came, t.inArray, t.movedBy = true, e.inArray, e })
		}
	}
	if before != nil || after != nil {
		b.carry(before, after)
	}
	for e, taken := range away {
		*b.reach(e.path) = *taken
	}
	for i := range edits {
		if kind := edits[i].kind; kind != audit.ChangeRemoved && kind != audit.ChangeMoved {
			b.put(edits[i].path, by)
		}
	}
}

// sameArray reports a move inside one array, as far as the paths tell: those of
// the array may differ in an index that shifted.
func sameArray(from, to []string) bool {
	return len(from) == len(to) && slices.EqualFunc(from[:len(from)-1], to[:len(to)-1], func(a, b string) bool {
		return a == b || isIndex(a) && isIndex(b)
	})
}

func isIndex(segment string) bool {
	_, err := strconv.Atoi(segment)
	return err == nil
}

// taken is a copy of what is known of a place, the inherited mark made its own.
func (b *blame) taken(path []string) *blame {
	by := b.of(path)
	for _, segment := range path {
		if b = b.kids[segment]; b == nil {
			return &blame{set: true, by: by}
		}
	}
	return &blame{set: true, by: by, kids: b.kids}
}

// turf is where things came or went, as a tree of their paths.
type turf struct {
	gone, came, inArray bool
	movedBy             *edit
	kids                map[string]*turf
}

func (t *turf) plant(path []string, say func(*turf)) *turf {
	if t == nil {
		t = &turf{}
	}
	end := t
	for _, segment := range path {
		if end.kids == nil {
			end.kids = map[string]*turf{}
		}
		kid := end.kids[segment]
		if kid == nil {
			kid = &turf{}
			end.kids[segment] = kid
		}
		end = kid
	}
	say(end)
	return t
}

func (t *turf) kid(segment string) *turf {
	if t == nil {
		return nil
	}
	return t.kids[segment]
}

// isArray reports whether elements came or went right here.
func (t *turf) isArray() bool {
	if t != nil {
		for _, kid := range t.kids {
			if kid.inArray {
				return true
			}
		}
	}
	return false
}

// carry moves the children of b to where they are after.
func (b *blame) carry(before, after *turf) {
	if len(b.kids) == 0 || before == nil && after == nil {
		return
	}
	next := make(map[string]*blame, len(b.kids))
	shifted := func(name string) string { return name }
	if before.isArray() || after.isArray() {
		shifted = shifts(before, after)
	}
	for name, kid := range b.kids {
		was := before.kid(name)
		var to string
		switch {
		case was == nil || !was.gone:
			to = shifted(name)
		case was.movedBy == nil:
			continue // removed
		default:
			if to = was.movedBy.path[len(was.movedBy.path)-1]; after.kid(to) == nil || after.kid(to).movedBy != was.movedBy {
				continue // to somewhere else
			}
		}
		kid.carry(was, after.kid(to))
		next[to] = kid
	}
	b.kids = next
}

// shifts tells the new index of an element that stayed: those that stay keep
// their order and fill the places that nothing came to.
func shifts(before, after *turf) func(string) string {
	gone, came := before.indexes(true), after.indexes(false)
	return func(name string) string {
		index, err := strconv.Atoi(name)
		if err != nil {
			return name
		}
		below, _ := slices.BinarySearch(gone, index)
		index -= below
		for _, taken := range came { // ascending: each that stands before shifts on by one
			if taken <= index {
				index++
			}
		}
		return strconv.Itoa(index)
	}
}

// indexes are those of the elements that went, or that came, ascending.
func (t *turf) indexes(went bool) []int {
	var list []int
	if t == nil {
		return nil
	}
	for name, kid := range t.kids {
		if index, err := strconv.Atoi(name); err == nil && kid.inArray && (went && kid.gone || !went && kid.came) {
			list = append(list, index)
		}
	}
	slices.Sort(list)
	return list
}
