package diff

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/jsontext"
)

func TestMaskJSON(t *testing.T) {
	const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6IjEifQ.c2lnbmF0dXJl"
	tests := []struct {
		name, raw, want string
		count           int
	}{
		{"absent", ``, ``, 0},
		{"nothing secret stays byte for byte", " {\"b\" : 1.0, \"a\":[1e3,\"\\u0041\"], \"b\":2 } ", " {\"b\" : 1.0, \"a\":[1e3,\"\\u0041\"], \"b\":2 } ", 0},
		{"by name", `{"user":"ann","clientSecret":"s3cr3t","n":1.50}`, `{"user":"ann","clientSecret":"••• 6 characters","n":1.50}`, 1},
		{"space around it stays", " {\"pwd\" : \"x\"}\n", " {\"pwd\" : \"••• 1 character\"}\n", 1},
		{"characters, not bytes", `{"password":"žluťoučký"}`, `{"password":"••• 9 characters"}`, 1},
		{"escapes count once", `{"password":"a\u0062\n\ud83d\ude00"}`, `{"password":"••• 4 characters"}`, 1},
		{"an escaped name", `{"pass\u0077ord":"hunter2"}`, `{"pass\u0077ord":"••• 7 characters"}`, 1},
		{"every duplicate", `{"token":"a","token":"bc"}`, `{"token":"••• 1 character","token":"••• 2 characters"}`, 2},
		{"a number", `{"passcode":1234}`, `{"passcode":"•••"}`, 1},
		{"empty, null and booleans are none", `{"password":"","secret":null,"token":true,"apiKey":{},"creds":[]}`, `{"password":"","secret":null,"token":true,"apiKey":{},"creds":[]}`, 0},
		{"everything inside", `{"credentials":{"user":"ann","list":["x",{"y":2,"z":false}]}}`, `{"credentials":{"user":"••• 3 characters","list":["••• 1 character",{"y":"•••","z":false}]}}`, 3},
		{"masked already", `{"password":"••• 24 characters","token":"••• changed, 3 characters","pwd":"********"}`, `{"password":"••• 24 characters","token":"••• changed, 3 characters","pwd":"********"}`, 0},
		{"looks masked and is not", `{"password":"••• my password"}`, `{"password":"••• 15 characters"}`, 1},
		{"key and value", `{"key":"JWTSecret","value":"abc"}`, `{"key":"JWTSecret","value":"••• 3 characters"}`, 1},
		{"value before key", `{"value":"abc","key":"JWTSecret"}`, `{"value":"••• 3 characters","key":"JWTSecret"}`, 1},
		{"name and value", `[{"name":"Authorization","value":"Basic abc"}]`, `[{"name":"Authorization","value":"••• 9 characters"}]`, 1},
		{"type for the key", `{"type":"JWTSecret","value":"abc"}`, `{"type":"JWTSecret","value":"••• 3 characters"}`, 1},
		{"an ordinary key", `{"key":"MAX_UPLOAD","value":"abc"}`, `{"key":"MAX_UPLOAD","value":"abc"}`, 0},
		{"list of changes", `[{"path":"/clientSecret","old":"a","new":"bc"},{"path":"/name","old":"a","new":"b"}]`, `[{"path":"/clientSecret","old":"••• 1 character","new":"••• 2 characters"},{"path":"/name","old":"a","new":"b"}]`, 2},
		{"path of segments, from and to", `{"path":["smtp","password"],"from":"a","to":"b"}`, `{"path":["smtp","password"],"from":"••• 1 character","to":"••• 1 character"}`, 2},
		{"where a move comes from", `{"op":"move","from":"/a","path":"/clientSecret"}`, `{"op":"move","from":"/a","path":"/clientSecret"}`, 0},
		{"an operation with both values", `{"op":"replace","path":"/clientSecret","from":"a","to":"b"}`, `{"op":"replace","path":"/clientSecret","from":"••• 1 character","to":"••• 1 character"}`, 2},
		{"map of changes", `{"smtp.password":{"old":"a","new":"b"},"/apiKey":["c","d"]}`, `{"smtp.password":{"old":"••• 1 character","new":"••• 1 character"},"/apiKey":["••• 1 character","••• 1 character"]}`, 4},
		{"a flow that is called like a secret", `{"name":"Refresh token","before":{"stage":"running"},"after":{"stage":"stopped"}}`, `{"name":"Refresh token","before":{"stage":"running"},"after":{"stage":"stopped"}}`, 0},
		{"a config entry named by its target", `{"target":{"type":"config","id":"JWTSecret"},"before":{"value":"a"},"after":{"value":"b"}}`, `{"target":{"type":"config","id":"JWTSecret"},"before":{"value":"••• 1 character"},"after":{"value":"••• 1 character"}}`, 2},
		{"JSON in a text", `{"body":"{\"password\":\"hunter2\",\"n\":1}"}`, `{"body":"{\"password\":\"••• 7 characters\",\"n\":1}"}`, 1},
		{"JSON in JSON in a text", `{"body":"[\"{\\\"token\\\":\\\"abc\\\"}\"]"}`, `{"body":"[\"{\\\"token\\\":\\\"••• 3 characters\\\"}\"]"}`, 1},
		{"a shape in a longer text", `["see ` + jwt + ` there"]`, `["see ••• 48 characters there"]`, 1},
		{"a shape in a name", `{"` + jwt + `":1}`, `{"••• 48 characters":1}`, 1},
		{"not JSON", `{"password":"hunter2"`, `"••• unreadable entry"`, 1},
		{"space alone", ` `, `"••• unreadable entry"`, 1},
		{"a bare text", `"Bearer abcdef"`, `"Bearer ••• 6 characters"`, 1},
		{"HTML stays", `{"password":"x","html":"<b>&</b>"}`, `{"password":"••• 1 character","html":"<b>&</b>"}`, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, count := MaskJSON(json.RawMessage(test.raw))
			if string(got) != test.want || count != test.count {
				t.Errorf("MaskJSON(%s)\n got %s (%d)\nwant %s (%d)", test.raw, got, count, test.want, test.count)
			}
			again, count := MaskJSON(got)
			if string(again) != string(got) && !strings.Contains(test.name, "not JSON") || count != 0 && len(got) > 0 {
				t.Errorf("masking it again gives %s (%d)", again, count)
			}
		})
	}
}

func TestMaskJSONNestedTooDeep(t *testing.T) {
	deep := strings.Repeat(`{"a":`, jsontext.MaxDepth+1) + `"x"` + strings.Repeat("}", jsontext.MaxDepth+1)
	if got, count := MaskJSON(json.RawMessage(deep)); string(got) != `"••• unreadable entry"` || count != 1 {
		t.Errorf("got %.60s (%d)", got, count)
	}
}
