package store_test

import (
	"cmp"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

const benchEvents = 100_000

// benchCache is a cache with the demo tenant's events. It is kept in the
// folder that TRAILBOOK_BENCH_DATA names, where it names one, so that several
// measurements can share it.
func benchCache(b *testing.B) *store.Store {
	b.Helper()
	cache := open(b, cmp.Or(os.Getenv("TRAILBOOK_BENCH_DATA"), b.TempDir()))
	held, err := cache.Count(b.Context(), audit.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	if held == benchEvents {
		return cache
	}
	if held != 0 {
		b.Fatalf("the cache in TRAILBOOK_BENCH_DATA holds %d events, not %d", held, benchEvents)
	}
	src, profile := source(b, cache, "demo"), tenant.DefaultProfile()
	log := demo.NewGenerator(demo.PlanConfig(1, benchEvents, demo.DefaultUntil))
	batch := make([]audit.Event, 5000)
	for range benchEvents / len(batch) {
		for i := range batch {
			if batch[i], err = profile.Map(log.Next().Raw); err != nil {
				b.Fatal(err)
			}
		}
		write(b, cache, src, batch...)
	}
	return cache
}

// BenchmarkFilter measures what the window waits for under each kind of
// filter: all matching keys in order (filter-ms), their number (count-ms), and
// keys and the first 50 rows (page-ms). Medians over the iterations.
func BenchmarkFilter(b *testing.B) {
	cache := benchCache(b)
	month := time.Date(demo.DefaultUntil.Year(), demo.DefaultUntil.Month()-1, 1, 0, 0, 0, 0, time.UTC)
	for _, kind := range []struct {
		name string
		f    audit.Filter
	}{
		{"none", audit.Filter{}},
		{"tenant", audit.Filter{Tenants: []string{"demo"}}},
		{"type", audit.Filter{Types: []audit.Type{audit.TypeDelete}}},
		{"user", audit.Filter{Users: []string{mostFrequent(b, cache, audit.FacetUser)}}},
		{"month", audit.Filter{From: month, To: month.AddDate(0, 1, 0)}},
		{"flow", audit.Filter{FlowIDs: []string{mostFrequent(b, cache, audit.FacetFlow)}}},
		{"word", audit.Filter{Search: "slack"}},
	} {
		b.Run(kind.name, func(b *testing.B) { benchFilter(b, cache, kind.f) })
	}
}

func benchFilter(b *testing.B, cache *store.Store, f audit.Filter) {
	ctx := b.Context()
	var match, count, page []float64
	var keys []int64
	matching := func() {
		var err error
		if keys, err = cache.Match(ctx, f, store.Order{}); err != nil || len(keys) == 0 {
			b.Fatalf("%d events, %v", len(keys), err)
		}
	}
	for b.Loop() {
		match = append(match, milliseconds(matching))
		count = append(count, milliseconds(func() {
			if n, err := cache.Count(ctx, f); err != nil || n != len(keys) {
				b.Fatalf("%d events counted, %d found, %v", n, len(keys), err)
			}
		}))
		page = append(page, milliseconds(func() {
			matching()
			first := keys[:min(50, len(keys))]
			if rows, err := cache.Rows(ctx, first); err != nil || len(rows) != len(first) {
				b.Fatalf("%d rows, %v", len(rows), err)
			}
		}))
	}
	b.ReportMetric(float64(len(keys)), "events")
	b.ReportMetric(median(match), "filter-ms")
	b.ReportMetric(median(count), "count-ms")
	b.ReportMetric(median(page), "page-ms")
}

// mostFrequent is the value, not the empty one, that most events have.
func mostFrequent(b *testing.B, cache *store.Store, by audit.Facet) string {
	b.Helper()
	groups, err := cache.CountBy(b.Context(), audit.Filter{}, by, time.UTC)
	if err != nil {
		b.Fatal(err)
	}
	at := slices.IndexFunc(groups, func(g audit.FacetValue) bool { return g.Value != "" })
	if at < 0 {
		b.Fatalf("no event has a %s", by)
	}
	return groups[at].Value
}

func milliseconds(work func()) float64 {
	began := time.Now()
	work()
	return float64(time.Since(began).Microseconds()) / 1000
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// BenchmarkCheck measures how long the check of the cache takes, with the
// ledger and every event.
func BenchmarkCheck(b *testing.B) {
	cache := benchCache(b)
	var times, chains []float64
	for b.Loop() {
		began := time.Now()
		found, err := cache.Check(b.Context(), nil)
		if err != nil || found.Wrong != 0 || found.Events != benchEvents {
			b.Fatalf("%+v, %v", found, err)
		}
		times = append(times, time.Since(began).Seconds())
		began = time.Now()
		if _, problems, err := cache.CheckLedger(b.Context()); err != nil || len(problems) > 0 {
			b.Fatal(problems, err)
		}
		chains = append(chains, time.Since(began).Seconds())
	}
	slices.Sort(times)
	slices.Sort(chains)
	b.ReportMetric(times[len(times)/2], "check-s")
	b.ReportMetric(chains[len(chains)/2], "ledger-s")
	b.ReportMetric(benchEvents/times[len(times)/2], "events/s")
}
