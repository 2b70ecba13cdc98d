package diff

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestCompareArrays(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"the last goes first: one move, not three", `["a","b","c"]`, `["c","a","b"]`, `moved /0 from /2 is "c"`},
		{"insertion moves nothing", `["a","b","c"]`, `["x","a","b","c"]`, `added /0 is "x"`},
		{"moved over an insertion", `["a","b","c"]`, `["x","c","a","b"]`, `added /0 is "x"` + "\n" + `moved /1 from /2 is "c"`},
		{"equal ones move in their order", `["a","a","b"]`, `["b","a","a"]`, `moved /0 from /2 is "b"`},
		{"moved by id", `[{"id":1,"v":"a"},{"id":2,"v":"b"}]`, `[{"id":2,"v":"b"},{"id":1,"v":"a"}]`, `moved /1 from /0 is {"id":1,"v":"a"}`},
		{"moved and changed", `[{"id":1,"v":"a"},{"id":2},{"id":3}]`, `[{"id":2},{"id":3},{"id":1,"v":"b"}]`,
			"moved /2 from /0\nchanged /2/v was \"a\" is \"b\""},
		{"moved, and something in it removed", `[{"id":1,"v":"a"},{"id":2},{"id":3}]`, `[{"id":2},{"id":3},{"id":1}]`,
			"moved /2 from /0\nremoved /0/v was \"a\""},
		{"all of its content changed", `[{"id":1,"v":"a","w":1},{"id":2}]`, `[{"id":0},{"id":1,"v":"b","w":2},{"id":2}]`,
			"added /0 is {\"id\":0}\nchanged /1/v was \"a\" is \"b\"\nchanged /1/w was 1 is 2"},
		{"an id of the same value in another form", `[{"id":1,"v":1},{"id":2}]`, `[{"id":2},{"id":1.0,"v":2}]`, "moved /1 from /0\nchanged /1/v was 1 is 2"},
		{"1 and \"1\" are different ids", `[{"id":1,"v":"abc"},{"id":2}]`, `[{"id":2},{"id":"1","v":"xyz"}]`,
			"removed /0 was {\"id\":1,\"v\":\"abc\"}\nadded /1 is {\"id\":\"1\",\"v\":\"xyz\"}"},
		{"ids given anew: the names match", `[{"id":1,"name":"a"},{"id":2,"name":"b"}]`, `[{"id":7,"name":"a"},{"id":8,"name":"b"}]`,
			"changed /0/id was 1 is 7\nchanged /1/id was 2 is 8"},
		{"renamed, the rest as it was", `[{"name":"a","x":1,"y":2},{"name":"b"}]`, `[{"name":"c","x":1,"y":2},{"name":"b"}]`, `changed /0/name was "a" is "c"`},
		{"one for another", `[{"name":"a","x":1,"y":2},{"name":"b"}]`, `[{"name":"c","x":3,"y":4},{"name":"b"}]`,
			`removed /0 was {"name":"a","x":1,"y":2}` + "\n" + `added /0 is {"name":"c","x":3,"y":4}`},
		{"an id that occurs twice stays with its likeness", `[{"id":1,"v":"a"},{"id":1,"v":"b"},{"id":2},{"id":3},{"id":4}]`,
			`[{"id":1,"v":"b"},{"id":2},{"id":3},{"id":4},{"id":1,"v":"a"}]`, `moved /4 from /0 is {"id":1,"v":"a"}`},
		{"a constant is no identity", `[{"name":"x","v":1},{"name":"x","v":2},{"name":"x","v":3}]`, `[{"name":"x","v":3},{"name":"x","v":1},{"name":"x","v":2}]`,
			`moved /0 from /2 is {"name":"x","v":3}`},
		{"few have an id", `[{"id":1},{"v":1,"w":1},{"v":2,"w":1}]`, `[{"v":1,"w":1},{"v":2,"w":2},{"id":1}]`, "changed /1/w was 1 is 2\nmoved /2 from /0 is {\"id\":1}"},
		{"moved and changed without an identity", `[{"v":1,"w":1,"x":1},{"k":1},{"k":2}]`, `[{"k":1},{"k":2},{"v":1,"w":1,"x":2}]`, "moved /2 from /0\nchanged /2/x was 1 is 2"},
		{"lists in a list", `[[1,2],[3,4],[5,6]]`, `[[5,6],[1,2],[3,9]]`, "moved /0 from /2 is [5,6]\nchanged /2/1 was 4 is 9"},
		{"moved within what moved", `[{"id":1,"l":["a","b"]},{"id":2},{"id":3}]`, `[{"id":2},{"id":3},{"id":1,"l":["b","a"]}]`,
			"moved /2 from /0\nmoved /2/l/1 from /0/l/0 is \"a\""},
		{"emptied and filled", `{"a":[],"b":[1]}`, `{"a":[{"id":1}],"b":[]}`, "added /a/0 is {\"id\":1}\nremoved /b/0 was 1"},
		{"a rule by its role and resource", `[{"role":"user","resource":"flows","action":["read"]},{"role":"user","resource":"files","action":["read"]}]`,
			`[{"role":"user","resource":"files","action":["read","delete"]},{"role":"user","resource":"flows","action":["read"]}]`,
			"added /0/action/1 is \"delete\"\n" + `moved /1 from /0 is {"role":"user","resource":"flows","action":["read"]}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			changes, err := Compare(json.RawMessage(test.before), json.RawMessage(test.after))
			if err != nil {
				t.Fatal(err)
			}
			if got := brief(changes); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

// The identities of a target's kind are tried before the common ones.
func TestIdentityByKindOfTarget(t *testing.T) {
	before := `[{"id":1,"email":"a@x.io","n":"abcdef"},{"id":2,"email":"b@x.io","n":"ghijkl"}]`
	after := `[{"id":2,"email":"a@x.io","n":"mnopqr"},{"id":1,"email":"b@x.io","n":"stuvwx"}]`
	for kind, want := range map[string]string{
		"user": "changed /0/id", "User": "changed /0/id", "": "changed /0/email",
	} {
		e := event(before, after, "")
		e.TargetKind = kind
		view, err := OfEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		if got := brief(view.Changes); !strings.Contains(got, want) {
			t.Errorf("%q: %s", kind, got)
		}
	}
}

func TestMoveOfSecretsIsMasked(t *testing.T) {
	e := event(`{"tokens":["hunter2hunter2","b"],"l":[{"id":1,"password":"hunter2"},{"id":2},{"id":3}]}`,
		`{"tokens":["b","hunter2hunter2"],"l":[{"id":2},{"id":3},{"id":1,"password":"hunter2"}]}`, "")
	view, err := OfEvent(e)
	if err != nil {
		t.Fatal(err)
	}
	text := brief(view.Changes)
	if strings.Contains(text, "hunter2") || view.Masked != 2 || !strings.Contains(text, "moved /l/2 from /l/0") {
		t.Errorf("%d masked: %s", view.Masked, text)
	}
}

// What a list of changes says moved keeps its two paths.
func TestMoveOfAListOfChanges(t *testing.T) {
	view, err := OfEvent(event("", "", `[{"op":"move","from":"/draft","path":"/live"},{"op":"move","from":"/a/2","path":"/b/0"}]`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := brief(view.Changes), "moved /live from /draft\nmoved /b/0 from /a/2"; got != want {
		t.Errorf("got %s", got)
	}
	var patch strings.Builder
	if err := WritePatch(&patch, view.Patch()); err != nil {
		t.Fatal(err)
	}
	want := `[
  {"op":"move","from":"/draft","path":"/live"},
  {"op":"move","from":"/a/2","path":"/b/0"}
]
`
	if patch.String() != want {
		t.Errorf("got %s", patch.String())
	}
}

// An ACL whose rules were reordered and one of which was widened reads as that.
func TestReorderedACL(t *testing.T) {
	rule := func(role, resource, action string) string {
		return `{"role":"` + role + `","resource":"` + resource + `","action":[` + action + `],"attributes":["*"]}`
	}
	list := func(rules ...string) string { return "[" + strings.Join(rules, ",") + "]" }
	admin, flows := rule("admin", "*", `"*"`), rule("user", "flows", `"read"`)
	files, apps, tester := rule("user", "files", `"read"`), rule("user", "apps", `"read"`), rule("tester", "flows", `"read"`)
	e := event(list(admin, flows, files, apps, tester), list(tester, admin, files, rule("user", "flows", `"read","delete"`), apps), "")
	e.TargetKind = "acl"
	view, err := OfEvent(e)
	if err != nil {
		t.Fatal(err)
	}
	moved := 0
	for _, c := range view.Changes {
		if c.Kind == audit.ChangeMoved {
			moved++
		}
	}
	if got := brief(view.Changes); moved != 2 || len(view.Changes) != 3 || !strings.Contains(got, `added /3/action/1 is "delete"`) {
		t.Error(got)
	}
}
