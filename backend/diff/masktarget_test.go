package diff

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// An entry about something named like a secret: "S" stands for what must not
// show, and everything else must stay as it is.
func TestMaskJSONOfAnEntryAboutASecret(t *testing.T) {
	entries := []string{
		`{"target":{"kind":"config","id":"JWTSecret"},"before":"S","changes":[{"path":"/value","old":"S","new":"S"}]}`,
		`{"target":{"name":"JWTSecret"},"before":null,"after":"S"}`,
		`{"objectType":"config","objectId":"SMTP_PASSWORD","old":"S","new":"S"}`,
		`{"entityName":"apiKey","previous":["S","S"],"current":["S"]}`,
		`{"targetId":"apiKey","diff":{"before":"S","after":{"value":"S","algorithm":"HS256"}}}`,
		`{"target":{"id":"apiKey"},"details":{"oldValue":"S","newValue":"S","by":"ann"}}`,
		`{"key":"JWTSecret","patch":[{"op":"replace","path":"/value","value":"S"},{"op":"replace","path":"/algorithm","value":"HS256"}]}`,
		`{"key":"JWTSecret","changes":[{"op":"replace","path":"","from":"S","to":"S"}]}`,
		`{"target":{"id":"JWTSecret"},"changes":[{"op":"move","from":"/value","path":"/values/0"}]}`,
		`{"target":{"id":"JWTSecret"},"changes":{"value":{"old":"S","new":"S"},"algorithm":{"old":"HS256","new":"HS512"}}}`,
		`{"target":{"id":"JWTSecret"},"changes":{"/value":["S","S"],"/algorithm":["HS256","HS512"]}}`,
		`{"target":{"id":"JWTSecret"},"changes":{"":{"old":"S","new":"S"}}}`,
		`{"target":{"id":"JWTSecret"},"changes":{"/":["S","S"]}}`,
		`{"target":{"id":"JWTSecret"},"changes":[{"field":"value","from":"S","to":"S"},{"name":"value","lhs":"S","rhs":"S"},{"path":["value",0],"old":"S"}]}`,
		`{"target":{"id":"JWTSecret"},"changes":[{"path":"/value/inner/0","old":"S","new":{"a":"S"}},{"path":"$.value","old":"S","new":"S"}]}`,
		`{"target":{"id":"JWTSecret"},"changes":["/value","/algorithm"]}`,
		`{"target":{"id":"JWTSecret"},"changes":[{"old":"S","new":"S"}]}`,
		`{"target":{"id":"google"},"changes":[{"name":"clientSecret","old":"S","new":"S"},{"name":"logo","old":"a","new":"b"}]}`,
		`{"target":{"id":"JWTSecret"},"changes":[{"name":"clientSecret","old":"S","new":"S"},{"key":"apiKey","from":"S","to":"S"}]}`,
		`{"after":{"key":"JWTSecret","value":"S"},"changes":[{"path":"/value","old":"S","new":"S"}]}`,
		`{"before":{"key":"JWTSecret","value":"S"},"after":"S"}`,
		`{"key":"JWTSecret","value":{"current":"S","previous":["S"]}}`,
		`{"key":"smtp","value":{"host":"mail","password":"S"}}`,
		`{"serviceId":"appmixer:google","list":[{"clientID":"abc","clientSecret":"S"}]}`,
		`{"action":"Password Changed","target":{"id":"5f1"},"before":"S","after":"S"}`,
		`{"event":"Password Changed","target":{"id":"5f1"},"after":{"value":"S","username":"ann"}}`,
		`{"action":"Flow Updated","target":{"name":"Refresh token","kind":"flow"},"before":{"stage":"running","n":1},"after":{"stage":"stopped"}}`,
		`{"target":{"name":"Refresh token"},"changes":[{"path":"/stage","old":"running","new":"stopped"},{"path":"/flow/a/config","old":{"x":"1"},"new":{"x":"2"}}]}`,
		`{"target":{"id":"MAX_UPLOAD"},"before":"5","after":"10","changes":[{"path":"/value","old":"5","new":"10"}]}`,
	}
	for _, entry := range entries {
		secret := 0
		for strings.Contains(entry, `"S"`) {
			secret++
			entry = strings.Replace(entry, `"S"`, fmt.Sprintf(`"hide-%d"`, secret), 1)
		}
		want := entry
		for i := 1; i <= secret; i++ {
			hidden := fmt.Sprintf("hide-%d", i)
			want = strings.Replace(want, `"`+hidden+`"`, `"`+maskOf(hidden)+`"`, 1)
		}
		got, count := MaskJSON(json.RawMessage(entry))
		if string(got) != want || count != secret {
			t.Errorf("MaskJSON\n got %s (%d)\nwant %s (%d)", got, count, want, secret)
		}
		if again, count := MaskJSON(got); count != 0 || string(again) != string(got) {
			t.Errorf("masking it again gives %s (%d)", again, count)
		}
	}
}

