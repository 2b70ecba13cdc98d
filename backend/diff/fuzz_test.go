package diff

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// seeds are the events of testdata and what a scanner may stumble over.
func seeds(f *testing.F) []string {
	f.Helper()
	all := []string{
		``, ` `, `null`, `-0.0e+1`, `"\ud83d\ude00\u0041\/"`, `"\ud800"`, "\"\xff\"", `[1,]`, `{"a":1,"a":2}`, `{"":{}}`, "\"a\xb8\xb8-\"", `01`, `1.`, `"\x"`, `{"a"}`,
		`{"password":"x","p":"{\"token\":\"a\"}"}`, `{"key":"apiKey","value":["a",{"b":1}]}`, `"a://b:c@d"`, `"Bearer a"`, `"password='a"`,
		`"-----BEGIN PRIVATE KEY-----"`, `"eyJaaaaaaaa.bbbbbb"`, `[[[[1],2],3],4]`, `{"a/b":{"~":[1,2]}}`, "[\"\u202e\u009b\"]",
	}
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, string(raw))
	}
	return all
}

func FuzzMaskJSON(f *testing.F) {
	for _, seed := range seeds(f) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		masked, count := MaskJSON(raw)
		if _, err := parse(raw); (err == nil) != json.Valid(raw) {
			t.Fatalf("parse says %v, encoding/json %v", err, json.Valid(raw))
		}
		if len(raw) > 0 && !json.Valid(masked) {
			t.Fatalf("not JSON: %q", masked)
		}
		if count == 0 && !bytes.Equal(raw, masked) {
			t.Fatalf("nothing masked, yet %q", masked)
		}
		wrapped, _ := MaskJSON([]byte(`{"password":` + string(quote(string(raw))) + `}`))
		if len(raw) > 30 && bytes.Contains(wrapped, quote(string(raw))) && !isMasked(string(raw)) {
			t.Fatalf("a password shows: %q", wrapped)
		}
	})
}

func FuzzCompare(f *testing.F) {
	all := seeds(f)
	for i, seed := range all {
		f.Add([]byte(seed), []byte(all[(i+1)%len(all)]))
	}
	f.Fuzz(func(t *testing.T, before, after []byte) {
		if same, err := Compare(before, before); err == nil && len(before) > 0 && len(same) != 0 {
			t.Fatalf("differs from itself: %s", brief(same))
		}
		changes, err := Compare(before, after)
		if err != nil || len(before) == 0 || len(after) == 0 {
			return
		}
		var patch bytes.Buffer
		if err := WritePatch(&patch, changes); err != nil {
			t.Fatal(err)
		}
		got := encode(t, applyPatch(t, decode(t, before), patch.Bytes()))
		if left, err := Compare(got, after); err != nil || len(left) != 0 {
			t.Fatalf("%s\ngives %s, %v\nleft %s", patch.Bytes(), got, err, brief(left))
		}
		if _, err := EventText(event(string(before), string(after), ""), true); err != nil {
			t.Fatal(err)
		}
		for _, e := range []audit.Event{
			event(string(before), string(after), ""), event("", "", string(after)), event("", string(after), ""), event(string(before), "", ""),
			event("", string(before), string(after)),
		} {
			view, err := OfEvent(e)
			if err != nil {
				t.Fatal(err)
			}
			checkElements(t, view)
			checkSummary(t, e)
		}
	})
}
