package store

import (
	"cmp"
	"context"
	mathbits "math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// dictionaries are the tables that hold the texts of events: the column of
// event that points to each, the fields of a search it answers, and its texts
// in the order that partOf knows.
var dictionaries = []struct {
	table, key string
	fields     []audit.Field
	columns    []string
	folded     bool // the texts, folded, stand in a column of that name
}{
	{"action", "action_id", []audit.Field{audit.FieldAny, audit.FieldAction}, []string{"name"}, true},
	{"area", "area_id", []audit.Field{audit.FieldArea}, []string{"name"}, false},
	{"actor", "actor_id", []audit.Field{audit.FieldAny, audit.FieldUser}, []string{"email", "user_id"}, true},
	{"flow", "flow_id", []audit.Field{audit.FieldAny, audit.FieldFlow}, []string{"flow_id"}, true},
	{"target", "target_id", []audit.Field{audit.FieldAny, audit.FieldTarget}, []string{"kind", "target_id", "name"}, true},
	{"origin", "origin_id", []audit.Field{audit.FieldIP}, []string{"ip"}, false},
	{"summary", "summary_id", []audit.Field{audit.FieldAny, audit.FieldSummary}, []string{"text"}, true},
	{"tenant", "tenant_id", []audit.Field{audit.FieldTenant}, []string{"name"}, false},
}

// partOf is the event of which only the texts of one dictionary are known.
func partOf(table string, texts [3]string) audit.Event {
	switch table {
	case "action":
		return audit.Event{Action: texts[0]}
	case "area":
		return audit.Event{Area: texts[0]}
	case "actor":
		return audit.Event{User: texts[0], UserID: texts[1]}
	case "flow":
		return audit.Event{FlowID: texts[0]}
	case "target":
		return audit.Event{TargetKind: texts[0], TargetID: texts[1], TargetName: texts[2]}
	case "origin":
		return audit.Event{IP: texts[0]}
	case "summary":
		return audit.Event{Summary: texts[0]}
	case "tenant":
		return audit.Event{Tenant: texts[0]}
	}
	return audit.Event{ID: texts[0]}
}

// searching turns the tree of a search into SQL that selects the same events.
type searching struct {
	clause
	search audit.Search
	ctx    context.Context //nolint:containedctx // of one question
	store  *Store
	err    error // of the full text
}

// node writes the condition of n.
func (s *searching) node(n audit.Node) string {
	switch n := n.(type) {
	case audit.And:
		return s.parts(n, " AND ")
	case audit.Or:
		return s.parts(n, " OR ")
	case audit.Not:
		return "NOT " + s.node(n.Node)
	case audit.Leaf:
		return s.leaf(n)
	}
	return "1"
}

func (s *searching) parts(parts []audit.Node, between string) string {
	conditions := make([]string, len(parts))
	for i, part := range parts {
		conditions[i] = s.node(part)
	}
	return "(" + strings.Join(conditions, between) + ")"
}

func (s *searching) with(sql string, args ...any) string {
	s.args = append(s.args, args...)
	return sql
}

func (s *searching) leaf(l audit.Leaf) string {
	switch l.Field {
	case audit.FieldCreated:
		return s.created(l.Period)
	case audit.FieldType:
		var positions []int
		for i := range audit.Types {
			if l.Set&(1<<i) != 0 {
				positions = append(positions, i)
			}
		}
		return s.with("e.type IN (?)", positions)
	case audit.FieldWeekday, audit.FieldHour:
		return s.with("attime(?, ?, e.created_at)", l.String(), s.search.Zone.String())
	case audit.FieldHas:
		return has(l.Set)
	case audit.FieldChanged, audit.FieldBefore, audit.FieldAfter:
		return s.content(l)
	}
	condition := s.texts(l)
	if l.NeedsContent() {
		return "(" + condition + " OR " + s.content(l) + ")"
	}
	return condition
}

// content names the events one by one that the full text finds.
func (s *searching) content(l audit.Leaf) string {
	bits, err := s.store.FindTexts(s.ctx, l)
	if err != nil {
		s.err = cmp.Or(s.err, err)
	}
	list := []byte{'['}
	for at, word := range bits {
		for ; word != 0; word &= word - 1 {
			if len(list) > 1 {
				list = append(list, ',')
			}
			list = strconv.AppendInt(list, int64(at)*64+int64(mathbits.TrailingZeros64(word)), 10)
		}
	}
	return s.with("e.id IN (SELECT value FROM json_each(?))", string(append(list, ']')))
}

func (s *searching) created(p audit.Period) string {
	condition := []string{"1"}
	if !p.From.IsZero() {
		condition = append(condition, s.with("e.created_at >= ?", p.From.UnixMilli()))
	}
	if !p.To.IsZero() {
		condition = append(condition, s.with("e.created_at < ?", p.To.UnixMilli()))
	}
	return "(" + strings.Join(condition, " AND ") + ")"
}

// texts looks a term up in the dictionaries, and in the event's own id.
func (s *searching) texts(l audit.Leaf) string {
	var some []string
	for _, d := range dictionaries {
		if slices.Contains(d.fields, l.Field) {
			some = append(some, s.with("e."+d.key+" IN (SELECT id FROM "+d.table+" WHERE ")+s.inTexts(l, d.table, d.columns, d.folded)+")")
		}
	}
	if l.Field == audit.FieldAny || l.Field == audit.FieldID {
		some = append(some, s.inID(l))
	}
	return "(" + strings.Join(some, " OR ") + ")"
}

// inTexts is the condition of a term on the texts of one dictionary. SQLite
// looks for the parts of the pattern faster than our own function is called;
// where that is all there is to it, the function is spared.
func (s *searching) inTexts(l audit.Leaf, table string, columns []string, folded bool) string {
	var all []string
	// An action may be typed with _ for a space, a target as KIND:ID.
	asRecorded := l.Field != audit.FieldAction && (l.Field != audit.FieldTarget || !l.NamesKind())
	if folded && asRecorded {
		for _, needle := range l.Pattern.Needles() {
			all = append(all, s.with("instr(folded, ?)", needle))
		}
	}
	literal, ok := l.Pattern.Literal()
	within := l.Field == audit.FieldAny || l.Field == audit.FieldSummary
	// Texts stand one below the other in the column: a phrase of several lines
	// could reach from one into the next.
	if !folded || !within || !ok || literal == "" || strings.Contains(literal, "\n") {
		all = append(all, s.means(l, table, columns...))
	}
	return strings.Join(all, " AND ")
}

// inID looks into the event's own id. SQLite's lower() knows only ASCII: an id
// beyond it, which is rare, is left to our own function.
func (s *searching) inID(l audit.Leaf) string {
	ascii := []string{"octet_length(e.event_id) = length(e.event_id)"}
	for _, needle := range l.Pattern.Needles() {
		ascii = append(ascii, s.with("instr(lower(e.event_id), ?)", needle))
	}
	literal, ok := l.Pattern.Literal()
	if l.Field == audit.FieldAny && ok && literal != "" {
		return "(" + strings.Join(ascii, " AND ") + " OR octet_length(e.event_id) <> length(e.event_id) AND " + s.means(l, "id", "e.event_id") + ")"
	}
	return "((" + strings.Join(ascii, " AND ") + " OR octet_length(e.event_id) <> length(e.event_id)) AND " + s.means(l, "id", "e.event_id") + ")"
}

// means asks our own function. Texts go there as bytes: as texts they would
// end at their first zero.
func (s *searching) means(l audit.Leaf, table string, columns ...string) string {
	texts := make([]string, len(columns))
	for i, column := range columns {
		texts[i] = "CAST(" + column + " AS BLOB)"
	}
	return s.with("means(?, ?, "+strings.Join(texts, ", ")+")", []byte(l.String()), table)
}

// partsOf is what has: asks for, in the order of audit.Parts.
var partsOf = []string{
	"e.actor_id NOT IN (SELECT id FROM actor WHERE email = '' AND user_id = '')",
	"e.flow_id NOT IN (SELECT id FROM flow WHERE flow_id = '')",
	"e.target_id NOT IN (SELECT id FROM target WHERE target_id = '' AND name = '')",
	"e.origin_id NOT IN (SELECT id FROM origin WHERE ip = '')",
	"e.area_id NOT IN (SELECT id FROM area WHERE name = '')",
	"e.summary_id NOT IN (SELECT id FROM summary WHERE text = '')",
	"e.parts & 1 <> 0",
	"e.parts & 2 <> 0",
	"e.parts & 4 <> 0",
}

func has(set uint32) string {
	var some []string
	for i, part := range partsOf {
		if set&(1<<i) != 0 {
			some = append(some, part)
		}
	}
	return "(" + strings.Join(some, " OR ") + ")"
}