// JSON inside a text is masked in it, or as a whole under a secret's name.
func TestMaskJSONInATextOfAConfigEntry(t *testing.T) {
	tests := map[string]string{
		`{"key":"smtp","value":"{\"host\":\"mail\",\"password\":\"abc\"}"}`:       `{"key":"smtp","value":"{\"host\":\"mail\",\"password\":\"••• 3 characters\"}"}`,
		`{"key":"JWTSecret","value":"{\"a\":1}"}`:                                 `{"key":"JWTSecret","value":"••• 7 characters"}`,
		`{"target":{"id":"apiKey"},"before":"{\"value\":\"abc\"}"}`:               `{"target":{"id":"apiKey"},"before":"••• 15 characters"}`,
		`{"target":{"id":"apiKey"},"changes":"[{\"path\":\"/value\"}]"}`:          `{"target":{"id":"apiKey"},"changes":"••• 19 characters"}`,
		`{"entry":"{\"target\":{\"id\":\"apiKey\"},\"before\":\"abc\",\"n\":1}"}`: `{"entry":"{\"target\":{\"id\":\"apiKey\"},\"before\":\"••• 3 characters\",\"n\":1}"}`,
	}
	for raw, want := range tests {
		if got, count := MaskJSON(json.RawMessage(raw)); string(got) != want || count != 1 {
			t.Errorf("MaskJSON(%s)\n got %s (%d)\nwant %s", raw, got, count, want)
		}
	}
}

func TestAnEventAboutASecretShowsItNowhere(t *testing.T) {
	states := []string{
		`"S"`, `["S","S"]`, `{"value":"S"}`, `{"value":{"a":["S"]}}`, `[{"value":"S"}]`, `{"key":"other","value":"S"}`, `{"values":["S"]}`,
	}
	lists := []string{
		`[{"path":"/value","old":"S","new":"S"}]`, `[{"path":"","old":"S","new":"S"}]`, `[{"path":"/","old":{"value":"S"},"new":{"value":"S"}}]`,
		`{"value":{"old":"S","new":"S"}}`, `{"/value":["S","S"]}`, `{"changes":[{"field":"value","before":"S","after":"S"}]}`,
		`[{"op":"replace","path":"/value","value":"S"}]`, `[{"op":"add","path":"/value/a","value":["S"]}]`, `{"path":"/value","from":"S","to":"S"}`,
		`[{"path":["values","0"],"lhs":"S","rhs":{"x":"S"}}]`, `{"/":{"old":"S","new":"S"}}`, `[{"value":{"old":"S","new":"S"}}]`,
	}
	r := rand.New(rand.NewPCG(7, 8))
	filled := func(from []string) json.RawMessage {
		if r.IntN(4) == 0 {
			return nil
		}
		return json.RawMessage(strings.ReplaceAll(from[r.IntN(len(from))], "S", "hunter2"))
	}
	about := []audit.Event{{TargetID: "JWTSecret"}, {TargetName: "SMTP password"}, {Action: "Password Changed", TargetID: "5f01"}}
	for range 2_000 {
		e := about[r.IntN(len(about))]
		e.Before, e.After, e.Changes = filled(states), filled(states), filled(lists)
		e.Raw = encode(t, map[string]any{"meta": map[string]any{"was": 1, "old": e.Before, "new": e.After}, "diff": e.Changes})
		masked, _ := MaskEvent(e)
		view, err := OfEvent(e)
		if err != nil {
			t.Fatal(err)
		}
		text, err := EventText(e, true)
		if err != nil {
			t.Fatal(err)
		}
		named, _ := MaskJSON(encode(t, map[string]any{"target": map[string]any{"id": e.TargetID, "name": e.TargetName}, "action": e.Action, "before": e.Before, "after": e.After, "changes": e.Changes}))
		for surface, shown := range map[string]string{
			"MaskEvent": string(encode(t, masked)), "OfEvent": string(encode(t, view)), "EventText": drawn(text), "MaskJSON": string(named),
		} {
			if strings.Contains(shown, "hunter2") {
				t.Fatalf("%s shows %s\nof %s", surface, shown, encode(t, e))
			}
		}
	}
}

func TestOfEventKeepsWhatIsNotTheSecret(t *testing.T) {
	e := audit.Event{TargetName: "Refresh token", Changes: json.RawMessage(`[{"path":"/stage","old":"running","new":"stopped"}]`)}
	view, err := OfEvent(e)
	if err != nil || view.Masked != 0 || string(view.Changes[0].After) != `"stopped"` {
		t.Errorf("%s, %v", encode(t, view), err)
	}
}

func TestNamesSecretAction(t *testing.T) {
	for _, action := range []string{"Password Changed", "API Key Rotated", "user.password.reset", "clientSecretUpdated"} {
		if !namesSecretAction(action) {
			t.Errorf("%s is done to a secret", action)
		}
	}
	for _, entry := range audit.Catalog {
		if namesSecretAction(entry.Action) != (entry.Action == "Password Changed") {
			t.Errorf("%s is seen wrongly", entry.Action)
		}
	}
	for _, action := range []string{"", "Password", "Changed", "Password policy updated", "Keyboard changed"} {
		if namesSecretAction(action) {
			t.Errorf("%s is done to no secret", action)
		}
	}
}
