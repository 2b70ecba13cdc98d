package tenant

import (
	"slices"
	"strings"
	"testing"
)

func TestExplain(t *testing.T) {
	fields := DefaultProfile().Explain([]byte(
		`{"created":0,"action":"Flow Created","userEmail":"a@example.com","after":{"flowId":"f1","clientSecret":"hush"}}`))
	got := map[string]FieldMapping{}
	for _, field := range fields {
		got[field.Field] = field
		if strings.Contains(field.Value, "hush") {
			t.Errorf("%s shows a secret", field.Field)
		}
	}
	for _, want := range []FieldMapping{
		{"createdAt", "created", "1970-01-01T00:00:00.000Z", true},
		{"action", "action", "Flow Created", true},
		{"type", "catalog", "create", true},
		{"area", "catalog", "Flow Management", true},
		{"targetKind", "catalog", "flow", true},
		{"user", "userEmail", "a@example.com", true},
		{"flowId", "$after.flowId", "f1", true},
		{"after", "after", "object, 37 bytes", true},
		{Field: "before"},
		{Field: "ip"},
	} {
		if got[want.Field] != want {
			t.Errorf("got %+v, want %+v", got[want.Field], want)
		}
	}
	if id := got["id"]; id.Path != "hash" || !strings.HasPrefix(id.Value, "sha256:") {
		t.Errorf("id: %+v", id)
	}
}

// Who adapts a profile wants to see what is found even while the time is not.
func TestExplainRefusedEntry(t *testing.T) {
	profile := DefaultProfile()
	fields := profile.Explain([]byte(`{"when":1,"id":"x1"}`))
	if !slices.Contains(fields, FieldMapping{"id", "id", "x1", true}) || !slices.Contains(fields, FieldMapping{Field: "createdAt"}) {
		t.Errorf("got %+v", fields)
	}
	for _, field := range profile.Explain([]byte(`[]`)) {
		if field.Found {
			t.Errorf("%+v in an entry that is no object", field)
		}
	}
}
