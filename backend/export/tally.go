package export

import (
	"cmp"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// tally counts the events on their way to the file.
type tally struct {
	events         int
	oldest, newest time.Time
	types          map[audit.Type]int
	areas          map[string]int
	actions        map[string]int
	users          map[string]int
	tenants        map[string]int
	Counts
}

func newTally() *tally {
	return &tally{
		types:   map[audit.Type]int{},
		areas:   map[string]int{},
		actions: map[string]int{},
		users:   map[string]int{},
		tenants: map[string]int{},
	}
}

func (t *tally) add(e *audit.Event) {
	t.events++
	if t.oldest.IsZero() || e.CreatedAt.Before(t.oldest) {
		t.oldest = e.CreatedAt
	}
	if e.CreatedAt.After(t.newest) {
		t.newest = e.CreatedAt
	}
	t.types[e.Type]++
	t.areas[e.Area]++
	t.actions[e.Action]++
	t.users[e.User]++
	t.tenants[e.Tenant]++
}

// count is how many events have one value.
type count struct {
	value  string
	events int
}

// mostFirst lists counts, the most frequent first, equal ones by name.
func mostFirst(counts map[string]int) []count {
	list := make([]count, 0, len(counts))
	for value, events := range counts {
		list = append(list, count{value, events})
	}
	slices.SortFunc(list, func(a, b count) int {
		return cmp.Or(cmp.Compare(b.events, a.events), cmp.Compare(a.value, b.value))
	})
	return list
}

// byType lists all four types in the order every surface shows them, then
// whatever else was recorded.
func (t *tally) byType() []count {
	list := make([]count, 0, len(audit.Types))
	for _, kind := range audit.Types {
		list = append(list, count{string(kind), t.types[kind]})
	}
	others := map[string]int{}
	for kind, events := range t.types {
		if !kind.Valid() {
			others[string(kind)] = events
		}
	}
	return append(list, mostFirst(others)...)
}
