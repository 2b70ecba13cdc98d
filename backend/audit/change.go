package audit

import "encoding/json"

// ChangeKind says how one path of a target differs before and after.
type ChangeKind string

// The kinds of change.
const (
	ChangeAdded       ChangeKind = "added"
	ChangeRemoved     ChangeKind = "removed"
	ChangeChanged     ChangeKind = "changed"
	ChangeMoved       ChangeKind = "moved"
	ChangeTypeChanged ChangeKind = "typeChanged"
)

// Change is one difference between two states of a target. What moved and
// changed at once is a moved change without values, and behind it the changes
// inside.
type Change struct {
	Path   string          `json:"path"`           // a JSON Pointer, RFC 6901
	From   string          `json:"from,omitempty"` // of what moved: the pointer to where it stood before
	Kind   ChangeKind      `json:"kind"`
	Before json.RawMessage `json:"before"` // nil when added
	After  json.RawMessage `json:"after"`  // nil when removed
	Masked bool            `json:"masked"` // the values are a secret and show only its length
	Noise  bool            `json:"noise"`  // bookkeeping of the machine (mtime, x, thumbnail), folded by default

	// What a view of an event adds, masked and safe to show.
	Element    int      `json:"element"`    // index of the element it belongs to, in the view's list
	Label      []string `json:"label"`      // the path from that element on, as a person reads it
	Connection string   `json:"connection"` // of a flow, what changed of it: "Order.out → Filter.in"; empty for anything else

	// Of a masked change, keyed fingerprints of the secrets on each side
	// ("#a3f9c1"): equal ones for equal secrets of one cache. Empty where none
	// were asked for, and in every export.
	FingerprintBefore string `json:"fingerprintBefore,omitempty"`
	FingerprintAfter  string `json:"fingerprintAfter,omitempty"`
}
