package search_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// benchFolder is where caches are kept between runs: the folder that
// TRAILBOOK_BENCH_CACHES names, else one below the user's own.
func benchFolder(tb testing.TB, events int) string {
	tb.Helper()
	base := os.Getenv("TRAILBOOK_BENCH_CACHES")
	if base == "" {
		caches, err := os.UserCacheDir()
		if err != nil {
			tb.Fatal(err)
		}
		base = filepath.Join(caches, "trailbook-bench")
	}
	return filepath.Join(base, fmt.Sprint(events))
}

// perWrite is how many events one transaction of the making writes.
const perWrite = 10_000

// benchCache is a cache of so many events of two years, written by the store as
// a sync writes them, without HTTP between. What an earlier run wrote is used
// again, and a run that was interrupted goes on.
func benchCache(tb testing.TB, events int) *store.Store {
	tb.Helper()
	ctx := context.Background()
	cache, err := store.Open(ctx, benchFolder(tb, events))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = cache.Close() })
	held, err := cache.Count(ctx, audit.Filter{})
	if err != nil {
		tb.Fatal(err)
	}
	if held == events {
		return indexed(tb, cache)
	}
	if held > events || held%perWrite != 0 {
		tb.Fatalf("%s holds %d events", cache.Dir(), held)
	}
	cache.LookInto(diff.ContentOf)
	source := benchSource(tb, cache)
	for batch := range generated(events, held) {
		if _, err := cache.Write(ctx, source, batch, nil); err != nil {
			tb.Fatal(err)
		}
		if held += len(batch); held%(events/100) < perWrite {
			fmt.Fprintf(os.Stderr, "%d of %d events written\n", held, events)
		}
	}
	return indexed(tb, cache)
}

// withoutTexts says that words are not asked about: making the full text of ten
// million events takes long.
func withoutTexts() bool { return os.Getenv("TRAILBOOK_BENCH_TEXTS") == "no" }

// indexed makes the full text of what was written without one.
func indexed(tb testing.TB, cache *store.Store) *store.Store {
	tb.Helper()
	cache.LookInto(diff.ContentOf)
	if withoutTexts() {
		return cache
	}
	err := cache.IndexTexts(context.Background(), func(done, total int) {
		if done%(total/50+1) < 1000 {
			fmt.Fprintf(os.Stderr, "%d of %d events indexed\n", done, total)
		}
	})
	if err != nil {
		tb.Fatal(err)
	}
	return cache
}

func benchSource(tb testing.TB, cache *store.Store) store.Source {
	tb.Helper()
	of, err := cache.Tenant(context.Background(), "demo")
	if err != nil {
		if of, err = cache.AddTenant(context.Background(), store.Tenant{Name: "demo", URL: "http://127.0.0.1:2200"}); err != nil {
			tb.Fatal(err)
		}
	}
	source, err := cache.BeginSource(context.Background(), store.Source{TenantID: of.ID, Kind: store.KindSync, Name: "demo"})
	if err != nil {
		tb.Fatal(err)
	}
	return source
}

// Every event is made of one of these entries of the demo tenant, of at most 8
// KB, mapped and summarised as a sync does it: with an id and a time of its own,
// another flow every now and then, and a user of another of 16 departments.
const (
	patterns    = 40_000
	mostPattern = 8 << 10
	departments = 16
)

func madePatterns() []audit.Event {
	profile := tenant.DefaultProfile()
	log := demo.NewGenerator(demo.PlanConfig(1, 2*patterns, demo.DefaultUntil))
	made := make([]audit.Event, 0, patterns)
	for len(made) < patterns {
		entry := log.Next()
		if len(entry.Raw) > mostPattern {
			continue
		}
		event, err := profile.Map(entry.Raw)
		if err != nil {
			panic(err) // the generator's own entry
		}
		made = append(made, event)
	}
	diff.Summarize(made)
	return made
}

// generated gives the batches of a log but for the events that there are
// already; the next is made while one is written.
func generated(events, held int) <-chan []audit.Event {
	batches := make(chan []audit.Event, 1)
	go func() {
		defer close(batches)
		made := madePatterns()
		begin := demo.DefaultUntil.AddDate(-2, 0, 0)
		pace := demo.DefaultUntil.Sub(begin) / time.Duration(events)
		for at := held; at < events; at += perWrite {
			batch := make([]audit.Event, min(perWrite, events-at))
			for i := range batch {
				batch[i] = derived(made[(at+i)%patterns], at+i, begin.Add(time.Duration(at+i)*pace))
			}
			batches <- batch
		}
	}()
	return batches
}

// derived is the n-th event, made of a pattern.
func derived(e audit.Event, n int, at time.Time) audit.Event {
	cycle := n / patterns
	raw := string(e.Raw)
	was := e.ID
	e.ID = fmt.Sprintf("%s%08x", was[:max(0, len(was)-8)], n)
	raw = strings.Replace(raw, was, e.ID, 1)
	if before, domain, ok := strings.Cut(e.User, "@"); ok && cycle%departments > 0 {
		user := fmt.Sprintf("%s@d%d.%s", before, cycle%departments, domain)
		raw, e.User = strings.Replace(raw, e.User, user, 1), user
	}
	flow := e.FlowID
	if len(flow) > 4 && cycle > 3 {
		e.FlowID = fmt.Sprintf("%s%04x", flow[:len(flow)-4], cycle/4)
		raw = strings.ReplaceAll(raw, flow, e.FlowID)
		if e.TargetID == flow {
			e.TargetID = e.FlowID
		}
	}
	renamed := func(part json.RawMessage) json.RawMessage { // the objects inside the entry
		if len(part) == 0 || e.FlowID == "" {
			return part
		}
		return json.RawMessage(strings.ReplaceAll(string(part), flow, e.FlowID))
	}
	e.Before, e.After, e.Changes = renamed(e.Before), renamed(e.After), renamed(e.Changes)
	e.Raw, e.CreatedAt = json.RawMessage(raw), at.Truncate(time.Millisecond)
	return e
}
