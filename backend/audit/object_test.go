package audit_test

import (
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestParseObject(t *testing.T) {
	for text, want := range map[string]audit.Object{
		"flow:f1":                {Kind: "flow", ID: "f1"},
		" ACL:routes ":           {Kind: "acl", ID: "routes"},
		"config:appmixer:google": {Kind: "config", ID: "appmixer:google"},
		"Webhook:w:1":            {Kind: "Webhook", ID: "w:1"},
	} {
		if got, err := audit.ParseObject(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "flow", "flow:", ":f1", "  "} {
		if got, err := audit.ParseObject(text); audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func TestObjectOfAnEvent(t *testing.T) {
	for _, c := range []struct {
		event audit.Event
		want  audit.Object
	}{
		{audit.Event{Tenant: "t", TargetKind: "user", TargetID: "u1", FlowID: "f1"}, audit.Object{Tenant: "t", Kind: "user", ID: "u1"}},
		{audit.Event{FlowID: "f1"}, audit.Object{Kind: "flow", ID: "f1"}},
		{audit.Event{FlowID: "f1", TargetID: "f1"}, audit.Object{Kind: "flow", ID: "f1"}},
		{audit.Event{FlowID: "f1", TargetKind: "flow"}, audit.Object{Kind: "flow", ID: "f1"}},
		{audit.Event{FlowID: "f1", TargetID: "x"}, audit.Object{}},
		{audit.Event{FlowID: "f1", TargetKind: "template"}, audit.Object{}},
		{audit.Event{TargetKind: "user"}, audit.Object{}},
		{audit.Event{}, audit.Object{}},
	} {
		if got := c.event.Object(); got != c.want {
			t.Errorf("%+v: %+v, want %+v", c.event, got, c.want)
		}
	}
}
