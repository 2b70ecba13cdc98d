package audit

import (
	"slices"
	"strings"
	"time"
)

// Filter selects events. Every surface (window, command line, export, report)
// uses it, and what it means is said by Selection.Matches.
//
// An empty field does not filter. Within a list any value may match; between
// fields all must.
type Filter struct {
	Tenants []string  // names
	Search  string    // in the search language, see ParseSearch
	From    time.Time // inclusive; zero is open
	To      time.Time // exclusive; zero is open
	Types   []Type
	Users   []string // e-mails as recorded, or user ids
	FlowIDs []string
	Actions []string
	Areas   []string

	Clock Clock `json:"-"` // by which Search is read
}

// Fold lower-cases text for a search that ignores case.
func Fold(text string) string { return strings.ToLower(text) }

// matchesLists is the meaning of all that is not the search.
func (f Filter) matchesLists(e Event) bool {
	switch {
	case !anyOf(f.Tenants, e.Tenant),
		!f.From.IsZero() && e.CreatedAt.Before(f.From),
		!f.To.IsZero() && !e.CreatedAt.Before(f.To),
		!anyOf(f.Types, e.Type),
		len(f.Users) > 0 && !slices.Contains(f.Users, e.User) && (e.UserID == "" || !slices.Contains(f.Users, e.UserID)),
		!anyOf(f.FlowIDs, e.FlowID),
		!anyOf(f.Actions, e.Action),
		!anyOf(f.Areas, e.Area):
		return false
	}
	return true
}

func anyOf[T comparable](wanted []T, value T) bool {
	return len(wanted) == 0 || slices.Contains(wanted, value)
}

// Validate reports a filter that cannot be meant: an unknown type, a period
// that ends before it begins, a search that cannot be read. The error is
// CodeInvalid, with the place where it is the search.
func (f Filter) Validate() error {
	_, err := f.Selection()
	return err
}

func (f Filter) validLists() error {
	for _, t := range f.Types {
		if !t.Valid() {
			return Errorf(CodeInvalid, "There is no event type %q.", t).WithHint("Use create, update, delete or other.")
		}
	}
	if !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From) {
		return Errorf(CodeInvalid, "The period ends (%s) before it begins (%s).", FormatTime(f.To), FormatTime(f.From)).
			WithHint("Swap the two dates.")
	}
	return nil
}

// IsZero reports whether f selects every event.
func (f Filter) IsZero() bool {
	return strings.TrimSpace(f.Search) == "" && f.From.IsZero() && f.To.IsZero() &&
		len(f.Tenants)+len(f.Types)+len(f.Users)+len(f.FlowIDs)+len(f.Actions)+len(f.Areas) == 0
}
