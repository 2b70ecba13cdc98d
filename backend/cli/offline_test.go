//go:build linux && (amd64 || arm64)

package cli_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/cli"
)

// TestSealed is the child's half: one command in the process that seal started. Its
// arguments follow those of the test binary behind "--".
func TestSealed(t *testing.T) {
	if os.Getenv("TRAILBOOK_TEST_SEALED") == "" {
		return // the parent's run: the tests below start it as a process of its own
	}
	os.Exit(cli.Run(context.Background(), cli.Env{
		Args: os.Args[cut(os.Args, "--")+1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv, Version: "test", Now: time.Now,
	}))
}

func cut(args []string, at string) int {
	for i, arg := range args {
		if arg == at {
			return i
		}
	}
	return len(args) - 1
}

// sealed is the program build/sealed, under which the kernel ends a process at its
// first socket.
func sealed(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "sealed")
	if said, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "../../build/sealed").CombinedOutput(); err != nil {
		t.Fatalf("build/sealed: %v\n%s", err, said)
	}
	return program
}

// runSealed runs a command in such a process. killed reports that it tried to open
// a socket.
func runSealed(t *testing.T, seal string, stdin io.Reader, args ...string) (stdout, stderr string, status int, killed bool) {
	t.Helper()
	command := exec.CommandContext(t.Context(), seal, append([]string{"all", os.Args[0], "-test.run=^TestSealed$", "--"}, args...)...) //nolint:gosec // the test binary itself
	var out, complaints bytes.Buffer
	command.Stdin, command.Stdout, command.Stderr = stdin, &out, &complaints
	// A bus that is there tempts the keychain.
	command.Env = append(os.Environ(), "TRAILBOOK_TEST_SEALED=1", "DBUS_SESSION_BUS_ADDRESS=unix:path="+filepath.Join(t.TempDir(), "bus"))
	err := command.Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) {
		how, _ := ended.Sys().(syscall.WaitStatus)
		return out.String(), complaints.String(), how.ExitStatus(), how.Signaled() && how.Signal() == syscall.SIGSYS
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), complaints.String(), 0, false
}

func TestOfflineOpensNoSocket(t *testing.T) {
	dir, seal := t.TempDir(), sealed(t)
	data, entries := filepath.Join(dir, "data"), filepath.Join(dir, "entries.ndjson")
	in := func(args ...string) []string { return append([]string{"--data", data, "--offline"}, args...) }
	run := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		stdout, stderr, status, killed := runSealed(t, seal, nil, args...)
		if killed {
			t.Fatalf("%q opened a socket", args)
		}
		if status != want {
			t.Fatalf("%q: status %d, want %d\n%s%s", args, status, want, stdout, stderr)
		}
		return stdout, stderr
	}
	run(0, in("generate", "--events", "300", "--seed", "4", "--out", entries)...)
	run(0, in("import", entries, "--tenant", "acme")...)
	run(0, in("tenant", "add", "far", "--url", "https://api.far.example", "--no-check")...)
	listed, _ := run(0, in("events", "--action", "Flow Updated", "--limit", "1", "--format", "csv")...)
	event := strings.Split(strings.Split(listed, "\n")[1], ",")[0]
	for _, args := range [][]string{
		{"events"}, {"count"}, {"count", "--by", "user"}, {"show", event}, {"show", event, "--format", "json"}, {"diff", event},
		{"diff", event, event}, {"check"}, {"tenant", "list"}, {"tenant", "show", "far"}, {"profile", "show"}, {"help"}, {"--version"},
		{"export", "--out", filepath.Join(dir, "a.xlsx")}, {"export", "--out", filepath.Join(dir, "a.csv")},
		{"export", "--out", filepath.Join(dir, "a.ndjson")}, {"sources"}, {"tenant", "remove", "acme", "--yes"},
	} {
		run(0, in(args...)...)
	}
	for _, args := range [][]string{
		{"sync", "far"}, {"sync", "--all"}, {"demo"}, {"profile", "test", "far"},
		{"tenant", "add", "near", "--url", "http://127.0.0.1:9", "--email", "a@b.example"},
	} {
		_, stderr := run(1, in(args...)...)
		if !strings.Contains(stderr, "Trailbook works offline") || !strings.Contains(stderr, "--offline") {
			t.Errorf("%q says %q", args, stderr)
		}
	}
}

// What forbids sockets does so: the same commands without --offline end there.
func TestTheSealHolds(t *testing.T) {
	data, seal := filepath.Join(t.TempDir(), "data"), sealed(t)
	for _, args := range [][]string{
		{"--data", data, "demo"},
		{"--data", data, "tenant", "add", "near", "--url", "http://127.0.0.1:9", "--email", "a@b.example", "--password-stdin"},
	} {
		if stdout, stderr, status, killed := runSealed(t, seal, strings.NewReader("secret\n"), args...); !killed {
			t.Errorf("%q ended with status %d: %s%s", args, status, stdout, stderr)
		}
	}
}
