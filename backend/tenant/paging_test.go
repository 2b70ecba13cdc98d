package tenant

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// asked makes the request for a position and returns its address and body.
func asked(t *testing.T, profile string, at Position) (string, string, error) {
	t.Helper()
	client := connect(t, "http://127.0.0.1:1/sub", Config{Token: "opaque", Profile: load(t, profile)})
	made, err := client.pageCall(at, 10)
	if err != nil {
		return "", "", err
	}
	request, err := client.request(t.Context(), made)
	if err != nil {
		return "", "", err
	}
	return request.URL.RequestURI(), string(made.body), nil
}

func TestRequestOfEachMode(t *testing.T) {
	const plainSort = "request: {path: /log, sort: {param: ''}, "
	moment := time.Date(2026, 1, 2, 3, 4, 5, 678e6, time.UTC)
	for _, test := range []struct {
		profile string
		at      Position
		want    string
	}{
		{plainSort + "paging: {mode: page}}", Position{Number: 2}, "/sub/log?limit=10&page=3"},
		{plainSort + "paging: {mode: page, first: 0}}", Position{}, "/sub/log?limit=10&page=0"},
		{plainSort + "paging: {mode: cursor, limit: ''}}", Position{}, "/sub/log"},
		{plainSort + "paging: {mode: cursor}}", Position{Cursor: `"a/b?"`}, "/sub/log?cursor=a%2Fb%3F&limit=10"},
		{plainSort + "paging: {mode: cursor}}", Position{Cursor: `"/wEAAA=="`}, "/sub/log?cursor=%2FwEAAA%3D%3D&limit=10"},
		{plainSort + "paging: {mode: cursor}}", Position{Cursor: `"?c=1"`}, "/sub/log?c=1"},
		{plainSort + "paging: {mode: cursor}}", Position{Cursor: `"https://127.0.0.1/log?c=2"`}, "/sub/log?c=2"},
		{plainSort + "paging: {mode: cursor}}", Position{Cursor: `"/sub/log?c=3"`}, "/sub/log?c=3"},
		{plainSort + "paging: {mode: cursor}}", Position{Cursor: `"/else/where?c=4"`}, "/else/where?c=4"},
		{plainSort + "paging: {mode: searchAfter}}", Position{Cursor: `[5,"x"]`}, "/sub/log?cursor=%5B5%2C%22x%22%5D&limit=10"},
		{plainSort + "paging: {mode: window}, between: {to: until}}", Position{Until: moment}, "/sub/log?limit=10&until=1767323045678"},
		{plainSort + "paging: {mode: window}, between: {to: until, format: s}}", Position{Until: moment}, "/sub/log?limit=10&until=1767323046"},
		{plainSort + "paging: {mode: window}, between: {to: until, format: '2006-01-02'}}", Position{Until: moment}, "/sub/log?limit=10&until=2026-01-03"},
		{plainSort + "between: {from: since, format: s}}", Position{Since: moment}, "/sub/log?limit=10&offset=0&since=1767323045"},
	} {
		if got, _, err := asked(t, test.profile, test.at); got != test.want || err != nil {
			t.Errorf("%s %+v:\ngot  %s (%v)\nwant %s", test.profile, test.at, got, err, test.want)
		}
	}
}

func TestRequestInABody(t *testing.T) {
	_, body, err := asked(t, `request: {method: POST, place: body, sort: {param: sort, value: '[{"at":"desc"}]'},
		params: {a.b: "true", a.c: word, d: '"5"', a\.x: "7"}, paging: {mode: searchAfter, cursor: after, limit: page.size}}`, Position{Cursor: `[5,"x"]`})
	want := `{"a":{"b":true,"c":"word"},"a.x":7,"after":[5,"x"],"d":"5","page":{"size":10},"sort":[{"at":"desc"}]}`
	if body != want || err != nil {
		t.Errorf("got  %s (%v)\nwant %s", body, err, want)
	}
}

