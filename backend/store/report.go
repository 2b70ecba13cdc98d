package store

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Report is the outcome of one sync or import, as the command line prints it
// with --json.
type Report struct {
	Tenant   string
	Source   string // the tenant's address, or the file's name
	Tally    Tally
	Rejected []Rejection
	Complete bool      // the end of the log, or of the file, was reached
	Reason   string    // why not, one sentence
	From, To time.Time // of the events received; zero when there were none
	Duration time.Duration

	Oldest, Newest time.Time // entries that the tenant has now; zero when not known
	Gone           int       // entries found gone from the tenant since the sync before
	Gaps           []Gap     // periods of which entries may be missing, found now
	Warnings       []string  // sentences that the user should read
}

// Warn adds a warning once.
func (r *Report) Warn(warning string) {
	if warning != "" && !slices.Contains(r.Warnings, warning) {
		r.Warnings = append(r.Warnings, warning)
	}
}

// Saw widens the report's period by an event's time.
func (r *Report) Saw(at time.Time) {
	if r.From.IsZero() || at.Before(r.From) {
		r.From = at
	}
	if r.To.IsZero() || at.After(r.To) {
		r.To = at
	}
}

// MarshalJSON writes the report in the contract's words; times without events
// are null, lists never.
func (r Report) MarshalJSON() ([]byte, error) {
	rejected := make([]rejectionJSON, len(r.Rejected))
	for i, one := range r.Rejected {
		rejected[i] = rejectionJSON(one)
	}
	return json.Marshal(struct {
		Tenant     string          `json:"tenant"`
		Source     string          `json:"source"`
		Received   int             `json:"received"`
		Inserted   int             `json:"inserted"`
		Updated    int             `json:"updated"`
		Duplicates int             `json:"duplicates"`
		Rejected   []rejectionJSON `json:"rejected"`
		Complete   bool            `json:"complete"`
		Reason     string          `json:"reason,omitempty"`
		From       *string         `json:"from"`
		To         *string         `json:"to"`
		DurationMs int64           `json:"duration_ms"`
		Oldest     *string         `json:"oldest"`
		Newest     *string         `json:"newest"`
		Changed    int             `json:"changed"`
		Gone       int             `json:"gone"`
		Gaps       []Gap           `json:"gaps"`
		Warnings   []string        `json:"warnings"`
	}{r.Tenant, r.Source, r.Tally.Received, r.Tally.Inserted, r.Tally.Updated, r.Tally.Duplicates, rejected,
		r.Complete, r.Reason, moment(r.From), moment(r.To), r.Duration.Milliseconds(),
		moment(r.Oldest), moment(r.Newest), r.Tally.Changed, r.Gone, append([]Gap{}, r.Gaps...), append([]string{}, r.Warnings...)})
}

type rejectionJSON struct {
	Where  string `json:"where"`
	Reason string `json:"reason"`
}

// MarshalJSON writes the gap with its times; an open end is null.
func (g Gap) MarshalJSON() ([]byte, error) {
	end := func(ms int64) *string {
		if ms == 0 {
			return nil
		}
		return moment(time.UnixMilli(ms))
	}
	return json.Marshal(struct {
		From   *string `json:"from"`
		To     *string `json:"to"`
		Reason string  `json:"reason"`
	}{end(g.From), end(g.To), g.Reason})
}

func moment(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := audit.FormatTime(t)
	return &text
}
