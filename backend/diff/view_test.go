package diff

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func event(before, after, changes string) audit.Event {
	return audit.Event{Before: json.RawMessage(before), After: json.RawMessage(after), Changes: json.RawMessage(changes)}
}

func TestOfEvent(t *testing.T) {
	tests := []struct {
		name  string
		event audit.Event
		shape string
		want  string
	}{
		{"a login", event("", "", ""), ShapeNone, ""},
		{"nulls", event("null", " null ", "null"), ShapeNone, ""},
		{"created", event("null", `{"a":1,"b":{"token":"abc"}}`, ""), ShapeAfter,
			"added /a is 1\nadded /b/token is \"••• 3 characters\" masked"},
		{"deleted", event(`{"key":"JWTSecret","value":"abc"}`, "", ""), ShapeBefore,
			"removed /key was \"JWTSecret\"\nremoved /value was \"••• 3 characters\" masked"},
		{"a secret of another length", event(`{"clientSecret":"abc"}`, `{"clientSecret":"abcd"}`, ""), ShapeBeforeAfter,
			"changed /clientSecret was \"••• 3 characters\" is \"••• changed, 3 → 4 characters\" masked"},
		{"a secret of the same length", event(`{"clientSecret":"abc"}`, `{"clientSecret":"xyz"}`, ""), ShapeBeforeAfter,
			"changed /clientSecret was \"••• 3 characters\" is \"••• changed, 3 characters\" masked"},
		{"a number that is secret", event(`{"passcode":1}`, `{"passcode":2}`, ""), ShapeBeforeAfter,
			"changed /passcode was \"•••\" is \"••• changed\" masked"},
		{"a secret inside a text", event(`{"h":"Bearer abc1"}`, `{"h":"Bearer xyz2"}`, ""), ShapeBeforeAfter,
			"changed /h was \"Bearer ••• 4 characters\" is \"Bearer ••• changed, 4 characters\" masked"},
		{"a secret that stayed", event(`{"clientSecret":"abc","n":1}`, `{"clientSecret":"abc","n":2}`, ""), ShapeBeforeAfter,
			"changed /n was 1 is 2"},
		{"a setting turned secret", event(`{"key":"logo","value":"abc"}`, `{"key":"JWTSecret","value":"xyz"}`, ""), ShapeBeforeAfter,
			"changed /key was \"logo\" is \"JWTSecret\"\nchanged /value was \"••• 3 characters\" is \"••• changed, 3 characters\" masked"},
		{"a secret that was cleared", event(`{"password":"abc"}`, `{"password":""}`, ""), ShapeBeforeAfter,
			"changed /password was \"••• 3 characters\" is \"\" masked"},
		{"a whole component with a secret", event(`{"flow":{}}`, `{"flow":{"u":{"config":{"apiKey":"abc","n":1}}}}`, ""), ShapeBeforeAfter,
			`added /flow/u is {"config":{"apiKey":"••• 3 characters","n":1}} masked`},
		{"a secret as a name", event(`{}`, `{"ghp_`+strings.Repeat("a1", 18)+`":1}`, ""), ShapeBeforeAfter,
			"added /••• 40 characters is 1"},
		{"the target names the setting", audit.Event{TargetID: "JWTSecret", Before: json.RawMessage(`"abc"`), After: json.RawMessage(`{"value":"x","n":1}`)}, ShapeBeforeAfter,
			"typeChanged  was \"••• 3 characters\" is {\"value\":\"••• 1 character\",\"n\":\"•••\"} masked"},
		{"both states win over a list", event(`{"a":1}`, `{"a":2}`, `[{"path":"/b","old":1,"new":2}]`), ShapeBeforeAfter, "changed /a was 1 is 2"},
		{"a list wins over one state", event("", `{"a":2}`, `[{"path":"/a","old":1,"new":2}]`), ShapeChanges, "changed /a was 1 is 2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { checkView(t, test.event, test.shape, test.want) })
	}
}

func checkView(t *testing.T, e audit.Event, shape, want string) {
	t.Helper()
	view, err := OfEvent(e)
	if err != nil {
		t.Fatal(err)
	}
	if got := brief(view.Changes); got != want || view.Shape != shape {
		t.Errorf("shape %s, want %s\n got %s\nwant %s", view.Shape, shape, got, want)
	}
	masked, noise := 0, 0
	for _, c := range view.Changes {
		if c.Masked {
			masked++
		}
		if c.Noise {
			noise++
		}
	}
	if view.Masked != masked || view.Noise != noise || view.Changes == nil {
		t.Errorf("counts %d masked and %d noise, want %d and %d", view.Masked, view.Noise, masked, noise)
	}
}

func TestOfEventReadsListsOfChanges(t *testing.T) {
	tests := []struct{ name, changes, want string }{
		{"path, old, new", `[{"path":"/a/b","old":1,"new":2}]`, "changed /a/b was 1 is 2"},
		{"field, from, to", `[{"field":"a.b[0]","from":"x","to":"y"}]`, `changed /a/b/0 was "x" is "y"`},
		{"key, oldValue, newValue", `[{"key":"a","oldValue":1,"newValue":"1"}]`, `typeChanged /a was 1 is "1"`},
		{"name, previous, current", `[{"name":"a","previous":true,"current":false}]`, "changed /a was true is false"},
		{"segments, lhs, rhs", `[{"kind":"E","path":["a",0,"b/c"],"lhs":1,"rhs":2}]`, "changed /a/0/b~1c was 1 is 2"},
		{"one side", `[{"path":"a","new":1},{"path":"b","old":2}]`, "added /a is 1\nremoved /b was 2"},
		{"the same on both sides is no change", `[{"path":"a","old":{"x":1,"y":2},"new":{"y":2,"x":1}}]`, ""},
		{"objects are compared inside", `[{"path":"a","old":{"x":1,"y":2},"new":{"x":1,"y":3}}]`, "changed /a/y was 2 is 3"},
		{"operations", `[{"op":"add","path":"/a","value":1},{"op":"remove","path":"/b"},{"op":"replace","path":"/c","value":2},{"op":"move","from":"/d","path":"/e"},{"op":"copy","from":"/d","path":"/f"},{"op":"test","path":"/a","value":1}]`,
			"added /a is 1\nremoved /b\nchanged /c is 2\nmoved /e from /d\nadded /f"},
		{"a map to old and new", `{"a":{"old":1,"new":2},"/b/c":{"from":1,"to":2}}`, "changed /a was 1 is 2\nchanged /b/c was 1 is 2"},
		{"a map to pairs", `{"a.b":[1,2]}`, "changed /a/b was 1 is 2"},
		{"a map to new values", `{"stage":"running"}`, `added /stage is "running"`},
		{"wrapped", `{"changes":[{"path":"a","old":1,"new":2}]}`, "changed /a was 1 is 2"},
		{"a single one", `{"path":"a","old":1,"new":2}`, "changed /a was 1 is 2"},
		{"bare paths", `["name","flow.u.x"]`, "changed /name\nchanged /flow/u/x noise"},
		{"secrets", `[{"path":"/smtp/password","old":"abc","new":"xyz"},{"op":"replace","path":"/clientSecret","value":"abc"}]`,
			"changed /smtp/password was \"••• 3 characters\" is \"••• changed, 3 characters\" masked\nchanged /clientSecret is \"••• 3 characters\" masked"},
		{"a secret in a map", `{"clientSecret":["abc","de"]}`, "changed /clientSecret was \"••• 3 characters\" is \"••• changed, 3 → 2 characters\" masked"},
		{"a secret path of segments", `[{"path":["jwt","secret"],"lhs":"abc","rhs":"de"}]`, "changed /jwt/secret was \"••• 3 characters\" is \"••• changed, 3 → 2 characters\" masked"},
		{"nothing to read", `[1,null]`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { checkView(t, event("", "", test.changes), ShapeChanges, test.want) })
	}
}

func TestOfEventRefusesWhatItCannotRead(t *testing.T) {
	for _, e := range []audit.Event{event(`{"password":"hunter2"`, "{}", ""), event("{}", "{", ""), event("", "", `[{`)} {
		_, err := OfEvent(e)
		if audit.CodeOf(err) != audit.CodeInvalid || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("OfEvent: %v", err)
		}
		if _, textErr := EventText(e, false); audit.CodeOf(textErr) != audit.CodeInvalid {
			t.Errorf("EventText: %v", textErr)
		}
	}
}

