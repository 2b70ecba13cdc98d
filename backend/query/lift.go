package query

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Recorded tells how a value of a key stands in the cache, which keeps the case
// that a search ignores: none, one, or several that differ in case.
type Recorded func(ctx context.Context, field audit.Field, value string) ([]string, error)

// Lift moves terms of the filter's search that the window's form can show into
// the filter's lists: types, users, flows and a period. A term stays where
// the list says something already, where it excludes, and where what it says
// moves with the clock or is not a whole minute. What is left is the search.
func Lift(ctx context.Context, f audit.Filter, recorded Recorded) (audit.Filter, error) {
	search, err := audit.ParseSearch(f.Search, f.Clock)
	if err != nil {
		return f, err
	}
	l := &lifting{ctx: ctx, f: &f, recorded: recorded}
	var left []saying
	lifted := false
	for _, s := range sayings(search) {
		moved := false
		if !s.excluded && s.values != nil {
			if moved, err = l.lift(s); err != nil {
				return f, err
			}
		}
		lifted = lifted || moved
		if !moved {
			left = append(left, s)
		}
	}
	if lifted {
		f.Search = written(left)
	}
	return f, nil
}

type lifting struct {
	ctx      context.Context
	f        *audit.Filter
	recorded Recorded
}

func (l *lifting) lift(s saying) (bool, error) {
	switch {
	case s.field == audit.FieldType && len(l.f.Types) == 0:
		for i, t := range audit.Types {
			if slices.ContainsFunc(s.values, func(leaf audit.Leaf) bool { return leaf.Set&(1<<i) != 0 }) {
				l.f.Types = append(l.f.Types, t)
			}
		}
		return true, nil
	case s.field == audit.FieldUser && len(l.f.Users) == 0:
		return l.texts(s, &l.f.Users)
	case s.field == audit.FieldFlow && len(l.f.FlowIDs) == 0:
		return l.texts(s, &l.f.FlowIDs)
	case s.field == audit.FieldCreated && l.f.From.IsZero() && l.f.To.IsZero() && len(s.values) == 1:
		p := s.values[0].Period
		if fixed := (audit.Search{Root: s.values[0]}).Fixed(); fixed.String() != s.values[0].String() || !wholeMinute(p.From) || !wholeMinute(p.To) {
			return false, nil
		}
		l.f.From, l.f.To = p.From, p.To
		return true, nil
	}
	return false, nil
}

// texts lifts values that are in the cache, spelt as they are there.
func (l *lifting) texts(s saying, into *[]string) (bool, error) {
	var all []string
	for _, leaf := range s.values {
		literal, ok := leaf.Pattern.Literal()
		if !ok || literal == "" || strings.ContainsAny(literal, ", ") && s.field == audit.FieldFlow {
			return false, nil
		}
		known, err := l.recorded(l.ctx, s.field, leaf.Pattern.Pieces[0])
		if err != nil || len(known) == 0 {
			return false, err
		}
		all = append(all, known...)
	}
	slices.Sort(all)
	*into = slices.Compact(all)
	return true, nil
}

func wholeMinute(t time.Time) bool { return t.Equal(t.Truncate(time.Minute)) }

// Text writes a whole filter in the search language: its lists and its search.
func Text(f audit.Filter, zone *time.Location) (string, error) {
	search, err := audit.ParseSearch(f.Search, f.Clock)
	if err != nil {
		return "", err
	}
	var parts []string
	list := func(field audit.Field, values []string) {
		if len(values) == 0 {
			return
		}
		quoted := make([]string, len(values))
		for i, value := range values {
			quoted[i] = Unfinished{Field: field}.Value(value, 0).Insert
		}
		parts = append(parts, string(field)+":"+strings.Join(quoted, ","))
	}
	list(audit.FieldTenant, f.Tenants)
	types := make([]string, len(f.Types))
	for i, t := range f.Types {
		types[i] = string(t)
	}
	list(audit.FieldType, types)
	list(audit.FieldUser, f.Users)
	list(audit.FieldFlow, f.FlowIDs)
	list(audit.FieldAction, f.Actions)
	list(audit.FieldArea, f.Areas)
	if !f.From.IsZero() {
		parts = append(parts, "created:>="+asTyped(f.From, zone))
	}
	if !f.To.IsZero() {
		parts = append(parts, "created:<"+asTyped(f.To, zone))
	}
	switch rest := search.String(); {
	case rest == "":
	case len(parts) > 0 && isOr(search.Root):
		parts = append(parts, "("+rest+")")
	default:
		parts = append(parts, rest)
	}
	return strings.Join(parts, " "), nil
}

func isOr(n audit.Node) bool {
	_, ok := n.(audit.Or)
	return ok
}

// asTyped writes a moment as a day where it begins one, else in full.
func asTyped(t time.Time, zone *time.Location) string {
	local := t.In(zone)
	if audit.StartOfDay(local, zone).Equal(t) {
		return local.Format(time.DateOnly)
	}
	return audit.FormatTime(t)
}

// Part is a term of a search that stands beside its others.
type Part struct {
	Text    string // of it
	Without string // the search without it
}

// Parts takes a search apart at the terms that stand side by side; a search
// that cannot be read is one part.
func Parts(text string, clock audit.Clock) []Part {
	search, err := audit.ParseSearch(text, clock)
	if err != nil {
		return []Part{{Text: strings.TrimSpace(text)}}
	}
	said := sayings(search)
	parts := make([]Part, len(said))
	for i, s := range said {
		parts[i] = Part{Text: written([]saying{s}), Without: written(slices.Delete(slices.Clone(said), i, i+1))}
	}
	return parts
}
