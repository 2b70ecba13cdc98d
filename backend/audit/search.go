package audit

import (
	"strings"
	"time"
)

// Search is what people type to find events, taken apart by ParseSearch. The
// zero Search selects every event. docs/search.md has the grammar.
type Search struct {
	Root Node           // nil selects every event
	Zone *time.Location // in which weekday: and hour: are meant; nil is UTC
}

// Node is a part of a Search: an And, an Or, a Not or a Leaf.
type Node interface{ isNode() }

// And selects what all of its parts select; it has at least two.
type And []Node

// Or selects what any of its parts selects; it has at least two.
type Or []Node

// Not selects what its part does not.
type Not struct{ Node Node }

// Leaf is one term: a pattern that a field has to match, or, of the fields
// whose values are not texts, what they have to be.
type Leaf struct {
	Field   Field
	Pattern Pattern // of a field of texts
	Period  Period  // of FieldCreated
	Set     uint32  // of FieldType (a bit for each of Types), FieldWeekday (bit 0 is Monday), FieldHour and FieldHas (a bit for each of Parts)
}

func (And) isNode()  {}
func (Or) isNode()   {}
func (Not) isNode()  {}
func (Leaf) isNode() {}

// Field is what a term looks into; as text it is the key that is typed before
// the colon.
type Field string

// The fields of a Search.
const (
	FieldAny     Field = "" // a term without a key: anywhere in an event
	FieldUser    Field = "user"
	FieldAction  Field = "action"
	FieldType    Field = "type"
	FieldArea    Field = "area"
	FieldFlow    Field = "flow"
	FieldTarget  Field = "target"
	FieldTenant  Field = "tenant"
	FieldID      Field = "id"
	FieldIP      Field = "ip"
	FieldSummary Field = "summary"
	FieldChanged Field = "changed" // the path of a change
	FieldBefore  Field = "before"  // a value that a change took away
	FieldAfter   Field = "after"   // a value that a change brought
	FieldHas     Field = "has"
	FieldCreated Field = "created"
	FieldWeekday Field = "weekday"
	FieldHour    Field = "hour"
)

// Fields lists the keys in the order every surface shows them.
var Fields = []Field{
	FieldUser, FieldAction, FieldType, FieldArea, FieldFlow, FieldTarget, FieldTenant, FieldID, FieldIP,
	FieldSummary, FieldChanged, FieldBefore, FieldAfter, FieldHas, FieldCreated, FieldWeekday, FieldHour,
}

// Parts lists what has: can ask for, in the order of the bits of Leaf.Set.
var Parts = []string{"user", "flow", "target", "ip", "area", "summary", "before", "after", "changes"}

// Weekdays lists the values of weekday:, Monday first.
var Weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

// Period is a half-open stretch of time.
type Period struct {
	From    time.Time // inclusive; zero is open
	To      time.Time // exclusive; zero is open
	Written string    // as it was typed: 2026-01..2026-03, >-7d, today
}

// Holds reports whether t lies in p.
func (p Period) Holds(t time.Time) bool {
	return (p.From.IsZero() || !t.Before(p.From)) && (p.To.IsZero() || t.Before(p.To))
}

// Clock says what a search means by "today" and "9 o'clock". The zero Clock is
// now, in UTC.
type Clock struct {
	Now  time.Time
	Zone *time.Location
}

// known is c with what it leaves open filled in.
func (c Clock) known() Clock {
	if c.Now.IsZero() {
		c.Now = time.Now()
	}
	if c.Zone == nil {
		c.Zone = time.UTC
	}
	c.Now = c.Now.In(c.Zone)
	return c
}

// IsZero reports a search that selects every event.
func (s Search) IsZero() bool { return s.Root == nil }

// Plain reports a search of nothing but words, all of which have to occur.
func (s Search) Plain() bool {
	switch root := s.Root.(type) {
	case nil:
		return true
	case Leaf:
		return root.plain()
	case And:
		for _, part := range root {
			if leaf, ok := part.(Leaf); !ok || !leaf.plain() {
				return false
			}
		}
		return true
	}
	return false
}

func (l Leaf) plain() bool {
	return l.Field == FieldAny && len(l.Pattern.Pieces) == 1 && len(strings.Fields(l.Pattern.Pieces[0])) == 1
}

// NeedsContent reports whether some term can only be answered by what events
// changed.
func (s Search) NeedsContent() bool { return anyLeaf(s.Root, Leaf.NeedsContent) }

// NeedsContent reports a term that looks into what events changed.
func (l Leaf) NeedsContent() bool {
	switch l.Field {
	case FieldAny:
		return wordsReachContent
	case FieldChanged, FieldBefore, FieldAfter:
		return true
	case FieldHas:
		return l.Set&hasState != 0
	}
	return false
}

// wordsReachContent: a term without a key looks into what events changed too.
const wordsReachContent = true

// Walk calls visit with every term of the search.
func (s Search) Walk(visit func(Leaf)) {
	anyLeaf(s.Root, func(l Leaf) bool { visit(l); return false })
}

func anyLeaf(n Node, holds func(Leaf) bool) bool {
	some := func(parts []Node) bool {
		for _, part := range parts {
			if anyLeaf(part, holds) {
				return true
			}
		}
		return false
	}
	switch n := n.(type) {
	case And:
		return some(n)
	case Or:
		return some(n)
	case Not:
		return anyLeaf(n.Node, holds)
	case Leaf:
		return holds(n)
	}
	return false
}
