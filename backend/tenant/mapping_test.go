package tenant

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func mapped(t *testing.T, entry string) audit.Event {
	t.Helper()
	event, err := DefaultProfile().Map(json.RawMessage(entry))
	if err != nil {
		t.Fatalf("%s: %v", entry, err)
	}
	return event
}

func TestMapWholeEntry(t *testing.T) {
	const entry = ` {"id":"5f1","created":"2026-01-02T03:04:05.678Z","action":"Flow Updated","type":"Update",
		"user":{"id":"u1","email":"anna@example.com"},"flowId":"f-1","target":{"kind":"process","id":"t-1","name":"Orders"},
		"ip":"10.0.0.1","userAgent":"Firefox","before":{"a": 1.0},"after": {"a":2 },"changes":[{"path":"/a"}]} `
	got := mapped(t, entry)
	want := audit.Event{
		ID: "5f1", CreatedAt: time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC), Action: "Flow Updated",
		Type: audit.TypeUpdate, Area: audit.AreaFlow, User: "anna@example.com", UserID: "u1", FlowID: "f-1",
		TargetKind: "flow", TargetID: "t-1", TargetName: "Orders", IP: "10.0.0.1", UserAgent: "Firefox",
		Before: json.RawMessage(`{"a": 1.0}`), After: json.RawMessage(`{"a":2 }`),
		Changes: json.RawMessage(`[{"path":"/a"}]`), Raw: json.RawMessage(entry),
	}
	if g, w := written(t, got), written(t, want); g != w {
		t.Errorf("got  %s\nwant %s", g, w)
	}
	for name, part := range map[string][2]json.RawMessage{
		"before": {got.Before, want.Before}, "after": {got.After, want.After}, "raw": {got.Raw, want.Raw},
	} {
		if string(part[0]) != string(part[1]) {
			t.Errorf("%s: got %q, want the bytes %q", name, part[0], part[1])
		}
		_ = append(part[0], "XXXX"...) // must not write into what follows
	}
	if string(got.Raw) != entry {
		t.Error("a part of the entry can be extended into the entry")
	}
}

