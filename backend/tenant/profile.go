package tenant

import "time"

// Profile says where a tenant's audit log is and how to read it. It is data
// from a file; Appmixer does not publish the endpoint, so the program knows
// nothing of it. docs/profile.md explains every key.
type Profile struct {
	Name    string  `yaml:"name"`
	Server  Server  `yaml:"server"`
	Request Request `yaml:"request"`
	Answer  Answer  `yaml:"answer"`
	Time    Time    `yaml:"time"`
	Types   Types   `yaml:"types"`
	Fields  Fields  `yaml:"fields"`
}

// Server says what is around the audit log: how to sign in, and whom to ask
// for what.
type Server struct {
	// URL is where the profile was learnt. For a tenant on the same host and
	// port the paths below hold from here, whatever sub-path the tenant's own
	// URL has. Empty: they hold from the tenant's URL.
	URL     string `yaml:"url"`
	Version string `yaml:"version"` // path that answers {version}; empty: not asked
	User    string `yaml:"user"`    // path that answers whose the token is; empty: not asked
	SignIn  string `yaml:"signIn"`  // path that takes e-mail and password; empty: only a token can be used
	Lenient bool   `yaml:"lenient"` // a Version or User that is missing or not Appmixer's does not matter
	Header  string `yaml:"header"`  // that carries the token
	Prefix  string `yaml:"prefix"`  // written before the token, such as "Bearer "
}

// Request says how one page of the log is asked for.
type Request struct {
	Method  string            `yaml:"method"` // GET or POST
	Path    string            `yaml:"path"`   // begins with a slash
	Scope   string            `yaml:"scope"`  // the scope the user needs; empty is not checked
	Place   Place             `yaml:"place"`  // where the parameters go
	Params  map[string]string `yaml:"params"` // fixed parameters
	Paging  Paging            `yaml:"paging"`
	Sort    Sort              `yaml:"sort"`
	Between Between           `yaml:"between"`
}

// Place is where parameters go.
type Place string

// The places of parameters.
const (
	PlaceQuery Place = "query"
	PlaceBody  Place = "body" // members of a JSON object, a dot in a name nests
)

// Paging says how to get from one page to the next.
type Paging struct {
	Mode   Mode   `yaml:"mode"`
	Size   int    `yaml:"size"`   // entries a page
	Limit  string `yaml:"limit"`  // parameter for the size; empty: the tenant's own size
	Offset string `yaml:"offset"` // parameter for the entries to skip (offset)
	Page   string `yaml:"page"`   // parameter for the number of the page (page)
	First  int    `yaml:"first"`  // number of the first page (page): 0 or 1
	Cursor string `yaml:"cursor"` // parameter for what leads to the next page (cursor, searchAfter)
	Link   bool   `yaml:"link"`   // the next page is the Link header's rel="next" (cursor)
}

// Mode is a way of paging.
type Mode string

// The paging modes.
const (
	ModeOffset      Mode = "offset"      // skip so many entries
	ModePage        Mode = "page"        // the page with a number
	ModeCursor      Mode = "cursor"      // what the answer, or its Link header, gives for the next page: a cursor or an address
	ModeSearchAfter Mode = "searchAfter" // a value of the last entry
	ModeWindow      Mode = "window"      // entries before a time: Request.Between.To
)

var modes = []Mode{ModeOffset, ModePage, ModeCursor, ModeSearchAfter, ModeWindow}

// Sort is the parameter that asks for the log's order.
type Sort struct {
	Param string `yaml:"param"` // empty: the log has no such parameter
	Value string `yaml:"value"`
}

// Between are the parameters that bound the time of the entries.
type Between struct {
	From   string `yaml:"from"`   // parameter; empty: the log has none
	To     string `yaml:"to"`     // likewise
	Format string `yaml:"format"` // ms, s, or a layout as in Time.Layouts
}

// Answer says where the entries of a page are.
type Answer struct {
	Entries Paths `yaml:"entries"` // the first that leads to an array
	Total   Paths `yaml:"total"`   // the number of entries in the whole log
	Next    Paths `yaml:"next"`    // what leads to the next page (cursor): a cursor, or an address
	Last    Paths `yaml:"last"`    // in the last entry: what the next page comes after (searchAfter)
	Order   Order `yaml:"order"`   // of the entries
}

// Order is the order of a log's entries.
type Order string

// The orders of a log.
const (
	OrderNewest Order = "newest" // newest first
	OrderOldest Order = "oldest" // oldest first
)

// Time says how times are written.
type Time struct {
	Layouts      []string `yaml:"layouts"`      // Go's, tried in order
	Zone         Zone     `yaml:"zone"`         // of a time that names none
	SecondsBelow int64    `yaml:"secondsBelow"` // numbers below are epoch seconds, others milliseconds, and from 1e14 micro-, from 1e17 nanoseconds
}

// Zone is a time zone by its IANA name.
type Zone struct{ *time.Location }

// Types says which words, case and punctuation aside, mean which type of
// event: in what Fields.Type leads to, and, where the catalog does not know
// the action, in the action.
type Types struct {
	Create []string `yaml:"create"`
	Update []string `yaml:"update"`
	Delete []string `yaml:"delete"`
}

// Fields says where each canonical field of an event is in an entry.
type Fields struct {
	ID         Paths `yaml:"id"`
	CreatedAt  Paths `yaml:"createdAt"`
	Action     Paths `yaml:"action"`
	Type       Paths `yaml:"type"`
	User       Paths `yaml:"user"`
	UserID     Paths `yaml:"userId"`
	FlowID     Paths `yaml:"flowId"`
	TargetKind Paths `yaml:"targetKind"`
	TargetID   Paths `yaml:"targetId"`
	TargetName Paths `yaml:"targetName"`
	IP         Paths `yaml:"ip"`
	UserAgent  Paths `yaml:"userAgent"`
	Before     Paths `yaml:"before"`
	After      Paths `yaml:"after"`
	Changes    Paths `yaml:"changes"`
}
