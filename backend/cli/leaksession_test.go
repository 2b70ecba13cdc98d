//go:build linux

package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

const (
	sentinelPassword = "Sentinel-pass-7d1f-40c2-9e8b"
	sentinelToken    = "eyJhbGciOiJIUzI1NiJ9.eyJpZCI6InNlbnRpbmVsIiwic2NvcGUiOlsiYWRtaW4iXX0.U2VudGluZWwtc2lnbmF0dXJl"
	sentinelOpaque   = "Sentinel-opaque-5b3a-48d7-a6c1"
	sentinelSession  = "Sentinel-session-2c9e-4f10-b7d4"
)

var sentinels = []string{sentinelPassword, sentinelToken, sentinelOpaque, sentinelSession}

// gossip is a tenant that says back whatever proves who asks, in every body
// and header of a refusal.
type gossip struct {
	mu     sync.Mutex
	seen   string // all that was sent
	refuse int    // status with which the log is refused, 0 for none
	hold   chan struct{}
}

func (g *gossip) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	sent, _ := io.ReadAll(r.Body) // what cannot be read was not sent
	said := r.Header.Get("Authorization") + " " + string(sent)
	g.mu.Lock()
	g.seen += said + "\n"
	refuse, hold := g.refuse, g.hold
	g.mu.Unlock()
	known := strings.Contains(said, sentinelToken) || strings.Contains(said, sentinelOpaque) || strings.Contains(said, sentinelSession)
	no := func(status int) {
		w.Header().Set("X-You-Said", said)
		w.Header().Set("Set-Cookie", "session="+sentinelSession)
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"statusCode":%d,"error":"no","message":"you said %s"}`, status, strings.ReplaceAll(said, `"`, `\"`)) //nolint:gosec // what such servers do
	}
	switch r.URL.Path {
	case "/":
		_, _ = io.WriteString(w, `{"version":"6.3.0"}`)
	case "/user/auth":
		if !strings.Contains(said, sentinelPassword) {
			no(http.StatusUnauthorized)
			return
		}
		_, _ = fmt.Fprintf(w, `{"user":{"id":"1","email":"ann@acme.example"},"token":%q}`, sentinelSession)
	case "/user":
		if !known {
			no(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, `{"id":"1","email":"ann@acme.example","scope":["admin"]}`)
	default:
		if hold != nil {
			<-hold
		}
		if refuse != 0 || !known {
			no(max(refuse, http.StatusUnauthorized))
			return
		}
		if r.URL.Query().Get("offset") != "0" {
			_, _ = io.WriteString(w, `{"items":[],"totalCount":1}`)
			return
		}
		_, _ = io.WriteString(w, `{"items":[{"id":"a","created":"2026-01-02T03:04:05Z","action":"Flow Updated","user":{"email":"ann@acme.example"},"before":{"name":"x"},"after":{"name":"y"}}],"totalCount":1}`)
	}
}

func (g *gossip) set(refuse int, hold chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refuse, g.hold = refuse, hold
}

// shell runs the real program in a home of its own.
type shell struct {
	t                   *testing.T
	program, home, mode string
	said                bytes.Buffer
}

func (s *shell) command(ctx context.Context, stdin string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, s.program, args...)
	command.Dir = s.home
	command.Env = []string{"HOME=" + s.home, "TMPDIR=" + filepath.Join(s.home, "tmp"), "TRAILBOOK_DATA=" + filepath.Join(s.home, "data"), "TRAILBOOK_SECRETS=" + s.mode, "PATH=/usr/bin:/bin"}
	command.Stdin = strings.NewReader(stdin)
	return command
}

func (s *shell) run(want int, stdin string, args ...string) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer cancel()
	out, err := s.command(ctx, stdin, args...).CombinedOutput()
	s.said.Write(out)
	status := 0
	if ended, ok := err.(*exec.ExitError); ok { //nolint:errorlint // as Run returns it
		status, err = ended.ExitCode(), nil
	}
	if err != nil || status != want {
		s.t.Fatalf("%q: status %d, want %d (%v)\n%s", args, status, want, err, out)
	}
}

