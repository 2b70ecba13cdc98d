package tenant

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

const page = "<!doctype html><html><title>Sign in</title></html>"

// scenario is one way in which a tenant fails.
type scenario struct {
	answers map[string][]http.HandlerFunc
	config  Config // beside what the scenario's client has anyway: a good token
	use     func(ctx context.Context, c *Client) error
	want    audit.Code
	tries   int // requests on the failing route; 0 is not checked
}

func info(ctx context.Context, c *Client) error {
	_, err := c.Info(ctx)
	return err
}

func signIn(ctx context.Context, c *Client) error {
	_, err := c.SignIn(ctx)
	return err
}

func firstPage(ctx context.Context, c *Client) error {
	_, err := c.Page(ctx, Position{}, 0)
	return err
}

func on(route string, handlers ...http.HandlerFunc) map[string][]http.HandlerFunc {
	return map[string][]http.HandlerFunc{route: handlers}
}

const (
	audits  = "GET /system/audits"
	longer  = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
	zipping = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 12\r\n\r\n"
)

var (
	byPassword    = Config{Email: rightEmail, Password: rightPassword}
	wrongly       = Config{Email: rightEmail, Password: "wrong"}
	withoutAccess = Config{Email: rightEmail}
	impatient     = Limits{Idle: 30 * time.Millisecond, Header: 20 * time.Millisecond, Connect: 10 * time.Millisecond}
)

