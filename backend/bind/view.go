package bind

import "github.com/trailbook/trailbook/backend/evidence"

// The shapes that cross to the page. Times are epoch milliseconds in UTC or
// TimeLayout texts where a field says so; lists are never null.

// FilterSpec is a filter as the page holds it.
type FilterSpec struct {
	Tenants []string `json:"tenants"`
	Search  string   `json:"search"`
	From    string   `json:"from"` // a TIME of the command line (RFC 3339, or a date in Zone); empty is open
	To      string   `json:"to"`   // likewise, exclusive
	Zone    string   `json:"zone"` // IANA name or "UTC", for dates without a time
	Types   []string `json:"types"`
	Users   []string `json:"users"`
	FlowIDs []string `json:"flowIds"`
	Actions []string `json:"actions"`
	Areas   []string `json:"areas"`
}

// Order is the sort of the table.
type Order struct {
	Column    string `json:"column"`    // created, action, type, area, user, flow, target or tenant; empty is created
	Ascending bool   `json:"ascending"` // oldest first or from A to Z; the other way round otherwise
}

// FilterResult answers Events.Filter. Rows are asked for under Token.
type FilterResult struct {
	Token string `json:"token"`
	Count int    `json:"count"` // events that match
	Total int    `json:"total"` // events of the chosen tenants in the cache
	Words string `json:"words"` // the filter in words, as the report prints it

	Terms []SearchTerm `json:"terms"` // of its search
	Marks []string     `json:"marks"` // what it looks for inside texts, folded

	Rows []Row `json:"rows"` // the first 100, which the table shows next
}

// News is how a result's question would be answered now.
type News struct {
	Count int `json:"count"`
	Total int `json:"total"`
}

// Row is one line of the table.
type Row struct {
	Key        int64  `json:"key"` // the cache's own number of the event
	ID         string `json:"id"`
	Tenant     string `json:"tenant"`
	CreatedAt  int64  `json:"createdAt"` // epoch ms
	Action     string `json:"action"`
	Type       string `json:"type"`
	Area       string `json:"area"`
	User       string `json:"user"`
	UserID     string `json:"userId"`
	FlowID     string `json:"flowId"`
	TargetKind string `json:"targetKind"`
	TargetID   string `json:"targetId"`
	TargetName string `json:"targetName"`
	Summary    string `json:"summary"` // what it did, in one sentence, masked; empty until made
	Changed    bool   `json:"changed"` // since it was first seen; Events.Versions has what it was
	Gone       bool   `json:"gone"`    // from the tenant's own log
}

// Detail is one event, opened.
type Detail struct {
	Row                 // its Summary is empty where the event records nothing to tell of: Shape and Note say so
	IP        string    `json:"ip"`
	UserAgent string    `json:"userAgent"`
	Shape     string    `json:"shape"`    // beforeAfter, changes, after, before or none: what the entry gave
	Changes   []Change  `json:"changes"`  // noise included, marked
	Elements  []Element `json:"elements"` // what the changes belong to, in their order
	More      string    `json:"more"`     // Events.More has further changes and elements by this token; empty for none
	Left      int       `json:"left"`     // how many changes are in no piece because there are too many
	Noise     int       `json:"noise"`    // how many of Changes are noise
	Masked    int       `json:"masked"`   // how many secrets are masked in this event
	Coarse    bool      `json:"coarse"`   // too much differs to tell every part by itself
	RawBytes  int       `json:"rawBytes"` // size of the entry as received
	Source    string    `json:"source"`   // where the entry came from, in words
	Note      string    `json:"note"`     // where the state before comes from that the entry does not hold; empty where it holds all
	Filled    *Filled   `json:"filled"`   // likewise, null where it holds all
}

// Filled is what left the state before an event whose entry has the new one
// alone.
type Filled struct {
	Key     int64  `json:"key"` // of the event, 0 where no earlier one tells
	At      int64  `json:"at"`  // epoch ms
	Action  string `json:"action"`
	Partial bool   `json:"partial"` // only what lists of changes told is known
	Unsure  bool   `json:"unsure"`  // a change in between did not record its states
}

