package search

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
)

// compiler turns a selection into a condition on the columns of a version. Of
// terms that are about more than they hold it asks the cache for the events.
type compiler struct {
	ctx     context.Context //nolint:containedctx // it lives for one call
	engine  *Engine
	version *index.Version
	zone    *time.Location
	err     error
}

func (c *compiler) selection(sel audit.Selection) index.Condition {
	all := c.lists(sel.Filter)
	if sel.Search.Root != nil {
		all = append(all, c.node(sel.Search.Root))
	}
	return all
}

// lists is the condition of all in a filter that is not its search.
func (c *compiler) lists(f audit.Filter) (all index.And) {
	if !f.From.IsZero() || !f.To.IsZero() {
		all = append(all, between(f.From, f.To))
	}
	if len(f.Types) > 0 {
		set := index.NewSet()
		for _, t := range f.Types {
			set.Add(uint32(slices.Index(audit.Types, t))) //nolint:gosec // the filter is valid
		}
		all = append(all, index.In{Column: index.ByType, Set: set})
	}
	for _, list := range []struct {
		values     []string
		column     index.Column
		dictionary int
	}{
		{f.Tenants, index.ByTenant, index.Tenants}, {f.FlowIDs, index.ByFlow, index.Flows},
		{f.Actions, index.ByAction, index.Actions}, {f.Areas, index.ByArea, index.Areas},
	} {
		if len(list.values) > 0 {
			set := c.version.Words(list.dictionary).Exactly(0, list.values)
			all = append(all, index.In{Column: list.column, Set: set})
		}
	}
	if len(f.Users) > 0 {
		words := c.version.Words(index.Actors)
		byID := slices.DeleteFunc(slices.Clone(f.Users), func(id string) bool { return id == "" })
		set := words.Exactly(0, f.Users)
		set.Join(words.Exactly(1, byID))
		all = append(all, index.In{Column: index.ByActor, Set: set})
	}
	return all
}

// between is the condition of a half-open period; a zero end is open.
func between(from, to time.Time) index.Condition {
	b := index.Between{From: math.MinInt64, To: math.MaxInt64}
	if !from.IsZero() {
		b.From = from.UnixMilli()
	}
	if !to.IsZero() {
		b.To = to.UnixMilli()
	}
	return b
}

func (c *compiler) node(n audit.Node) index.Condition {
	switch n := n.(type) {
	case audit.And:
		all := make(index.And, len(n))
		for i, part := range n {
			all[i] = c.node(part)
		}
		return all
	case audit.Or:
		some := make(index.Or, len(n))
		for i, part := range n {
			some[i] = c.node(part)
		}
		return some
	case audit.Not:
		return index.Not{Condition: c.node(n.Node)}
	case audit.Leaf:
		return c.leaf(n)
	}
	return index.All{}
}

func (c *compiler) leaf(l audit.Leaf) index.Condition {
	switch l.Field {
	case audit.FieldCreated:
		return between(l.Period.From, l.Period.To)
	case audit.FieldType:
		set := index.NewSet()
		for i := range audit.Types {
			if l.Set&(1<<i) != 0 {
				set.Add(uint32(i)) //nolint:gosec // there are four
			}
		}
		return index.In{Column: index.ByType, Set: set}
	case audit.FieldWeekday, audit.FieldHour:
		return c.clock(l)
	case audit.FieldHas:
		return c.has(l)
	case audit.FieldID, audit.FieldSummary, audit.FieldChanged, audit.FieldBefore, audit.FieldAfter:
		return c.texts(l)
	}
	var some index.Or
	for _, d := range dictionaries {
		if slices.Contains(d.fields, l.Field) {
			if set := c.words(l, d); set.Len() > 0 {
				if set.Len() == c.version.Words(d.number).Len() { // as a company's domain is in every address
					return index.All{}
				}
				some = append(some, index.In{Column: d.column, Set: set})
			}
		}
	}
	if l.Field == audit.FieldAny {
		some = append(some, c.texts(l))
	}
	return some
}

func (c *compiler) clock(l audit.Leaf) index.Condition {
	k := index.Clock{Zone: c.engine.zone(c.zone)}
	for day := range k.Hours {
		for hour := range k.Hours[day] {
			at := hour
			if l.Field == audit.FieldWeekday {
				at = day
			}
			k.Hours[day][hour] = l.Set&(1<<at) != 0
		}
	}
	return k
}

// zone is the table of a zone, made once.
func (e *Engine) zone(location *time.Location) *index.Zone {
	if location == nil {
		location = time.UTC
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	name := location.String()
	if e.zones[name] == nil {
		e.zones[name] = index.NewZone(location)
	}
	return e.zones[name]
}

// dictionaries are those of the columns: the fields of a search that each
// answers, and the event of which only its texts are known.
var dictionaries = []struct {
	number int
	column index.Column
	fields []audit.Field
	part   func(texts [3]string) audit.Event
}{
	{index.Tenants, index.ByTenant, []audit.Field{audit.FieldTenant}, func(t [3]string) audit.Event { return audit.Event{Tenant: t[0]} }},
	{index.Actions, index.ByAction, []audit.Field{audit.FieldAny, audit.FieldAction}, func(t [3]string) audit.Event { return audit.Event{Action: t[0]} }},
	{index.Areas, index.ByArea, []audit.Field{audit.FieldArea}, func(t [3]string) audit.Event { return audit.Event{Area: t[0]} }},
	{index.Actors, index.ByActor, []audit.Field{audit.FieldAny, audit.FieldUser}, func(t [3]string) audit.Event {
		return audit.Event{User: t[0], UserID: t[1]}
	}},
	{index.Flows, index.ByFlow, []audit.Field{audit.FieldAny, audit.FieldFlow}, func(t [3]string) audit.Event { return audit.Event{FlowID: t[0]} }},
	{index.Targets, index.ByTarget, []audit.Field{audit.FieldAny, audit.FieldTarget}, func(t [3]string) audit.Event {
		return audit.Event{TargetKind: t[0], TargetID: t[1], TargetName: t[2]}
	}},
	{index.Origins, index.ByOrigin, []audit.Field{audit.FieldIP}, func(t [3]string) audit.Event { return audit.Event{IP: t[0]} }},
}

// words are the keys of the texts of a dictionary that a term matches.
func (c *compiler) words(l audit.Leaf, d struct {
	number int
	column index.Column
	fields []audit.Field
	part   func(texts [3]string) audit.Event
}) *index.Set {
	words := c.version.Words(d.number)
	is := func(w index.Word) bool { return l.MatchesPart(d.part(w.Texts)) }
	needle, all := needleOf(l)
	switch {
	case needle == "":
		return words.Select(is)
	case all:
		return words.Containing(needle)
	}
	return words.SelectContaining(needle, is)
}

// needleOf is a text that the folded texts of a word hold where a term matches
// it, empty where none is known; all says that there is no more to the term.
// Several texts of a word stand in lines below one another.
func needleOf(l audit.Leaf) (needle string, all bool) {
	literal, ok := l.Pattern.Literal()
	switch l.Field {
	case audit.FieldAny:
		if ok && !strings.Contains(literal, "\n") {
			return literal, true
		}
	case audit.FieldUser, audit.FieldFlow:
	case audit.FieldTarget:
		// KIND:ID is no text of its own, and kinds are not searched.
		if !ok || strings.Contains(literal, ":") {
			return "", false
		}
	default:
		return "", false
	}
	for _, one := range l.Pattern.Needles() {
		if len(one) > len(needle) && !strings.Contains(one, "\n") {
			needle = one
		}
	}
	return needle, false
}
