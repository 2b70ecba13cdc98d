package diff

import (
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestReveal(t *testing.T) {
	session := "ghp" + "_" + strings.Repeat("a1", 18)
	e := event(`{"token":"abc","n":1,"`+session+`":{"pwd":"x"}}`, `{"token":"xyz","n":2,"`+session+`":{"pwd":"y"}}`, "")
	list := event("", "", `[{"path":"/a","old":1,"new":2},{"path":"/smtp/password","old":"abc","new":"xyz"}]`)
	tests := []struct {
		name       string
		event      audit.Event
		path, side string
		want       string
		code       audit.Code
	}{
		{"before", e, "/token", SideBefore, `"abc"`, ""},
		{"after", e, "/token", SideAfter, `"xyz"`, ""},
		{"under a masked name", e, "/••• 40 characters/pwd", SideAfter, `"y"`, ""},
		{"of a list", list, "/smtp/password", SideBefore, `"abc"`, ""},
		{"no secret", e, "/n", SideAfter, "", audit.CodeNotFound},
		{"nothing there", e, "/x", SideAfter, "", audit.CodeNotFound},
		{"nothing before", event(`{}`, `{"token":"abc"}`, ""), "/token", SideBefore, "", audit.CodeNotFound},
		{"no side", e, "/token", "", "", audit.CodeInvalid},
		{"not readable", event(`{`, `{}`, ""), "/token", SideAfter, "", audit.CodeInvalid},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Reveal(test.event, test.path, test.side)
			if string(got) != test.want || audit.CodeOf(err) != test.code {
				t.Errorf("%s, %v; want %s, %q", got, err, test.want, test.code)
			}
		})
	}
}
