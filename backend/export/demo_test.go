package export

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// demoEvents are the first events of a demo tenant's log, mapped as a sync
// maps them.
func demoEvents(tb testing.TB, events int, seed uint64) []audit.Event {
	tb.Helper()
	var log bytes.Buffer
	if err := demo.Generate(context.Background(), &log, seed, events, demo.DefaultUntil, nil); err != nil {
		tb.Fatal(err)
	}
	profile, mapped := tenant.DefaultProfile(), make([]audit.Event, 0, events)
	for line := range strings.Lines(log.String()) {
		mapped = append(mapped, mapEntry(tb, profile, strings.TrimSuffix(line, "\n")))
	}
	return mapped
}

// mapEntry makes an event of an entry as a sync does.
func mapEntry(tb testing.TB, profile *tenant.Profile, entry string) audit.Event {
	tb.Helper()
	e, err := profile.Map(json.RawMessage(entry))
	if err != nil {
		tb.Fatalf("%v: %s", err, entry)
	}
	e.Tenant = "demo"
	return e
}

// BenchmarkPrepare masks 3,000 events of the demo tenant.
func BenchmarkPrepare(b *testing.B) {
	events := demoEvents(b, 3_000, 1)
	size := 0
	for _, e := range events {
		size += len(e.Before) + len(e.After) + len(e.Changes) + len(e.Raw)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, e := range events {
			var counts Counts
			prepared(&e, &counts)
		}
	}
}
