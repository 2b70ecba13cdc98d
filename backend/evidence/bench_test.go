package evidence

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// BenchmarkPack makes a pack of small events that are made up as they are
// asked for, and verifies it: events/s of each, its size, and the most memory
// that the process had. TRAILBOOK_BENCH_EVENTS is how many, 1,000,000 unless
// given.
func BenchmarkPack(b *testing.B) {
	count, err := strconv.Atoi(cmp.Or(os.Getenv("TRAILBOOK_BENCH_EVENTS"), "1000000"))
	if err != nil {
		b.Fatal(err)
	}
	var packing, verifying time.Duration
	var result Result
	for b.Loop() {
		req := request(b, b.TempDir(), nil)
		req.Export.Total, req.Export.Report.LeftOut = count, nil
		req.Export.Report.Tenants[0].Events = count
		req.Export.Report.Sources[0].Inserted, req.Export.Report.Sources[0].Received = count, count+2
		req.Export.Events = func(yield func(audit.Event, error) bool) {
			for i := range count {
				if !yield(small(count-i), nil) {
					return
				}
			}
		}
		began := time.Now()
		if result, err = Export(context.Background(), req); err != nil {
			b.Fatal(err)
		}
		packing += time.Since(began)
		began = time.Now()
		verdict, err := Verify(context.Background(), Verification{File: result.Path, Folder: b.TempDir()})
		if err != nil || verdict.State != Holds {
			b.Fatalf("%v, %s", err, told(verdict))
		}
		verifying += time.Since(began)
	}
	b.ReportMetric(float64(count), "events")
	b.ReportMetric(float64(count*b.N)/packing.Seconds(), "packed/s")
	b.ReportMetric(float64(count*b.N)/verifying.Seconds(), "verified/s")
	b.ReportMetric(float64(result.Bytes)/1e6, "pack-MB")
	b.ReportMetric(peakMemory(b), "peak-MB")
	b.ReportMetric(0, "ns/op")
}

// small is event number i of a believable log; every hundredth has a secret.
func small(i int) audit.Event {
	entry := audit.Catalog[i%len(audit.Catalog)]
	flow := fmt.Sprintf("3f2c9a10-0000-4000-8000-%012d", i%200)
	state := fmt.Sprintf(`{"flowId":%q,"name":"Order sync %d","stage":"running","flow":{"a":{"type":"appmixer.slack.list.Send","x":%d}}}`, flow, i, i)
	if i%100 == 0 {
		state = strings.Replace(state, `"stage"`, `"password":"hunter2","stage"`, 1)
	}
	e := audit.Event{
		ID: fmt.Sprintf("65%022x", i), Tenant: "demo", CreatedAt: made.Add(time.Duration(i-2_000_000) * time.Second),
		Action: entry.Action, Type: entry.Type, Area: entry.Area,
		User: fmt.Sprintf("user%d@example.com", i%40), UserID: fmt.Sprintf("5f%022d", i%40),
		FlowID: flow, TargetKind: entry.TargetKind, TargetID: flow, TargetName: fmt.Sprintf("Order sync %d", i%200),
		IP: "10.1.2.3", UserAgent: "Mozilla/5.0", Summary: fmt.Sprintf("stage running → stopped, limit %d", i),
		Before: json.RawMessage(state), After: json.RawMessage(strings.Replace(state, "running", "stopped", 1)),
	}
	e.Raw = json.RawMessage(fmt.Sprintf(`{"id":%q,"action":%q,"before":%s,"after":%s}`, e.ID, e.Action, e.Before, e.After))
	return e
}

// peakMemory is the most that the process had resident, in MB; 0 where the
// system does not say.
func peakMemory(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kilobytes, err := strconv.ParseFloat(strings.Fields(value)[0], 64)
			if err != nil {
				b.Fatal(err)
			}
			return kilobytes * 1024 / 1e6
		}
	}
	return 0
}
