package bind

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/query"
)

// SearchTerm is a part of a search that stands beside its others.
type SearchTerm struct {
	Text    string `json:"text"`
	Without string `json:"without"` // the search without it
}

// Suggestion is one way to go on with a search that is being typed.
type Suggestion struct {
	Insert string `json:"insert"` // in place of the characters From to To of the search
	Label  string `json:"label"`  // a key with its colon, or a value
	About  string `json:"about"`  // what a key means; empty for a value
	Count  int    `json:"count"`  // events of the chosen tenants with the value; -1 where that is not known
}

// Suggestions answers Events.Suggest. From and To are characters (code points).
type Suggestions struct {
	From   int          `json:"from"`
	To     int          `json:"to"`
	Values []Suggestion `json:"values"`
}

// suggested are the keys whose values are suggested as the cache has them.
var suggested = []audit.Facet{
	audit.FacetType, audit.FacetArea, audit.FacetAction, audit.FacetUser, audit.FacetFlow, audit.FacetTarget, audit.FacetIP,
}

// mostSuggested bounds a list of suggestions.
const mostSuggested = 12

// Suggest tells how to go on with the filter's search, whose caret stands
// behind so many characters: keys, or values of the key at the caret with their
// counts in the filter's tenants.
func (e *Events) Suggest(spec FilterSpec, caret int) (Suggestions, error) {
	return call(e.core, "Events.Suggest", func(ctx context.Context) (Suggestions, error) {
		unfinished := query.AtCaret(spec.Search, caret)
		found := unfinished.KeysFor()
		if unfinished.Field != audit.FieldAny {
			var err error
			if found, err = e.valuesFor(ctx, unfinished, spec.Tenants); err != nil {
				return Suggestions{}, err
			}
		}
		answer := Suggestions{From: unfinished.From, To: unfinished.To, Values: []Suggestion{}}
		for _, s := range found {
			answer.Values = append(answer.Values, Suggestion(s))
		}
		return answer, nil
	})
}

func (e *Events) valuesFor(ctx context.Context, u query.Unfinished, tenants []string) ([]query.Suggestion, error) {
	if fixed, ok := u.FixedValues(); ok {
		return fixed, nil
	}
	if u.Field == audit.FieldTenant {
		return e.tenantsFor(ctx, u)
	}
	by := audit.Facet(u.Field)
	if !slices.Contains(suggested, by) {
		return nil, nil
	}
	list, err := e.core.search.FacetValues(ctx, audit.Filter{Tenants: tenants}, by, u.Typed, mostSuggested)
	var found []query.Suggestion
	for _, g := range list.Values {
		if g.Value == "" || by == audit.FacetType && !strings.Contains(g.Value, audit.Fold(u.Typed)) {
			continue
		}
		if diff.MaskText(g.Value) == g.Value { // a secret is nothing to search for
			found = append(found, u.Value(g.Value, g.Count))
		}
	}
	return found, err
}

// tenantsFor suggests the cache's tenants, each with all its events.
func (e *Events) tenantsFor(ctx context.Context, u query.Unfinished) (found []query.Suggestion, err error) {
	tenants, err := e.core.Store.Tenants(ctx)
	typed := audit.Fold(u.Typed)
	for _, t := range tenants {
		if strings.Contains(audit.Fold(t.Name), typed) && len(found) < mostSuggested {
			found = append(found, u.Value(t.Name, t.Events))
		}
	}
	return found, err
}

// Lift moves terms of the filter's search that the form can show into the
// form's fields. CodeInvalid, with the place, for a search that cannot be read.
func (e *Events) Lift(spec FilterSpec) (FilterSpec, error) {
	return call(e.core, "Events.Lift", func(ctx context.Context) (FilterSpec, error) {
		return e.lifted(ctx, spec)
	})
}

