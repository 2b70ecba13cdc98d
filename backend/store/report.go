package store

import (
	"encoding/json"
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
// are null.
func (r Report) MarshalJSON() ([]byte, error) {
	type rejection struct {
		Where  string `json:"where"`
		Reason string `json:"reason"`
	}
	rejected := make([]rejection, len(r.Rejected))
	for i, one := range r.Rejected {
		rejected[i] = rejection(one)
	}
	moment := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		text := audit.FormatTime(t)
		return &text
	}
	return json.Marshal(struct {
		Tenant     string      `json:"tenant"`
		Source     string      `json:"source"`
		Received   int         `json:"received"`
		Inserted   int         `json:"inserted"`
		Updated    int         `json:"updated"`
		Duplicates int         `json:"duplicates"`
		Rejected   []rejection `json:"rejected"`
		Complete   bool        `json:"complete"`
		Reason     string      `json:"reason,omitempty"`
		From       *string     `json:"from"`
		To         *string     `json:"to"`
		DurationMs int64       `json:"duration_ms"`
	}{r.Tenant, r.Source, r.Tally.Received, r.Tally.Inserted, r.Tally.Updated, r.Tally.Duplicates, rejected,
		r.Complete, r.Reason, moment(r.From), moment(r.To), r.Duration.Milliseconds()})
}
