package diff

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestASecretThatChangedSaysSo(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"longer", `{"token":"abc"}`, `{"token":"abcde"}`, `{"token":"••• changed, 3 → 5 characters"}`},
		{"to one character", `{"token":"abc"}`, `{"token":"x"}`, `{"token":"••• changed, 3 → 1 character"}`},
		{"as long", `{"token":"abc"}`, `{"token":"xyz"}`, `{"token":"••• changed, 3 characters"}`},
		{"one of two", `{"h":"pwd=abc&token=de"}`, `{"h":"pwd=abc&token=def"}`, `{"h":"pwd=••• 3 characters&token=••• changed, 2 → 3 characters"}`},
		{"the text around it", `{"h":"x pwd=abc"}`, `{"h":"y pwd=abc"}`, `{"h":"y pwd=••• 3 characters"}`},
		{"another one came", `{"h":"pwd=abc"}`, `{"h":"pwd=abc&token=de"}`, `{"h":"pwd=••• 3 characters&token=••• 2 characters"}`},
		{"masked by the tenant", `{"token":"****"}`, `{"token":"abc"}`, `{"token":"••• 3 characters"}`},
		{"in JSON in a text", `{"b":"{\"token\":\"abc\"}"}`, `{"b":"{\"token\":\"xyz\"}"}`, `{"b":"{\"token\":\"••• changed, 3 characters\"}"}`},
		{"a random word", `{"x":"` + randomMixed + `"}`, `{"x":"` + randomLower + `"}`, `{"x":"••• changed, 32 → 36 characters"}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := event(test.before, test.after, "")
			view, err := OfEvent(e)
			if err != nil || len(view.Changes) != 1 {
				t.Fatal(view, err)
			}
			var want map[string]json.RawMessage
			if err := json.Unmarshal([]byte(test.want), &want); err != nil {
				t.Fatal(err)
			}
			shown := want[strings.TrimPrefix(view.Changes[0].Path, "/")]
			if string(view.Changes[0].After) != string(shown) {
				t.Errorf("after %s, want %s", view.Changes[0].After, shown)
			}
			if text, err := EventText(e, true); err != nil || !strings.Contains(plain(text), string(shown)) {
				t.Errorf("the text has no %s:\n%s", shown, drawn(text))
			}
			if again, count := MaskJSON([]byte(test.want)); count != 0 || string(again) != test.want {
				t.Errorf("masking it again gives %s", again)
			}
		})
	}
}

// What changed is told of a masked event as well, or it could not be told from
// a masked copy alone.
func TestAMaskedEventTellsWhatChanged(t *testing.T) {
	tests := []struct{ name, before, after, changes, want string }{
		{"as long", `{"token":"abc","n":1}`, `{"token":"xyz","n":1}`, "", `{"token":"••• changed, 3 characters","n":1}`},
		{"numbers", `{"pin":{"password":1}}`, ` {"pin":{"password":2}} `, "", ` {"pin":{"password":"••• changed"}} `},
		{"longer", `{"token":"abc"}`, `{"token":"abcd"}`, "", `{"token":"••• 4 characters"}`},
		{"the same", `{"token":"abc","n":1}`, `{"token":"abc","n":2}`, "", `{"token":"••• 3 characters","n":2}`},
		{"in a text", `{"h":"pwd=abc&token=de"}`, `{"h":"pwd=abc&token=fg"}`, "", `{"h":"pwd=••• 3 characters&token=••• changed, 2 characters"}`},
		{"a list", "", "", `[{"path":"/token","old":"abc","new":"xyz"}]`, `[{"path":"/token","old":"••• 3 characters","new":"••• changed, 3 characters"}]`},
		{"a list where it stays", "", "", `[{"path":"/token","old":"abc","new":"abc"}]`, `[{"path":"/token","old":"••• 3 characters","new":"••• 3 characters"}]`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := event(test.before, test.after, test.changes)
			plain, err := OfEvent(e)
			if err != nil {
				t.Fatal(err)
			}
			masked, _ := MaskEvent(e)
			got := masked.After
			if test.changes != "" {
				got = masked.Changes
			}
			if string(got) != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			again, count := MaskEvent(masked)
			if count != 0 || string(again.After) != string(masked.After) || string(again.Changes) != string(masked.Changes) {
				t.Errorf("masked again: %s %s", again.After, again.Changes)
			}
			told, err := OfMasked(masked)
			if err != nil || len(told.Changes) != len(plain.Changes) || told.Masked != plain.Masked {
				t.Errorf("%d changes of the event, %d of its masked copy, %d and %d masked, %v",
					len(plain.Changes), len(told.Changes), plain.Masked, told.Masked, err)
			}
		})
	}
}

// plain is a text view without signs and marks.
func plain(d TextDiff) string {
	var b strings.Builder
	for _, line := range d.Lines {
		for _, s := range line.Segments {
			b.WriteString(s.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestIsMasked(t *testing.T) {
	for text, want := range map[string]bool{
		"••• 24 characters": true, "••• 1 character": true, "••• changed, 24 characters": true, "••• changed": true, "***": true, "": true,
		"••• changed, 24 → 32 characters": true, "••• changed, 24 → 1 character": true, "••• unreadable entry": true,
		"••• changed, 24 → hunter2 characters": false, "••• 24 → characters": false, "••• hunter2": false, "••• 5 characters hunter2": false,
	} {
		if got := isMasked(text); got != want {
			t.Errorf("isMasked(%q) = %v", text, got)
		}
	}
}

func TestFingerprints(t *testing.T) {
	key := []byte("a key of a cache that is 32 byte")
	of := func(before, after string, key []byte) audit.Change {
		t.Helper()
		view, err := OfEventWith(event(before, after, ""), Options{Key: key})
		if err != nil || len(view.Changes) != 1 {
			t.Fatal(view, err)
		}
		return view.Changes[0]
	}
	change := of(`{"token":"abc"}`, `{"token":"xyz"}`, key)
	if len(change.FingerprintBefore) != 7 || change.FingerprintBefore[0] != '#' || change.FingerprintBefore == change.FingerprintAfter {
		t.Errorf("%q and %q", change.FingerprintBefore, change.FingerprintAfter)
	}
	if elsewhere := of(`{}`, `{"smtp":{"password":"abc"}}`, key); elsewhere.FingerprintAfter != change.FingerprintBefore {
		t.Errorf("the same secret has %q and %q", elsewhere.FingerprintAfter, change.FingerprintBefore)
	}
	if inText := of(`{"h":""}`, `{"h":"see https://x.io/?token=abc&n=1"}`, key); inText.FingerprintAfter != change.FingerprintBefore || inText.FingerprintBefore != "" {
		t.Errorf("the same secret in a text has %q", inText.FingerprintAfter)
	}
	if inJSON := of(`{"b":1}`, `{"b":"{\"a\":{\"token\":\"abc\"}}"}`, key); inJSON.FingerprintAfter != change.FingerprintBefore {
		t.Errorf("the same secret in a text of JSON has %q", inJSON.FingerprintAfter)
	}
	if other := of(`{"token":"abc"}`, `{"token":"xyz"}`, []byte("another")); other.FingerprintBefore == change.FingerprintBefore {
		t.Error("another cache has the same fingerprint")
	}
	if many := of(`{}`, `{"credentials":["a","b","a","c","d","e"]}`, key); strings.Count(many.FingerprintAfter, "#") != mostFingerprints || !strings.HasSuffix(many.FingerprintAfter, " …") {
		t.Errorf("many secrets have %q", many.FingerprintAfter)
	}
	if none := of(`{"token":"abc"}`, `{"token":"xyz"}`, nil); none.FingerprintBefore+none.FingerprintAfter != "" {
		t.Error("a fingerprint without a key")
	}
	if ordinary := of(`{"n":1}`, `{"n":2}`, key); ordinary.FingerprintBefore+ordinary.FingerprintAfter != "" {
		t.Error("a fingerprint of what is no secret")
	}
	var b strings.Builder
	view, err := OfEventWith(event(`{"token":"abc"}`, `{"token":"xyz"}`, ""), Options{Key: key})
	if err == nil {
		err = WriteText(&b, view, false)
	}
	want := "Object\n  ~ token: \"••• 3 characters\" " + change.FingerprintBefore + " → \"••• changed, 3 characters\" " + change.FingerprintAfter + "\n"
	if err != nil || b.String() != want {
		t.Errorf("got %s, want %s (%v)", b.String(), want, err)
	}
}
