package audit

import (
	"slices"
	"strings"
	"time"
)

// Filter selects events. Every surface (window, command line, export, report)
// uses it, and Matches is its meaning: SQL only answers faster.
//
// An empty field does not filter. Within a list any value may match; between
// fields all must.
type Filter struct {
	Tenants []string  // names
	Search  string    // plain words: all must occur, anywhere in action, e-mail, ids and names
	From    time.Time // inclusive; zero is open
	To      time.Time // exclusive; zero is open
	Types   []Type
	Users   []string // e-mails as recorded, or user ids
	FlowIDs []string
	Actions []string
	Areas   []string
}

// Words splits a search text into folded words.
func Words(search string) []string { return strings.Fields(Fold(search)) }

// Fold lower-cases text for a search that ignores case.
func Fold(text string) string { return strings.ToLower(text) }

// Matches reports whether f selects e.
func (f Filter) Matches(e Event) bool {
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
	for _, word := range Words(f.Search) {
		if !e.contains(word) {
			return false
		}
	}
	return true
}

func anyOf[T comparable](wanted []T, value T) bool {
	return len(wanted) == 0 || slices.Contains(wanted, value)
}

func (e Event) contains(word string) bool {
	for _, text := range []string{e.Action, e.User, e.UserID, e.FlowID, e.TargetID, e.TargetName, e.ID} {
		if strings.Contains(Fold(text), word) {
			return true
		}
	}
	return false
}

// Validate reports a filter that cannot select anything by mistake: an unknown
// type, or a period that ends before it begins. The error is CodeInvalid.
func (f Filter) Validate() error {
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
