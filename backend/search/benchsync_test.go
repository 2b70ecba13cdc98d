package search_test

import (
	"slices"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// BenchmarkWhileSyncing asks for the first page and its count while 100,000
// events are written as a sync writes them.
func BenchmarkWhileSyncing(b *testing.B) {
	for b.Loop() {
		cache, err := store.Open(b.Context(), b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		cache.LookInto(diff.ContentOf)
		engine := loaded(b, cache)
		source := benchSource(b, cache)
		written := make(chan error, 1)
		go func() {
			for batch := range generated(100_000, 0) {
				for part := range slices.Chunk(batch, 5000) {
					if _, err := cache.Write(b.Context(), source, part, nil); err != nil {
						written <- err
						return
					}
				}
			}
			written <- nil
		}()
		var taken []float64
		for done := false; !done; time.Sleep(20 * time.Millisecond) {
			select {
			case err := <-written:
				if done = true; err != nil {
					b.Fatal(err)
				}
			default:
			}
			for _, f := range []audit.Filter{{}, {Types: audit.Types[:1]}, {Actions: []string{"Flow Updated"}}} {
				began := time.Now()
				found := filter(engine, f)
				_ = found.Keys(0, perPage)
				taken = append(taken, float64(time.Since(began).Nanoseconds())/1e6)
			}
		}
		slices.Sort(taken)
		b.ReportMetric(float64(filter(engine, audit.Filter{}).Count()), "events")
		b.ReportMetric(taken[len(taken)/2], "p50-ms")
		b.ReportMetric(taken[len(taken)*95/100], "p95-ms")
		engine.Close()
		_ = cache.Close()
	}
}
