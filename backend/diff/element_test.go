package diff

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// named writes the changes of view under what they are called.
func named(view View) string {
	var lines []string
	for _, c := range view.Changes {
		e := view.Elements[c.Element]
		line := fmt.Sprintf("%s | %s | %s%s | %s", e.Kind, e.Name, e.Path, e.Change, strings.Join(c.Label, ">"))
		if c.Connection != "" {
			line += " | " + c.Connection
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// flowOf is a flow of three components, of which the last two may be edited.
func flowOf(send, wait string) string {
	return `{"name":"Sales","flow":{
		"11111111-aaaa":{"type":"appmixer.utils.http.Get","label":"Order"},
		"22222222-bbbb":{"type":"appmixer.slack.messages.SendChannelMessage","label":"Notify sales",` + send + `},
		"33333333-cccc":{"type":"appmixer.utils.controls.Filter",` + wait + `}}}`
}

func TestElements(t *testing.T) {
	const rules = `[{"role":"user","resource":"flow","action":["read"]},{"role":"tester","resource":"files","action":["read"]}]`
	plain := flowOf(`"config":{}`, `"source":{}`)
	tests := []struct {
		name  string
		event audit.Event
		want  string
	}{
		{"a component", event(plain, flowOf(`"config":{"transform":{"in":{"message":"x"}}}`, `"source":{}`), ""),
			"component | Slack › SendChannelMessage \"Notify sales\" | /flow/22222222-bbbb | config>transform"},
		{"a component's id in a label", event(flowOf(`"config":{"in":{"11111111-aaaa":{"out":1}}}`, `"x":1`), flowOf(`"config":{"in":{"11111111-aaaa":{"out":2}}}`, `"x":1`), ""),
			"component | Slack › SendChannelMessage \"Notify sales\" | /flow/22222222-bbbb | config>in>Get>out"},
		{"a component that was removed", event(plain, `{"name":"Sales","flow":{"11111111-aaaa":{"type":"appmixer.utils.http.Get","label":"Order"},"33333333-cccc":{"type":"appmixer.utils.controls.Filter","source":{}}}}`, ""),
			"component | Slack › SendChannelMessage \"Notify sales\" | /flow/22222222-bbbbremoved | "},
		{"a component without a type", event(`{"flow":{}}`, `{"flow":{"0123456789abcdef":{"label":"Mine"},"fedcba9876543210":{}}}`, ""),
			"component | Component \"Mine\" | /flow/0123456789abcdefadded | \ncomponent | Component fedcba98… | /flow/fedcba9876543210added | "},
		{"the flow itself", event(plain, strings.Replace(plain, "Sales", "Care", 1), ""), "object | Flow \"Care\" |  | name"},
		{"a component that is no object", event(`{"flow":{"u":1}}`, `{"flow":{"u":2}}`, ""), "object | Flow |  | flow>u"},
		{"a rule widened and one before it", event(rules, `[{"role":"admin","resource":"*"},{"role":"user","resource":"flow","action":["read","delete"]},{"role":"tester","resource":"files","action":[]}]`, ""),
			"rule | admin › * | /0added | \nrule | user › flow | /1 | action>no. 2\nrule | tester › files | /2 | action>no. 1"},
		{"a rule removed", event(rules, `[{"role":"tester","resource":"files","action":["read"]}]`, ""), "rule | user › flow | /0removed | "},
		{"an entry", event(`{"wizard":{"fields":[{"id":"a","label":"Name?","hint":"x"}]}}`, `{"wizard":{"fields":[{"id":"b","x":{}},{"id":"a","label":"Name?","hint":"y"},{"x":1}]}}`, ""),
			"entry | fields › b | /wizard/fields/0added | \nentry | fields › Name? | /wizard/fields/1 | hint\nentry | fields › no. 3 | /wizard/fields/2added | "},
		{"a list inside a component", event(flowOf(`"errors":[{"name":"a","n":1}]`, `"x":1`), flowOf(`"errors":[{"name":"a","n":2}]`, `"x":1`), ""),
			"component | Slack › SendChannelMessage \"Notify sales\" | /flow/22222222-bbbb | errors>a>n"},
		{"created", audit.Event{TargetKind: "user", TargetName: "ann@x", After: json.RawMessage(`{"scope":["user"]}`)}, "object | User ann@x | added | scope>no. 1"},
		{"deleted, of an unknown kind", audit.Event{TargetKind: "store", TargetID: "s1", Before: json.RawMessage(`{"a":1}`)}, "object | Store \"s1\" | removed | a"},
		{"of the catalog's kind", audit.Event{Action: "Connector Installed", After: json.RawMessage(`{"name":"appmixer.slack"}`)}, "object | Connector appmixer.slack | added | name"},
		{"a list of changes", event("", "", `[{"path":"flow.u1.config.a","old":1,"new":2},{"path":"0.action","old":1,"new":2},{"op":"add","path":"/flow/u2","value":{"type":"appmixer.x.y.Z"}},{"path":"name","old":"a","new":"b"}]`),
			"component | Component u1 | /flow/u1 | config>a\nentry | no. 1 | /0 | action\ncomponent | X › Z | /flow/u2added | \nobject | Object |  | name"},
		{"a list of changes of rules", audit.Event{Action: "ACL Rule Updated", Changes: json.RawMessage(`[{"path":"/3/action","old":1,"new":2}]`)}, "rule | no. 4 | /3 | action"},
		{"a list of changes beside a state", event("", plain, `[{"path":"/flow/22222222-bbbb/label","old":"Tell","new":"Notify sales"}]`),
			"component | Slack › SendChannelMessage \"Notify sales\" | /flow/22222222-bbbb | label"},
		{"secrets", event(`{"list":[]}`, `{"list":[{"name":"Bearer abc1","n":1},{"password":"x","key":"password","label":{"password":"x"}}],"token":[{"name":"abc"}]}`, ""),
			"entry | list › Bearer ••• 4 characters | /list/0added | \nentry | list › password | /list/1added | \nobject | Object |  | token"},
		{"an element under a secret's name", event(`{"token":[{"name":"abc","n":"x"}]}`, `{"token":[{"name":"abc","n":"y"}]}`, ""), "entry | token › ••• 3 characters | /token/0 | n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			view, err := OfEvent(test.event)
			if err != nil {
				t.Fatal(err)
			}
			if got := named(view); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			checkElements(t, view)
		})
	}
}

func TestConnections(t *testing.T) {
	twins := func(source string) string {
		return `{"flow":{"a":{"type":"v.mail.m.Send","label":"One"},"b":{"type":"v.mail.m.Send","label":"Two"},"c":{"type":"v.x.m.Wait","source":` + source + `}}}`
	}
	tests := []struct{ name, before, after, want string }{
		{"added", `{}`, `{"in":{"a":["out"]}}`, `Send "One".out → Wait.in`},
		{"a port added", `{"in":{"a":["out"]}}`, `{"in":{"a":["out","error"]}}`, `Send "One".error → Wait.in`},
		{"removed", `{"in":{"a":["out"],"b":["out"]}}`, `{"in":{"b":["out"]}}`, `Send "One".out → Wait.in`},
		{"all removed", `{"in":{"a":["out","error"],"b":["out"],"x":["y"]}}`, ``, `Send "One".out → Wait.in, Send "One".error → Wait.in, Send "Two".out → Wait.in, 1 more`},
		{"rerouted", `{"in":{"a":["out"]}}`, `{"in":{"b":["out"]}}`, `Send "Two".out → Wait.in (was Send "One".out)|Send "Two".out → Wait.in (was Send "One".out)`},
		{"another port", `{"in":{"a":["out"]}}`, `{"in":{"a":["error"]}}`, `Send "One".error → Wait.in (was Send "One".out)`},
		{"from nowhere known", `{}`, `{"in":{"0123456789":["out"]}}`, `01234567….out → Wait.in`},
		{"odd shapes", `{"in":1}`, `{"in":[{"a":["out"]}],"x":{"a":[1,{"b":[]}]},"y":"z"}`, `||`},
		{"the order of ports only", `{"in":{"a":["x","y"]}}`, `{"in":{"a":["y","x"]}}`, ``},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			after := twins(test.after)
			if test.after == "" {
				after = strings.Replace(after, `,"source":`, "", 1)
			}
			view, err := OfEvent(event(twins(test.before), after, ""))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range view.Changes {
				got = append(got, c.Connection)
			}
			if joined := strings.Join(got, "|"); joined != test.want {
				t.Errorf("got  %s\nwant %s", joined, test.want)
			}
		})
	}
}

