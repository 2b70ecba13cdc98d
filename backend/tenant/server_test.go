package tenant

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// quick repeats like the default policy, in milliseconds.
var quick = RetryPolicy{Tries: 4, Base: time.Millisecond, Cap: 4 * time.Millisecond, Longest: 20 * time.Millisecond}

const (
	rightEmail    = "admin@example.com"
	rightPassword = "correct horse"
)

// testTenant is a server on loopback. For each route ("GET /user") it plays
// the answers in turn, the last one for ever.
type testTenant struct {
	*httptest.Server
	mu       sync.Mutex
	answers  map[string][]http.HandlerFunc
	requests []string // "GET /system/audits?limit=…"
}

// newTenant starts a tenant that answers as Appmixer does, but for the routes
// that answers names.
func newTenant(t *testing.T, answers map[string][]http.HandlerFunc) *testTenant {
	t.Helper()
	server := unstarted(answers)
	server.Start()
	t.Cleanup(server.Close)
	return server
}

func unstarted(answers map[string][]http.HandlerFunc) *testTenant {
	all := map[string][]http.HandlerFunc{
		"GET /":              {say(200, `{"name":"Appmixer","version":"6.2.1"}`)},
		"POST /user/auth":    {logInHandler},
		"GET /user":          {needToken(say(200, `{"id":"u1","email":"admin@example.com","scope":["user","admin"],"plan":{}}`))},
		"GET /system/audits": {needToken(say(200, `{"items":[{"id":1},{"id":2}],"totalCount":2}`))},
	}
	for route, handlers := range answers {
		all[route] = handlers
	}
	server := &testTenant{answers: all}
	server.Server = httptest.NewUnstartedServer(server)
	return server
}

func (s *testTenant) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	route := r.Method + " " + r.URL.Path
	s.mu.Lock()
	s.requests = append(s.requests, r.Method+" "+r.URL.RequestURI())
	handlers := s.answers[route]
	if len(handlers) > 1 {
		s.answers[route] = handlers[1:]
	}
	s.mu.Unlock()
	if len(handlers) == 0 {
		say(404, `{"statusCode":404,"error":"Not Found"}`)(w, r)
		return
	}
	handlers[0](w, r)
}

func (s *testTenant) count(route string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, request := range s.requests {
		if len(request) >= len(route) && request[:len(route)] == route {
			n++
		}
	}
	return n
}

func say(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func withHeader(name, value string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(name, value)
		next(w, r)
	}
}

func redirect(to string, status int) http.HandlerFunc {
	return http.RedirectHandler(to, status).ServeHTTP
}

// needToken answers 401 to a token that this tenant has not issued.
func needToken(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+goodToken {
			say(401, `{"statusCode":401,"message":"Invalid JWT"}`)(w, r)
			return
		}
		next(w, r)
	}
}

func logInHandler(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || string(body) != fmt.Sprintf(`{"password":%q,"username":%q}`, rightPassword, rightEmail) {
		say(401, `{"statusCode":401}`)(w, r)
		return
	}
	say(200, `{"user":{"id":"u1"},"token":"`+goodToken+`"}`)(w, r)
}

// raw answers with bytes of its own on the connection, then closes it.
func raw(bytes string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		_, _ = io.WriteString(conn, bytes)
		_ = conn.Close()
	}
}

// silent sends the beginning of an answer and then nothing until the client
// goes away.
func silent(beginning string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if beginning != "" {
			_, _ = io.WriteString(w, beginning)
			_ = http.NewResponseController(w).Flush()
		}
		<-r.Context().Done()
	}
}

// tokenUntil makes a JWT without a signature.
func tokenUntil(until time.Time, more string) string {
	part := base64.RawURLEncoding.EncodeToString
	return part([]byte(`{"alg":"HS256"}`)) + "." + part(fmt.Appendf(nil, `{"id":"u1","exp":%d%s}`, until.Unix(), more)) + ".c2ln"
}

var (
	goodUntil    = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	goodToken    = tokenUntil(goodUntil, "")
	foreignToken = tokenUntil(goodUntil, `,"iss":"elsewhere"`)
	oldToken     = tokenUntil(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC), "")
)

// connect makes a client with what config leaves open filled in.
func connect(t *testing.T, url string, config Config) *Client {
	t.Helper()
	config.URL = url
	if config.Retry == (RetryPolicy{}) {
		config.Retry = quick
	}
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}
