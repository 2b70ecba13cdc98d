package bind

// The shapes of imports and of Connect by example. As in view.go, times are
// epoch milliseconds and lists are never null.

// FileOrder is one file to look at or to import, and what a person said of how
// to read it. What is empty is found out.
type FileOrder struct {
	Path      string   `json:"path"`
	Sheet     string   `json:"sheet"`     // of a workbook
	Encoding  string   `json:"encoding"`  // of text
	Delimiter string   `json:"delimiter"` // of a table of text
	Choices   []Choice `json:"choices"`
}

// Choice is a person's word on one thing that was inferred.
type Choice struct {
	Key   string `json:"key"`   // of the endpoint profile: "fields.user", "time.layouts"
	Value string `json:"value"` // empty: nothing
}

// Owner is the tenant that files belong to.
type Owner struct {
	Name string `json:"name"`
	New  bool   `json:"new"` // to be made, without a server
}

// FilePreview is what a file holds, as far as its beginning shows.
type FilePreview struct {
	Path        string `json:"path"`
	Name        string `json:"name"`
	Size        int64  `json:"size"`        // bytes
	Format      string `json:"format"`      // ndjson, json, csv, tsv, xlsx, har
	Compression string `json:"compression"` // gzip, zip, zstd; empty for none
	Member      string `json:"member"`      // the file in an archive that is shown
	Encoding    string `json:"encoding"`
	Delimiter   string `json:"delimiter"`
	Sheet       string `json:"sheet"`

	Sheets  []string   `json:"sheets"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"` // first records, by Columns

	Exported bool      `json:"exported"` // Trailbook wrote it: nothing has to be mapped
	Fits     bool      `json:"fits"`     // the tenant's or the default profile reads it as it is
	Findings []Finding `json:"findings"` // the fields of an event first
	Times    []AsRead  `json:"times"`    // by Rows
	Problem  *JobError `json:"problem"`  // why an import could not tell how to read it
	Warning  string    `json:"warning"`  // what an import would leave out

	Rejected []Rejected `json:"rejected"` // among the entries looked at
}

// Finding is one thing that was inferred, for a person to correct.
type Finding struct {
	Key          string   `json:"key"`
	Value        string   `json:"value"` // empty: not found
	Certainty    float64  `json:"certainty"`
	Why          string   `json:"why"`
	Alternatives []string `json:"alternatives"`
	Question     string   `json:"question"` // to be answered before it can be relied upon
	Required     bool     `json:"required"`
}

// AsRead is a time as it is written and as it is understood.
type AsRead struct {
	Text string `json:"text"`
	At   int64  `json:"at"` // 0: not understood
}

// Rejected is an entry that cannot be an event.
type Rejected struct {
	Where  string `json:"where"`
	Reason string `json:"reason"`
}

// FileReport is what became of one file.
type FileReport struct {
	Path       string     `json:"path"`
	Name       string     `json:"name"`
	Received   int        `json:"received"`
	Inserted   int        `json:"inserted"`
	Updated    int        `json:"updated"`
	Duplicates int        `json:"duplicates"`
	Rejected   int        `json:"rejected"`
	Complete   bool       `json:"complete"`
	Reason     string     `json:"reason"` // why not complete
	First      int64      `json:"first"`  // createdAt of the oldest and newest event, 0 for none
	Last       int64      `json:"last"`
	List       []Rejected `json:"list"`  // the first of those rejected
	Error      *JobError  `json:"error"` // null unless it failed; what came before is kept
}

// LearntProfile is what a HAR file showed of a tenant's audit log.
type LearntProfile struct {
	Token      string       `json:"token"` // names it in the calls that follow
	Name       string       `json:"name"`  // of the file
	URL        string       `json:"url"`   // of the tenant's API
	Requests   int          `json:"requests"`
	Candidates int          `json:"candidates"`
	Entries    int          `json:"entries"` // inside the file, each once
	SignIn     bool         `json:"signIn"`  // e-mail and password can be used
	Findings   []Finding    `json:"findings"`
	Paths      []string     `json:"paths"`  // of the values in the entries
	Sample     []FieldShown `json:"sample"` // one entry, field by field
}

// FieldShown is one field of an entry: where it is and what it holds.
type FieldShown struct {
	Field string `json:"field"`
	Path  string `json:"path"`
	Value string `json:"value"`
	Found bool   `json:"found"`
}
