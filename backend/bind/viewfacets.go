package bind

// FacetValue is a value with how many events have it.
type FacetValue struct {
	Value string `json:"value"`
	Label string `json:"label"` // what it is called, masked; empty where Value says it
	Count int    `json:"count"`
}

// FacetList are the values of a facet, most frequent first.
type FacetList struct {
	Values []FacetValue `json:"values"`
	More   int          `json:"more"` // how many there are beside these
}

// Facets counts the events under a filter by each facet. A facet that the
// filter chooses from is counted as if it did not, so that what another choice
// would add can be seen; what is chosen is listed even where no event has it.
type Facets struct {
	Total    int          `json:"total"` // events under the filter
	Types    FacetList    `json:"types"`
	Areas    FacetList    `json:"areas"`
	Actions  FacetList    `json:"actions"`
	Users    FacetList    `json:"users"`
	Targets  FacetList    `json:"targets"`
	Flows    FacetList    `json:"flows"`
	Weekdays []FacetValue `json:"weekdays"` // seven, Monday first, in the filter's zone
	Hours    []FacetValue `json:"hours"`    // 24
	Heat     [][]int      `json:"heat"`     // by weekday, then hour
}

// Histogram counts the events under a filter over time.
type Histogram struct {
	Unit    string    `json:"unit"` // minute, hour, day, week, month or year
	Step    int       `json:"step"` // units in a bucket
	From    int64     `json:"from"` // epoch ms
	To      int64     `json:"to"`   // exclusive; as From where there is nothing to show
	Buckets []Bucket  `json:"buckets"`
	Outside []Outside `json:"outside"` // events that the buckets leave out: stray dates
}

// Bucket is one bar of the histogram.
type Bucket struct {
	From  int64 `json:"from"` // epoch ms
	To    int64 `json:"to"`   // exclusive
	Count int   `json:"count"`
	Types []int `json:"types"` // create, update, delete, other
}

// Outside are events of a year that the histogram leaves out.
type Outside struct {
	Year  int `json:"year"`
	Count int `json:"count"`
}