func (e *Events) lifted(ctx context.Context, spec FilterSpec) (FilterSpec, error) {
	f, zone, err := spec.filter()
	if err != nil {
		return spec, err
	}
	had := f
	if f, err = query.Lift(ctx, f, e.core.Store.Spellings); err != nil {
		return spec, err
	}
	spec.Search, spec.Users, spec.FlowIDs = f.Search, listed(f.Users), listed(f.FlowIDs)
	spec.Types = []string{}
	for _, t := range f.Types {
		spec.Types = append(spec.Types, string(t))
	}
	if !f.From.Equal(had.From) {
		spec.From = bound(f.From, zone)
	}
	if !f.To.Equal(had.To) {
		spec.To = bound(f.To, zone)
	}
	return spec, nil
}

func listed(values []string) []string { return append([]string{}, values...) }

// bound writes an end of a period as a FilterSpec has it: a date where it
// begins a day of zone.
func bound(t time.Time, zone *time.Location) string {
	if local := t.In(zone); audit.StartOfDay(local, zone).Equal(t) {
		return local.Format(time.DateOnly)
	}
	return audit.FormatTime(t)
}

// AsText writes the whole filter, but for its tenants, in the search language:
// as a filter that has nothing but a search.
func (e *Events) AsText(spec FilterSpec) (FilterSpec, error) {
	return call(e.core, "Events.AsText", func(context.Context) (FilterSpec, error) { return spec.asText() })
}

func (s FilterSpec) asText() (FilterSpec, error) {
	f, zone, err := s.filter()
	if err != nil {
		return s, err
	}
	f.Tenants = nil
	text, err := query.Text(f, zone)
	return FilterSpec{
		Tenants: listed(s.Tenants), Search: text, Zone: s.Zone,
		Types: []string{}, Users: []string{}, FlowIDs: []string{}, Actions: []string{}, Areas: []string{},
	}, err
}

// Edit changes what the filter says of one value of a key of the search
// language. mode is add (events with the value too), exclude, only (of this key
// nothing else) or remove. What the form can show stands in its fields
// afterwards.
func (e *Events) Edit(spec FilterSpec, key, value, mode string) (FilterSpec, error) {
	return call(e.core, "Events.Edit", func(ctx context.Context) (FilterSpec, error) {
		f, _, err := spec.filter()
		if err != nil {
			return spec, err
		}
		text, err := spec.asText()
		if err != nil {
			return spec, err
		}
		if text.Search, err = query.Edit(text.Search, audit.Field(key), value, query.Mode(mode), f.Clock); err != nil {
			return spec, err
		}
		return e.lifted(ctx, text)
	})
}

// SearchChoice is what a filter says of the values of one key.
type SearchChoice struct {
	Key      string   `json:"key"`
	Values   []string `json:"values"`   // events with any of them
	Excluded []string `json:"excluded"` // and with none of these
}

// Chosen tells which values of each key the filter chooses and excludes, those
// in the form's fields too.
func (e *Events) Chosen(spec FilterSpec) ([]SearchChoice, error) {
	return call(e.core, "Events.Chosen", func(context.Context) ([]SearchChoice, error) {
		f, _, err := spec.filter()
		if err != nil {
			return nil, err
		}
		text, err := spec.asText()
		if err != nil {
			return nil, err
		}
		chosen := query.Chosen(text.Search, f.Clock)
		choices := []SearchChoice{}
		for _, field := range audit.Fields {
			if c, ok := chosen[field]; ok {
				choices = append(choices, SearchChoice{string(field), listed(c.Values), listed(c.Excluded)})
			}
		}
		return choices, nil
	})
}

// SearchHelp explains the search language: its signs, and its keys.
type SearchHelp struct {
	Signs []query.Sign `json:"signs"`
	Keys  []query.Key  `json:"keys"`
}

// SearchHelp explains the search language.
func (e *Events) SearchHelp() (SearchHelp, error) {
	return call(e.core, "Events.SearchHelp", func(context.Context) (SearchHelp, error) {
		return SearchHelp{Signs: query.Signs(), Keys: query.Keys()}, nil
	})
}

// terms are the parts of a filter's search, for the page to show each.
func terms(f audit.Filter) []SearchTerm {
	parts := query.Parts(f.Search, f.Clock)
	shown := make([]SearchTerm, len(parts))
	for i, part := range parts {
		shown[i] = SearchTerm(part)
	}
	return shown
}
