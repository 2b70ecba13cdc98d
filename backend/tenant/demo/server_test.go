package demo

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/trailbook/trailbook/backend/audit"
)

func serve(t *testing.T, o Options) *Server {
	t.Helper()
	if o.Until.IsZero() && o.Config == nil {
		o.Until = DefaultUntil
	}
	s, err := Serve(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	})
	return s
}

// ask sends one request and reads the whole answer.
func ask(t *testing.T, method, url, token, body string) (*http.Response, []byte, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	got, err := io.ReadAll(resp.Body)
	return resp, got, err
}

// must is ask for an answer with a certain status, decoded.
func must(t *testing.T, method, url, token, body string, status int) map[string]json.RawMessage {
	t.Helper()
	resp, got, err := ask(t, method, url, token, body)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(got, &fields); err != nil || resp.StatusCode != status {
		t.Fatalf("%s %s: status %d (want %d), %.200s", method, url, resp.StatusCode, status, got)
	}
	return fields
}

func text(t *testing.T, raw json.RawMessage) string {
	t.Helper()
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func login(t *testing.T, s *Server, email string) string {
	t.Helper()
	body := `{"username":"` + email + `","password":"` + s.Password() + `"}`
	return text(t, must(t, "POST", s.URL()+"/user/auth", "", body, 200)["token"])
}

func TestTheTenantAnswersAsAppmixerDoes(t *testing.T) {
	s := serve(t, Options{Events: 30, Seed: 4})
	token, reader := login(t, s, s.Email()), login(t, s, s.ReaderEmail())
	for _, c := range []struct {
		name, method, path, token, body string
		status                          int
		contains                        string
	}{
		{"version without a token", "GET", "/", "", "", 200, `"version":"6.2.1"`},
		{"sign-in by e-mail", "POST", "/user/auth", "", `{"email":"admin@northwind.example","password":"` + s.Password() + `"}`, 200, `"token":`},
		{"wrong password", "POST", "/user/auth", "", `{"username":"admin@northwind.example","password":"guess"}`, 401, "Invalid username or password"},
		{"unknown user", "POST", "/user/auth", "", `{"username":"who@northwind.example","password":"` + s.Password() + `"}`, 401, "Invalid username or password"},
		{"sign-in without fields", "POST", "/user/auth", "", `{}`, 400, "Bad Request"},
		{"sign-in that is no JSON", "POST", "/user/auth", "", `user=admin`, 400, "Bad Request"},
		{"user", "GET", "/user", token, "", 200, `"scope":["user","admin"]`},
		{"user without a token", "GET", "/user", "", "", 401, "Missing authentication"},
		{"audits without a token", "GET", "/system/audits", "", "", 401, "Unauthorized"},
		{"audits with a broken token", "GET", "/system/audits", token + "x", "", 401, "Invalid JWT"},
		{"audits without the scope", "GET", "/system/audits", reader, "", 403, "Insufficient scope"},
		{"limit that is no number", "GET", "/system/audits?limit=ten", token, "", 400, "limit"},
		{"limit of nothing", "GET", "/system/audits?limit=0", token, "", 400, "limit"},
		{"negative offset", "GET", "/system/audits?offset=-1", token, "", 400, "offset"},
		{"unknown order", "GET", "/system/audits?sort=user:1", token, "", 400, "sort"},
		{"beyond the end", "GET", "/system/audits?offset=1000", token, "", 200, `{"items":[],"totalCount":30}`},
		{"unknown path", "GET", "/audit-log", token, "", 404, `"statusCode":404`},
		{"wrong method", "DELETE", "/system/audits", token, "", 404, "Not Found"},
	} {
		resp, got, err := ask(t, c.method, s.URL()+c.path, c.token, c.body)
		if err != nil || resp.StatusCode != c.status || !bytes.Contains(got, []byte(c.contains)) || !json.Valid(got) {
			t.Errorf("%s: %v, status %d, %.200s", c.name, err, resp.StatusCode, got)
		}
	}
}

func TestTokensAreSignedAndExpire(t *testing.T) {
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	s := serve(t, Options{Events: 5, Seed: 4, Now: func() time.Time { return now }})
	token := login(t, s, s.Email())
	if strings.Count(token, ".") != 2 {
		t.Fatalf("the token is no JWT: %d parts", strings.Count(token, ".")+1)
	}
	must(t, "GET", s.URL()+"/user", token, "", 200)
	again := serve(t, Options{Events: 5, Seed: 4, Now: func() time.Time { return now.Add(tokenLife - time.Second) }})
	must(t, "GET", again.URL()+"/user", token, "", 200)
	late := serve(t, Options{Events: 5, Seed: 4, Now: func() time.Time { return now.Add(tokenLife) }})
	if got := must(t, "GET", late.URL()+"/user", token, "", 401); !strings.Contains(text(t, got["message"]), "expired") {
		t.Errorf("an old token is refused with %s", got["message"])
	}
	foreign := serve(t, Options{Events: 5, Seed: 5, Now: func() time.Time { return now }})
	must(t, "GET", foreign.URL()+"/user", token, "", 401)
	if foreign.Password() == s.Password() {
		t.Error("two seeds have one password")
	}
}

// pages reads the log as a client does and returns the entries in order.
func pages(t *testing.T, s *Server, limit, sort string, most int) [][]byte {
	t.Helper()
	token := login(t, s, s.Email())
	var all [][]byte
	for {
		url := s.URL() + "/system/audits?" + limit + "&offset=" + strconv.Itoa(len(all)) + "&sort=created:" + sort
		got := must(t, "GET", url, token, "", 200)
		var items []json.RawMessage
		if err := json.Unmarshal(got["items"], &items); err != nil {
			t.Fatal(err)
		}
		if len(items) > most {
			t.Fatalf("a page of %d entries, want at most %d", len(items), most)
		}
		if len(items) == 0 {
			if string(got["totalCount"]) != strconv.Itoa(len(all)) {
				t.Fatalf("totalCount is %s, the pages held %d", got["totalCount"], len(all))
			}
			return all
		}
		for _, item := range items {
			all = append(all, item)
		}
	}
}

func TestPagesCoverTheLogExactly(t *testing.T) {
	s := serve(t, Options{Events: 1234, Seed: 9, PageCap: 400})
	var want [][]byte
	for entry, err := range s.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, entry.Raw)
	}
	g := NewGenerator(PlanConfig(9, 1234, DefaultUntil))
	for i := range want {
		if first := g.Next(); !bytes.Equal(first.Raw, want[len(want)-1-i]) {
			t.Fatalf("entry %d of the log is not what was generated", i)
		}
	}
	for _, c := range []struct {
		limit, sort string
		most        int
	}{{"limit=5000", "-1", 400}, {"limit=77", "-1", 77}, {"", "-1", 100}, {"limit=400", "1", 400}} {
		got := pages(t, s, c.limit, c.sort, c.most)
		if len(got) != len(want) || len(got) != s.Len() {
			t.Fatalf("%+v: %d entries, want %d", c, len(got), len(want))
		}
		for i := range got {
			other := i
			if c.sort == "1" {
				other = len(want) - 1 - i
			}
			if !bytes.Equal(got[i], want[other]) {
				t.Fatalf("%+v: entry %d is not the log's, byte for byte", c, i)
			}
		}
	}
}

