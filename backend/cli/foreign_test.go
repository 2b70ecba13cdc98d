package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/cli"
	"github.com/trailbook/trailbook/backend/tenant"
)

// record browses a tenant as a person with the network tab open would, among
// a hundred other requests, and returns the HAR.
func (s *foreignTenant) record(t *testing.T) string {
	t.Helper()
	var entries []map[string]any
	get := func(method, path, body string) ([]byte, http.Header) {
		request, err := http.NewRequestWithContext(t.Context(), method, s.URL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set(s.header, s.prefix+foreignToken)
		request.Header.Set("Cookie", "sid="+foreignCookie)
		response, err := s.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		sent := map[string]any{"method": method, "url": s.URL + path, "headers": pairsOf(request.Header)}
		if body != "" {
			sent["postData"] = map[string]any{"mimeType": "application/json", "text": body}
		}
		entries = append(entries, map[string]any{"startedDateTime": "2026-04-04T08:00:00.000Z", "request": sent, "response": map[string]any{
			"status": response.StatusCode, "headers": pairsOf(response.Header), "content": map[string]any{"mimeType": response.Header.Get("Content-Type"), "text": string(answer)},
		}})
		return answer, response.Header
	}
	get("POST", "/login", `{"username":"ann@far.example","password":"`+foreignPassword+`"}`)
	for range 50 {
		get("GET", "/static/app.js", "")
	}
	get("GET", "/flows?limit=30&offset=0", "")
	s.browse(get)
	for range 25 {
		get("GET", "/accounts/list?access_token="+foreignToken, "")
		get("GET", "/flows?limit=30&offset=30", "")
	}
	text, err := json.Marshal(map[string]any{"log": map[string]any{"version": "1.2", "creator": map[string]any{"name": "browser"}, "entries": entries}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "recorded.har")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func pairsOf(header http.Header) []map[string]string {
	var list []map[string]string
	for name, values := range header {
		for _, value := range values {
			list = append(list, map[string]string{"name": name, "value": value})
		}
	}
	return list
}

// terminal runs commands on one data folder and keeps all that they print.
type terminal struct {
	t    *testing.T
	data string
	said bytes.Buffer
}

func (c *terminal) run(want int, stdin string, args ...string) string {
	c.t.Helper()
	var out, complaints bytes.Buffer
	status := cli.Run(context.Background(), cli.Env{
		Args: append([]string{"--data", c.data}, args...), Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &complaints, Version: "test", Now: time.Now,
		Getenv: func(name string) string { return map[string]string{"TRAILBOOK_SECRETS": "file"}[name] },
		Retry:  tenant.RetryPolicy{Tries: 2, Base: time.Millisecond, Cap: time.Millisecond},
	})
	c.said.Write(out.Bytes())
	c.said.Write(complaints.Bytes())
	if status != want {
		c.t.Fatalf("%q: status %d, want %d\n%s%s", args, status, want, out.String(), complaints.String())
	}
	return out.String()
}

// equal compares the cache with the tenant's log.
func (c *terminal) equal(s *foreignTenant) {
	c.t.Helper()
	held := map[string]entry{}
	for line := range strings.Lines(c.run(0, "", "events", "--tenant", s.name, "--limit", "100000", "--format", "ndjson")) {
		var e struct {
			ID, User, Action string
			CreatedAt        time.Time
			Before, After    json.RawMessage
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			c.t.Fatal(err)
		}
		held[e.ID] = entry{id: e.ID, user: e.User, action: e.Action, at: e.CreatedAt}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(held) != len(s.log) {
		c.t.Errorf("%s: the cache holds %d events, the log %d", s.name, len(held), len(s.log))
	}
	for _, want := range s.log {
		got, ok := held[want.id]
		folded := strings.NewReplacer(".", " ", "_", " ").Replace(strings.ToLower(got.action))
		if !ok || got.user != want.user || !got.at.Equal(want.at) || folded != strings.ToLower(want.action) {
			c.t.Fatalf("%s: got %+v, want %+v", s.name, got, want)
		}
	}
}

// A tenant that nobody described is reached from what a browser recorded.
func TestForeignTenantsAreLearnt(t *testing.T) {
	for _, f := range foreigners {
		t.Run(f.name, func(t *testing.T) {
			s := f.run(t)
			dir := t.TempDir()
			c := &terminal{t: t, data: filepath.Join(dir, "data")}
			har, profile := s.record(t), filepath.Join(dir, "learnt.yaml")
			learn := []string{"profile", "learn", har, "--out", profile}
			if len(f.answers) > 0 {
				told := c.run(3, "", learn...)
				if !strings.Contains(told, "?  In 03/04/2026") || !strings.Contains(told, "--set") {
					t.Errorf("the question is missing:\n%s", told)
				}
			}
			for _, answer := range f.answers {
				learn = append(learn, "--set", answer)
			}
			c.run(0, "", learn...)
			c.run(0, foreignToken+"\n", "tenant", "add", f.name, "--profile", profile, "--token-stdin")
			c.report(0, f.name, len(s.log))
			c.equal(s)
			again := c.report(0, f.name, 0)
			if again.Received > len(s.log) {
				t.Errorf("the second sync received %d", again.Received)
			}
			s.grow(9)
			c.report(0, f.name, 9)
			c.equal(s)
			var update struct{ Before, After struct{ Name string } }
			shown := c.run(0, "", "show", s.log[len(s.log)-1].id, "--tenant", f.name, "--format", "json")
			if err := json.Unmarshal([]byte(shown), &update); err != nil || update.Before.Name != "v0" || update.After.Name != "v1" {
				t.Errorf("before and after are missing (%v): %s", err, shown)
			}
			c.nothingLeaks(profile)
		})
	}
}

type syncReport struct {
	Received, Inserted, Updated, Duplicates int
	Rejected                                []json.RawMessage
	Complete                                bool
}

func (c *terminal) report(status int, name string, inserted int) syncReport {
	c.t.Helper()
	var r syncReport
	if err := json.Unmarshal([]byte(c.run(status, "", "sync", name, "--json")), &r); err != nil {
		c.t.Fatal(err)
	}
	if !r.Complete || r.Inserted != inserted || len(r.Rejected) > 0 || r.Updated > 0 {
		c.t.Errorf("the sync: %+v, want %d inserted", r, inserted)
	}
	return r
}

// nothingLeaks searches what was printed and written for what proves who
// somebody is.
func (c *terminal) nothingLeaks(profile string) {
	c.t.Helper()
	secrets := []string{foreignToken, foreignPassword, foreignCookie}
	text, err := os.ReadFile(profile)
	if err != nil {
		c.t.Fatal(err)
	}
	found := append(leaks("the profile", text, secrets), leaks("the terminal", c.said.Bytes(), secrets)...)
	found = append(found, leaksUnder(c.t, c.data, secrets, "secrets.json")...)
	if len(found) > 0 {
		c.t.Errorf("secrets leak: %q", found)
	}
}