func TestRevealEvent(t *testing.T) {
	view, err := RevealEvent(event(`{"token":"abc"}`, `{"token":"xyz"}`, ""))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := brief(view.Changes), `changed /token was "abc" is "xyz" masked`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestBetween(t *testing.T) {
	deleted := event(`{"n":2}`, "null", "")
	checkView(t, Between(event(`{"n":0}`, `{"n":1}`, ""), deleted), ShapeBeforeAfter, "changed /n was 1 is 2")
}

func TestWriteTextIsHarmlessOnATerminal(t *testing.T) {
	hostile := "\x1b[31m\u202eevil\u009b\x7f"
	raw, err := json.Marshal(map[string]string{"a" + hostile: hostile, "plain": "é"})
	if err != nil {
		t.Fatal(err)
	}
	view, err := OfEvent(event(`{"moved":1}`, string(raw), ""))
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"text":  func(b *bytes.Buffer) error { return WriteText(b, view, true) },
		"patch": func(b *bytes.Buffer) error { return WritePatch(b, view.Changes) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(b.String(), "\x1b\u202e\u009b\x7f") || !strings.Contains(b.String(), "é") {
			t.Errorf("%s: %q", name, b.String())
		}
	}
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"plain — čaj 🙂": "plain — čaj 🙂",
		"\x1b[0m":       `\x1b[0m`,
		"a\nb\tc\r":     `a\nb\tc\x0d`,
		"\u202ex\ufeff": `\u202ex\ufeff`,
		"\xff\u0085":    `\xff\x85`,
	} {
		if got := Printable(text); got != want {
			t.Errorf("Printable(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestNoise(t *testing.T) {
	for path, want := range map[string]bool{
		"/thumbnail": true, "/mtime": true, "/flow/u/x": true, "/flow/u/y": true, "/stageChangeInfo/by": true,
		"/x": false, "/flow/u/config/properties/started": false, "/flow/thumbnail": false, "/flow/svg/label": false,
		"/customFields/svg": false, "/flow/u/source/in/x": false, "/name": false, "": false,
	} {
		if got := isNoise(splitPointer(path)); got != want {
			t.Errorf("isNoise(%s) = %v", path, got)
		}
	}
}