func written(t *testing.T, event audit.Event) string {
	t.Helper()
	text, err := json.Marshal(event)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Each row is the members of an entry beside its time, a field, and its value.
func TestMapField(t *testing.T) {
	get := map[string]func(audit.Event) string{
		"id": func(e audit.Event) string { return e.ID }, "action": func(e audit.Event) string { return e.Action },
		"type": func(e audit.Event) string { return string(e.Type) }, "area": func(e audit.Event) string { return e.Area },
		"user": func(e audit.Event) string { return e.User }, "userId": func(e audit.Event) string { return e.UserID },
		"flowId": func(e audit.Event) string { return e.FlowID }, "targetId": func(e audit.Event) string { return e.TargetID },
		"targetKind": func(e audit.Event) string { return e.TargetKind }, "targetName": func(e audit.Event) string { return e.TargetName },
		"ip": func(e audit.Event) string { return e.IP }, "userAgent": func(e audit.Event) string { return e.UserAgent },
		"before": func(e audit.Event) string { return string(e.Before) }, "after": func(e audit.Event) string { return string(e.After) },
		"changes": func(e audit.Event) string { return string(e.Changes) },
	}
	for _, test := range [][3]string{
		{`"_id":9007199254740993`, "id", "9007199254740993"},
		{`"id":1.50`, "id", "1.50"},
		{`"id":"","_id":null,"auditId":"a:b"`, "id", "a:b"},
		{`"id":"first","id":"last"`, "id", "last"},
		{`"id":{"$oid":"x"},"_id":true,"auditId":"q"`, "id", "q"},
		{`"event":"Login \"Failed\""`, "action", `Login "Failed"`},
		{`"name":"Something New"`, "action", "Something New"},
		{`"action":"=1+1\u0000<b>"`, "action", "=1+1\x00<b>"},
		{`"action":"flow_updated"`, "type", "update"},
		{`"action":"Flow Created","type":"flow"`, "type", "create"},
		{`"action":"Flow Created","type":"DELETED"`, "type", "delete"},
		{`"action":"Flow Started","type":"x"`, "type", "other"},
		{`"action":"New Thing","type":"audit","operation":"Update"`, "type", "update"},
		{`"action":"New Thing","type":"started"`, "type", "other"},
		{`"action":"New Thing"`, "type", "other"},
		{`"action":"New Thing"`, "area", ""},
		{`"action":"User Created"`, "area", audit.AreaUser},
		{`"user":"eva@example.com"`, "user", "eva@example.com"},
		{`"user":{"id":7},"userEmail":"e@example.com"`, "user", "e@example.com"},
		{`"user":{"username":"svc"},"username":"other"`, "user", "svc"},
		{`"user":{"id":7}`, "userId", "7"},
		{`"userId":"u9","user":"x"`, "userId", "u9"},
		{`"flow":{"flowId":"f2"}`, "flowId", "f2"},
		{`"action":"Flow Deleted","target":{"id":"f3"}`, "flowId", "f3"},
		{`"action":"Renamed","target":{"id":"f4","kind":"flow"}`, "flowId", "f4"},
		{`"action":"User Created","target":{"id":"u4"}`, "flowId", ""},
		{`"action":"Flow Deleted","before":{"flowId":"f5"},"after":null`, "flowId", "f5"},
		{`"action":"Flow Created","new":{"flowId":"f6","name":"N"}`, "targetId", "f6"},
		{`"action":"Flow Created","new":{"flowId":"f6","name":"N"}`, "targetName", "N"},
		{`"objectId":12,"objectName":"ob"`, "targetId", "12"},
		{`"entityType":"bundle"`, "targetKind", "bundle"},
		{`"action":"Configuration Updated","entityType":"x"`, "targetKind", "config"},
		{`"before":{"key":"SMTP"}`, "targetId", "SMTP"},
		{`"after":[{"role":"admin"}]`, "targetId", ""},
		{`"request":{"ip":"::1","userAgent":"curl"}`, "ip", "::1"},
		{`"request":{"ip":"::1","userAgent":"curl"}`, "userAgent", "curl"},
		{`"before":null,"old":[1, 2]`, "before", "[1, 2]"},
		{`"before":null`, "before", ""},
		{`"before":false`, "before", "false"},
		{`"diff":{"before":{"x":1},"after":{"x":2}}`, "before", `{"x":1}`},
		{`"diff":{"before":{"x":1},"after":{"x":2}}`, "after", `{"x":2}`},
		{`"diff":{"before":{"x":1},"after":{"x":2}}`, "changes", ""},
		{`"diff":{"x":[1,2]}`, "changes", `{"x":[1,2]}`},
		{`"changes":"none","patch":[{"op":"add"}]`, "changes", `[{"op":"add"}]`},
	} {
		event := mapped(t, `{"created":1522351448950,`+test[0]+`}`)
		if got := get[test[1]](event); got != test[2] {
			t.Errorf("%s: %s is %q, want %q", test[0], test[1], got, test[2])
		}
	}
}

func TestMapWithoutID(t *testing.T) {
	one := mapped(t, `{"created":"2026-01-01T00:00:00Z","ref":12345678901234567}`)
	same := mapped(t, ` { "ref":12345678901234567, "created":"2026-01-01T00:00:00\u005A" }`)
	other := mapped(t, `{"created":"2026-01-01T00:00:00Z","ref":12345678901234568}`)
	if !strings.HasPrefix(one.ID, "sha256:") || len(one.ID) != len("sha256:")+64 {
		t.Errorf("id is %q", one.ID)
	}
	if one.ID != same.ID {
		t.Error("spaces, key order and escapes make another id")
	}
	if one.ID == other.ID {
		t.Error("two entries that differ in a large number share an id")
	}
}

func TestMapTakesTheFirstReadableTime(t *testing.T) {
	event := mapped(t, `{"created":"soon","createdAt":null,"timestamp":{"x":1},"btime":"1522351448950"}`)
	if got := audit.FormatTime(event.CreatedAt); got != "2018-03-29T19:24:08.950Z" {
		t.Errorf("got %s", got)
	}
}

func TestMapRefuses(t *testing.T) {
	deep := `{"created":0,"a":` + strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1) + "}"
	for entry, want := range map[string]string{
		``:                                  "ends too early",
		`null`:                              "not a JSON object",
		`[{"created":0}]`:                   "not a JSON object",
		`"text"`:                            "not a JSON object",
		`{"created":0`:                      "ends too early",
		`{"created":0} x`:                   "not a JSON object",
		`{"created":0,"a":tru}`:             "not a JSON object",
		`{"id":1}`:                          "no time: looked for created, createdAt, timestamp, btime, @timestamp",
		`{"created":"tomorrow","btime":""}`: "time (created) cannot be read",
		deep:                                "nested too deeply",
	} {
		event, err := DefaultProfile().Map(json.RawMessage(entry))
		if audit.CodeOf(err) != audit.CodeProfile || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40s: got %v, want CodeProfile with %q", entry, err, want)
		}
		if event.Raw != nil || event.ID != "" {
			t.Errorf("%.40s: an event beside the error", entry)
		}
	}
}
