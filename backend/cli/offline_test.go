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
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/trailbook/trailbook/backend/cli"
)

// withoutSockets makes the kernel end the process with SIGSYS at the first
// socket(2) of any of its threads, whatever its family, for good.
func withoutSockets() error {
	runtime.LockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	const numberOfCall, retKillProcess = 0, 0x80000000
	program := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: numberOfCall},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_SOCKET, Jt: 0, Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: retKillProcess},
		{Code: unix.BPF_RET | unix.BPF_K, K: 0x7fff0000}, // allow
	}
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	_, _, failed := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&filter))) //nolint:gosec // seccomp(2) takes the program by its address
	runtime.KeepAlive(program)
	if failed != 0 {
		return failed
	}
	return nil
}

// sealed is the child's half: one command in a process that may not open a
// socket. Its arguments follow those of the test binary behind "--".
func TestSealed(t *testing.T) {
	if os.Getenv("TRAILBOOK_TEST_SEALED") == "" {
		return // the parent's run: the tests below start it as a process of its own
	}
	if err := withoutSockets(); err != nil {
		t.Fatal(err)
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

// seal runs a command in such a process. killed reports that it tried to open
// a socket.
func seal(t *testing.T, stdin io.Reader, args ...string) (stdout, stderr string, status int, killed bool) {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0], append([]string{"-test.run=^TestSealed$", "--"}, args...)...) //nolint:gosec // the test binary itself
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
	dir := t.TempDir()
	data, entries := filepath.Join(dir, "data"), filepath.Join(dir, "entries.ndjson")
	in := func(args ...string) []string { return append([]string{"--data", data, "--offline"}, args...) }
	run := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		stdout, stderr, status, killed := seal(t, nil, args...)
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
	data := filepath.Join(t.TempDir(), "data")
	for _, args := range [][]string{
		{"--data", data, "demo"},
		{"--data", data, "tenant", "add", "near", "--url", "http://127.0.0.1:9", "--email", "a@b.example", "--password-stdin"},
	} {
		if stdout, stderr, status, killed := seal(t, strings.NewReader("secret\n"), args...); !killed {
			t.Errorf("%q ended with status %d: %s%s", args, status, stdout, stderr)
		}
	}
}
