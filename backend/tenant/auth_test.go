package tenant

import (
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestSignIn(t *testing.T) {
	scoped := tokenUntil(goodUntil, `,"scope":["admin"]`)
	for name, test := range map[string]struct {
		config  Config
		answers map[string][]http.HandlerFunc
		want    Identity
	}{
		"token": {Config{Token: goodToken}, nil,
			Identity{"u1", "admin@example.com", []string{"user", "admin"}, goodUntil}},
		"token as pasted": {Config{Token: " \"Bearer " + goodToken + "\"\n"}, nil,
			Identity{"u1", "admin@example.com", []string{"user", "admin"}, goodUntil}},
		"password": {Config{Email: rightEmail, Password: rightPassword}, nil,
			Identity{"u1", "admin@example.com", []string{"user", "admin"}, goodUntil}},
		"expired token and password": {Config{Token: oldToken, Email: rightEmail, Password: rightPassword}, nil,
			Identity{"u1", "admin@example.com", []string{"user", "admin"}, goodUntil}},
		"foreign token and password": {Config{Token: foreignToken, Email: rightEmail, Password: rightPassword}, nil,
			Identity{"u1", "admin@example.com", []string{"user", "admin"}, goodUntil}},
		"other names": {Config{Token: "opaque"},
			map[string][]http.HandlerFunc{"GET /user": {say(200, `{"userId":7,"username":"svc","scope":"user admin"}`)}},
			Identity{"7", "svc", []string{"user", "admin"}, time.Time{}}},
		"scope only in the token": {Config{Token: scoped},
			map[string][]http.HandlerFunc{"GET /user": {say(200, `{"id":"u1"}`)}},
			Identity{"u1", "", []string{"admin"}, goodUntil}},
		"scope nowhere": {Config{Token: "opaque"},
			map[string][]http.HandlerFunc{"GET /user": {say(200, `{"id":"u1"}`)}},
			Identity{ID: "u1"}},
	} {
		t.Run(name, func(t *testing.T) {
			client := connect(t, newTenant(t, test.answers).URL, test.config)
			got, err := client.SignIn(t.Context())
			if err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v (%v), want %+v", got, err, test.want)
			}
		})
	}
}

// Some versions of Appmixer refuse username and want email.
func TestSignInByTheOtherField(t *testing.T) {
	server := newTenant(t, map[string][]http.HandlerFunc{"POST /user/auth": {
		say(400, `{"message":"\"username\" is not allowed"}`), say(200, `{"token":"`+goodToken+`"}`),
	}})
	client := connect(t, server.URL, Config{Email: rightEmail, Password: rightPassword})
	if _, err := client.SignIn(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestOwnScopeOfAProfile(t *testing.T) {
	server := newTenant(t, nil)
	for scope, want := range map[string]audit.Code{"": "", "user": "", "auditor": audit.CodeMissingScope} {
		profile := DefaultProfile()
		profile.Request.Scope = scope
		_, err := connect(t, server.URL, Config{Token: goodToken, Profile: profile}).SignIn(t.Context())
		if audit.CodeOf(err) != want {
			t.Errorf("scope %q: got %v", scope, err)
		}
	}
}

// A session that the tenant drops in the middle is opened again; the caller
// notices nothing.
func TestSessionDroppedInTheMiddle(t *testing.T) {
	good := needToken(say(200, `[1]`))
	server := newTenant(t, map[string][]http.HandlerFunc{"GET /system/audits": {good, say(401, `{}`), good}})
	client := connect(t, server.URL, Config{Email: rightEmail, Password: rightPassword})
	for range 2 {
		if _, err := client.Page(t.Context(), Position{}, 0); err != nil {
			t.Fatal(err)
		}
	}
	if n := server.count("POST /user/auth"); n != 2 {
		t.Errorf("%d sign-ins, want 2", n)
	}
}

func TestGoodTokenRefusedOnce(t *testing.T) {
	server := newTenant(t, map[string][]http.HandlerFunc{"GET /system/audits": {say(401, `{}`), needToken(say(200, `[1]`))}})
	if _, err := connect(t, server.URL, Config{Token: goodToken}).Page(t.Context(), Position{}, 0); err != nil {
		t.Error(err)
	}
}

// An expired token is not sent at all.
func TestExpiredTokenStaysHere(t *testing.T) {
	server := newTenant(t, nil)
	_, err := connect(t, server.URL, Config{Token: oldToken}).SignIn(t.Context())
	if audit.CodeOf(err) != audit.CodeExpired || len(server.requests) != 0 {
		t.Errorf("got %v after %q", err, server.requests)
	}
}

func TestParseToken(t *testing.T) {
	for text, until := range map[string]time.Time{
		goodToken: goodUntil, "": {}, "opaque": {}, "a.b.c": {}, "a.!!!.c": {}, "a.bnVsbA.c": {},
		tokenUntil(goodUntil, `,"exp":1.6e9`): time.Unix(1600000000, 0).UTC(),
		tokenUntil(goodUntil, `,"exp":"x"`):   {}, tokenUntil(goodUntil, `,"exp":1e300`): {},
	} {
		got, err := parseToken("bearer " + text)
		if text == "" {
			got, err = parseToken(text)
		}
		if err != nil || got.text != text || !got.until.Equal(until) || !TokenUntil(text).Equal(until) {
			t.Errorf("%s: got %+v (%v), want until %v", text, got, err, until)
		}
	}
	if until := TokenUntil("not a token"); !until.IsZero() {
		t.Errorf("not a token: until %v", until)
	}
	if got, err := parseToken(strings.Repeat("x", 10_000)); err != nil || got.text == "" {
		t.Errorf("a long token: %v", err)
	}
}