// Element is a part of a target that the changes are grouped by.
type Element struct {
	Path   string `json:"path"`   // a JSON Pointer, empty for the target itself
	Kind   string `json:"kind"`   // component, rule, entry, object
	Name   string `json:"name"`   // as a person reads it, masked
	Change string `json:"change"` // added, removed or moved as a whole; empty otherwise
}

// Change is one row of the diff table. Before and After are display text,
// already masked, cut to MaxValue characters.
type Change struct {
	Path      string        `json:"path"` // JSON Pointer
	From      string        `json:"from"` // of what moved: the pointer to where it stood before; else empty
	Kind      string        `json:"kind"` // added, removed, changed, moved, typeChanged
	Before    string        `json:"before"`
	After     string        `json:"after"`
	HasBefore bool          `json:"hasBefore"`
	HasAfter  bool          `json:"hasAfter"`
	Cut       bool          `json:"cut"` // a value is longer than shown; Events.Value has it whole
	Masked    bool          `json:"masked"`
	Noise     bool          `json:"noise"`
	Marks     []TextSegment `json:"marks"` // a changed text by words and characters; empty otherwise

	Element    int      `json:"element"`    // index into Detail.Elements
	Label      []string `json:"label"`      // the path from that element on, as a person reads it
	Connection string   `json:"connection"` // the connection of a flow that it is about, empty for anything else

	// Of a masked change, keyed fingerprints of its secrets ("#a3f9c1"): equal
	// ones for equal secrets of this cache; empty otherwise.
	FingerprintBefore string `json:"fingerprintBefore"`
	FingerprintAfter  string `json:"fingerprintAfter"`
}

// TextSegment is a run of characters in a line or a value.
type TextSegment struct {
	Kind string `json:"kind"` // equal, added, removed
	Text string `json:"text"`
}

// TextLine is one line of the unified view.
type TextLine struct {
	Kind     string        `json:"kind"`     // equal, added, removed, gap
	Before   int           `json:"before"`   // line number, 0 where the side has none
	After    int           `json:"after"`    // likewise
	Count    int           `json:"count"`    // for a gap: how many equal lines it stands for
	Segments []TextSegment `json:"segments"` // the line's text; several only inside a changed pair
	Mate     int           `json:"mate"`     // index of the line it replaced or that replaced it, -1 for none
	Around   string        `json:"around"`   // names of the elements around the next change, where lines before do not show them
}

// TextDiff is the unified text view of an event.
type TextDiff struct {
	Lines  []TextLine `json:"lines"`
	More   string     `json:"more"`   // Events.More has further lines by this token; empty for none
	Coarse bool       `json:"coarse"` // too different to compare line by line in the time allowed
	Cut    bool       `json:"cut"`    // more lines than the view shows
}

// Tenant is one tenant of the cache.
type Tenant struct {
	Name       string `json:"name"`
	URL        string `json:"url"` // empty for a tenant known only from files
	Email      string `json:"email"`
	Events     int    `json:"events"`
	LastSync   int64  `json:"lastSync"` // epoch ms, 0 for never
	Complete   bool   `json:"complete"` // the last sync reached the end
	LastError  string `json:"lastError"`
	LastCode   string `json:"lastCode"` // code of that error, empty for none
	Oldest     int64  `json:"oldest"`   // epoch ms of the oldest event, 0 for none
	Newest     int64  `json:"newest"`
	HasSecret  bool   `json:"hasSecret"`  // a token or password is at hand
	TokenUntil int64  `json:"tokenUntil"` // epoch ms of the token's expiry, 0 when unknown
	Demo       bool   `json:"demo"`       // served by the built-in demo tenant
	CAFile     string `json:"caFile"`     // of further certificate authorities, empty for none
	AllowHTTP  bool   `json:"allowHttp"`  // plain http also beyond this computer
	OwnProfile bool   `json:"ownProfile"` // has an endpoint profile of its own
}

// TenantForm is what the page sends to add or edit a tenant.
type TenantForm struct {
	Name     string `json:"name"`
	URL      string `json:"url"`
	Email    string `json:"email"`
	Password string `json:"password"` // empty leaves what is kept
	Token    string `json:"token"`    // likewise; preferred when both are given
	CAFile   string `json:"caFile"`   // path of a PEM or DER file, empty for none

	AllowHTTP      bool   `json:"allowHttp"`      // plain http also beyond this computer
	ProfileFile    string `json:"profileFile"`    // path of an endpoint profile; empty leaves what is kept
	DefaultProfile bool   `json:"defaultProfile"` // go back to the default profile
}

