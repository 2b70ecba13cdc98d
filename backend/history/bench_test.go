//go:build unix

package history

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

const (
	benchVersions  = 2000
	benchEventsMin = 100_000
)

// savedFlow makes the events of a flow that was created and then saved again
// and again, as people do: a component reworded or moved, now and then one
// added, taken out or renamed; and the time of the save.
func savedFlow(b *testing.B, versions int) []audit.Event {
	b.Helper()
	var flow map[string]any
	for _, e := range demoEvents(b, 3, 3000) {
		if e.Action != "Flow Updated" {
			continue
		}
		var one map[string]any
		if err := json.Unmarshal(e.After, &one); err != nil {
			b.Fatal(err)
		}
		delete(one, "thumbnail") // its picture would be most of it
		if text, err := json.Marshal(one); err == nil && len(text) > 13_000 && len(text) < 17_000 {
			flow = one
			break
		}
	}
	if flow == nil {
		b.Fatal("the demo tenant has no flow of some 10 KB")
	}
	random := rand.New(rand.NewPCG(2, 2))
	events, before := make([]audit.Event, 0, versions), ""
	for n := range versions {
		flow["mtime"] = audit.FormatTime(day.Add(time.Duration(n) * time.Minute))
		if n > 0 {
			for range 1 + random.IntN(3) {
				saved(random, flow, n)
			}
		}
		text, err := json.Marshal(flow)
		if err != nil {
			b.Fatal(err)
		}
		action := "Flow Updated"
		if n == 0 {
			action = "Flow Created"
		}
		e := told(n, action, before, string(text), "")
		e.ID = fmt.Sprintf("e%05d", n)
		events, before = append(events, e), string(text)
	}
	return events
}

func saved(random *rand.Rand, flow map[string]any, n int) {
	components, _ := flow["flow"].(map[string]any)
	ids := make([]string, 0, len(components))
	for id := range components {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	id := ids[random.IntN(len(ids))]
	component, _ := components[id].(map[string]any)
	switch kind := random.IntN(10); {
	case kind < 3:
		component["x"], component["y"] = random.IntN(4000), random.IntN(1600)
	case kind < 8:
		component["label"] = fmt.Sprintf("Step %d", n)
		component["config"] = map[string]any{"properties": map[string]any{"text": fmt.Sprintf("Order %d received", n)}, "transform": component["config"]}
		if n%7 == 0 {
			component["config"] = map[string]any{"properties": map[string]any{"text": "reset"}}
		}
	case kind == 8 && len(ids) > 13:
		delete(components, id)
	default:
		fresh := map[string]any{}
		for name, value := range component {
			fresh[name] = value
		}
		components[fmt.Sprintf("added-%d", n)] = fresh
		if len(ids) > 17 {
			delete(components, id)
		}
	}
}

// BenchmarkHistory measures what opening a flow's history costs: its events
// with the size of each change, the gaps, and who set every value; the state at
// an instant in its middle; and how many bytes of states that was.
func BenchmarkHistory(b *testing.B) {
	cache := open1(b, b.TempDir())
	events := savedFlow(b, benchVersions)
	fill(b, cache, "acme", events...)
	size := 0
	for _, e := range events {
		size += len(e.After)
	}
	var whole, load, at []float64
	var leaves []Leaf
	for b.Loop() {
		busy := processorTime(b)
		whole = append(whole, milliseconds(func() {
			trail, err := Read(b.Context(), cache, f1, time.Time{})
			if err != nil || len(trail.Entries) != benchVersions || len(trail.Gaps) > 0 {
				b.Fatal(err, trail)
			}
			if leaves, err = trail.Blame(); err != nil || len(leaves) < 100 {
				b.Fatal(len(leaves), err)
			}
		}))
		load = append(load, float64((processorTime(b)-busy).Microseconds())/1000)
		at = append(at, milliseconds(func() {
			s, err := At(b.Context(), cache, f1, day.Add(benchVersions/2*time.Minute))
			if err != nil || s.Raw == nil {
				b.Fatal(err)
			}
		}))
	}
	b.ReportMetric(benchVersions, "versions")
	b.ReportMetric(float64(size)/benchVersions/1000, "KB")
	b.ReportMetric(float64(len(leaves)), "leaves")
	b.ReportMetric(median(whole), "blame-ms")
	b.ReportMetric(median(load), "blame-cpu-ms")
	b.ReportMetric(median(at), "at-ms")
}

// BenchmarkContinuity measures the check of every object of a cache, and the
// same again when nothing is new. It takes the cache of 100,000 demo events in
// the folder that TRAILBOOK_BENCH_DATA names, where there is one.
func BenchmarkContinuity(b *testing.B) {
	dir := os.Getenv("TRAILBOOK_BENCH_DATA")
	if dir == "" {
		dir = b.TempDir()
	}
	cache := open1(b, dir)
	n, err := cache.Count(b.Context(), audit.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	if n == 0 {
		n = benchEventsMin
		fill(b, cache, "demo", demoEvents(b, 1, n)...)
	}
	var first, load, again []float64
	var found Continuity
	check := func() {
		if found, err = Check(b.Context(), cache, "", nil); err != nil || len(found.Gaps) > 0 {
			b.Fatal(err, len(found.Gaps))
		}
	}
	for b.Loop() {
		forgetAll(b, cache)
		busy := processorTime(b)
		first = append(first, milliseconds(check))
		load = append(load, (processorTime(b) - busy).Seconds())
		again = append(again, milliseconds(check))
	}
	b.ReportMetric(float64(n), "events")
	b.ReportMetric(float64(found.Objects), "objects")
	b.ReportMetric(median(first)/1000, "check-s")
	b.ReportMetric(median(load), "check-cpu-s")
	b.ReportMetric(median(again), "again-ms")
}

// forgetAll makes the cache forget what earlier checks found.
func forgetAll(b *testing.B, cache *store.Store) {
	b.Helper()
	stale, _, err := cache.UnwalkedObjects(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	if len(stale) > 0 {
		return
	}
	all, err := cache.ObjectStamps(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	walks := make([]store.Walk, len(all))
	for i, o := range all {
		walks[i] = store.Walk{ObjectStamp: o}
		walks[i].Stamp = ""
	}
	if err := cache.KeepWalks(b.Context(), walks); err != nil {
		b.Fatal(err)
	}
}

// processorTime is what this process has used of the processor: on a busy
// machine it says more than the clock does.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
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
