package diff

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// soon fails a test whose work grows with the square of hostile input: that
// would take minutes, where this takes a fraction of a second.
func soon(t *testing.T, work func()) {
	t.Helper()
	start := time.Now()
	work()
	if took := time.Since(start); took > 8*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestMaskTextReadsHostileTextOnce(t *testing.T) {
	for _, part := range []string{
		"eyJ", "eyJa.", "-----BEGIN ", "-----BEGIN PRIVATE KEY", "://", "://a:b", "://a:b@", "://a:b/", "a=", "token=", "token=${", "token: ",
		`"token": `, `"token": x `, `token="${`, `token='\`, "AKIA", "sk-", ":AA", "Bearer ", "Basic ", "basic QUFB", "authorization: a ", `\`, `\"`, "({", ": :",
		randomMixed + " ", randomMixed + "\n", randomMixed + "=", randomMixed + ":", randomMixed + ".", "//" + randomMixed, "key-0a", "EAA", "Q~", "1Q~", "-us1",
		"patAbCdEfGhIjKl12.", "!A", ":APA91b", "oracle:thin:a/", "oracle:thin:", "/api/webhooks/1", "eyJ9 ", "data:", "<a ", "<",
	} {
		t.Run(part, func(t *testing.T) {
			text := strings.Repeat(part, 1_000_000/len(part))
			soon(t, func() { MaskText(text) })
			soon(t, func() { MaskJSON(quote(text)) })
		})
	}
}

// hostileStates are small entries that would take much memory or time if they
// were told in full.
func hostileStates() map[string]string {
	ones := strings.TrimSuffix(strings.Repeat("1,", 200_000), ",")
	deep := func(inside string) string { return strings.Repeat("[", 9_000) + inside + strings.Repeat("]", 9_000) }
	var similar strings.Builder
	for i := range 8_000 {
		fmt.Fprintf(&similar, `{"a":%d,"b":%d,"c":1},`, i, i*7)
	}
	return map[string]string{
		"deep and wide":    deep(ones),
		"deep targets":     strings.Repeat(`{"target":`, 9_000) + "1" + strings.Repeat("}", 9_000),
		"similar elements": "[" + strings.TrimSuffix(similar.String(), ",") + "]",
	}
}

func TestHostileStatesAreSummedUp(t *testing.T) {
	for name, raw := range hostileStates() {
		t.Run(name, func(t *testing.T) {
			other := strings.NewReplacer(`"a":`, `"a":1`, "1,", "2,", `"c":1`, `"c":2`, "[1]", "[2]").Replace(raw)
			for _, e := range []audit.Event{event(raw, other, ""), event(raw, "", ""), event("", other, "")} {
				soon(t, func() {
					view, err := OfEvent(e)
					if err != nil || len(view.Changes) > maxChanges {
						t.Errorf("%d changes, %v", len(view.Changes), err)
					}
					if _, err := EventText(e, true); err != nil {
						t.Error(err)
					}
					if text := Pretty(e.Before); len(text) > 20*len(raw) {
						t.Errorf("%d characters of %d", len(text), len(raw))
					}
				})
			}
		})
	}
}

func TestCompareSumsUp(t *testing.T) {
	list := func(value string) json.RawMessage {
		return json.RawMessage(`{"small":` + value + `,"list":[` + strings.TrimSuffix(strings.Repeat(value+",", maxChanges+1), ",") + `],"last":` + value + `}`)
	}
	changes, err := Compare(list("1"), list("2"))
	if err != nil || len(changes) != 3 || changes[1].Path != "/list" || changes[1].Kind != audit.ChangeChanged {
		t.Errorf("%d changes, %v", len(changes), err)
	}
	changes, err = Compare(nil, list("1"))
	if err != nil || len(changes) != 3 || changes[1].Path != "/list" || changes[1].Kind != audit.ChangeAdded {
		t.Errorf("%d changes, %v", len(changes), err)
	}
	deep := func(value string) json.RawMessage {
		return json.RawMessage(strings.Repeat("[", maxPathDepth+5) + value + strings.Repeat("]", maxPathDepth+5))
	}
	changes, err = Compare(deep("1"), deep("2"))
	if err != nil || len(changes) != 1 || string(changes[0].After) != "[[[[[2]]]]]" {
		t.Errorf("%s, %v", brief(changes), err)
	}
}

func TestDescribeReadsHostileTextOnce(t *testing.T) {
	for _, part := range []string{"<a ", "<", "<a>", "data:,", "{", "const ", "eyJ"} {
		text := strings.Repeat(part, 1_000_000/len(part))
		soon(t, func() { Describe(quote(text)) })
	}
	nested := `{"token":"abc"}`
	for len(nested) < 1_000_000 {
		nested = encodedBody(nested)
	}
	soon(t, func() {
		if _, count := MaskJSON([]byte(nested)); count != 1 {
			t.Errorf("%d secrets in base64 of base64", count)
		}
	})
}

// Where a bound makes the comparison say less than it could, it says so.
func TestCoarseIsAnnounced(t *testing.T) {
	ones := strings.TrimSuffix(strings.Repeat("1,", maxChanges+1), ",")
	list := func(element func(i int) string) string {
		var b strings.Builder
		for i := range 4_000 {
			b.WriteString(element(i) + ",")
		}
		return "[" + strings.TrimSuffix(b.String(), ",") + "]"
	}
	deep := strings.Repeat("[", maxPathDepth+5) + "1" + strings.Repeat("]", maxPathDepth+5)
	for _, test := range []struct {
		name, before, after string
		coarse              bool
	}{
		{"a small edit", `{"a":[1,2]}`, `{"a":[2,3]}`, false},
		{"too many changes", "[" + ones + "]", "[" + strings.ReplaceAll(ones, "1", "2") + "]", true},
		{"too many to add", "", "[" + ones + "]", true},
		{"too deep", deep, strings.ReplaceAll(deep, "1", "2"), true},
		{"too many that are alike", list(func(i int) string { return fmt.Sprintf(`{"a":%d,"b":1,"c":2}`, i) }),
			list(func(i int) string { return fmt.Sprintf(`{"a":%d,"b":1,"c":2}`, -i-1) }), true},
		{"too many edits among equal ones", list(func(i int) string { return fmt.Sprint(i * i % 97) }), list(func(i int) string { return fmt.Sprint(i * i % 89) }), true},
		{"as many with an identity", list(func(i int) string { return fmt.Sprintf(`{"id":%d,"v":1}`, i) }), list(func(i int) string { return fmt.Sprintf(`{"id":%d,"v":2}`, 3_999-i) }), false},
	} {
		view, err := OfEvent(event(test.before, test.after, ""))
		if err != nil || view.Coarse != test.coarse {
			t.Errorf("%s: coarse is %v, %v", test.name, view.Coarse, err)
			continue
		}
		var text strings.Builder
		if err := WriteText(&text, view, false); err != nil || strings.Contains(text.String(), "Too much differs") != test.coarse {
			t.Errorf("%s: the text does not say so, %v", test.name, err)
		}
	}
}
