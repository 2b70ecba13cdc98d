// Package index holds the hot columns of a cache's events in memory, so that a
// filter over ten million of them is answered within a frame or two: which
// events, how many, in what order, and counted by every facet and over time.
//
// The columns are made from the cache and can be thrown away at any time; what
// they answer is held equal to SQL by tests. A Version never changes: readers
// work on the one they took while the next is made beside it.
//
// Rows stand in order of creation, then of the cache's own key, in chunks of at
// most 65,536. A column of a chunk has a dictionary of its own, so that a code
// takes one or two bytes, and says for each value which rows have it. The
// layout is that of column stores, see D. Abadi et al., "The Design and
// Implementation of Modern Column-Oriented Database Systems" (2013), and the
// answers are bitmaps by chunk as in S. Chambi et al., "Better bitmap
// performance with Roaring bitmaps" (2016).
package index

// Row is one event as the cache has it: its key, when it was created in epoch
// milliseconds, and the keys of its texts in the cache's dictionaries.
type Row struct {
	Key    int64
	At     int64
	Tenant uint32
	Action uint32
	Area   uint32
	Actor  uint32
	Flow   uint32
	Target uint32
	Origin uint32 // the address it came from, and by what
	Type   uint8  // position in audit.Types
	Flags  uint8  // the cache's flags, and which parts the event has
}

// before reports whether a stands before b.
func (r Row) before(b Row) bool { return r.At < b.At || (r.At == b.At && r.Key < b.Key) }

func compareRows(a, b Row) int {
	switch {
	case a.before(b):
		return -1
	case b.before(a):
		return 1
	}
	return 0
}

// class is what few kinds of events differ in. Facets of all its fields come
// from counting classes.
type class struct {
	tenant, action, area uint32
	kind, flags          uint8
}

func (r Row) class() class { return class{r.Tenant, r.Action, r.Area, r.Type, r.Flags} }
