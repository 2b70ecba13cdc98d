package cli_test

import (
	"bufio"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/evidence"
)

// kills is how often an export is killed, and at most three times that where
// the moments did not tell enough.
const kills = 9

// A killed export leaves neither the report nor the pack under its name, and
// nothing at all once the next command has run.
func TestKilledExportLeavesNothing(t *testing.T) {
	home := t.TempDir()
	for _, folder := range []string{"reports", "tmp"} {
		if err := os.Mkdir(filepath.Join(home, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	command := func(args ...string) *exec.Cmd {
		c := exec.Command("trailbook", args...) // this test itself, as TestMain has it
		c.Dir = home
		c.Env = append(os.Environ(), "TRAILBOOK_DATA="+filepath.Join(home, "data"), "TRAILBOOK_SECRETS=file", "TMPDIR="+filepath.Join(home, "tmp"),
			"TEST_TERMINAL=1", "USER=tester")
		return c
	}
	run := func(args ...string) {
		if out, err := command(args...).CombinedOutput(); err != nil {
			t.Fatalf("trailbook %q: %v: %s", args, err, out)
		}
	}
	run("generate", "--events", "2500", "--out", "log.ndjson")
	run("import", "log.ndjson", "--tenant", "acme")
	run("export", "--out", "first.xlsx") // what is made once and kept is
	took := map[bool]time.Duration{}     // by whether there is a pack
	for _, pack := range []bool{false, true} {
		began := time.Now()
		run(exportTo("whole.xlsx", pack)...)
		took[pack] = time.Since(began)
	}
	rng := rand.New(rand.NewPCG(11, 11)) //nolint:gosec // a test
	stopped, swept, stages := 0, 0, map[string]bool{}
	tells := func() bool { return stopped >= kills/2 && swept >= kills/3 && len(stages) >= 2 }
	for i := 0; i < kills || i < 3*kills && !tells(); i++ {
		report, pack := filepath.Join(home, "reports", []string{"a.xlsx", "a.csv", "a.ndjson"}[i%3]), i%4 != 3
		// How fast a machine gets how far is its own affair: the moments are
		// parts of what a whole export took here.
		share := (float64(i%kills) + rng.Float64()) / kills
		last, killed := killAfter(t, command(exportTo(report, pack)...), time.Duration(share*float64(took[pack])))
		if killed {
			stopped++
			if last != "" {
				stages[last] = true
			}
		}
		wantBothOrNone(t, report, !killed, pack)
		if left, err := filepath.Glob(filepath.Join(home, "reports", ".trailbook-export-*")); err == nil && len(left) > 0 {
			swept++
		}
		run("count")
		for _, folder := range []string{"reports", "tmp"} {
			if left, err := filepath.Glob(filepath.Join(home, folder, ".*")); err != nil || len(left) > 0 {
				t.Errorf("kill %d, at %q: the next start leaves %q in %s, %v", i, last, left, folder, err)
			}
		}
		if err := errors.Join(os.RemoveAll(filepath.Join(home, "reports")), os.Mkdir(filepath.Join(home, "reports"), 0o700)); err != nil {
			t.Fatal(err)
		}
	}
	if !tells() {
		t.Errorf("%d exports were killed, in the stages %v, and %d left something: the test says little", stopped, stages, swept)
	}
}

// exportTo is the command that exports everything, with or without a pack.
func exportTo(report string, pack bool) []string {
	args := []string{"export", "--out", report}
	if pack {
		args = append(args, "--pack")
	}
	return args
}

// killAfter kills a command a while after its start and returns what it told
// of last; killed is false when it ended before.
func killAfter(t *testing.T, c *exec.Cmd, after time.Duration) (last string, killed bool) {
	t.Helper()
	progress, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { _ = c.Process.Kill() })
	defer timer.Stop()
	told := bufio.NewScanner(progress)
	told.Split(byProgress)
	for told.Scan() {
		if what, _, more := strings.Cut(told.Text(), ":"); more {
			last = what
		}
	}
	err = c.Wait()
	var ended *exec.ExitError
	if errors.As(err, &ended) && ended.ExitCode() == -1 {
		return last, true
	}
	if err != nil {
		t.Fatalf("it ended by itself: %v", err)
	}
	return last, false
}

// byProgress takes a terminal's line apart, which is written over and over.
func byProgress(data []byte, atEOF bool) (advance int, token []byte, err error) {
	const again = "\r\x1b[K"
	if from := strings.Index(string(data), again); from >= 0 {
		if length := strings.Index(string(data[from+len(again):]), again); length >= 0 {
			return from + len(again) + length, data[from+len(again):][:length], nil
		}
	}
	if atEOF {
		return len(data), nil, nil
	}
	return 0, nil, nil
}

// wantBothOrNone wants a report and its pack under their names, or neither. An
// export that was killed at its very end may have both.
func wantBothOrNone(t *testing.T, report string, whole, withPack bool) {
	t.Helper()
	there := func(path string) bool {
		_, err := os.Stat(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		return err == nil
	}
	hasReport, hasPack := there(report), there(evidence.PackPath(report))
	if withPack && hasReport != hasPack || !withPack && hasPack || whole && !hasReport {
		t.Errorf("the report is there: %v, its pack: %v", hasReport, hasPack)
	}
	if hasPack {
		verdict, err := evidence.Verify(t.Context(), evidence.Verification{File: report, Folder: t.TempDir()})
		if err != nil || verdict.State != evidence.Holds {
			t.Errorf("what was whole %s, %v", verdict.State, err)
		}
	}
}
