package audit

// Facet is what events are counted by beside the table.
type Facet string

// The facets.
const (
	FacetType    Facet = "type"
	FacetArea    Facet = "area"
	FacetAction  Facet = "action"
	FacetUser    Facet = "user"
	FacetTarget  Facet = "target"
	FacetFlow    Facet = "flow"
	FacetIP      Facet = "ip"      // of the address an event came from; not beside the table
	FacetWeekday Facet = "weekday" // of a zone: mon to sun
	FacetHour    Facet = "hour"    // of a zone: 0 to 23
)

// FacetValue is a value of a facet and how many events have it; the empty one
// counts those that have none.
type FacetValue struct {
	Value string `json:"value"`
	Count int    `json:"count"`
	Label string `json:"label,omitempty"` // the name of a target that Value is the id of
}

// FacetValues are the values of a facet, those with the most events first.
type FacetValues struct {
	Values []FacetValue
	More   int // how many values there are beside these
}

// Heat counts events by weekday, Monday first, and hour.
type Heat [7][24]int

// Facets are the counts of events by every facet.
type Facets struct {
	Total  int // events under the filter
	Values map[Facet]FacetValues
	Heat   Heat
}
