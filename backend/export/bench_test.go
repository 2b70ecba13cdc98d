package export

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// BenchmarkWrite exports 100,000 events in each format and reports rows/s.
func BenchmarkWrite(b *testing.B) {
	const events = 100_000
	for _, format := range formats {
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