// JobState is a job's progress and, when done, its result.
type JobState struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"` // sync, import, export
	Done     bool       `json:"done"`
	Progress int64      `json:"progress"` // events so far
	Total    int64      `json:"total"`    // 0 when unknown
	Note     string     `json:"note"`     // e.g. "waiting 4 s: the tenant asks for fewer requests"
	Error    *JobError  `json:"error"`    // null unless it failed
	Report   *JobReport `json:"report"`   // null until done
}

// JobError is why a job failed, in the form of every error of the page.
type JobError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// JobReport is the outcome of a finished job.
type JobReport struct {
	Tenant     string `json:"tenant"`
	Source     string `json:"source"`
	Received   int    `json:"received"`
	Inserted   int    `json:"inserted"`
	Updated    int    `json:"updated"`
	Duplicates int    `json:"duplicates"`
	Rejected   int    `json:"rejected"`
	Complete   bool   `json:"complete"`
	DurationMs int64  `json:"durationMs"`

	Path      string            `json:"path"`     // of an export
	SHA256    string            `json:"sha256"`   // of that file
	ReportID  string            `json:"reportId"` // of an Excel file
	PDF       string            `json:"pdf"`      // path of the PDF beside it, empty for none
	PDFSHA256 string            `json:"pdfSha256"`
	Command   string            `json:"command"` // that makes the same export
	Pack      *PackReport       `json:"pack"`    // null where none was asked for
	Verdict   *evidence.Verdict `json:"verdict"` // of a verification, else null
	Words     string            `json:"words"`   // that verdict as the command line prints it

	Failed []TenantFailure `json:"failed"` // of a sync of several tenants: those that failed
	Files  []FileReport    `json:"files"`  // of an import
}

// TenantFailure is a tenant that could not be synced, and why.
type TenantFailure struct {
	Tenant string `json:"tenant"`
	JobError
}

// WindowSettings are kept in the data folder.
type WindowSettings struct {
	Theme   string         `json:"theme"`   // system, light, dark
	Zone    string         `json:"zone"`    // utc, local
	Tenant  string         `json:"tenant"`  // the tenant shown last; empty for all
	Columns []string       `json:"columns"` // shown, in order
	Widths  map[string]int `json:"widths"`  // px by column
	Pinned  []string       `json:"pinned"`  // columns that stay at the left
	Density string         `json:"density"` // of the rows: normal, compact, roomy
	Detail  int            `json:"detail"`  // width of the detail pane, px
	Noise   bool           `json:"noise"`   // noise shown
	View    string         `json:"view"`    // last tab of the detail pane: changes, aside, text, tree, fields, raw
	NoWrap  bool           `json:"noWrap"`  // long lines of a text run on instead of wrapping
	Whole   bool           `json:"whole"`   // the detail pane covers the window

	NoFacets    bool     `json:"noFacets"`    // the facets beside the table are hidden
	NoTime      bool     `json:"noTime"`      // the histogram above the table is hidden
	FacetsWidth int      `json:"facetsWidth"` // px, 0 for the usual one
	Folded      []string `json:"folded"`      // facets that are folded
}

// Network is when this installation connects to tenants by itself.
type Network struct {
	Interval int    `json:"interval"` // minutes between two automatic syncs, 0 for none
	Next     int64  `json:"next"`     // epoch ms of the next automatic sync, 0 for none
	Syncing  string `json:"syncing"`  // id of the sync that runs, empty for none

	Offline      bool `json:"offline"`      // no connection is opened
	OfflineAsked bool `json:"offlineAsked"` // because the start asked for it, which no switch can undo
}

// AppInfo says what this program is and where it keeps its data.
type AppInfo struct {
	Version     string `json:"version"`
	DataFolder  string `json:"dataFolder"`
	Keychain    bool   `json:"keychain"`    // secrets outlive the window
	SecretsNote string `json:"secretsNote"` // what to tell the user where they do not
	LocalZone   string `json:"localZone"`   // IANA name of the machine's zone
	OpenDemo    bool   `json:"openDemo"`    // started to show the demo tenant
}
