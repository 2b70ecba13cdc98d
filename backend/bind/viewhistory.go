package bind

// ObjectRef names an object: what events of one tenant are about.
type ObjectRef struct {
	Tenant string `json:"tenant"`
	Kind   string `json:"kind"` // flow, template, user, config, acl, component, connector, or one that the tenant uses itself
	ID     string `json:"id"`
}

// ObjectHistory is an object's way through the log.
type ObjectHistory struct {
	Object ObjectRef     `json:"object"`
	Name   string        `json:"name"` // as its last event calls it
	Events []ObjectEvent `json:"events"`
	Gaps   []StateGap    `json:"gaps"`
	State  ObjectState   `json:"state"` // what the last event left, without its text
}

// ObjectEvent is one event of an object, oldest first.
type ObjectEvent struct {
	Key       int64  `json:"key"`
	ID        string `json:"id"`
	CreatedAt int64  `json:"createdAt"` // epoch ms
	Action    string `json:"action"`
	Type      string `json:"type"`
	User      string `json:"user"`
	Summary   string `json:"summary"` // what it did, in one sentence, masked; empty until made
	Size      int    `json:"size"`    // changes without bookkeeping, for a sparkline
	Noise     int    `json:"noise"`   // changes of bookkeeping
	Tells     bool   `json:"tells"`   // it records a state or a list of changes
	Gap       bool   `json:"gap"`     // the state before it is not the one that is known
}

// StateGap is a place where states do not fit together: changed outside the
// log, or entries are missing.
type StateGap struct {
	Object    ObjectRef  `json:"object"`
	Name      string     `json:"name"`     // of the object, as the later event calls it
	LeftKey   int64      `json:"leftKey"`  // the event before it
	FoundKey  int64      `json:"foundKey"` // the event that shows it
	From      int64      `json:"from"`     // epoch ms of the one
	To        int64      `json:"to"`       // and of the other
	Paths     []string   `json:"paths"`    // JSON Pointers of what differs, at most 50; "" is the whole
	Names     [][]string `json:"names"`    // what people call Paths, one after the other: the element, if it is not the object itself, and the names from there on; none in a ContinuityReport
	Differing int        `json:"differing"`
	Sentence  string     `json:"sentence"`
}

// ObjectState is what an object was at an instant.
type ObjectState struct {
	Object  ObjectRef `json:"object"`
	Name    string    `json:"name"` // of the object, as that event calls it
	Key     int64     `json:"key"`  // of the event that left it, 0 before the first that tells
	EventID string    `json:"eventId"`
	At      int64     `json:"at"` // epoch ms of that event
	User    string    `json:"user"`
	Action  string    `json:"action"`
	Known   bool      `json:"known"`   // false before the first event that tells
	Gone    bool      `json:"gone"`    // deleted
	Partial bool      `json:"partial"` // only what lists of changes told is known
	Unsure  bool      `json:"unsure"`  // a later event did not record what it changed
	Words   string    `json:"words"`   // all of that in words
	Text    string    `json:"text"`    // JSON, masked and indented; empty where there is none
}

// Blame says of every value of a state who last set it.
type Blame struct {
	State  ObjectState   `json:"state"`
	Leaves []BlameLeaf   `json:"leaves"` // in document order
	Events []ObjectEvent `json:"events"` // up to the state; leaves name them by their place
}

// BlameLeaf is one value that holds no other.
type BlameLeaf struct {
	Path     string   `json:"path"`
	Names    []string `json:"names"` // what people call it: the element, if it is not the object itself, and the names from there on
	Value    string   `json:"value"` // display text, masked, cut to MaxValue characters
	Cut      bool     `json:"cut"`
	Masked   bool     `json:"masked"`
	Noise    bool     `json:"noise"`
	Event    int      `json:"event"`    // its place in Events
	AtLatest bool     `json:"atLatest"` // the event is the first that shows it: it was set then or before
}

// StateComparison says how two states differ.
type StateComparison struct {
	Before   ObjectState `json:"before"` // without its text
	After    ObjectState `json:"after"`
	Changes  []Change    `json:"changes"`  // noise included, marked; History.ComparedValue has a value whole
	Elements []Element   `json:"elements"` // what the changes belong to, in their order
	More     string      `json:"more"`     // the token by which Events.More has further changes and elements, empty for none
	Left     int         `json:"left"`     // how many changes are in no piece because there are too many
	Coarse   bool        `json:"coarse"`   // too much differs to tell every part by itself
	Noise    int         `json:"noise"`
	Masked   int         `json:"masked"`
}

// ContinuityReport is what a check of the states found.
type ContinuityReport struct {
	Objects int        `json:"objects"`
	Gaps    []StateGap `json:"gaps"` // newest first, at most 500
	Total   int        `json:"total"`
}
