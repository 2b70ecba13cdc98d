//go:build unix

package imports

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// BenchmarkImport imports 20,000 entries of the demo tenant into a new cache,
// and reads and decodes the same file plainly beside it: NDJSON by encoding/json
// into a map of RawMessage per line, CSV by encoding/csv. Medians.
func BenchmarkImport(b *testing.B) {
	const entries = 20_000
	var log bytes.Buffer
	if err := demo.Generate(b.Context(), &log, 1, entries, demo.DefaultUntil, nil); err != nil {
		b.Fatal(err)
	}
	table, err := asTable(log.Bytes())
	if err != nil {
		b.Fatal(err)
	}
	for _, kind := range []struct {
		name    string
		content []byte
		plain   func(io.Reader) (int, error)
	}{{"ndjson", log.Bytes(), plainLines}, {"csv", table, plainRecords}} {
		b.Run(kind.name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "log")
			if err := os.WriteFile(path, kind.content, 0o600); err != nil {
				b.Fatal(err)
			}
			var ours, plain []float64
			for b.Loop() {
				plain = append(plain, took(b, func() (int, error) {
					file, err := os.Open(path)
					if err != nil {
						return 0, err
					}
					defer func() { _ = file.Close() }()
					return kind.plain(file)
				}, entries))
				s, owner := benchCache(b)
				ours = append(ours, took(b, func() (int, error) {
					report, err := importInto(b, s, owner, path, nil)
					return report.Tally.Inserted, err
				}, entries))
			}
			slices.Sort(ours)
			slices.Sort(plain)
			size, import1, plain1 := float64(len(kind.content))/1e6, ours[len(ours)/2], plain[len(plain)/2]
			b.ReportMetric(size, "file-MB")
			b.ReportMetric(size/import1, "import-MB/s")
			b.ReportMetric(entries/import1, "events/s")
			b.ReportMetric(size/plain1, "plain-MB/s")
			b.ReportMetric(import1/plain1, "ratio")
		})
	}
}

func benchCache(b *testing.B) (*store.Store, store.Tenant) {
	b.Helper()
	s, err := store.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	owner, err := s.AddTenant(b.Context(), store.Tenant{Name: "acme"})
	if err != nil {
		b.Fatal(err)
	}
	return s, owner
}

// took is how many seconds work took, which must give so many entries.
func took(b *testing.B, work func() (int, error), want int) float64 {
	b.Helper()
	runtime.GC()
	began := time.Now()
	got, err := work()
	seconds := time.Since(began).Seconds()
	if err != nil || got != want {
		b.Fatalf("%d entries, want %d: %v", got, want, err)
	}
	return seconds
}

func plainLines(file io.Reader) (count int, err error) {
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 1<<20), MaxEntry)
	for scanner.Scan() {
		var members map[string]json.RawMessage
		if err := json.Unmarshal(scanner.Bytes(), &members); err != nil {
			return count, err
		}
		count++
	}
	return count, scanner.Err()
}

func plainRecords(file io.Reader) (count int, err error) {
	reader := csv.NewReader(bufio.NewReaderSize(file, 1<<20))
	reader.ReuseRecord = true
	for {
		if _, err := reader.Read(); errors.Is(err, io.EOF) {
			return count - 1, nil // the header
		} else if err != nil {
			return count, err
		}
		count++
	}
}

// asTable writes entries as a table such as another program would.
func asTable(log []byte) ([]byte, error) {
	var b bytes.Buffer
	w, profile := csv.NewWriter(&b), tenant.DefaultProfile()
	err := w.Write([]string{"id", "created", "action", "type", "email", "userId", "flowId", "ip", "userAgent", "before", "after"})
	for line := range bytes.Lines(log) {
		if err != nil {
			return nil, err
		}
		var e audit.Event
		if e, err = profile.Map(bytes.TrimSpace(line)); err == nil {
			err = w.Write([]string{e.ID, audit.FormatTime(e.CreatedAt), e.Action, string(e.Type), e.User, e.UserID, e.FlowID, e.IP, e.UserAgent,
				string(e.Before), string(e.After)})
		}
	}
	w.Flush()
	return b.Bytes(), errors.Join(err, w.Error())
}

// BenchmarkImportMemory pipes 2 GB of NDJSON into "trailbook import", a process
// of its own, and reports the peak of its resident memory. The program is built
// unless TRAILBOOK_BENCH_PROGRAM names it.
func BenchmarkImportMemory(b *testing.B) {
	program := os.Getenv("TRAILBOOK_BENCH_PROGRAM")
	if program == "" {
		program = filepath.Join(b.TempDir(), "trailbook")
		if output, err := exec.CommandContext(b.Context(), "go", "build", "-o", program, "github.com/trailbook/trailbook").CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, output)
		}
	}
	const size = 2_000_000_000
	for b.Loop() {
		folder := b.TempDir()
		pipe := filepath.Join(folder, "log.ndjson")
		if err := syscall.Mkfifo(pipe, 0o600); err != nil {
			b.Fatal(err)
		}
		command := exec.CommandContext(b.Context(), program, "--quiet", "--data", filepath.Join(folder, "data"), "import", pipe, "--tenant", "big", "--json") //nolint:gosec // built here, or named by who runs the benchmark
		var output bytes.Buffer
		command.Stdout, command.Stderr = &output, os.Stderr
		began := time.Now()
		if err := command.Start(); err != nil {
			b.Fatal(err)
		}
		entries, err := fill(pipe, size)
		err = errors.Join(err, command.Wait())
		var report struct{ Inserted int }
		if err == nil {
			err = json.Unmarshal(output.Bytes(), &report)
		}
		if err != nil || report.Inserted != entries {
			b.Fatalf("%d of %d entries: %v", report.Inserted, entries, err)
		}
		usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
		if !ok {
			b.Fatal("the system does not say how much memory a process took")
		}
		unit := 1024.0 // kilobytes, but on macOS bytes
		if runtime.GOOS == "darwin" {
			unit = 1
		}
		peak := float64(usage.Maxrss) * unit / 1e6
		b.ReportMetric(peak, "peak-MB")
		b.ReportMetric(float64(entries), "events")
		b.ReportMetric(size/1e6/time.Since(began).Seconds(), "import-MB/s")
		if peak > 300 {
			b.Errorf("the import took %.0f MB of memory; 300 are allowed", peak)
		}
	}
}

// fill writes a log into a pipe.
func fill(pipe string, size int) (entries int, err error) {
	out, err := os.OpenFile(pipe, os.O_WRONLY, 0)
	if err != nil {
		return 0, err
	}
	entries, err = writeLog(out, size)
	return entries, errors.Join(err, out.Close())
}
