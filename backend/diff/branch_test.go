package diff

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"encoding/json"

	"github.com/trailbook/trailbook/backend/audit"
)

// grownTree draws a tree as a reader sees it.
func grownTree(b Branch, indent string) string {
	var out strings.Builder
	line := b.Name
	if b.Label != "" {
		line += " (" + b.Label + ")"
	}
	switch {
	case b.Kind != "" && b.HasBefore && b.HasAfter:
		line += fmt.Sprintf(" %s: %s → %s", b.Kind, b.Before, b.After)
	case b.Kind != "":
		line += fmt.Sprintf(" %s: %s%s", b.Kind, b.Before, b.After)
	case b.HasAfter:
		line += ": " + b.After
	}
	for name, n := range map[string]int{"unchanged": b.Unchanged, "left": b.Left, "folded": b.Folded} {
		if n > 0 {
			line += fmt.Sprintf(" [%d %s]", n, name)
		}
	}
	out.WriteString(indent + strings.TrimSpace(line) + "\n")
	for _, child := range b.Children {
		out.WriteString(grownTree(child, indent+"  "))
	}
	return out.String()
}

func TestTreeOf(t *testing.T) {
	tests := []struct {
		name  string
		event audit.Event
		noise bool
		want  string
	}{
		{"nothing", event("", "", ""), false, "\n"},
		{"one member", event(`{"a":1,"b":2,"name":"x"}`, `{"a":3,"b":2,"name":"x"}`, ""), false, "[1 unchanged]\n  name: x\n  a changed: 1 → 3\n"},
		{"noise", event(`{"a":1,"mtime":2}`, `{"a":1,"mtime":3}`, ""), false, "[1 folded]\n"},
		{"noise asked for", event(`{"a":1,"mtime":2}`, `{"a":1,"mtime":3}`, ""), true, "[1 unchanged]\n  mtime changed: 2 → 3\n"},
		{"a secret", event(`{"smtp":{"password":"abc","port":1}}`, `{"smtp":{"password":"abcd","port":1}}`, ""), false,
			"\n  smtp [1 unchanged]\n    password changed: ••• 3 characters → ••• changed, 3 → 4 characters\n"},
		{"the whole", event(`1`, `"1"`, ""), false, "typeChanged: 1 → 1\n"},
		{"created", event("", `{"a":{"b":1},"c":"x"}`, ""), false, "\n  a\n    b added: 1\n  c added: x\n"},
		{"deleted", event(`{"a":{"b":1},"c":"x"}`, "", ""), false, "\n  a\n    b removed: 1\n  c removed: x\n"},
		{"a list of changes", event("", "", `[{"path":"/a/b","old":1,"new":2},{"path":"/a/c","new":{"x":[1]}}]`), false,
			"\n  a\n    b changed: 1 → 2\n    c added: {\"x\":[1]}\n"},
		{"element gone before another", event(`{"l":[{"name":"a","n":1},{"name":"b","n":1,"m":2},{"name":"c","n":3}]}`, `{"l":[{"name":"b","n":1},{"name":"c","n":3}]}`, ""), false,
			"\n  l [1 unchanged]\n    0 (l › a) removed: {\"name\":\"a\",\"n\":1}\n    0 (l › b) [1 unchanged]\n      name: b\n      m removed: 2\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree, err := TreeOf(test.event, test.noise)
			if err != nil {
				t.Fatal(err)
			}
			if got := grownTree(tree, ""); got != test.want {
				t.Errorf("\n got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
	if _, err := TreeOf(event(`{`, `{}`, ""), true); audit.CodeOf(err) != audit.CodeInvalid {
		t.Error(err)
	}
}

func TestTreeOfAFlowNamesWhatIsAround(t *testing.T) {
	raw, err := os.ReadFile("testdata/flow.json")
	if err != nil {
		t.Fatal(err)
	}
	var e struct{ Before, After json.RawMessage }
	if err := json.Unmarshal(raw, &e); err != nil {
		t.Fatal(err)
	}
	tree, err := TreeOf(audit.Event{Before: e.Before, After: e.After}, false)
	if err != nil {
		t.Fatal(err)
	}
	got := grownTree(tree, "")
	for _, want := range []string{
		`(Slack › SendChannelMessage "Notify sales")`, "label: Notify sales\n", "type: appmixer.slack.list.SendChannelMessage\n",
		"channelId changed: C01 → C02\n", "token changed: ••• 14 characters → ••• changed, 14 characters\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "hunter2") {
		t.Error("a secret shows")
	}
}

func TestTreeOfIsBounded(t *testing.T) {
	list := func(value string) string {
		return `{"` + strings.Repeat("k", 10_000) + `":[` + strings.TrimSuffix(strings.Repeat(value+",", 20_000), ",") + `]}`
	}
	long := strings.Repeat("x", 5_000)
	for name, e := range map[string]audit.Event{
		"wide":      event(list("1"), list("2"), ""),
		"long":      event(`{"a":"`+long+`"}`, `{"a":"`+long+`y"}`, ""),
		"deep list": event("", "", `[{"path":"`+strings.Repeat("/a", 100_000)+`","old":1,"new":2}]`),
	} {
		soon(t, func() {
			tree, err := TreeOf(e, true)
			if size := len(encode(t, tree)); err != nil || size > 3<<20 {
				t.Errorf("%s: %d bytes, %v", name, size, err)
			}
		})
	}
	for name, raw := range hostileStates() {
		other := strings.NewReplacer("1,", "2,", `"c":1`, `"c":2`, "[1]", "[2]").Replace(raw)
		soon(t, func() {
			if tree, err := TreeOf(event(raw, other, ""), true); err != nil || len(encode(t, tree)) > 3<<20 {
				t.Errorf("%s: %d bytes, %v", name, len(encode(t, tree)), err)
			}
		})
	}
}
