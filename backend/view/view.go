// Package view is a filter with a name: what it selects, and the columns and
// the order in which the table shows it. It is kept in the cache, or goes to
// others as a small file or as a link. A view from a stranger is only ever a
// filter: nothing in it is a path, a command or an address to connect to.
package view

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/query"
)

// View is a filter with a name and a look.
type View struct {
	Name    string   `json:"name"`
	Filter  Filter   `json:"filter"`
	Order   Order    `json:"order"`
	Columns []string `json:"columns,omitempty"` // of the table, in order; empty leaves what is shown
	Density string   `json:"density,omitempty"` // of its rows; empty leaves what is chosen
}

// Filter is a filter as a person wrote it.
type Filter struct {
	Tenants []string `json:"tenants,omitempty"` // empty is all
	Search  string   `json:"search,omitempty"`  // in the search language
	From    string   `json:"from,omitempty"`    // a TIME of the command line, in Zone; empty is open
	To      string   `json:"to,omitempty"`      // likewise, exclusive
	Zone    string   `json:"zone,omitempty"`    // IANA name, "UTC" or "local"; empty is UTC
	Types   []string `json:"types,omitempty"`
	Users   []string `json:"users,omitempty"`
	FlowIDs []string `json:"flowIds,omitempty"`
	Actions []string `json:"actions,omitempty"`
	Areas   []string `json:"areas,omitempty"`
}

// Order is the sort of the table.
type Order struct {
	Column    string `json:"column,omitempty"` // one of Sortable; empty is created
	Ascending bool   `json:"ascending,omitempty"`
}

// Sortable are the columns by which a table is sorted.
var Sortable = []string{"created", "action", "type", "area", "user", "flow", "target", "tenant"}

// What a view is at most.
const (
	longestName  = 80    // characters
	longestText  = 1_000 // characters of a value
	mostValues   = 500   // of a list
	mostColumns  = 64
	longestWord  = 40 // characters of the name of a column or density
	longestWords = 10_000
)

// lists are the lists of values of the filter.
func (f Filter) lists() [][]string {
	return [][]string{f.Tenants, f.Types, f.Users, f.FlowIDs, f.Actions, f.Areas}
}

// Audit reads the filter as it is meant at a moment. A time, a zone or a
// search that cannot be read is CodeInvalid.
func (f Filter) Audit(now time.Time) (audit.Filter, error) {
	read := audit.Filter{Tenants: f.Tenants, Search: f.Search, Users: f.Users, FlowIDs: f.FlowIDs, Actions: f.Actions, Areas: f.Areas}
	for _, t := range f.Types {
		read.Types = append(read.Types, audit.Type(t))
	}
	name := f.Zone
	if name == "" {
		name = "UTC"
	}
	zone, err := query.ParseZone(name)
	if err != nil {
		return read, err
	}
	read.Clock = audit.Clock{Now: now, Zone: zone}
	for _, end := range []struct {
		text string
		into *time.Time
	}{{f.From, &read.From}, {f.To, &read.To}} {
		if end.text == "" {
			continue
		}
		if *end.into, err = query.ParseTime(end.text, zone); err != nil {
			return read, err
		}
	}
	return read, read.Validate()
}

// Validate reports what no view can be: CodeInvalid for one without a name,
// for texts that are too long or hold control characters, for a filter that
// cannot be read, and for one with what looks like a secret, because views are
// kept in clear and sent to others.
func (v View) Validate() error {
	if strings.TrimSpace(v.Name) == "" {
		return invalid("A view needs a name.")
	}
	if utf8.RuneCountInString(v.Name) > longestName {
		return invalid("The name of the view is longer than %d characters.", longestName)
	}
	if err := v.fits(); err != nil {
		return err
	}
	_, err := v.Filter.Audit(time.Now())
	return err
}

func (v View) fits() error {
	texts := []string{v.Name, v.Filter.Search, v.Filter.From, v.Filter.To, v.Filter.Zone}
	for _, list := range v.Filter.lists() {
		if len(list) > mostValues {
			return invalid("A list of the view has more than %d values.", mostValues)
		}
		texts = append(texts, list...)
		for _, text := range list {
			if utf8.RuneCountInString(text) > longestText {
				return invalid("A value of the view is longer than %d characters.", longestText)
			}
		}
	}
	for _, text := range texts {
		switch {
		case !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl):
			return invalid("The view holds characters that are no text.")
		case utf8.RuneCountInString(text) > longestWords:
			return invalid("The search of the view is longer than %d characters.", longestWords)
		case diff.MaskText(text) != text:
			return invalid("The view holds what looks like a secret.").
				WithHint("A view is kept in clear and can be sent to others. Search for a part of it.")
		}
	}
	if len(v.Columns) > mostColumns {
		return invalid("The view has more than %d columns.", mostColumns)
	}
	if v.Order.Column != "" && !slices.Contains(Sortable, v.Order.Column) {
		return invalid("The view is sorted by %q, which no table is.", v.Order.Column).WithHint("Sort by one of: %s.", strings.Join(Sortable, ", "))
	}
	for _, word := range append([]string{v.Density}, v.Columns...) {
		if len(word) > longestWord || strings.ContainsFunc(word, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) }) {
			return invalid("The view names a column that cannot be one.")
		}
	}
	return nil
}

func invalid(format string, args ...any) *audit.Error {
	return audit.Errorf(audit.CodeInvalid, format, args...)
}
