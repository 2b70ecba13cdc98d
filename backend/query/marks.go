package query

import (
	"slices"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// Marks are the texts, folded, that a search looks for inside others: those of its
// words and of what it says of summaries and changes, for whoever shows where
// they are. What is excluded has none, nor has a regular expression, nor a
// single letter; a search that cannot be read has none at all.
func Marks(text string, clock audit.Clock) []string {
	search, err := audit.ParseSearch(text, clock)
	if err != nil {
		return nil
	}
	var marks []string
	var look func(audit.Node)
	look = func(n audit.Node) {
		switch n := n.(type) {
		case audit.And:
			for _, part := range n {
				look(part)
			}
		case audit.Or:
			for _, part := range n {
				look(part)
			}
		case audit.Leaf:
			switch n.Field {
			case audit.FieldAny, audit.FieldSummary, audit.FieldChanged, audit.FieldBefore, audit.FieldAfter:
				marks = append(marks, n.Pattern.Needles()...)
			}
		}
	}
	look(search.Root)
	slices.Sort(marks)
	return slices.DeleteFunc(slices.Compact(marks), func(mark string) bool { return utf8.RuneCountInString(mark) < 2 })
}
