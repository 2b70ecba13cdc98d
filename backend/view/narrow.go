package view

import (
	"slices"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Narrow selects what both filters select, read by the first one's clock:
// periods are cut to what they share, searches must both hold, and of two lists
// of the same field the values that are in both are left. Where they share
// none, the result selects nothing.
func Narrow(f, by audit.Filter) audit.Filter {
	nothing := false
	f.Tenants = shared(f.Tenants, by.Tenants, &nothing)
	f.Types = shared(f.Types, by.Types, &nothing)
	f.Users = shared(f.Users, by.Users, &nothing)
	f.FlowIDs = shared(f.FlowIDs, by.FlowIDs, &nothing)
	f.Actions = shared(f.Actions, by.Actions, &nothing)
	f.Areas = shared(f.Areas, by.Areas, &nothing)
	switch {
	case strings.TrimSpace(by.Search) == "":
	case strings.TrimSpace(f.Search) == "":
		f.Search = by.Search
	default:
		f.Search = "(" + f.Search + ") (" + by.Search + ")"
	}
	if f.From.IsZero() || by.From.After(f.From) {
		f.From = by.From
	}
	if f.To.IsZero() || !by.To.IsZero() && by.To.Before(f.To) {
		f.To = by.To
	}
	if nothing || !f.To.IsZero() && f.To.Before(f.From) {
		f.To = f.From // a period without a moment
		if f.From.IsZero() {
			f.From, f.To = time.Unix(0, 0), time.Unix(0, 0)
		}
	}
	return f
}

// shared are the values of both lists, where an empty one leaves the other.
func shared[T comparable](a, b []T, nothing *bool) []T {
	if len(a) == 0 || len(b) == 0 {
		return append(slices.Clone(a), b...)
	}
	both := slices.DeleteFunc(slices.Clone(a), func(value T) bool { return !slices.Contains(b, value) })
	*nothing = *nothing || len(both) == 0
	return both
}
