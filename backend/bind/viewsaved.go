package bind

import "github.com/trailbook/trailbook/backend/view"

// SavedView is a filter with a name and a look.
type SavedView struct {
	Name    string     `json:"name"` // empty for a recent filter
	Filter  FilterSpec `json:"filter"`
	Order   ViewOrder  `json:"order"`
	Columns []string   `json:"columns"` // empty leaves what is shown
	Density string     `json:"density"` // empty leaves what is chosen
	Words   string     `json:"words"`   // the filter in words, as a report prints it; not read
}

// ViewOrder is the sort of the table.
type ViewOrder struct {
	Column    string `json:"column"` // as in Order; empty is created
	Ascending bool   `json:"ascending"`
}

// SavedViews are those at hand.
type SavedViews struct {
	Kept   []SavedView `json:"kept"`   // in the user's order
	Recent []SavedView `json:"recent"` // filters used last, the latest first
}

// LinkTarget is what a link leads to.
type LinkTarget struct {
	View   *SavedView `json:"view"`   // of a link to a view, else null
	Row    *Row       `json:"row"`    // of a link to an event, null where the cache does not have it
	Tenant string     `json:"tenant"` // of the event
	ID     string     `json:"id"`     // of the event
	Known  bool       `json:"known"`  // the tenant is in the cache
}

func (v SavedView) view() view.View {
	return view.View{Name: v.Name, Filter: view.Filter(v.Filter), Order: view.Order(v.Order), Columns: v.Columns, Density: v.Density}
}