// scenarios is a function, so that no test can change another's.
func scenarios() map[string]scenario {
	return map[string]scenario{
		"info: a page":                {on("GET /", say(200, page)), Config{}, info, audit.CodeNotAppmixer, 3},
		"info: no version":            {on("GET /", say(200, `{"ok":true}`)), Config{}, info, audit.CodeNotAppmixer, 1},
		"info: a list":                {on("GET /", say(200, `[1]`)), Config{}, info, audit.CodeNotAppmixer, 1},
		"info: odd version":           {on("GET /", say(200, `{"version":"latest"}`)), Config{}, info, audit.CodeNotAppmixer, 1},
		"info: not found":             {on("GET /", say(404, ``)), Config{}, info, audit.CodeNotAppmixer, 1},
		"info: password of a proxy":   {on("GET /", say(401, page)), Config{}, info, audit.CodeNotAppmixer, 3},
		"info: 5xx":                   {on("GET /", say(502, page)), Config{}, info, audit.CodeServer, 3},
		"info: too old":               {on("GET /", say(200, `{"version":"6.1.9"}`)), Config{}, info, audit.CodeTooOld, 1},
		"info: much too old":          {on("GET /", say(200, `{"version":"5"}`)), Config{}, info, audit.CodeTooOld, 1},
		"info: too old, release":      {on("GET /", say(200, `{"version":"v6.0-rc1"}`)), Config{}, info, audit.CodeTooOld, 1},
		"sign-in: wrong password":     {nil, wrongly, signIn, audit.CodeWrongPassword, 0},
		"sign-in: wrong, as 403":      {on("POST /user/auth", say(403, `{}`)), byPassword, signIn, audit.CodeWrongPassword, 1},
		"sign-in: wrong, as 400":      {on("POST /user/auth", say(400, `{}`)), byPassword, signIn, audit.CodeWrongPassword, 2},
		"sign-in: no credentials":     {nil, withoutAccess, signIn, audit.CodeNoCredentials, 0},
		"sign-in: no such route":      {on("POST /user/auth", say(404, `{}`)), byPassword, signIn, audit.CodeNotAppmixer, 1},
		"sign-in: no token":           {on("POST /user/auth", say(200, `{"user":{}}`)), byPassword, signIn, audit.CodeNotAppmixer, 1},
		"sign-in: odd token":          {on("POST /user/auth", say(200, `{"token":"a\nb"}`)), byPassword, signIn, audit.CodeNotAppmixer, 1},
		"sign-in: a page":             {on("POST /user/auth", say(200, page)), byPassword, signIn, audit.CodeNotJSON, 4},
		"sign-in: 5xx":                {on("POST /user/auth", say(500, `{}`)), byPassword, signIn, audit.CodeServer, 4},
		"user: foreign token":         {nil, Config{Token: foreignToken}, signIn, audit.CodeForeignToken, 0},
		"user: opaque token":          {nil, Config{Token: "opaque"}, signIn, audit.CodeForeignToken, 0},
		"user: expired token":         {nil, Config{Token: oldToken}, signIn, audit.CodeExpired, 0},
		"user: session refused":       {on("GET /user", say(401, `{}`)), byPassword, signIn, audit.CodeServer, 3},
		"user: scope missing":         {on("GET /user", say(200, `{"id":"u","scope":["user"]}`)), Config{}, signIn, audit.CodeMissingScope, 1},
		"user: no scope at all":       {on("GET /user", say(200, `{"id":"u","scope":[]}`)), Config{}, signIn, audit.CodeMissingScope, 1},
		"user: forbidden":             {on("GET /user", say(403, `{}`)), Config{}, signIn, audit.CodeMissingScope, 1},
		"user: deleted":               {on("GET /user", say(404, `{}`)), Config{}, signIn, audit.CodeNotFound, 1},
		"user: nobody":                {on("GET /user", say(200, `{}`)), Config{}, signIn, audit.CodeNotAppmixer, 1},
		"user: teapot":                {on("GET /user", say(418, `{}`)), Config{}, signIn, audit.CodeNotAppmixer, 1},
		"page: foreign token":         {nil, Config{Token: foreignToken}, firstPage, audit.CodeForeignToken, 0},
		"page: expired token":         {nil, Config{Token: oldToken}, firstPage, audit.CodeExpired, 0},
		"page: refused for ever":      {on(audits, say(401, `{}`)), Config{}, firstPage, audit.CodeForeignToken, 3},
		"page: session refused":       {on(audits, say(401, `{}`)), byPassword, firstPage, audit.CodeServer, 3},
		"page: wrong password":        {nil, wrongly, firstPage, audit.CodeWrongPassword, 0},
		"page: forbidden":             {on(audits, say(403, `{}`)), Config{}, firstPage, audit.CodeMissingScope, 1},
		"page: forbidden by a proxy":  {on(audits, say(403, page)), Config{}, firstPage, audit.CodeNotJSON, 4},
		"page: not found":             {on(audits, say(404, `{}`)), Config{}, firstPage, audit.CodeEndpointMissing, 1},
		"page: not found, a page":     {on(audits, say(404, page)), Config{}, firstPage, audit.CodeEndpointMissing, 1},
		"page: bad request":           {on(audits, say(400, `{}`)), Config{}, firstPage, audit.CodeProfile, 1},
		"page: a page":                {on(audits, say(200, page)), Config{}, firstPage, audit.CodeNotJSON, 4},
		"page: unknown envelope":      {on(audits, say(200, `{"rows":[]}`)), Config{}, firstPage, audit.CodeProfile, 1},
		"page: empty":                 {on(audits, say(200, ``)), Config{}, firstPage, audit.CodeCutOff, 4},
		"page: cut in the JSON":       {on(audits, say(200, `{"items":[{"id":`)), Config{}, firstPage, audit.CodeCutOff, 4},
		"page: cut on the wire":       {on(audits, raw(longer+`[{"id":1}`)), Config{}, firstPage, audit.CodeCutOff, 4},
		"page: cut gzip":              {on(audits, raw(zipping+"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x8b\x56")), Config{}, firstPage, audit.CodeCutOff, 4},
		"page: broken gzip":           {on(audits, withHeader("Content-Encoding", "gzip", say(200, `[1]`))), Config{}, firstPage, audit.CodeCutOff, 4},
		"page: 500 for ever":          {on(audits, say(500, `{}`)), Config{}, firstPage, audit.CodeServer, 4},
		"page: 503 for ever":          {on(audits, withHeader("Retry-After", "60", say(503, `{}`))), Config{}, firstPage, audit.CodeServer, 4},
		"page: 429 for ever":          {on(audits, withHeader("Retry-After", "60", say(429, `{}`))), Config{}, firstPage, audit.CodeThrottled, 4},
		"page: silent":                {on(audits, silent("")), Config{Limits: impatient}, firstPage, audit.CodeUnreachable, 4},
		"page: silent in the middle":  {on(audits, silent(`{"items":[`)), Config{Limits: impatient}, firstPage, audit.CodeCutOff, 4},
		"page: connection closed":     {on(audits, raw("")), Config{}, firstPage, audit.CodeUnreachable, 0},
		"page: not HTTP":              {on(audits, raw("HELLO\r\n\r\n")), Config{}, firstPage, audit.CodeUnreachable, 4},
		"page: 304":                   {on(audits, say(304, ``)), Config{}, firstPage, audit.CodeNotAppmixer, 1},
		"page: redirect in a circle":  {on(audits, redirect("/system/audits", http.StatusFound)), Config{}, firstPage, audit.CodeNotAppmixer, 6},
		"page: redirect to a page":    {on(audits, redirect("/login", http.StatusFound)), Config{}, firstPage, audit.CodeEndpointMissing, 0},
		"page: redirect to a host":    {on(audits, redirect("https://example.invalid/x", http.StatusFound)), Config{}, firstPage, audit.CodeNotAppmixer, 1},
		"page: redirect to a port":    {on(audits, redirect("http://127.0.0.1:1/x", http.StatusTemporaryRedirect)), Config{}, firstPage, audit.CodeNotAppmixer, 1},
		"sign-in: redirect to a host": {on("POST /user/auth", redirect("https://example.invalid/x", http.StatusTemporaryRedirect)), byPassword, signIn, audit.CodeNotAppmixer, 1},
	}
}

