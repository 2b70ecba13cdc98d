package export

import (
	"cmp"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// tally counts the events on their way to the file.
type tally struct {
	zone           *time.Location // of the days and hours; never nil
	events         int
	oldest, newest time.Time
	types          map[audit.Type]int
	days           map[string]*[5]int // by date: create, update, delete, other, and what is none of them
	areas          map[string]int
	actions        map[string]int
	users          map[string]int
	tenants        map[string]int
	flagged        [len(flagNames)]flagged
	Counts
}

func newTally() *tally {
	return &tally{
		zone:    time.UTC,
		types:   map[audit.Type]int{},
		days:    map[string]*[5]int{},
		areas:   map[string]int{},
		actions: map[string]int{},
		users:   map[string]int{},
		tenants: map[string]int{},
	}
}

func (t *tally) add(one *item) {
	e := &one.event
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
	t.Counts.add(one.counts)
	at := e.CreatedAt.In(t.zone)
	day := t.days[at.Format(time.DateOnly)]
	if day == nil {
		day = new([5]int)
		t.days[at.Format(time.DateOnly)] = day
	}
	kind := slices.Index(audit.Types, e.Type)
	if kind < 0 {
		kind = len(audit.Types)
	}
	day[kind]++
	t.flag(e, &one.view, at)
}

// The points that a reader of a report looks for first. Each is told by what
// was recorded alone.
const (
	flagDeletion = iota
	flagRule
	flagSecret
	flagFailedLogin
	flagPassword
	flagNobody
	flagUnknown
	flagWeekend
	flagNight
)

var flagNames = [...]string{
	"Deletions", "Rules added to access lists, or changed", "Secrets changed", "Failed sign-ins", "Passwords changed", "No user recorded",
	"Actions that are not in Appmixer's catalog", "On a Saturday or Sunday (%s)", "Between 20:00 and 06:00 (%s)",
}

// flagged is how many events have one of these points, and the first of them
// in the order of the file.
type flagged struct {
	events int
	id     string
	row    int // of all events, from 1
}

func (t *tally) flag(e *audit.Event, view *diff.View, at time.Time) {
	mark := func(flag int, applies bool) {
		if !applies {
			return
		}
		f := &t.flagged[flag]
		if f.events++; f.events == 1 {
			f.id, f.row = e.ID, t.events
		}
	}
	entry, known := audit.LookUp(e.Action)
	mark(flagDeletion, e.Type == audit.TypeDelete)
	mark(flagRule, known && entry.Area == audit.AreaAccess && (entry.Type == audit.TypeCreate || entry.Type == audit.TypeUpdate))
	mark(flagSecret, changesSecret(view))
	mark(flagFailedLogin, known && entry.Action == "Login Failed")
	mark(flagPassword, known && entry.Action == "Password Changed")
	mark(flagNobody, e.User == "" && e.UserID == "")
	mark(flagUnknown, e.Area == "")
	mark(flagWeekend, at.Weekday() == time.Saturday || at.Weekday() == time.Sunday)
	mark(flagNight, at.Hour() >= 20 || at.Hour() < 6)
}

func changesSecret(view *diff.View) bool {
	return slices.ContainsFunc(view.Changes, func(c audit.Change) bool { return c.Masked && c.Kind != audit.ChangeMoved })
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
