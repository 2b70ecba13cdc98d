package diff

import (
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestOfValue(t *testing.T) {
	key := []byte("a key")
	state := func(value string) string { return `{"name":"x","config":{"v":` + value + `}}` }
	text := func(value string) string { return state(string(quote(value))) }
	tests := []struct {
		name          string
		before, after string
		kinds         string // before and after
		embedded      string // "none" for no JSON inside
		lines         string // without equal ones
	}{
		{"words", text("the quick fox\nruns"), text("the slow fox\nruns"), "text text", "none", "-the quick fox\n+the slow fox\n"},
		{"JSON in a text", text(`{"b":[1,2],"a":1}`), text(`{"a":2,"b":[1,2]}`), "json json", "changed /a was 1 is 2", "-  \"a\": 1,\n+  \"a\": 2,\n"},
		{"a secret in it", text(`{"token":"hunter2"}`), text(`{"token":"hunter2-b"}`), "json json",
			`changed /token was "••• 7 characters" is "••• changed, 7 → 9 characters" masked`,
			"-  \"token\": \"••• 7 characters\"\n+  \"token\": \"••• changed, 7 → 9 characters\"\n"},
		{"base64", text(encoded(`{"page":1}`)), text(encoded(`{"page":2}`)), "base64Json base64Json", "changed /page was 1 is 2", "-  \"page\": 1\n+  \"page\": 2\n"},
		{"base64 of a secret", text(encoded(`{"n":1,"token":"hunter2"}`)), text(encoded(`{"n":2,"token":"hunter2"}`)), "base64Json base64Json",
			"changed /n was 1 is 2", "-  \"n\": 1,\n+  \"n\": 2,\n"},
		{"a secret that came into base64", text(encoded(`{"some":"thing"}`)), text(encoded(`{"token":"hunter2"}`)), "base64Json base64Json",
			"removed /some was \"thing\"\nadded /token is \"••• 7 characters\" masked", "-  \"some\": \"thing\"\n+  \"token\": \"••• 7 characters\"\n"},
		{"JSON that came", `{"name":"x","config":{}}`, text(`{"a":1}`), "absent json", "added /a is 1", "+{\n+  \"a\": 1\n+}\n"},
		{"JSON from words", text("none"), text(`{"a":1}`), "text json", "none", "-none\n+{\"a\":1}\n"},
		{"what is no noise inside", text(`{"mtime":1}`), text(`{"mtime":2}`), "json json", "changed /mtime was 1 is 2", "-  \"mtime\": 1\n+  \"mtime\": 2\n"},
		{"a picture", text("data:image/png;base64," + pixelPNG), text("data:text/plain,picture"), "dataUri dataUri", "none",
			"-image/png, 70 bytes\n-SHA-256 6b7fa434f92a8b80aab02d9bf1a12e49ffcae424e4013a1c4f68b67e3d2bbcd0\n" +
				"+text/plain, 7 bytes\n+SHA-256 2cea274d0bedc39ec4ab6ba9e59ec889e3ed6fb56a1cf088a64d9b383378dc97\n"},
		{"a number turned object", state("1"), state(`{"a":[]}`), "literal object", "none", "-1\n+{\n+  \"a\": []\n+}\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			v, err := OfValue(event(test.before, test.after, ""), "/config/v", key)
			if err != nil {
				t.Fatal(err)
			}
			if got := string(v.Before.Kind) + " " + string(v.After.Kind); got != test.kinds {
				t.Errorf("kinds %s, want %s", got, test.kinds)
			}
			embedded := "none"
			if v.Embedded != nil {
				embedded = brief(v.Embedded.Changes)
			}
			if embedded != test.embedded {
				t.Errorf("embedded %s\nwant %s", embedded, test.embedded)
			}
			got := changedLines(v.Text)
			if got != test.lines {
				t.Errorf("lines\n%swant\n%s", got, test.lines)
			}
			if all := string(encode(t, v)); strings.Contains(all, "hunter2") || strings.Contains(all, encoded("hunter2")[:8]) {
				t.Errorf("a secret shows: %s", all)
			}
		})
	}
}

func changedLines(d TextDiff) string {
	var b strings.Builder
	for _, line := range d.Lines {
		if line.Kind != LineAdded && line.Kind != LineRemoved {
			continue
		}
		b.WriteString(map[LineKind]string{LineAdded: "+", LineRemoved: "-"}[line.Kind])
		for _, s := range line.Segments {
			b.WriteString(s.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// What the name of a setting makes a secret is not opened, whatever is in it.
func TestOfValueOpensNoSecret(t *testing.T) {
	inner := `{"n":"hunter2","token":"hunter2"}`
	for _, e := range []audit.Event{
		event(`{"token":`+string(quote(inner))+`}`, `{"token":`+string(quote(inner+" "))+`}`, ""),
		event(`{"token":"`+encoded(inner)+`"}`, `{"token":"`+encoded(inner+" ")+`"}`, ""),
		event("", "", `[{"path":"/token","old":"`+encoded(inner)+`","new":"`+encoded(inner+" ")+`"}]`),
		event("", "", `{"token":["`+encoded(inner)+`","`+encoded(inner+" ")+`"]}`),
		{TargetID: "JWTSecret", Before: []byte(`"` + encoded(inner) + `"`), After: []byte(`"` + encoded(inner+" ") + `"`)},
		{TargetID: "JWTSecret", Changes: []byte(`[{"path":"/","old":"` + encoded(inner) + `","new":"` + encoded(inner+" ") + `"}]`)},
		event(`{"key":"logo","value":"`+encoded(inner)+`"}`, `{"key":"JWTSecret","value":"`+encoded(inner+" ")+`"}`, ""),
	} {
		view, err := OfEvent(e)
		if err != nil || len(view.Changes) == 0 {
			t.Fatal(view, err)
		}
		v, err := OfValue(e, view.Changes[len(view.Changes)-1].Path, nil)
		if all := string(encode(t, v)); err != nil || v.Embedded != nil || !v.Masked || strings.Contains(all, "hunter2") || strings.Contains(all, encoded(inner)[:12]) {
			t.Errorf("%s, %v", all, err)
		}
	}
}

func TestOfValueOfWhatIsNotThere(t *testing.T) {
	if _, err := OfValue(event(`{"a":1}`, `{"a":2}`, ""), "/b", nil); audit.CodeOf(err) != audit.CodeNotFound {
		t.Error(err)
	}
	if _, err := OfValue(event(`{`, `{"a":2}`, ""), "/a", nil); audit.CodeOf(err) != audit.CodeInvalid {
		t.Error(err)
	}
}