// route is where a scenario fails.
func (s scenario) route() string {
	for route := range s.answers {
		return route
	}
	return ""
}

func (s scenario) run(t *testing.T, server *testTenant, notify func(string)) error {
	t.Helper()
	config := s.config
	if config.Token == "" && config.Email == "" {
		config.Token = goodToken
	}
	config.Notify = notify
	return s.use(t.Context(), connect(t, server.URL, config))
}

func TestFailures(t *testing.T) {
	for name, s := range scenarios() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newTenant(t, s.answers)
			err := s.run(t, server, nil)
			var known *audit.Error
			if !errors.As(err, &known) || known.Code != s.want {
				t.Fatalf("got %v, want %s", err, s.want)
			}
			if known.Message == "" || known.Hint == "" {
				t.Errorf("%q, %q: a person cannot act on that", known.Message, known.Hint)
			}
			if n := server.count(s.route()); s.tries > 0 && n != s.tries {
				t.Errorf("%d requests, want %d", n, s.tries)
			}
		})
	}
}

func TestNotReachable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	free := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var notes []string
	client := connect(t, "http://"+free, Config{Token: goodToken, Notify: func(note string) {
		mu.Lock()
		defer mu.Unlock()
		notes = append(notes, note)
	}})
	for use, tries := range map[string]int{"info": 3, "page": 4} {
		notes = nil
		err := map[string]func(context.Context, *Client) error{"info": info, "page": firstPage}[use](t.Context(), client)
		if audit.CodeOf(err) != audit.CodeUnreachable {
			t.Errorf("%s: got %v", use, err)
		}
		if len(notes) != tries-1 || !strings.HasSuffix(notes[0], fmt.Sprintf("the tenant is not reachable (try 2 of %d)", tries)) {
			t.Errorf("%s: notes %q", use, notes)
		}
	}
}

func TestVersionsThatWillDo(t *testing.T) {
	for _, version := range []string{"6.2", "6.2.0", "6.2.0-rc1", "v6.10.1", "7.0.0", "10.1.2+build.5"} {
		server := newTenant(t, on("GET /", say(200, `{"version":"`+version+`"}`)))
		got, err := connect(t, server.URL, Config{}).Info(t.Context())
		if err != nil || got.Version != version {
			t.Errorf("%s: got %+v (%v)", version, got, err)
		}
	}
}
