package diff

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestBrief(t *testing.T) {
	long := strings.Repeat("x", 60)
	for raw, want := range map[string]string{
		`{"role":"user","action":["read"]}`:   `{"role": "user", "action": ["read"]}`,
		`[ 7,8 , 9.0]`:                        `[7, 8, 9.0]`,
		`{}`:                                  `{}`,
		` [ ] `:                               `[]`,
		`"a\nb"`:                              `"a\nb"`,
		`1e2`:                                 `1e2`,
		`{"a":["` + long + `"],"b":{"c":[]}}`: "{\n  \"a\": [\n    \"" + long + "\"\n  ],\n  \"b\": {\"c\": []}\n}",
		`{"a b":{"c":1,"d":null},"e":"` + long + `"}`: "{\n  \"a b\": {\"c\": 1, \"d\": null},\n  \"e\": \"" + long + "\"\n}",
		`not JSON`: `not JSON`,
	} {
		if got := Brief(json.RawMessage(raw)); got != want {
			t.Errorf("%s\n got %s\nwant %s", raw, got, want)
		}
	}
	if deep := strings.Repeat("[", 300) + strings.Repeat("]", 300); Brief(json.RawMessage(deep)) != deep {
		t.Error("what is nested too deep is not as it was")
	}
}

// However it is laid out, it says the same.
func TestBriefSaysTheSame(t *testing.T) {
	for name, raw := range hostileStates() {
		soon(t, func() {
			brief := Brief(json.RawMessage(raw))
			changes, err := Compare(json.RawMessage(raw), json.RawMessage(brief))
			if err != nil || len(changes) > 0 {
				t.Errorf("%s: %d changes, %v", name, len(changes), err)
			}
		})
	}
}
