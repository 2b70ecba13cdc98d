package imports

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// writeLog writes entries of about 8 KB, one a line, until there are size bytes.
func writeLog(out io.Writer, size int) (entries int, err error) {
	text := noise(8 << 10)
	buffered := bufio.NewWriterSize(out, 1<<20)
	for written := 0; written < size && err == nil; entries++ {
		var n int
		n, err = fmt.Fprintf(buffered, `{"id":"e%d","created":%d,"action":"Flow Updated","user":{"email":"user%d@x.example"},"after":{"n":%d,"text":"%s"}}`+"\n",
			entries, 1767225600000+entries, entries%40, entries, text[entries%64:])
		written += n
	}
	if err == nil {
		err = buffered.Flush()
	}
	return entries, err
}

// A log of 200 MB passes through a small part of that memory, also unpacked on
// the way. The benchmark does the same with 2 GB and looks at the whole process.
func TestBoundedMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := gzip.NewWriterLevel(file, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := writeLog(packed, 200<<20)
	if err != nil || packed.Close() != nil || file.Close() != nil {
		t.Fatal(err)
	}
	s, owner := cache(t)
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	peak := uint64(0)
	report, err := importInto(t, s, owner, path, func(o *Options) {
		o.Progress = func(int) {
			runtime.ReadMemStats(&now)
			peak = max(peak, now.HeapAlloc-min(now.HeapAlloc, before.HeapAlloc))
		}
	})
	if err != nil || report.Tally.Inserted != entries {
		t.Fatalf("%+v, %v; want %d events", report.Tally, err, entries)
	}
	if peak == 0 || peak > 120<<20 {
		t.Errorf("the heap grew to %d MB", peak>>20)
	}
	t.Logf("%d entries, the heap grew to %d MB", entries, peak>>20)
}
