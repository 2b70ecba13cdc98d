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

// Change is one difference between two states of a target.
type Change struct {
	Path   string          `json:"path"` // a JSON Pointer, RFC 6901
	Kind   ChangeKind      `json:"kind"`
	Before json.RawMessage `json:"before"` // nil when added
	After  json.RawMessage `json:"after"`  // nil when removed
	Masked bool            `json:"masked"` // the values are a secret and show only its length
	Noise  bool            `json:"noise"`  // bookkeeping of the machine (mtime, x, thumbnail), folded by default
}
