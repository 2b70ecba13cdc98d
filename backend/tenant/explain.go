package tenant

import (
	"encoding/json"
	"fmt"

	"github.com/trailbook/trailbook/backend/audit"
)

// FieldMapping says where one canonical field of an entry came from.
type FieldMapping struct {
	Field string // by its contract name
	Path  string // the path that led to it; "catalog" or "hash" where no path did
	Value string // as the event has it; kind and size for before, after and changes, which may hold secrets
	Found bool   // false: the event goes without
}

// Explain says field by field how Map reads an entry. For an entry that Map
// refuses, it lists what it can and leaves the rest as not found.
func (p *Profile) Explain(raw json.RawMessage) []FieldMapping {
	e, from, err := p.read(raw)
	fields := []FieldMapping{
		{Field: "id", Value: e.ID}, {Field: "createdAt"}, {Field: "action", Value: e.Action},
		{Field: "type", Value: string(e.Type)}, {Field: "area", Value: e.Area},
		{Field: "user", Value: e.User}, {Field: "userId", Value: e.UserID}, {Field: "flowId", Value: e.FlowID},
		{Field: "targetKind", Value: e.TargetKind}, {Field: "targetId", Value: e.TargetID},
		{Field: "targetName", Value: e.TargetName}, {Field: "ip", Value: e.IP},
		{Field: "userAgent", Value: e.UserAgent}, {Field: "before", Value: sketch(e.Before)},
		{Field: "after", Value: sketch(e.After)}, {Field: "changes", Value: sketch(e.Changes)},
	}
	if err == nil {
		fields[1].Value = audit.FormatTime(e.CreatedAt)
	}
	paths := []Path{
		from.id, from.createdAt, from.action, from.eventType, nil, from.user, from.userID, from.flowID,
		from.targetKind, from.targetID, from.targetName, from.ip, from.userAgent,
		from.before, from.after, from.changes,
	}
	for i := range fields {
		f := &fields[i]
		f.Found = f.Value != ""
		switch {
		case !f.Found:
		case paths[i] != nil:
			f.Path = paths[i].String()
		case f.Field == "id":
			f.Path = "hash"
		default:
			f.Path = "catalog"
		}
	}
	return fields
}

// sketch says what kind of value it is and how large.
func sketch(value json.RawMessage) string {
	if value == nil {
		return ""
	}
	kind := "value"
	switch value[0] {
	case '{':
		kind = "object"
	case '[':
		kind = "list"
	}
	return fmt.Sprintf("%s, %d bytes", kind, len(value))
}
