package tenant

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

const canaryPassword = "Canary-Pass-84713"

var canaryToken = tokenUntil(goodUntil, `,"canary":"Canary-Token-84713"`)

// echoing makes a tenant hostile: before it answers as it would, it puts what
// the client sent into the headers; an answer with a body repeats it there.
func echoing(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		sent, _ := io.ReadAll(r.Body)
		secret := r.Header.Get("Authorization") + string(sent) + canaryToken + canaryPassword
		for _, name := range []string{"X-Echo", "WWW-Authenticate", "Retry-After", "Set-Cookie", "Content-Type"} {
			w.Header().Set(name, secret)
		}
		next(&repeating{w, secret}, r)
	}
}

// repeating appends the secret to whatever is written.
type repeating struct {
	http.ResponseWriter
	secret string
}

func (w *repeating) Write(text []byte) (int, error) {
	if _, err := io.WriteString(w.ResponseWriter, string(text)+w.secret); err != nil {
		return 0, err
	}
	return len(text), nil
}

func (w *repeating) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// hostile are answers made of nothing but secrets, where Go's own errors
// would quote them.
func hostile() map[string]http.HandlerFunc {
	leak := canaryToken + canaryPassword
	return map[string]http.HandlerFunc{
		"status line":      raw("HTTP/1.1 " + leak + "\r\n\r\n"),
		"no HTTP":          raw(leak + "\r\n\r\n"),
		"header line":      raw("HTTP/1.1 200 OK\r\n" + leak + "\r\n\r\n"),
		"length":           raw("HTTP/1.1 200 OK\r\nContent-Length: " + leak + "\r\n\r\n"),
		"encoding":         raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: " + leak + "\r\n\r\n"),
		"chunk":            raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + leak + "\r\n"),
		"redirect":         withHeader("Location", "https://"+canaryPassword+".invalid/?t="+canaryToken, say(302, "")),
		"odd redirect":     withHeader("Location", "https://%zz"+leak, say(302, "")),
		"another scheme":   withHeader("Location", leak+"://x/", say(302, "")),
		"same-host path":   withHeader("Location", "/"+leak, say(302, "")),
		"version":          say(200, `{"version":"`+leak+`"}`),
		"old version":      say(200, `{"version":"1.0-`+canaryPassword+`"}`),
		"token with break": say(200, `{"token":"`+leak+`\n"}`),
		"key":              say(200, `{"`+leak+`":1}`),
		"text":             say(200, `"`+leak+`"`),
		"bare":             say(200, leak),
	}
}

// No failure tells a secret: not in its message, its cause, its JSON form, nor
// in the notes on the way.
func TestNoFailureTellsASecret(t *testing.T) {
	all := map[string]scenario{}
	for name, s := range scenarios() {
		for route, handlers := range s.answers {
			for i := range handlers {
				handlers[i] = echoing(handlers[i])
			}
			s.answers[route] = handlers
		}
		all[name] = s
	}
	for name, handler := range hostile() {
		all["info, "+name] = scenario{answers: on("GET /", handler), use: info}
		all["auth, "+name] = scenario{answers: on("POST /user/auth", handler), config: byPassword, use: signIn}
		all["user, "+name] = scenario{answers: on("GET /user", handler), use: signIn}
		all["page, "+name] = scenario{answers: on(audits, handler), use: firstPage}
	}
	for name, s := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if s.config.Email != "" {
				s.config.Password = canaryPassword
			} else if s.config.Token == "" {
				s.config.Token = canaryToken
			}
			var notes strings.Builder
			err := s.run(t, newTenant(t, s.answers), func(note string) { notes.WriteString(note) })
			if err == nil {
				t.Fatal("no failure at all")
			}
			checkSilence(t, everythingOf(t, err)+notes.String(), s.config.Token, s.config.Password)
		})
	}
}

// everythingOf writes an error in every way that a log or a page could.
func everythingOf(t *testing.T, err error) string {
	t.Helper()
	var known *audit.Error
	if !errors.As(err, &known) {
		t.Fatalf("%T crosses to the page without a code", err)
	}
	text, failed := json.Marshal(known)
	if failed != nil {
		t.Fatal(failed)
	}
	all := string(text)
	for ; err != nil; err = errors.Unwrap(err) {
		all += fmt.Sprintf("\n%v\n%+v\n%#v", err, err, err)
		var detail *url.Error
		if errors.As(err, &detail) {
			t.Errorf("a *url.Error inside: %v", detail)
		}
	}
	return all
}

func checkSilence(t *testing.T, text string, secrets ...string) {
	t.Helper()
	for _, secret := range append(secrets, canaryPassword, canaryToken, "Canary", "84713", "Bearer", "Authorization") {
		if secret == "" {
			continue
		}
		for _, form := range []string{secret, url.QueryEscape(secret), base64.StdEncoding.EncodeToString([]byte(secret)), fmt.Sprintf("%x", secret)} {
			if strings.Contains(strings.ToLower(text), strings.ToLower(form)) {
				t.Errorf("%q tells %q", text, form)
			}
		}
	}
}
