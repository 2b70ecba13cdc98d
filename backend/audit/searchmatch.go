package audit

import (
	"slices"
	"strings"
	"time"
)

// Content is what an event changed, as texts: what a search looks into with
// changed:, before: and after:. Secrets are not in it.
type Content struct {
	Paths  []string // of what changed, as JSON Pointers (RFC 6901)
	Before []string // the values it took away
	After  []string // the values it brought
}

// Contents gives what an event changed. It is only asked where a search has to
// know.
type Contents func(Event) Content

// Matches reports whether s selects e. contents may be nil where the search
// does not need it (NeedsContent); a term that does then matches nothing.
func (s Search) Matches(e Event, contents Contents) bool {
	return s.Root == nil || matches(s.Root, &matching{event: e, search: s, contents: contents})
}

// matching is an event that is being looked at, its content made at most once.
type matching struct {
	event    Event
	search   Search
	contents Contents
	content  *Content
}

func (m *matching) known() Content {
	if m.content == nil {
		m.content = &Content{}
		if m.contents != nil {
			*m.content = m.contents(m.event)
		}
	}
	return *m.content
}

func matches(n Node, m *matching) bool {
	switch n := n.(type) {
	case And:
		return !slices.ContainsFunc(n, func(part Node) bool { return !matches(part, m) })
	case Or:
		return slices.ContainsFunc(n, func(part Node) bool { return matches(part, m) })
	case Not:
		return !matches(n.Node, m)
	case Leaf:
		return n.matches(m)
	}
	return false
}

func (l Leaf) matches(m *matching) bool {
	switch l.Field {
	case FieldCreated:
		return l.Period.Holds(m.event.CreatedAt)
	case FieldType:
		at := slices.Index(Types, m.event.Type)
		return at >= 0 && l.Set&(1<<at) != 0
	case FieldWeekday, FieldHour:
		return l.HoldsTime(m.event.CreatedAt, m.search.Zone)
	case FieldHas:
		return l.has(m.event)
	case FieldChanged:
		return slices.ContainsFunc(m.known().Paths, l.Text)
	case FieldBefore:
		return slices.ContainsFunc(m.known().Before, l.Text)
	case FieldAfter:
		return slices.ContainsFunc(m.known().After, l.Text)
	}
	if l.MatchesPart(m.event) {
		return true
	}
	if l.Field != FieldAny || !wordsReachContent {
		return false
	}
	content := m.known()
	return slices.ContainsFunc(content.Paths, l.Text) || slices.ContainsFunc(content.Before, l.Text) || slices.ContainsFunc(content.After, l.Text)
}

// Text reports whether a text of the term's field matches. Which texts a field
// has is said by docs/search.md; of dictionaries, ask MatchesPart. A text that
// is empty matches the empty pattern alone.
func (l Leaf) Text(text string) bool {
	if text == "" {
		literal, ok := l.Pattern.Literal()
		return ok && literal == ""
	}
	switch l.Field {
	case FieldAny, FieldSummary:
		return l.Pattern.Within(text)
	case FieldChanged, FieldBefore, FieldAfter:
		return l.Pattern.Apart(text)
	}
	return l.Pattern.Whole(text)
}

// MatchesPart reports whether a term on texts (Field.OfTexts) matches an event
// of which only some fields are known, those of one dictionary: an event
// matches a term when any such part of it does.
func (l Leaf) MatchesPart(e Event) bool { return l.matchesTexts(l.Field.texts(e)) }

func (l Leaf) matchesTexts(texts []string) bool {
	if l.Field == FieldTarget && !l.NamesKind() {
		texts = texts[:2]
	}
	if literal, ok := l.Pattern.Literal(); ok && literal == "" && len(texts) > 0 {
		if l.Field == FieldTarget {
			return texts[0] == "" && texts[1] == "" // one without an id is known by its name
		}
		texts = texts[:1] // without a user: without the e-mail that the window shows
	}
	return slices.ContainsFunc(texts, l.Text)
}

// NamesKind reports a term on a target that may mean KIND:ID.
func (l Leaf) NamesKind() bool {
	return l.Pattern.Regexp != "" || slices.ContainsFunc(l.Pattern.Pieces, func(piece string) bool { return strings.Contains(piece, ":") })
}

// OfTexts reports a field that holds texts of the event itself.
func (f Field) OfTexts() bool {
	switch f {
	case FieldAny, FieldUser, FieldAction, FieldArea, FieldFlow, FieldTarget, FieldTenant, FieldID, FieldIP, FieldSummary:
		return true
	}
	return false
}

// texts are what a term on the field is held against.
func (f Field) texts(e Event) []string {
	switch f {
	case FieldAny:
		return []string{e.Action, e.User, e.UserID, e.FlowID, e.TargetID, e.TargetName, e.Summary, e.ID}
	case FieldUser:
		name, _, _ := strings.Cut(e.User, "@")
		return []string{e.User, e.UserID, name}
	case FieldAction:
		return spellings(e.Action)
	case FieldArea:
		return spellings(e.Area)
	case FieldTarget:
		object := ""
		if e.TargetKind != "" && e.TargetID != "" {
			object = Object{Kind: e.TargetKind, ID: e.TargetID}.String()
		}
		return []string{e.TargetID, e.TargetName, object}
	case FieldFlow:
		return []string{e.FlowID}
	case FieldTenant:
		return []string{e.Tenant}
	case FieldID:
		return []string{e.ID}
	case FieldIP:
		return []string{e.IP}
	case FieldSummary:
		return []string{e.Summary}
	}
	return nil
}

// spellings are a name as recorded and as it is typed to spare the quotes.
func spellings(name string) []string {
	return []string{name, strings.ReplaceAll(name, " ", "_"), strings.ReplaceAll(name, " ", "-")}
}

// HoldsTime reports whether t is on one of the weekdays, or in one of the hours
// of the day, that the term names. A nil zone is UTC.
func (l Leaf) HoldsTime(t time.Time, zone *time.Location) bool {
	if zone == nil {
		zone = time.UTC
	}
	t = t.In(zone)
	if l.Field == FieldHour {
		return l.Set&(1<<t.Hour()) != 0
	}
	return l.Set&(1<<((t.Weekday()+6)%7)) != 0
}

// The bits of Parts that ask for the event's own entry.
const (
	hasBefore = 1 << (iota + 6)
	hasAfter
	hasChanges
	hasState = hasBefore | hasAfter | hasChanges
)

func (l Leaf) has(e Event) bool {
	before, after, changes := present(e.Before), present(e.After), present(e.Changes)
	for i, there := range []bool{
		e.User != "" || e.UserID != "", e.FlowID != "", e.TargetID != "" || e.TargetName != "", e.IP != "", e.Area != "", e.Summary != "",
		before, after, before || after || changes,
	} {
		if there && l.Set&(1<<i) != 0 {
			return true
		}
	}
	return false
}

func present(raw []byte) bool { return len(raw) > 0 && string(raw) != "null" }
