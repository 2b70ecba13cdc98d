package diff

import "testing"

// BenchmarkSummary makes the sentences of a demo tenant's events, one by one.
func BenchmarkSummary(b *testing.B) {
	events := demoEvents(b, 1, 2000)
	size := 0
	for _, e := range events {
		size += len(e.Raw)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, e := range events {
			Summary(e)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(events)), "µs/event")
}
