package diff

import (
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// A path is called by the same names whether a change tells of it or it is
// asked for by itself.
func TestPathNames(t *testing.T) {
	flow := flowOf(`"config":{"in":{"11111111-aaaa":{"out":1}}},"errors":[{"name":"a","n":1}]`, `"x":1`)
	const rules = `[{"role":"user","resource":"flow","action":["read"]}]`
	const send = `Slack › SendChannelMessage "Notify sales"`
	tests := []struct {
		name  string
		event audit.Event
		path  string
		want  string
	}{
		{"in a component", event("", flow, ""), "/flow/22222222-bbbb/config/in/11111111-aaaa/out", send + ">config>in>Get>out"},
		{"in a list of a component", event("", flow, ""), "/flow/22222222-bbbb/errors/0/n", send + ">errors>a>n"},
		{"a component that was there before", event(flow, `{"flow":{}}`, ""), "/flow/22222222-bbbb/type", send + ">type"},
		{"a component that nothing is known of", event("", `{"flow":{}}`, ""), "/flow/0123456789abcdef/label", "Component 01234567…>label"},
		{"of the object itself", event("", flow, ""), "/name", "name"},
		{"in a rule", event("", rules, ""), "/0/action/0", "user › flow>action>no. 1"},
		{"the whole", event("", flow, ""), "", ""},
		{"without any state", event("", "", ""), "/a/b", "a>b"},
		{"states that cannot be read", event("{", "[", ""), "/a/0/b", "a › no. 1>b"},
		{"a secret as a name", event("", `{"sessions":{"ghp_abcdefghijklmnopqrstuvwxyz0123456789":1}}`, ""), maskedPath([]string{"sessions", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"}),
			"sessions>" + MaskText("ghp_abcdefghijklmnopqrstuvwxyz0123456789")},
	}
	for _, tt := range tests {
		if got := strings.Join(PathNames(tt.event, []string{tt.path})[0], ">"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	view, err := OfEvent(event("", flow, ""))
	if err != nil || len(view.Changes) == 0 {
		t.Fatal(view, err)
	}
	for _, c := range view.Changes {
		if one, other := strings.Join(view.Names(c), ">"), strings.Join(PathNames(event("", flow, ""), []string{c.Path})[0], ">"); one != other {
			t.Errorf("%s is called %q by the view and %q by its path", c.Path, one, other)
		}
	}
}
