package imports

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// BenchmarkIngest imports a file of generated entries, made before the clock
// starts, into a new cache with all its indexes and its full text, and beside it
// has the program that TRAILBOOK_BENCH_C names insert the same rows by the C
// library of SQLite, with four indexes and a trigram table over the same texts.
// TRAILBOOK_BENCH_EVENTS says how many, 1,000,000 unless given;
// TRAILBOOK_BENCH_LARGE how many once more, into another cache, to see that the
// rate stays. The caches are kept in the folder that TRAILBOOK_BENCH_CACHES names.
func BenchmarkIngest(b *testing.B) {
	small := benchCount(b, "TRAILBOOK_BENCH_EVENTS", 1_000_000)
	for b.Loop() {
		ours, size := ingest(b, small)
		b.ReportMetric(float64(small), "events")
		b.ReportMetric(ours, "import-s")
		b.ReportMetric(float64(small)/ours, "events/s")
		b.ReportMetric(size/1e6, "cache-MB")
		if rival := os.Getenv("TRAILBOOK_BENCH_C"); rival != "" {
			c, file := ingestByC(b, rival, small)
			b.ReportMetric(c, "C-s")
			b.ReportMetric(file/1e6, "C-MB")
			b.ReportMetric(ours/c, "time-ratio")
			b.ReportMetric(size/file, "size-ratio")
		}
		if large := benchCount(b, "TRAILBOOK_BENCH_LARGE", 0); large > 0 {
			longer, size := ingest(b, large)
			b.ReportMetric(float64(large), "large-events")
			b.ReportMetric(float64(large)/longer, "large-events/s")
			b.ReportMetric(size/1e6, "large-MB")
			b.ReportMetric(float64(large)/longer*ours/float64(small), "rate-ratio")
		}
	}
}

func benchCount(b *testing.B, name string, usual int) int {
	b.Helper()
	text := os.Getenv(name)
	if text == "" {
		return usual
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	return n
}

// ingest is how many seconds an import takes of a file of entries, made before
// the clock starts, and how large the cache is then.
func ingest(b *testing.B, events int) (seconds, size float64) {
	b.Helper()
	log := generated(b, events)
	folder, kept := keptFolder(b, events)
	s, err := store.Open(b.Context(), folder)
	if err != nil {
		b.Fatal(err)
	}
	owner, err := s.AddTenant(b.Context(), store.Tenant{Name: "demo"})
	if err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	report, err := importInto(b, s, owner, log, nil)
	if err = errors.Join(err, s.Close()); err != nil || report.Tally.Inserted != events {
		b.Fatalf("%d of %d events: %v", report.Tally.Inserted, events, err)
	}
	seconds = time.Since(began).Seconds()
	fileSize(b, log, false)
	return seconds, fileSize(b, filepath.Join(folder, store.FileName), kept)
}

// keptFolder is an empty folder for a cache of so many events: below the one that
// TRAILBOOK_BENCH_CACHES names, where the benchmarks of large caches look for it,
// or a temporary one.
func keptFolder(b *testing.B, events int) (folder string, kept bool) {
	b.Helper()
	base := os.Getenv("TRAILBOOK_BENCH_CACHES")
	if base == "" {
		return b.TempDir(), false
	}
	folder = filepath.Join(base, strconv.Itoa(events))
	if err := errors.Join(os.RemoveAll(folder), os.MkdirAll(folder, 0o700)); err != nil {
		b.Fatal(err)
	}
	return folder, true
}

// mostPlain is from how many events on the file is compressed: ten million are
// 43 GB, and the import has to unpack them as well.
const mostPlain = 2_000_000

// generated is a file of so many entries in the temporary folder.
func generated(b *testing.B, events int) (path string) {
	b.Helper()
	path = filepath.Join(b.TempDir(), "log.ndjson")
	if events > mostPlain {
		path += ".zst"
	}
	file, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	var out io.WriteCloser = file
	if events > mostPlain {
		if out, err = zstd.NewWriter(file, zstd.WithEncoderLevel(zstd.SpeedFastest)); err != nil {
			b.Fatal(err)
		}
	}
	err = demo.Generate(b.Context(), out, 1, events, demo.DefaultUntil, nil)
	if events > mostPlain {
		err = errors.Join(err, out.Close())
	}
	// It is not to be on its way to the disk while the import is timed.
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

// fileSize is how large a file is; one that is not kept is removed, because ten
// million events are 20 GB.
func fileSize(b *testing.B, path string, kept bool) float64 {
	b.Helper()
	info, err := os.Stat(path)
	if err == nil && !kept {
		err = os.Remove(path)
	}
	if err != nil {
		b.Fatal(err)
	}
	return float64(info.Size())
}

// ingestByC is how many seconds C takes for the rows alone, made beforehand.
func ingestByC(b *testing.B, program string, events int) (seconds, size float64) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "rival.db")
	command := exec.CommandContext(b.Context(), program, path) //nolint:gosec // named by who runs the benchmark
	command.Stderr = os.Stderr
	in, err := command.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	said, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	log, generator := io.Pipe()
	go func() {
		generator.CloseWithError(demo.Generate(b.Context(), generator, 1, events, demo.DefaultUntil, nil))
	}()
	answers, rows := bufio.NewReader(said), bufio.NewScanner(log)
	rows.Buffer(make([]byte, 1<<20), MaxEntry)
	for more := true; more; {
		var batch []audit.Event
		for len(batch) < 10_000 && rows.Scan() {
			e, err := tenant.DefaultProfile().Map(slices.Clone(rows.Bytes()))
			if err != nil {
				b.Fatal(err)
			}
			batch = append(batch, e)
		}
		more = len(batch) > 0
		if _, err := in.Write(rivalRows(batch)); err != nil {
			b.Fatal(err)
		}
		line, err := answers.ReadString('\n')
		if err == nil && !more {
			seconds, err = strconv.ParseFloat(strings.TrimSpace(line), 64)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := errors.Join(rows.Err(), in.Close(), command.Wait()); err != nil {
		b.Fatal(err)
	}
	return seconds, fileSize(b, path, false)
}

// rivalRows is a batch as the program reads it.
func rivalRows(events []audit.Event) []byte {
	var out bytes.Buffer
	number := func(n int, size int) {
		out.Write(binary.NativeEndian.AppendUint64(nil, uint64(n))[:size]) //nolint:gosec // small
	}
	text := func(s string) {
		number(len(s), 4)
		out.WriteString(s)
	}
	number(len(events), 4)
	for i, content := range diff.Tell(events) {
		e := &events[i]
		number(int(e.CreatedAt.UnixMilli()), 8)
		number(slices.Index(audit.Types, e.Type), 8)
		columns := []string{e.ID, e.Action, e.User, e.UserID, e.FlowID, e.TargetKind, e.TargetID, e.TargetName, e.IP}
		for _, column := range columns {
			text(column)
		}
		text(string(e.Raw))
		searched := []string{e.ID, e.Action, e.User, e.UserID, e.FlowID, e.TargetID, e.TargetName, e.Summary}
		text(audit.Fold(strings.Join(slices.Concat(searched, content.Paths, content.Before, content.After), "\n")))
	}
	return out.Bytes()
}
