package bind

// SourceList is a window of lines of the Sources view, with the sums of all.
type SourceList struct {
	Lines []SourceLine `json:"lines"` // newest first
	Total int          `json:"total"` // lines in all
	Sums  []SourceSum  `json:"sums"`  // one a tenant, by name
}

// SourceCounts says what became of the entries that a source brought:
// Received = Inserted + Updated + Duplicates + Rejected.
type SourceCounts struct {
	Received   int `json:"received"`
	Inserted   int `json:"inserted"`
	Updated    int `json:"updated"`
	Duplicates int `json:"duplicates"`
	Rejected   int `json:"rejected"`
}

// SourceLine is one sync or one imported file; or, with a Count above 1, so
// many syncs of a tenant in a row that brought nothing new.
type SourceLine struct {
	SourceCounts
	ID         int64     `json:"id"`    // of the newest
	First      int64     `json:"first"` // id of the oldest; ID unless there are several
	Count      int       `json:"count"`
	Tenant     string    `json:"tenant"`
	Kind       string    `json:"kind"`       // sync, import
	Name       string    `json:"name"`       // the tenant's address, or the file's name
	StartedAt  int64     `json:"startedAt"`  // epoch ms, of the oldest
	FinishedAt int64     `json:"finishedAt"` // of the newest; 0 while it runs, or when the program ended in between
	Oldest     int64     `json:"oldest"`     // epoch ms of the first event received, 0 for none
	Newest     int64     `json:"newest"`
	Complete   bool      `json:"complete"` // the end of the log, or of the file, was reached
	Reason     string    `json:"reason"`   // why not
	SHA256     string    `json:"sha256"`   // of a file
	Size       int64     `json:"size"`     // bytes of a file
	Changed    int       `json:"changed"`  // entries found changed since they were first seen
	Gone       int       `json:"gone"`     // entries found gone from the tenant
	Gaps       []TimeGap `json:"gaps"`
	Warnings   []string  `json:"warnings"`
}

// TimeGap is a period of a tenant's log of which entries may be missing. Both
// ends are epoch milliseconds, 0 where it is open.
type TimeGap struct {
	From   int64  `json:"from"`
	To     int64  `json:"to"`
	Reason string `json:"reason"` // one sentence
}

// SourceSum is what all sources of one tenant brought.
type SourceSum struct {
	SourceCounts
	Tenant    string    `json:"tenant"`
	Syncs     int       `json:"syncs"`
	Files     int       `json:"files"`
	Events    int       `json:"events"` // in the cache
	Oldest    int64     `json:"oldest"` // epoch ms of the first event in the cache, 0 for none
	Newest    int64     `json:"newest"`
	Changed   int       `json:"changed"` // events flagged so
	Gone      int       `json:"gone"`
	Gaps      []TimeGap `json:"gaps"`
	Retention string    `json:"retention"` // how far back the tenant's own log goes, in words; empty when unknown
	Warnings  []string  `json:"warnings"`
}

// RejectedList is a window of the entries of a source that could not be
// events.
type RejectedList struct {
	Entries []Rejected `json:"entries"`
	Total   int        `json:"total"`
}

// Version is a state in which an event was seen before it changed.
type Version struct {
	Number     int    `json:"number"`     // from 1, the oldest first
	SeenAt     int64  `json:"seenAt"`     // epoch ms of when it was first received
	ReplacedAt int64  `json:"replacedAt"` // epoch ms of when the next one was
	Source     string `json:"source"`     // where it came from, in words
	RawBytes   int    `json:"rawBytes"`
}

// Removal is what goes with a tenant.
type Removal struct {
	Events   int `json:"events"`
	Sources  int `json:"sources"`
	Versions int `json:"versions"` // older versions of events that changed
}