// crash holds a sync in the middle, looks at the process from outside and has
// it print what it is doing.
func (s *shell) crash(g *gossip) (seenFromOutside []byte) {
	s.t.Helper()
	hold := make(chan struct{})
	g.set(0, hold)
	defer g.set(0, nil)
	ctx, cancel := context.WithTimeout(s.t.Context(), time.Minute)
	defer cancel()
	command := s.command(ctx, sentinelOpaque+"\n", "sync", "byToken", "--full", "--token-stdin")
	var dump bytes.Buffer
	command.Stdout, command.Stderr = &dump, &dump
	g.mu.Lock()
	before := strings.Count(g.seen, sentinelOpaque)
	g.mu.Unlock()
	if err := command.Start(); err != nil {
		s.t.Fatal(err)
	}
	for {
		g.mu.Lock()
		arrived := strings.Count(g.seen, sentinelOpaque) > before
		g.mu.Unlock()
		if arrived {
			break
		}
		if ctx.Err() != nil {
			s.t.Fatal("the sync never reached the log")
		}
		time.Sleep(5 * time.Millisecond)
	}
	for _, name := range []string{"cmdline", "environ"} {
		text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", command.Process.Pid, name))
		if err != nil {
			s.t.Fatal(err)
		}
		seenFromOutside = append(seenFromOutside, text...)
	}
	if err := command.Process.Signal(syscall.SIGQUIT); err != nil {
		s.t.Fatal(err)
	}
	_ = command.Wait() // it was killed
	close(hold)
	if !bytes.Contains(dump.Bytes(), []byte("goroutine ")) {
		s.t.Errorf("there is no crash output: %s", dump.Bytes())
	}
	s.said.Write(dump.Bytes())
	return seenFromOutside
}

// A whole session with known secrets leaves none of them anywhere.
func TestNoSecretIsLeftBehind(t *testing.T) {
	program := filepath.Join(t.TempDir(), "trailbook")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, ".")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, mode := range []string{"memory", "file"} {
		t.Run(mode, func(t *testing.T) {
			g := &gossip{}
			server := httptest.NewServer(g)
			defer server.Close()
			s := &shell{t: t, program: program, home: t.TempDir(), mode: mode}
			if err := os.Mkdir(filepath.Join(s.home, "tmp"), 0o700); err != nil {
				t.Fatal(err)
			}
			s.run(0, sentinelPassword+"\n", "tenant", "add", "acme", "--url", server.URL, "--email", "ann@acme.example", "--password-stdin")
			s.run(0, sentinelToken+"\n", "tenant", "add", "byToken", "--url", server.URL, "--token-stdin", "--json")
			s.run(0, sentinelPassword+"\n", "sync", "acme", "--password-stdin", "--json")
			s.run(0, sentinelOpaque+"\n", "sync", "byToken", "--token-stdin")
			s.run(0, sentinelToken+"\n", "profile", "test", "byToken", "--token-stdin")
			for _, refuse := range []int{http.StatusForbidden, http.StatusNotFound, http.StatusBadRequest} {
				g.set(refuse, nil)
				s.run(1, sentinelOpaque+"\n", "sync", "byToken", "--token-stdin", "--json")
			}
			g.set(0, nil)
			s.run(1, "wrong "+sentinelToken+"\n", "sync", "acme", "--token-stdin") // no token has a space
			for _, args := range [][]string{
				{"tenant", "list"}, {"tenant", "list", "--json"}, {"tenant", "show", "acme", "--json"}, {"sources", "--json"}, {"check"}, {"events"}, {"show", "a", "--tenant", "acme"},
				{"events", "--reveal", "--format", "ndjson"}, {"export", "--out", "a.xlsx"}, {"export", "--out", "a.csv"}, {"export", "--out", "a.ndjson"},
			} {
				s.run(0, "", args...)
			}
			outside := s.crash(g)
			found := append(leaks("what was printed", s.said.Bytes(), sentinels), leaks("the process list", outside, sentinels)...)
			if found = append(found, leaksUnder(t, s.home, sentinels, "secrets.json")...); len(found) > 0 {
				t.Errorf("secrets leak: %q", found)
			}
			for _, secret := range sentinels {
				if !strings.Contains(g.seen, secret) {
					t.Errorf("the session never used %s", secret)
				}
			}
			_, err := os.Stat(filepath.Join(s.home, "data", "secrets.json"))
			if kept := err == nil; kept != (mode == "file") {
				t.Errorf("secrets in a file: %v", err)
			}
		})
	}
}
