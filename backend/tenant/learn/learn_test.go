package learn_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/learn"
)

func raws(lines ...string) []json.RawMessage {
	entries := make([]json.RawMessage, len(lines))
	for i, line := range lines {
		entries[i] = json.RawMessage(line)
	}
	return entries
}

// mapped is what an event should be, in one line.
func mapped(e audit.Event) string {
	return strings.Join([]string{e.ID, audit.FormatTime(e.CreatedAt), e.Action, string(e.Type), e.User, e.FlowID, e.TargetID}, " | ")
}

func TestEntries(t *testing.T) {
	for name, c := range map[string]struct {
		entries []json.RawMessage
		want    string // of the first
	}{
		"nested": {raws(
			`{"uuid":"a1","occurredAt":"2026-03-20T10:00:00Z","what":"FLOW_UPDATED","actor":{"id":"u1","mail":"ann@x.example"},"resource":{"type":"flow","id":"f-1"},"state":{"old":{"email":"a@b.example"},"new":{"email":"c@d.example"}}}`,
			`{"uuid":"a2","occurredAt":"2026-03-20T09:00:00Z","what":"USER_CREATED","actor":{"id":"u2","mail":"bob@x.example"},"resource":{"type":"user","id":"f-2"},"state":{"old":null,"new":{"email":"c@d.example"}}}`),
			"a1 | 2026-03-20T10:00:00.000Z | FLOW_UPDATED | update | ann@x.example | f-1 | f-1"},
		"wrapped, microseconds": {raws(
			`{"_index":"a","_id":"7","_source":{"ts":1774000000123456,"event":"flow.started","by":"ann@x.example"}}`,
			`{"_index":"a","_id":"8","_source":{"ts":1773000000123456,"event":"flow.stopped","by":"bob@x.example"}}`),
			"7 | 2026-03-20T09:46:40.123Z | flow.started | other | ann@x.example |  | "},
		"a German table": {raws(
			`{"Nr":"1","Zeitpunkt":"20.03.2026 10:00:00","Aktion":"Flow Updated","Benutzer":"ann@x.example"}`,
			`{"Nr":"2","Zeitpunkt":"19.03.2026 10:00:00","Aktion":"Login Failed","Benutzer":"bob@x.example"}`),
			"1 | 2026-03-20T10:00:00.000Z | Flow Updated | update | ann@x.example |  | "},
		"an English table": {raws(
			`{"Date":"3/20/2026, 10:00:00 PM","Event":"User Deleted","Performed by":"ann@x.example","Entry ID":"e1"}`,
			`{"Date":"3/19/2026, 9:00:00 AM","Event":"User Created","Performed by":"ann@x.example","Entry ID":"e2"}`),
			"e1 | 2026-03-20T22:00:00.000Z | User Deleted | delete | ann@x.example |  | "},
	} {
		t.Run(name, func(t *testing.T) {
			g := learn.Entries(c.entries)
			e, err := g.Profile.Map(c.entries[0])
			if err != nil {
				t.Fatalf("%v\n%s", err, g.YAML())
			}
			if got := mapped(e); got != c.want {
				t.Errorf("got  %s\nwant %s\n%+v", got, c.want, g.Findings)
			}
			if g.Mapped != len(c.entries) || len(g.Questions()) > 0 {
				t.Errorf("%d of %d map; questions %+v", g.Mapped, g.Entries, g.Questions())
			}
		})
	}
}

// Dates that can be read either way are asked for, and the answer holds.
func TestAmbiguousDates(t *testing.T) {
	g := learn.Entries(raws(
		`{"id":1,"when":"03/04/2026 10:00:00","event":"flow.updated","who":"ann@x.example"}`,
		`{"id":2,"when":"02/04/2026 10:00:00","event":"flow.updated","who":"ann@x.example"}`))
	questions := g.Questions()
	if len(questions) != 1 || questions[0].Key != "time.layouts" || len(questions[0].Alternatives) != 1 {
		t.Fatalf("questions: %+v", questions)
	}
	if text := string(g.YAML()); !strings.Contains(text, "day first") {
		t.Errorf("the file does not ask:\n%s", text)
	}
	for layout, want := range map[string]string{"1/2/2006 15:04:05": "2026-03-04", "2/1/2006 15:04:05": "2026-04-03"} {
		if err := g.Set("time.layouts", layout); err != nil {
			t.Fatal(err)
		}
		e, err := g.Profile.Map(json.RawMessage(`{"id":1,"when":"03/04/2026 10:00:00"}`))
		if err != nil || e.CreatedAt.Format("2006-01-02") != want {
			t.Errorf("%s: %v, %v", layout, e.CreatedAt, err)
		}
		if len(g.Questions()) > 0 {
			t.Errorf("still asks %+v", g.Questions())
		}
	}
}

func TestSet(t *testing.T) {
	g := learn.Entries(raws(`{"id":1,"at":"2026-03-20T10:00:00Z","event":"flow.updated","who":"ann@x.example","boss":"eve@x.example"}`))
	for _, c := range []struct{ key, value, wantErr string }{
		{"fields.user", "boss", ""},
		{"fields.user", "[boss, who]", ""},
		{"request.paging.size", "50", ""},
		{"request.params.api.version", "2", ""},
		{"request.paging.size", "many", "wanted"},
		{"fields.nonsense", "x", "no key"},
		{"request", "x", "cannot be used"},
	} {
		before := string(g.Profile.YAML())
		err := g.Set(c.key, c.value)
		if (err == nil) != (c.wantErr == "") || (err != nil && !strings.Contains(err.Error(), c.wantErr)) {
			t.Errorf("%s=%s: %v, want %q", c.key, c.value, err, c.wantErr)
		}
		if err != nil && string(g.Profile.YAML()) != before {
			t.Errorf("%s=%s failed and changed the profile", c.key, c.value)
		}
	}
	e, err := g.Profile.Map(raws(`{"at":"2026-03-20T10:00:00Z","boss":"eve@x.example"}`)[0])
	if err != nil || e.User != "eve@x.example" || g.Profile.Request.Params["api.version"] != "2" {
		t.Errorf("%+v, %v, params %v", e, err, g.Profile.Request.Params)
	}
	if _, err := tenant.LoadProfile(strings.NewReader(string(g.YAML()))); err != nil {
		t.Errorf("what was written cannot be read: %v\n%s", err, g.YAML())
	}
}

// Two fields that can be the time, with nothing to tell them apart, are asked
// for.
func TestTwoTimes(t *testing.T) {
	var entries []json.RawMessage
	for i := range 9 {
		entries = append(entries, json.RawMessage(fmt.Sprintf(
			`{"id":%d,"created":"2026-03-%02dT10:00:00Z","timestamp":"2026-03-%02dT12:00:00Z","event":"flow.updated"}`, i, 20-i, 21-i)))
	}
	g := learn.Entries(entries)
	questions := g.Questions()
	if len(questions) != 1 || questions[0].Key != "fields.createdAt" {
		t.Fatalf("questions: %+v", questions)
	}
	if err := g.Set("fields.createdAt", "timestamp"); err != nil || len(g.Questions()) > 0 {
		t.Errorf("%v, %+v", err, g.Questions())
	}
}
