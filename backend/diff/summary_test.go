package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// demoEvents are those of a demo tenant, as a sync maps them.
func demoEvents(t testing.TB, seed uint64, count int) []audit.Event {
	t.Helper()
	var log bytes.Buffer
	if err := demo.Generate(t.Context(), &log, seed, count, demo.DefaultUntil, nil); err != nil {
		t.Fatal(err)
	}
	var events []audit.Event
	profile := tenant.DefaultProfile()
	for line := range bytes.Lines(log.Bytes()) {
		e, err := profile.Map(bytes.Clone(bytes.TrimSpace(line)))
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	return events
}

// often are the actions of which more than two events are looked at.
var often = setOf("Flow Updated", "Integration Template Updated", "Published Integration Template Updated",
	"ACL Rule Updated", "ACL Rule Created", "Configuration Updated", "User Updated")

// TestSummariesOfTheDemo holds the sentences of some sixty events, at least one
// of each action, as a reader would judge them.
func TestSummariesOfTheDemo(t *testing.T) {
	const golden = "testdata/summaries.txt"
	perAction := map[string]int{}
	var lines []string
	for _, e := range demoEvents(t, 5, 3000) {
		most := 1
		if often[e.Action] {
			most = 6
		}
		if perAction[e.Action]++; perAction[e.Action] <= most {
			lines = append(lines, fmt.Sprintf("%-40s %s\n", e.Action, Summary(e)))
		}
	}
	if len(perAction) != len(audit.Catalog) {
		t.Errorf("%d actions, want %d", len(perAction), len(audit.Catalog))
	}
	got := strings.Join(lines, "")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSummary(t *testing.T) {
	about := func(action, kind, name, before, after, changes string) audit.Event {
		e := event(before, after, changes)
		e.Action, e.TargetKind, e.TargetName, e.User, e.IP = action, kind, name, "ann@x", "203.0.113.24"
		return e
	}
	flow := func(slack, rest string) string {
		return `{"name":"Notify sales","stage":"stopped","mtime":1,"flow":{
			"o":{"type":"appmixer.utils.http.Get","label":"Order","x":1},
			"s":{"type":"appmixer.slack.messages.SendChannelMessage","x":1,"config":{"properties":{` + slack + `}},"source":{"in":{"o":["out"]}}}` + rest + `}}`
	}
	plain := flow(`"channelId":"#emea","token":"xoxb-hunter2"`, "")
	const wait = `,"%s":{"type":"appmixer.utils.timers.Wait","source":{"in":{"s":["out"]}}}`
	var three string
	for _, id := range []string{"a", "b", "c"} {
		three += fmt.Sprintf(wait, id)
	}
	tests := []struct {
		name  string
		event audit.Event
		want  string
	}{
		{"a flow", about("Flow Updated", "flow", "Notify sales", plain, strings.Replace(flow(`"channelId":"#global","token":"xoxb-hunter2"`, three), `{"in":{"o":["out"]}}`, "{}", 1), ""),
			"3 components added, Slack channel changed, 1 connection removed"},
		{"one change", about("Flow Updated", "flow", "", plain, strings.Replace(plain, "#emea", "#global", 1), ""), "Slack channel #emea → #global"},
		{"a secret", about("Flow Updated", "flow", "", plain, strings.Replace(plain, "xoxb-hunter2", "xoxb-hunter2-new", 1), ""),
			"Slack token changed, 12 → 16 characters"},
		{"a secret and more", about("Flow Updated", "flow", "", plain, flow(`"channelId":"#global","token":"other"`, ""), ""), "Slack channel changed, 1 secret changed"},
		{"layout", about("Flow Updated", "flow", "", plain, strings.ReplaceAll(plain, `"x":1`, `"x":2`), ""), "Moved 2 components (layout only)"},
		{"bookkeeping", about("Flow Updated", "flow", "", plain, strings.Replace(plain, `"mtime":1`, `"mtime":2`, 1), ""), "only bookkeeping changed (mtime)"},
		{"nothing", about("Flow Updated", "flow", "", plain, plain, ""), "saved without a change"},
		{"renamed", about("Flow Updated", "flow", "", plain, strings.Replace(plain, "Notify sales", "Care", 1), ""), `renamed "Notify sales" → "Care"`},
		{"rerouted", about("Flow Updated", "flow", "", strings.Replace(flow(``, ""), `{"o":["out"]}`, `{"o":["out"]}`, 1), strings.Replace(flow(``, ""), `{"o":["out"]}`, `{"o":["error"]}`, 1), ""), "1 connection rerouted"},
		{"shared", about("Flow Updated", "flow", "", `{"flow":{},"sharedWith":[{"email":"a@x"}]}`, `{"flow":{},"sharedWith":[{"email":"b@x","permissions":["read"]}]}`, ""), "no longer shared with a@x, shared with b@x"},
		{"started", about("Flow Started", "flow", "Notify sales", "", "", `[{"path":"/stage","old":"stopped","new":"running"}]`), "stage stopped → running"},
		{"started, no state", about("Flow Started", "flow", "Notify sales", "", "", ""), `Flow "Notify sales", from 203.0.113.24`},
		{"created", about("Flow Created", "flow", "Order to ERP", "", plain, ""), `"Order to ERP", 2 components`},
		{"a right more", about("ACL Rule Updated", "acl", "", `[{"role":"user","resource":"flows","action":["read"]}]`, `[{"role":"user","resource":"flows","action":["read","delete"]}]`, ""),
			"role `user` may now `delete` flows"},
		{"rights in another order", about("ACL Rule Updated", "acl", "", `[{"role":"a","resource":"x","action":["read"]},{"role":"b","resource":"x","action":["read"]}]`, `[{"role":"b","resource":"x","action":["read"]},{"role":"a","resource":"x","action":["read"]}]`, ""),
			"rule a › x moved, same rights"},
		{"rules in another order, one wider", about("ACL Rule Updated", "acl", "", `[{"role":"a","resource":"x","action":["read"]},{"role":"b","resource":"x","action":["read"]},{"role":"c","resource":"x","action":["read"]}]`, `[{"role":"c","resource":"x","action":["read"]},{"role":"b","resource":"x","action":["read","use"]},{"role":"a","resource":"x","action":["read"]}]`, ""),
			"role `b` may now `use` x, 2 rules moved"},
		{"actions in another order", about("ACL Rule Updated", "acl", "", `[{"role":"a","resource":"x","action":["read","use"]}]`, `[{"role":"a","resource":"x","action":["use","read"]}]`, ""), "written in another order, same rights"},
		{"rules written twice", about("ACL Rule Updated", "acl", "", `[{"role":"a","resource":"x","action":["read"]}]`, `[{"role":"a","resource":"x","actions":["read"]}]`, ""), "rules written differently, same rights"},
		{"everything", about("ACL Rule Updated", "acl", "", `[{"role":"a","resource":"x","action":["read"]}]`, `[{"role":"a","resource":"x","action":["*"]}]`, ""), "role `a` may now do everything with x"},
		{"no longer everything", about("ACL Rule Updated", "acl", "", `[{"role":"a","resource":"x","action":["*"]}]`, `[{"role":"a","resource":"x","action":["read"]}]`, ""), "role `a` may no longer do everything with x, only `read`"},
		{"an entry more", about("User Updated", "user", "", `{"vendor":["a"]}`, `{"vendor":["a","b"]}`, ""), "b added to vendor"},
		{"an entry less", about("Configuration Updated", "config", "HOSTS", `{"key":"HOSTS","value":["a","b"]}`, `{"key":"HOSTS","value":["b"]}`, ""), "a removed from HOSTS"},
		{"an entry changed", about("Configuration Updated", "config", "HOSTS", `{"key":"HOSTS","value":[["a","b"],["c"]]}`, `{"key":"HOSTS","value":[["a","d"],["c"]]}`, ""), "HOSTS b → d"},
		{"an entry moved", about("User Updated", "user", "", `{"vendor":["a","b","c"]}`, `{"vendor":["c","a","b"]}`, ""), "c moved in vendor"},
		{"entries moved", about("User Updated", "user", "", `{"l":[{"id":1},{"id":2},{"id":3}]}`, `{"l":[{"id":3},{"id":2},{"id":1}]}`, ""), "3 and 1 moved in l"},
		{"many moved", about("User Updated", "user", "", `{"l":["a","b","c","d","e","f"]}`, `{"l":["f","e","d","c","b","a"]}`, ""), "5 entries moved in l"},
		{"a nameless one moved", about("User Updated", "user", "", `{"l":[[1,1],[2,2],[3,3]]}`, `{"l":[[3,3],[1,1],[2,2]]}`, ""), "no. 3 moved to no. 1 in l"},
		{"moved and changed", about("User Updated", "user", "", `{"l":[{"id":"a","v":1},{"id":"b"},{"id":"c"}]}`, `{"l":[{"id":"b"},{"id":"c"},{"id":"a","v":2}]}`, ""), "l › a moved, v 1 → 2"},
		{"in two elements", about("User Updated", "user", "", `{"l":[{"id":"a","v":1,"w":1},{"id":"b","v":1}]}`, `{"l":[{"id":"a","v":2,"w":2},{"id":"b","v":2}]}`, ""), "l › a: v 1 → 2, w 1 → 2, l › b: v 1 → 2"},
		{"a secret moved", about("User Updated", "user", "", `{"tokens":["hunter2hunter2","b","c"]}`, `{"tokens":["b","c","hunter2hunter2"]}`, ""), "a secret moved in tokens"},
		{"secrets moved", about("User Updated", "user", "", `{"tokens":["hunter2hunter2","hunter3hunter3","b"]}`, `{"tokens":["b","hunter3hunter3","hunter2hunter2"]}`, ""), "2 entries moved in tokens"},
		{"a move by a list", about("User Updated", "user", "", "", "", `[{"op":"move","from":"/l/4","path":"/l/0"}]`), "no. 5 moved to no. 1 in l"},
		{"moves by a list, elsewhere", about("User Updated", "user", "", "", "", `[{"op":"move","from":"/draft/4","path":"/live/0"},{"op":"move","from":"/a","path":"/b"},{"op":"move","from":"/c/x","path":"/d/x"}]`),
			"draft › no. 5 moved to live › no. 1, a moved to b, c › x moved to d › x"},
		{"inputs in another order", about("Flow Updated", "flow", "", plain, strings.Replace(plain, `"#emea"`, `"#emea","to":["a","b"]`, 1), ""), `Slack to added`},
		{"components of a list", about("Flow Updated", "flow", "", `{"flow":[{"id":"a"},{"id":"b"},{"id":"c"}]}`, `{"flow":[{"id":"c"},{"id":"a"},{"id":"b"}]}`, ""), "1 component moved (0)"},
		{"a component's list in another order", about("Flow Updated", "flow", "", strings.Replace(plain, `"#emea"`, `"#emea","to":["a","b","c"]`, 1), strings.Replace(plain, `"#emea"`, `"#emea","to":["c","a","b"]`, 1), ""), "Slack to reordered"},
		{"a component's list longer", about("Flow Updated", "flow", "", strings.Replace(plain, `"#emea"`, `"#emea","to":["a"]`, 1), strings.Replace(plain, `"#emea"`, `"#emea","to":["a","b"]`, 1), ""), "b added to Slack to"},
		{"another type", about("Configuration Updated", "config", "RETRIES", `{"key":"RETRIES","value":3}`, `{"key":"RETRIES","value":"3"}`, ""), `RETRIES 3 → "3" (number → text)`},
		{"another type, large", about("User Updated", "user", "", `{"a":null}`, `{"a":{"b":1}}`, ""), "a changed (null → object)"},
		{"members without a name and like indexes", about("User Updated", "user", "", `{"o":{"":1,"0":1}}`, `{"o":{"":2,"0":2}}`, ""), `"" 1 → 2, o › 0 1 → 2`},
		{"all rights", about("ACL Rule Created", "acl", "", `[]`, `[{"role":"guest","resource":"*","action":["*"],"attributes":["*"]}]`, ""), "role `guest` may now do everything with everything"},
		{"a rule gone and attributes", about("ACL Rule Updated", "acl", "", `[{"role":"a","resource":"x","action":["read"],"attributes":["non-private"]},{"role":"b","resource":"y","action":["use"]}]`, `[{"role":"a","resource":"x","action":["read"],"attributes":["*"]}]`, ""),
			"role `b` may no longer `use` y, role `a` on x: attributes non-private → *"},
		{"a single rule", about("ACL Rule Created", "acl", "", "", `{"role":"a","resource":"x","action":["read","write"]}`, ""), "role `a` may now `read` and `write` x"},
		{"access to a component", about("Component Access Assigned", "component", "appmixer.slack.list.Send", `{"component":"c","roles":["user"]}`, `{"component":"c","roles":["tester","dev"]}`, ""),
			"roles `tester` and `dev` may now use appmixer.slack.list.Send, role `user` may no longer use appmixer.slack.list.Send"},
		{"a secret setting", about("Configuration Updated", "config", "JWTSecret", `{"key":"JWTSecret","value":"hunter2hunter2hunter2hun"}`, `{"key":"JWTSecret","value":"hunter2hunter2hunter2hunter2hunt"}`, ""),
			"JWTSecret changed, 24 → 32 characters"},
		{"a secret setting of the same length", about("Configuration Updated", "config", "JWTSecret", `"hunter2"`, `"2hunter"`, ""), "JWTSecret changed, 7 characters"},
		{"a secret setting removed", about("Configuration Deleted", "config", "JWTSecret", `{"key":"JWTSecret","value":"hunter2"}`, "", ""), "JWTSecret removed, 7 characters"},
		{"a setting", about("Configuration Updated", "config", "LOG_LEVEL", `{"key":"LOG_LEVEL","value":"info"}`, `{"key":"LOG_LEVEL","value":"debug"}`, ""), "LOG_LEVEL info → debug"},
		{"a new setting", about("Configuration Updated", "config", "LIMIT", "", `{"key":"LIMIT","value":10}`, ""), "LIMIT set to 10"},
		{"a service", about("Configuration Updated", "config", "appmixer:google", `{"serviceId":"appmixer:google","clientID":"a","clientSecret":"hunter2"}`, `{"serviceId":"appmixer:google","clientID":"b","clientSecret":"hunter22"}`, ""),
			"appmixer:google clientID a → b, clientSecret changed, 7 → 8 characters"},
		{"a login", about("User Logged In", "user", "ann@x", "", "", ""), "from 203.0.113.24"},
		{"a login as another", about("Login Failed", "user", "bob@x", "", "", ""), "as bob@x, from 203.0.113.24"},
		{"own password", about("Password Changed", "user", "ann@x", "", "", ""), "own password, from 203.0.113.24"},
		{"another's password", about("Password Changed", "user", "bob@x", "", "", ""), "password of bob@x, from 203.0.113.24"},
		{"a connector", about("Connector Updated", "connector", "appmixer.slack", `{"version":"4.1.3","changelog":{}}`, `{"version":"4.2.0","changelog":{"4.2.0":[]}}`, ""), "appmixer.slack 4.1.3 → 4.2.0"},
		{"a connector installed", about("Connector Installed", "connector", "appmixer.slack", "", `{"name":"appmixer.slack","version":"4.2.0"}`, ""), "appmixer.slack 4.2.0"},
		{"a user", about("User Updated", "user", "bob@x", `{"scope":["user"],"isActive":true,"plan":"free"}`, `{"scope":["user","admin"],"isActive":false,"plan":"pro"}`, ""), "gained scope `admin`, deactivated, plan free → pro"},
		{"a user created", about("User Created", "user", "bob@x", "", `{"scope":["user"],"plan":"free"}`, ""), "scope `user`, plan free"},
		{"of an unknown kind", about("Store Emptied", "store", "s1", `{"rows":3,"name":"a b"}`, `{"rows":0,"name":"c, d"}`, ""), `rows 3 → 0, name "a b" → "c, d"`},
		{"hostile", about("x", "", "", `{"a":"\u001b[31m\u202e"}`, `{"a":"b\nc"}`, ""), `a \x1b[31m\u202e → b\nc`},
		{"unreadable", about("x", "", "", `{`, `{}`, ""), "the change cannot be read"},
		{"nothing at all", audit.Event{}, "no details recorded"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Summary(test.event); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// checkSummary holds what is true of every summary, whatever the event was.
func checkSummary(t *testing.T, e audit.Event) {
	t.Helper()
	summary := Summary(e)
	if summary == "" || utf8.RuneCountInString(summary) > LongestSummary || summary != Summary(e) || MaskText(summary) != summary {
		t.Fatalf("summary %q, then %q", summary, Summary(e))
	}
	checkHarmless(t, summary)
}

func TestSummariesOfADemoKeepSecrets(t *testing.T) {
	events := demoEvents(t, 11, 1500)
	for _, e := range events {
		checkSummary(t, e)
		var states [2]struct{ Key, Value, ClientSecret any }
		for i, raw := range [][]byte{e.Before, e.After} {
			_ = json.Unmarshal(raw, &states[i]) // of another kind where it fails
		}
		for _, s := range states {
			for _, secret := range []any{s.Value, s.ClientSecret} {
				if text, ok := secret.(string); ok && len(text) > 20 && IsSecretKey(e.TargetID) && strings.Contains(Summary(e), text) {
					t.Errorf("%s shows its secret", Summary(e))
				}
			}
		}
	}
	together := slices.Clone(events)
	Summarize(together)
	for i, e := range together {
		if e.Summary != Summary(events[i]) {
			t.Fatalf("together %q, alone %q", e.Summary, Summary(events[i]))
		}
	}
}
