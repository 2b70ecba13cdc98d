//go:build unix

package export

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// BenchmarkWrite writes 100,000 small events that are in memory in each format
// and reports rows/s.
func BenchmarkWrite(b *testing.B) {
	const events = 100_000
	for _, format := range eventFormats {
		b.Run(string(format), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				req := request(filepath.Join(b.TempDir(), "out."+string(format)), nil)
				req.Total = events
				req.Events = func(yield func(audit.Event, error) bool) {
					for i := range events {
						if !yield(sample(i), nil) {
							return
						}
					}
				}
				if _, err := Write(context.Background(), req); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(events*b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
}

// BenchmarkExport runs "trailbook export" over a cache of 100,000 events of the
// demo tenant, in a process of its own, from its start to its end. It reports
// rows/s and the peak of the process's resident memory. The program and the
// cache are made unless TRAILBOOK_BENCH_PROGRAM and TRAILBOOK_BENCH_DATA name
// them.
func BenchmarkExport(b *testing.B) {
	const events, count = 100_000, "100000"
	program, data := os.Getenv("TRAILBOOK_BENCH_PROGRAM"), os.Getenv("TRAILBOOK_BENCH_DATA")
	if program == "" {
		program = filepath.Join(b.TempDir(), "trailbook")
		launch(b, "go", "build", "-o", program, "github.com/trailbook/trailbook")
	}
	if data == "" {
		data = b.TempDir()
	}
	if _, err := os.Stat(filepath.Join(data, "trailbook.db")); errors.Is(err, fs.ErrNotExist) {
		entries := filepath.Join(b.TempDir(), "entries.ndjson")
		launch(b, program, "generate", "--events", count, "--out", entries)
		launch(b, program, "--data", data, "import", entries, "--tenant", "demo")
	}
	if held := launch(b, program, "--data", data, "count"); string(held.output) != count+"\n" {
		b.Fatalf("the cache holds %s events", held.output)
	}
	for _, format := range eventFormats {
		b.Run(string(format), func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "out."+string(format))
			var seconds []float64
			peak := 0.0
			for b.Loop() {
				done := launch(b, program, "--data", data, "export", "--out", out)
				seconds, peak = append(seconds, done.seconds), max(peak, done.peakMB)
			}
			file, err := os.Stat(out)
			if err != nil {
				b.Fatal(err)
			}
			slices.Sort(seconds)
			b.ReportMetric(events/seconds[len(seconds)/2], "rows/s")
			b.ReportMetric(peak, "peak-MB")
			b.ReportMetric(float64(file.Size())/1e6, "file-MB")
		})
	}
}

// finished is what a process that ended well leaves.
type finished struct {
	output  []byte
	seconds float64
	peakMB  float64 // of its resident memory, in 10^6 bytes
}

func launch(b *testing.B, program string, args ...string) finished {
	b.Helper()
	command := exec.CommandContext(b.Context(), program, args...) //nolint:gosec // built here, or named by who runs the benchmark
	command.Stderr = os.Stderr
	if len(args) > 0 && program != "go" {
		command.Args = slices.Insert(command.Args, 1, "--quiet")
	}
	began := time.Now()
	output, err := command.Output()
	done := finished{output: output, seconds: time.Since(began).Seconds()}
	if err != nil {
		b.Fatalf("%s %v: %v", program, args, err)
	}
	usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		b.Fatal("the system does not say how much memory a process took")
	}
	unit := 1024.0 // kilobytes, but on macOS bytes
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	done.peakMB = float64(usage.Maxrss) * unit / 1e6
	return done
}
