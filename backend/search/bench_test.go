package search_test

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/index"
	"github.com/trailbook/trailbook/backend/search"
	"github.com/trailbook/trailbook/backend/store"
)

// rounds is how often each variant is asked; the rival is asked once.
const rounds = 4

// variant is one way to put a question: to the engine, and to SQL. Both give a
// number by which the answers are compared.
type variant struct {
	ask func(*search.Engine) int
	sql string // statements; none where the rival has no answer
}

// asked is a question and how long its variants took.
type asked struct {
	name     string
	variants []variant
	easier   bool // the rival looks into less: its answers are others
	sum      int
	taken    []float64 // ms
}

// BenchmarkColumns puts the questions of the window to the columns of a cache
// of TRAILBOOK_BENCH_EVENTS events, and the same to the C library that
// TRAILBOOK_BENCH_C names (build/scripts/columnsrival.c), in the same run.
func BenchmarkColumns(b *testing.B) {
	events, err := strconv.Atoi(cmp.Or(os.Getenv("TRAILBOOK_BENCH_EVENTS"), "100000"))
	if err != nil {
		b.Fatal(err)
	}
	cache := benchCache(b, events)
	began := time.Now()
	if err := index.Forget(cache.Dir()); err != nil {
		b.Fatal(err)
	}
	engine := loaded(b, cache)
	made := time.Since(began).Seconds()
	engine.Close()
	began = time.Now()
	engine = loaded(b, cache)
	defer engine.Close()
	read := time.Since(began).Seconds()

	questions := benchQuestions(b, cache)
	for round := range rounds {
		for i := range questions {
			questions[i].put(engine, round == 0)
			fmt.Fprintf(os.Stderr, "round %d, %s: the longest %.1f ms\n", round+1, questions[i].name, slices.Max(questions[i].taken))
		}
	}
	rival := putToRival(b, cache, questions)
	for _, q := range questions {
		b.Run(strings.ReplaceAll(q.name, " ", "_"), func(b *testing.B) {
			for b.Loop() { // measured already
			}
			slices.Sort(q.taken)
			b.ReportMetric(q.taken[len(q.taken)/2], "p50-ms")
			b.ReportMetric(q.taken[len(q.taken)*95/100], "p95-ms")
			if of, there := rival[q.name]; there {
				if of.sum != q.sum && !q.easier {
					b.Errorf("the columns say %d in all, C SQLite %d", q.sum, of.sum)
				}
				b.ReportMetric(of.p50, "C-p50-ms")
				b.ReportMetric(of.p95, "C-p95-ms")
				b.ReportMetric(of.p50/q.taken[len(q.taken)/2], "times-p50")
				b.ReportMetric(of.p95/q.taken[len(q.taken)*95/100], "times-p95")
			}
		})
	}
	memory(b, engine, made, read)
}

// compared is how many variants the rival is asked: few where it takes seconds.
func (q *asked) compared() int {
	if strings.HasPrefix(q.name, "facets") {
		return min(4, len(q.variants))
	}
	return len(q.variants)
}

func (q *asked) put(engine *search.Engine, first bool) {
	for i, v := range q.variants {
		began := time.Now()
		n := v.ask(engine)
		q.taken = append(q.taken, float64(time.Since(began).Nanoseconds())/1e6)
		if first && i < q.compared() {
			q.sum += n
		}
	}
}

// loaded opens an engine and waits for its columns.
func loaded(b *testing.B, cache *store.Store) *search.Engine {
	b.Helper()
	engine := search.Open(cache, search.Options{Memory: 4 << 30, Log: func(err error) { b.Logf("%v", err) }})
	for engine.Status().State == index.Loading {
		time.Sleep(time.Millisecond)
	}
	if engine.Status().State != index.Ready {
		b.Fatalf("%+v", engine.Status())
	}
	return engine
}

// memory tells what the columns take, and what the process does.
func memory(b *testing.B, engine *search.Engine, made, read float64) {
	b.Helper()
	b.Run("memory", func(b *testing.B) {
		for b.Loop() { // nothing is repeated
		}
		runtime.GC()
		var held runtime.MemStats
		runtime.ReadMemStats(&held)
		s := engine.Status()
		b.ReportMetric(float64(s.Bytes-s.Words)/float64(max(s.Events, 1)), "bytes/event")
		b.ReportMetric(float64(s.Words)/1e6, "texts-MB")
		b.ReportMetric(float64(held.HeapAlloc)/1e6, "heap-MB")
		b.ReportMetric(made, "made-s")
		b.ReportMetric(read, "read-s")
	})
}

type rivals struct {
	p50, p95 float64
	sum      int
}

// putToRival asks the C library on a copy of the cache's columns that it makes
// once, with the indexes that suit the questions.
func putToRival(b *testing.B, cache *store.Store, questions []asked) map[string]rivals {
	b.Helper()
	program, found := os.Getenv("TRAILBOOK_BENCH_C"), map[string]rivals{}
	if program == "" {
		return found
	}
	copied := filepath.Join(cache.Dir(), "rival.db")
	if _, err := os.Stat(copied); err != nil {
		if out, err := exec.Command(program, "prepare", //nolint:gosec // a benchmark's own rival
			filepath.Join(cache.Dir(), store.FileName), copied+".new").CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		if err := os.Rename(copied+".new", copied); err != nil {
			b.Fatal(err)
		}
	}
	var input bytes.Buffer
	for _, q := range questions {
		if q.variants[0].sql == "" {
			continue
		}
		fmt.Fprintf(&input, "Q %s\n", q.name)
		for _, v := range q.variants[:q.compared()] {
			fmt.Fprintf(&input, "V %s\n", v.sql)
		}
	}
	command := exec.Command(program, "ask", copied) //nolint:gosec // as above
	command.Stdin, command.Stderr = &input, os.Stderr
	out, err := command.Output()
	if err != nil {
		b.Fatal(err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var r rivals
		name, rest, _ := strings.Cut(lines.Text(), "\t")
		if _, err := fmt.Sscanf(rest, "%f\t%f\t%d", &r.p50, &r.p95, &r.sum); err != nil {
			b.Fatalf("%q: %v", lines.Text(), err)
		}
		found[name] = r
	}
	return found
}