// checkElements holds what is true of every view, whatever the entry was.
func checkElements(t *testing.T, view View) {
	t.Helper()
	last, seen := 0, map[string]bool{}
	for _, c := range view.Changes {
		if c.Element < 0 || c.Element >= len(view.Elements) || c.Element > last || c.Label == nil || len(c.Label) > longestPath+1 {
			t.Fatalf("%s belongs to element %d of %d, as %q", c.Path, c.Element, len(view.Elements), c.Label)
		}
		if c.Element == last {
			last++
		}
		for _, text := range append(c.Label, c.Connection) {
			checkHarmless(t, text)
		}
		e := view.Elements[c.Element]
		if depth := strings.Count(e.Path, "/"); depth > strings.Count(c.Path, "/") && !strings.Contains(e.Path, "•") {
			t.Fatalf("%s is above its element %s", c.Path, e.Path)
		}
	}
	if last != len(view.Elements) || view.Elements == nil {
		t.Fatalf("%d elements, %d with changes", len(view.Elements), last)
	}
	for _, e := range view.Elements {
		checkHarmless(t, e.Name)
		key := e.Path + string(e.Change)
		if e.Name == "" || seen[key] {
			t.Fatalf("element %+v", e)
		}
		seen[key] = true
	}
}

func checkHarmless(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > 6*6*longestLabel || strings.IndexFunc(text, func(r rune) bool { return r < 0x20 || obeyed(r) }) >= 0 {
		t.Fatalf("shown as it is: %q", text)
	}
}