func TestALiveTenantGoesOnAfterARestart(t *testing.T) {
	now := DefaultUntil
	clock := func() time.Time { return now }
	first := serve(t, Options{Events: 500, Seed: 2, Until: now, Live: true, Now: clock})
	before := first.Len()
	now = now.Add(24 * time.Hour * 4)
	more := first.Len()
	if before < 500 || more < before+100 {
		t.Fatalf("%d entries at the start, %d after four days", before, more)
	}
	for _, o := range []Options{
		{Events: 500, Seed: 2, Until: DefaultUntil, Live: true, Now: clock},
		{Config: new(first.Config()), Live: true, Now: clock},
	} {
		second := serve(t, o)
		a, b := contents(t, first), contents(t, second)
		if a != b {
			t.Error("the restarted tenant has another log")
		}
	}
	if err := first.Append(3); err != nil || first.Len() != more+3 {
		t.Errorf("appending 3: %v, %d entries, want %d", err, first.Len(), more+3)
	}
}

func contents(t *testing.T, s *Server) string {
	t.Helper()
	var all bytes.Buffer
	for entry, err := range s.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		all.Write(entry.Raw)
	}
	return all.String()
}

func TestOnlyLoopbackIsServed(t *testing.T) {
	taken := serve(t, Options{Events: 1})
	for _, o := range []Options{
		{Addr: "0.0.0.0:0"}, {Addr: ":0"}, {Addr: "192.0.2.1:80"}, {Addr: "example.com:80"}, {Addr: "127.0.0.1"}, {Addr: ""},
	} {
		if o.Addr == "" {
			o.Addr = strings.TrimPrefix(taken.URL(), "http://")
		}
		if s, err := Serve(t.Context(), o); audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("%q: %v", o.Addr, err)
			if s != nil {
				_ = s.Close()
			}
		}
	}
	if _, err := Serve(t.Context(), Options{Events: -1}); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("a negative number of events gave %v", err)
	}
}

func TestTheLogStaysOutOfMemoryAndLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	s := serve(t, Options{Events: 20_000, Seed: 1})
	if size := unsafe.Sizeof(spot{}); size > 40 {
		t.Errorf("an entry takes %d bytes of the index", size)
	}
	s.mu.Lock()
	onDisk, index := s.log.size, int64(cap(s.log.index))*int64(unsafe.Sizeof(spot{}))
	s.mu.Unlock()
	if onDisk < 20_000*1500 || index > 20_000*64 {
		t.Errorf("%d bytes in the file, %d in memory", onDisk, index)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
	if _, err := os.Stat(s.log.folder); !os.IsNotExist(err) {
		t.Errorf("the log's folder: %v", err)
	}
	if _, _, err := ask(t, "GET", s.URL()+"/", "", ""); err == nil {
		t.Error("a closed tenant answers")
	}
}
