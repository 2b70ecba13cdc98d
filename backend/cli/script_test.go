package cli_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/trailbook/trailbook/backend/cli"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// TestMain makes the real command callable from the scripts, as a process of
// its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"trailbook": func() {
		os.Exit(cli.Run(context.Background(), environment(os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr)))
	}})
}

func environment(args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) cli.Env {
	return cli.Env{
		Args: args, Stdin: stdin, Stdout: stdout, Stderr: stderr, Getenv: getenv,
		Version: "1.2.3-test", IsTerminal: getenv("TEST_TERMINAL") != "", Now: time.Now,
		Retry: tenant.RetryPolicy{Base: time.Millisecond, Cap: 10 * time.Millisecond, Longest: 20 * time.Millisecond},
	}
}

// Each script in testdata holds one promise of the command line.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata", RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TRAILBOOK_DATA", filepath.Join(env.WorkDir, "data"))
			env.Setenv("TRAILBOOK_SECRETS", "file")
			env.Setenv("USER", "tester")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"demo": startDemo, "status": wantStatus, "json": wantJSON, "lock": takeLock,
			"same": wantSame, "set": setToOutput, "recorded": wantRecorded, "damage": damage,
		},
	})
}

// startDemo runs `trailbook demo` with its arguments until the script ends. It
// sets $URL, $EMAIL and $PASSWORD from its first lines, and writes the password
// to the file password.
func startDemo(ts *testscript.TestScript, _ bool, args []string) {
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan int, 1)
	reader, writer := io.Pipe()
	go func() {
		ended <- cli.Run(ctx, environment(append([]string{"demo"}, args...), ts.Getenv, strings.NewReader(""), writer, io.Discard))
		_ = writer.Close()
	}()
	ts.Defer(func() {
		stop()
		if status := <-ended; status != 0 {
			ts.Fatalf("the demo tenant ended with status %d", status)
		}
	})
	lines := bufio.NewScanner(reader)
	for _, name := range []string{"url", "email", "password"} {
		if !lines.Scan() {
			ts.Fatalf("the demo tenant printed no %s", name)
		}
		value, ok := strings.CutPrefix(lines.Text(), name+": ")
		if !ok {
			ts.Fatalf("instead of the %s it printed %q", name, lines.Text())
		}
		ts.Setenv(strings.ToUpper(name), value)
	}
	ts.Check(os.WriteFile(ts.MkAbs("password"), []byte(ts.Getenv("PASSWORD")+"\n"), 0o600))
}

// wantStatus runs a command and wants an exit status: status 3 trailbook sync x
func wantStatus(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	var exited *exec.ExitError
	if errors.As(err, &exited) {
		got = exited.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
}

// wantJSON wants a field of a JSON file: json stdout received 2000. The path
// has dots, numbers count in lists, "len" is a list's length.
func wantJSON(ts *testscript.TestScript, neg bool, args []string) {
	var value any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &value))
	for step := range strings.SplitSeq(args[1], ".") {
		switch inside := value.(type) {
		case map[string]any:
			value = inside[step]
		case []any:
			if step == "len" {
				value = len(inside)
				continue
			}
			at := -1
			if _, err := fmt.Sscan(step, &at); err != nil || at < 0 || at >= len(inside) {
				ts.Fatalf("there is no %s in a list of %d", step, len(inside))
			}
			value = inside[at]
		default:
			ts.Fatalf("there is no %s in %v", step, value)
		}
	}
	if got := fmt.Sprint(value); (got == args[2]) == neg {
		ts.Fatalf("%s is %s, want %s (negated: %v)", args[1], got, args[2], neg)
	}
}

// wantSame wants that counting, listing and exporting select as many events
// under one filter: same [FILTER]
func wantSame(ts *testscript.TestScript, _ bool, args []string) {
	trailbook := func(words ...string) string {
		var out, complaint strings.Builder // not through the script's log: it is much
		status := cli.Run(context.Background(), environment(append(words, args...), ts.Getenv, nil, &out, &complaint))
		if status != 0 {
			ts.Fatalf("%v %v: status %d: %s", words, args, status, complaint.String())
		}
		return out.String()
	}
	file := ts.MkAbs("same.ndjson")
	var listed []map[string]any
	ts.Check(json.Unmarshal([]byte(trailbook("events", "--limit", "0", "--format", "json")), &listed))
	lines := strings.Count(trailbook("events", "--limit", "0", "--format", "ndjson"), "\n")
	trailbook("export", "--out", file)
	exported := strings.Count(ts.ReadFile(file), "\n")
	counted := strings.TrimSpace(trailbook("count"))
	for name, n := range map[string]int{"events --format json": len(listed), "events --format ndjson": lines, "export": exported} {
		if fmt.Sprint(n) != counted {
			ts.Fatalf("%v: count says %s, %s has %d", args, counted, name, n)
		}
	}
	if counted == "0" {
		ts.Fatalf("%v selects nothing, which proves nothing", args)
	}
}

// setToOutput sets a variable to what matched: set CURSOR stderr 'cursor (.*)'
func setToOutput(ts *testscript.TestScript, _ bool, args []string) {
	for line := range strings.Lines(ts.ReadFile(args[1])) {
		if _, after, found := strings.Cut(line, args[2]); found {
			ts.Setenv(args[0], strings.Trim(strings.TrimSpace(after), `",`))
			return
		}
	}
	ts.Fatalf("no line of %s has %q", args[1], args[2])
}

// takeLock makes this process the one that writes, until the script ends.
func takeLock(ts *testscript.TestScript, _ bool, _ []string) {
	cache, err := store.Open(context.Background(), ts.Getenv("TRAILBOOK_DATA"))
	ts.Check(err)
	release, err := cache.Lock(context.Background())
	ts.Check(err)
	ts.Defer(func() { release(); _ = cache.Close() })
}
