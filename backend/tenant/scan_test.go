package tenant

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

var scanSeeds = []string{
	`{}`, `[]`, `null`, `true`, `false`, `0`, `-0`, `-1.5e+10`, `1E5`, `"a"`, `""`,
	`{"a":{"b":[1,2,{"c":null}]},"d":"\"\\\/\b\f\n\r\t\u00e9"}`, ` { "a" : [ ] , "b" : { } } `,
	`{"thumbnail":"data:image/png;base64,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}`,
	`01`, `1.`, `.5`, `-`, `1e`, `+1`, `[1,]`, `{"a":1,}`, `{a:1}`, `{"a"}`, `{"a":}`, `"\x"`, `"\u12g4"`,
	"\"a\nb\"", `tru`, `nul`, `[`, `{`, `"`, `"\`, `"\u12`, ``, ` `, `[1 2]`, `{"a":1]`, `[}`, `1 2`, "\"\xff\"",
	"\"12345678\x01\"", "\"1234567\\\"", `{"a":1}}`,
}

func checkWhole(text []byte) error {
	end, err := skipValue(text, 0, 0)
	if err != nil {
		return err
	}
	return atEnd(text, end)
}

// The scanner must agree with encoding/json, through which every event leaves
// the program: an entry that one takes and the other refuses would end it.
func FuzzScan(f *testing.F) {
	for _, seed := range scanSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 5000 {
			return // json.Valid stops at a depth of 10,000
		}
		err := checkWhole(text)
		if (err == nil) != json.Valid(text) {
			t.Errorf("%q: scanner says %v, encoding/json %v", text, err, json.Valid(text))
		}
	})
}

func TestEveryCutIsNoticed(t *testing.T) {
	const text = `{"a":{"b":[1,2.5e3,{"c":null}]},"d":"\"\u00e9 longer than eight bytes","e":[true,false]}`
	for n := range len(text) {
		if err := checkWhole([]byte(text[:n])); !errors.Is(err, errCut) {
			t.Errorf("%q: got %v, want a cut", text[:n], err)
		}
	}
	if err := checkWhole([]byte(text)); err != nil {
		t.Errorf("whole text: %v", err)
	}
}

func TestDepth(t *testing.T) {
	deep := strings.Repeat("[", 3_000_000) + strings.Repeat("]", 3_000_000)
	if err := checkWhole([]byte(deep)); err != nil {
		t.Errorf("without a limit: %v", err)
	}
	for depth, want := range map[int]error{maxDepth: nil, maxDepth + 1: errDeep} {
		text := strings.Repeat(`{"a":`, depth-1) + "[]" + strings.Repeat("}", depth-1)
		if _, err := skipValue([]byte(text), 0, maxDepth); !errors.Is(err, want) {
			t.Errorf("depth %d: got %v, want %v", depth, err, want)
		}
	}
}

func TestFind(t *testing.T) {
	top, err := membersOf([]byte(`{"a":1,"b":{"c":"x","c":"last"},"a":2,"d\u0065":{"f.g":[3]},"n":null}`), 0)
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		"a": "2", "b.c": `"last"`, `de.f\.g`: "[3]", "n": "null", "b.x": "", "a.x": "", "x": "", "n.x": "",
	} {
		keys, err := ParsePath(path)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if m := find(top, keys); m != nil {
			got = string(m.value)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}
