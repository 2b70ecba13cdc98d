// Package audit is Trailbook's domain: what an audit event, a filter, a
// change and an error are. It imports only the standard library and nothing
// else in this program, so that every other package can speak its words.
package audit

import (
	"encoding/json"
	"time"
)

// Type says what kind of thing an event did to its target.
type Type string

// The four event types. Create, update and delete are the Backoffice's own;
// other is whatever fits none of them (a login, a flow that was started).
const (
	TypeCreate Type = "create"
	TypeUpdate Type = "update"
	TypeDelete Type = "delete"
	TypeOther  Type = "other"
)

// Types lists the event types in the order every surface shows them.
var Types = []Type{TypeCreate, TypeUpdate, TypeDelete, TypeOther}

// Valid reports whether t is one of the four event types.
func (t Type) Valid() bool {
	switch t {
	case TypeCreate, TypeUpdate, TypeDelete, TypeOther:
		return true
	}
	return false
}

// Event is one entry of a tenant's audit log.
//
// Times are UTC with millisecond precision. Text is as the tenant recorded
// it, and hostile: it may hold markup, formulas, control characters.
type Event struct {
	ID         string          `json:"id"`     // the source's id, else "sha256:" and the hash of its canonical JSON
	Tenant     string          `json:"tenant"` // name of the tenant in this cache
	CreatedAt  time.Time       `json:"createdAt"`
	Action     string          `json:"action"` // as recorded, whether in the catalog or not
	Type       Type            `json:"type"`
	Area       string          `json:"area"` // of the catalog; empty for an action it does not know
	User       string          `json:"user"` // e-mail as recorded
	UserID     string          `json:"userId"`
	FlowID     string          `json:"flowId"`
	TargetKind string          `json:"targetKind"`
	TargetID   string          `json:"targetId"`
	TargetName string          `json:"targetName"`
	IP         string          `json:"ip"`
	UserAgent  string          `json:"userAgent"`
	Summary    string          `json:"summary"` // what it did, in one sentence of Trailbook's own, masked; empty until made
	Before     json.RawMessage `json:"before"`  // nil when the entry has none
	After      json.RawMessage `json:"after"`   // nil when the entry has none
	Changes    json.RawMessage `json:"changes"` // the source's own list of changes, nil when it has none
	Raw        json.RawMessage `json:"raw"`     // the entry exactly as received
}

// TimeLayout is how every JSON, NDJSON and CSV surface writes a time: RFC 3339
// in UTC with milliseconds.
const TimeLayout = "2006-01-02T15:04:05.000Z"

// FormatTime writes t in TimeLayout.
func FormatTime(t time.Time) string { return t.UTC().Format(TimeLayout) }

// MarshalJSON writes the canonical fields by their contract names, the time in
// TimeLayout and absent objects as null.
func (e Event) MarshalJSON() ([]byte, error) {
	type plain Event
	return json.Marshal(struct {
		plain
		CreatedAt string `json:"createdAt"`
	}{plain(e), FormatTime(e.CreatedAt)})
}
