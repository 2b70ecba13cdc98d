package export

import (
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Request says what to export and where to. As JSON it keeps all that the
// content of the file depends on but the events: with those, and with it read
// back, Write makes the same file again.
type Request struct {
	Path           string                        `json:"-"`                        // of the file; its folder exists
	Format         Format                        `json:"format"`                   // empty: by the extension of Path
	Events         iter.Seq2[audit.Event, error] `json:"-"`                        // in the order to write; read once
	Total          int                           `json:"total"`                    // how many events the filter selects, counted beforehand; may be 0
	Report         Report                        `json:"report"`                   // what an Excel file says of itself
	Template       Template                      `json:"template,omitzero"`        // how an Excel file is laid out
	IncludeSecrets bool                          `json:"includeSecrets,omitempty"` // leave secrets in clear
	Progress       func(written int)             `json:"-"`                        // called every 500 events and at the end; may be nil

	// Resume is what the file holds already, of a format of other systems:
	// Events then begin with the last event in it, which is compared and not
	// written again.
	Resume  *Resumed `json:"-"`
	Partial bool     `json:"-"` // keep what was written when the work is stopped, of a format of other systems

	// Paper asks for a PDF of sheets Report and Summary beside an Excel file, as
	// PaperPath says; nil for none.
	Paper *Paper `json:"-"`

	sheetRows int   // rows a sheet holds, for tests; 0 is Excel's limit
	said      *said // gets what sheets Report and Summary say; may be nil
}

// Report is what the file says about itself. Only Excel files have room for
// it. Counts of events are not here: they are taken from the events as they are
// written.
type Report struct {
	Tenants      []TenantInfo   `json:"tenants"`
	Sources      []SourceInfo   `json:"sources,omitempty"` // the syncs and files that the tenants' events are from, oldest first
	GeneratedAt  time.Time      `json:"generatedAt"`
	GeneratedBy  string         `json:"generatedBy"` // who asked for it
	Version      string         `json:"version"`     // of Trailbook
	Build        string         `json:"build"`       // what it was built with and for; may be empty
	Filter       audit.Filter   `json:"filter"`
	FilterWords  string         `json:"filterWords"`            // the filter as a sentence
	CommandLine  string         `json:"commandLine"`            // the command that makes the same export
	Zone         *time.Location `json:"-"`                      // of the reader; nil is UTC. In JSON it is "zone", its name
	Order        string         `json:"order"`                  // the order of Events in words, e.g. "newest first"
	LeftOut      []LeftOut      `json:"leftOut"`                // what the filter leaves out, clause by clause; nil when that was not counted
	Missing      []string       `json:"missing,omitempty"`      // periods of the log of which entries may be missing, a sentence each
	Continuity   Continuity     `json:"continuity"`             // of the objects that the filter selects
	Evidence     []Line         `json:"evidence,omitempty"`     // what is said of the evidence pack beside the file
	ManifestHash string         `json:"manifestHash,omitempty"` // of that pack, hexadecimal; a property of the document
}

// Line is a line of sheet Report.
type Line struct {
	Label string `json:"label"`
	Value string `json:"value"`
	Alert bool   `json:"alert,omitempty"` // must not be overlooked
}

// LeftOut is how many events a clause of the filter leaves out, of those that
// the clauses before it let through.
type LeftOut struct {
	Clause string `json:"clause"` // in words
	Events int    `json:"events"`
}

// Continuity says whether the states in the log fit together, in the period of
// the report.
type Continuity struct {
	Checked bool     `json:"checked"`
	Gaps    []string `json:"gaps,omitempty"` // one sentence each, newest first
}

// TenantInfo is one tenant that the events are from.
type TenantInfo struct {
	Name     string    `json:"name"`
	URL      string    `json:"url,omitempty"`     // empty for a tenant known only from files
	LastSync time.Time `json:"lastSync,omitzero"` // zero for never
	Complete bool      `json:"complete"`          // the last sync reached the end of the log
	Events   int       `json:"events"`            // in the cache, filtered or not
}

// SourceInfo is a sync or a file that events of the cache are from.
type SourceInfo struct {
	Tenant     string    `json:"tenant"`
	Kind       string    `json:"kind"`             // sync or import
	Name       string    `json:"name"`             // the tenant's address, or the file's name
	Format     string    `json:"format,omitempty"` // of a file
	SHA256     string    `json:"sha256,omitempty"` // of a file, hexadecimal
	Size       int64     `json:"size,omitempty"`   // of a file, bytes
	Started    time.Time `json:"started,omitzero"`
	Finished   time.Time `json:"finished,omitzero"`
	FirstEvent time.Time `json:"firstEvent,omitzero"` // of the events received
	LastEvent  time.Time `json:"lastEvent,omitzero"`
	Received   int       `json:"received"` // = Inserted + Updated + Duplicates + Rejected
	Inserted   int       `json:"inserted"`
	Updated    int       `json:"updated"`
	Duplicates int       `json:"duplicates"`
	Rejected   int       `json:"rejected"`
	Gone       int       `json:"gone,omitempty"` // entries that a sync found gone from the tenant
	Complete   bool      `json:"complete"`       // the end of the log, or of the file, was reached
	Error      string    `json:"error,omitempty"`
	Warnings   []string  `json:"warnings,omitempty"`
}

// Selection is what the filter selects, its search read as of the report.
func (r Report) Selection() (audit.Selection, error) {
	f := r.Filter
	f.Clock = audit.Clock{Now: r.GeneratedAt, Zone: r.Zone}
	return f.Selection()
}

type plainReport Report

type namedReport struct {
	plainReport
	Zone string `json:"zone,omitempty"`
}

// MarshalJSON writes the zone by its name.
func (r Report) MarshalJSON() ([]byte, error) {
	named := namedReport{plainReport: plainReport(r)}
	if r.Zone != nil {
		named.Zone = r.Zone.String()
	}
	return json.Marshal(named)
}

// UnmarshalJSON reads what MarshalJSON wrote. A zone that this system does not
// know is an error of CodeInvalid.
func (r *Report) UnmarshalJSON(content []byte) error {
	var named namedReport
	if err := json.Unmarshal(content, &named); err != nil {
		return fmt.Errorf("export: reading a report: %w", err)
	}
	*r = Report(named.plainReport)
	if named.Zone == "" {
		return nil
	}
	zone, err := time.LoadLocation(named.Zone)
	if err != nil {
		return audit.Errorf(audit.CodeInvalid, "The time zone %q is not known on this system.", named.Zone).Wrapping(err)
	}
	r.Zone = zone
	return nil
}

// Result is what was written.
type Result struct {
	Path     string
	ReportID string // of an Excel or PDF file
	Events   int
	Bytes    int64
	SHA256   string  // of the file, hexadecimal
	Paper    Written // the PDF beside it, if one was asked for
	Counts
}

// Written is a file that was written.
type Written struct {
	Path   string
	Bytes  int64
	SHA256 string // hexadecimal
}
