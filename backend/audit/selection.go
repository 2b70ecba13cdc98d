package audit

// Selection is a filter whose search was taken apart: it says which events are
// meant. Matches is that meaning; SQL, columns and indexes only answer faster.
type Selection struct {
	Filter Filter
	Search Search
}

// Selection takes the filter's search apart, by the filter's clock. A filter
// that cannot be meant is CodeInvalid, see Validate and ParseSearch.
func (f Filter) Selection() (Selection, error) {
	if err := f.validLists(); err != nil {
		return Selection{}, err
	}
	search, err := ParseSearch(f.Search, f.Clock)
	return Selection{Filter: f, Search: search}, err
}

// Matches reports whether the selection holds e. contents may be nil where the
// search does not need it.
func (s Selection) Matches(e Event, contents Contents) bool {
	return s.Filter.matchesLists(e) && s.Search.Matches(e, contents)
}
