package tenant

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
)

func TestCanonicalJSON(t *testing.T) {
	tests := map[string]struct{ in, want string }{
		"RFC 8785, 3.2.2": {
			`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
			  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
			`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		},
		"RFC 8785, 3.2.3": {
			`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
			  "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\"," +
				"\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		},
		"numbers as ECMAScript prints them": {
			`[0.0,-0.0,-0,1.0,1e0,100e-2,1e20,1e21,0.000001,1e-7,-1.5E-10,5e-324,1.7976931348623157e308]`,
			`[0,0,0,1,1,1,100000000000000000000,1e+21,0.000001,1e-7,-1.5e-10,5e-324,1.7976931348623157e+308]`,
		},
		"large whole numbers keep their digits": {
			`[9007199254740993,9007199254740992,-12345678901234567890123]`,
			`[9007199254740993,9007199254740992,-12345678901234567890123]`,
		},
		"beyond a float64":        {`[1e400,-1e400]`, `[1e400,-1e400]`},
		"a key that occurs twice": {`{"b":1,"a":2,"b":0}`, `{"a":2,"b":1,"b":0}`},
		"half a surrogate pair":   {`["\ud800","\uDC00x","\ud800\ud800\udc00"]`, `["\ud800","\udc00x","\ud800` + "\U00010000\"]"},
		"escapes":                 {`"\b\f\n\r\t\u0001\u001f\u007f<>&\u2028"`, `"\b\f\n\r\t\u0001\u001f` + "\u007f<>&\u2028\""},
		"empty":                   {` { "a" : [ ] , "b" : { } , "c" : "" } `, `{"a":[],"b":{},"c":""}`},
		"not UTF-8":               {"\"\xff\"", "\"\ufffd\""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := CanonicalJSON([]byte(test.in))
			if err != nil || string(got) != test.want {
				t.Fatalf("got  %s\nwant %s (%v)", got, test.want, err)
			}
			if again, err := CanonicalJSON(got); err != nil || !bytes.Equal(again, got) {
				t.Errorf("not stable: %s (%v)", again, err)
			}
		})
	}
}

func TestCanonicalJSONRefuses(t *testing.T) {
	deep := strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1)
	for text, want := range map[string]error{``: errCut, `{"a":`: errCut, `{} {}`: errSyntax, `{a:1}`: errSyntax, deep: errDeep} {
		if _, err := CanonicalJSON([]byte(text)); !errors.Is(err, want) {
			t.Errorf("%.20s: got %v, want %v", text, err, want)
		}
	}
}

// Whatever is canonical is JSON, means the same, and does not change again.
func FuzzCanonicalJSON(f *testing.F) {
	for _, seed := range scanSeeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		once, err := CanonicalJSON(text)
		if err != nil {
			return
		}
		twice, err := CanonicalJSON(once)
		if err != nil || !bytes.Equal(once, twice) || !json.Valid(once) {
			t.Fatalf("%q: %q, then %q (%v)", text, once, twice, err)
		}
	})
}