func TestEveryChangeHasAnElement(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	components := []string{"a", "id", "", "0", "b/c"}
	around := func(value any) any {
		switch r.IntN(4) {
		case 0:
			flow := map[string]any{}
			for _, id := range components {
				flow[id] = map[string]any{"type": "v.s.m.\x1bN", "source": map[string]any{"in": value}, "config": value, "label": value}
			}
			return map[string]any{"flow": flow, "name": value}
		case 1:
			return []any{map[string]any{"role": "a\u202e", "resource": value}, value}
		case 2:
			return map[string]any{"list": []any{value, map[string]any{"name": "Bearer abc1", "v": value}}}
		}
		return value
	}
	for range 5_000 {
		before := randomValue(r, 3)
		b, a := encode(t, around(before)), encode(t, around(edited(r, before)))
		for _, e := range []audit.Event{event(string(b), string(a), ""), event("", string(a), ""), event(string(b), "", ""), event("", string(b), string(a))} {
			view, err := OfEvent(e)
			if err != nil {
				t.Fatal(err)
			}
			checkElements(t, view)
			e.TargetKind = []string{"", "flow", "acl", "config", "user", "connector", "component"}[r.IntN(7)]
			checkSummary(t, e)
		}
	}
}

// TestManyElementsAreNamedFast guards against looking up every change from the
// top: a list of a hundred thousand objects, half of them changed.
func TestManyElementsAreNamedFast(t *testing.T) {
	list := func(mark string) string {
		var b strings.Builder
		for i := range 100_000 {
			fmt.Fprintf(&b, `,{"id":"%d","v":"%s"}`, i, strings.Repeat(mark, i%2))
		}
		return `{"list":[` + b.String()[1:] + "]}"
	}
	e := event(list("a"), list("b"), "")
	s, err := examine(e)
	if err != nil {
		t.Fatal(err)
	}
	changes := make([]audit.Change, len(s.deltas))
	started := time.Now()
	elements := s.name(e, changes, false)
	if took := time.Since(started); took > 5*time.Second || len(elements) != 50_000 {
		t.Errorf("%d elements of %d changes named in %v", len(elements), len(changes), took)
	}
}
