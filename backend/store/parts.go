package store

import "strings"

// Parts say which of its objects an event has, for searches that ask for that.
// They follow from its entry.
type Parts int

// The parts of an event.
const (
	HasBefore  Parts = 1 << iota // the state before
	HasAfter                     // the state after
	HasChanges                   // either, or a list of changes
)

// partsAt are the parts of an event whose objects are at these places.
func partsAt(spans [6]int) (p Parts) {
	if spans[1] > 0 {
		p |= HasBefore
	}
	if spans[3] > 0 {
		p |= HasAfter
	}
	if spans[1]+spans[3]+spans[5] > 0 {
		p |= HasChanges
	}
	return p
}

// String names the parts.
func (p Parts) String() string {
	var names []string
	for i, name := range []string{"before", "after", "changes"} {
		if p&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}