func TestNextPageElsewhere(t *testing.T) {
	for text, code := range map[string]audit.Code{
		`"https://elsewhere.example/log?c=1"`: audit.CodeNotAppmixer,
		`"http://127.0.0.1.evil.example?c=1"`: audit.CodeNotAppmixer,
	} {
		if _, _, err := asked(t, "request: {path: /log, paging: {mode: cursor}}", Position{Cursor: text}); audit.CodeOf(err) != code {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestLinkHeader(t *testing.T) {
	for header, want := range map[string]string{
		`<https://x/?a=1>; rel="next"`:                 `"https://x/?a=1"`,
		`</?p=1>; rel="prev", </?p=3,4>; rel="next"`:   `"/?p=3,4"`,
		`</?p=3>; title="a"; rel=next`:                 `"/?p=3"`,
		`</?p=3>; REL="last next"`:                     `"/?p=3"`,
		`</?p=3>; rel="nextish", </?p=1>; rel="first"`: ``,
		`</?p=3`: ``,
		`</?p=3>; title="rel=next"; rel="last"; rev=first`: ``,
	} {
		if got := linkNext(http.Header{"Link": {header}}); got != want {
			t.Errorf("%s: got %s, want %s", header, got, want)
		}
	}
}

// A tenant of another kind: its token in a header of its own, no endpoint of
// Appmixer's, its log where the profile was learnt.
func TestServerOfAnotherKind(t *testing.T) {
	server := newTenant(t, map[string][]http.HandlerFunc{
		"GET /":     {say(200, "<html>")},
		"GET /user": {say(404, "no")},
		"GET /learnt/log": {func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("X-Api-Key") != "Key opaque" || r.Header.Get("Authorization") != "" {
				w.WriteHeader(http.StatusUnauthorized)
				return
			}
			_, _ = io.WriteString(w, `[{"id":1}]`)
		}},
	})
	for _, more := range []string{`lenient: true`, `version: "", user: ""`} {
		profile := load(t, `server: {`+more+`, signIn: "", header: X-Api-Key, prefix: "Key ", url: `+server.URL+`/learnt}`+"\nrequest: {path: /log}")
		client := connect(t, server.URL+"/elsewhere", Config{Token: "opaque", Profile: profile})
		if info, err := client.Info(t.Context()); err != nil || info.Version != "" {
			t.Errorf("%s: info %+v, %v", more, info, err)
		}
		if who, err := client.SignIn(t.Context()); err != nil || who.Email != "" {
			t.Errorf("%s: %+v, %v", more, who, err)
		}
		wrong := connect(t, server.URL, Config{Email: rightEmail, Password: rightPassword, Profile: profile})
		if _, err := wrong.SignIn(t.Context()); audit.CodeOf(err) != audit.CodeNoCredentials {
			t.Errorf("%s: a password was used: %v", more, err)
		}
	}
	if slices.ContainsFunc(server.requests, func(r string) bool { return strings.HasPrefix(r, "POST") }) {
		t.Errorf("requests: %q", server.requests)
	}
}

func TestTypesOfAProfile(t *testing.T) {
	profile := load(t, "types: {create: [granted, 'role-added'], delete: [added, revoked], update: [created]}")
	for entry, want := range map[string]audit.Type{
		`"type":"GRANTED"`:                            audit.TypeCreate,
		`"type":"create"`:                             audit.TypeCreate,
		`"type":"created"`:                            audit.TypeUpdate, // the profile's word first
		`"action":"user.roleAdded"`:                   audit.TypeCreate, // the longest word
		`"action":"MEMBER_ADDED"`:                     audit.TypeDelete,
		`"action":"Flow Created"`:                     audit.TypeCreate, // the catalog knows it
		`"action":"ungranted"`:                        audit.TypeOther,
		`"action":"access revoked","type":"question"`: audit.TypeDelete,
	} {
		event, err := profile.Map([]byte(`{"created":1,` + entry + `}`))
		if err != nil || event.Type != want {
			t.Errorf("%s: %s (%v), want %s", entry, event.Type, err, want)
		}
	}
}
