package cli

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// Many events share a millisecond and new ones arrive between the pages: the
// pages together still are the list that the first page began.
func TestPagesStayWhatTheyWereWhileEventsArrive(t *testing.T) {
	ctx := t.Context()
	cache, err := store.Open(ctx, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cache.Close() }()
	tenant, err := cache.AddTenant(ctx, store.Tenant{Name: "acme"})
	if err != nil {
		t.Fatal(err)
	}
	source, err := cache.BeginSource(ctx, store.Source{TenantID: tenant.ID})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	arrive := func(round, n int) {
		var events []audit.Event
		for i := range n {
			events = append(events, audit.Event{
				ID: fmt.Sprintf("%d-%d", round, i), CreatedAt: start.Add(time.Duration(i%4) * time.Millisecond), Type: audit.TypeOther, Raw: []byte("{}"),
			})
		}
		if _, err := cache.Write(ctx, source, events, nil); err != nil {
			t.Fatal(err)
		}
	}
	arrive(0, 23)
	for _, f := range []audit.Filter{
		{}, {From: start.Add(2 * time.Millisecond)}, {To: start.Add(2 * time.Millisecond)},
		{From: start.Add(time.Millisecond), To: start.Add(3 * time.Millisecond)},
	} {
		want, err := cache.Match(ctx, f, store.Order{})
		if err != nil {
			t.Fatal(err)
		}
		// Keys known at the start; arrivals may show among older milliseconds.
		newest := slices.Max(want)
		var got []int64
		for round, at := 1, ""; ; round++ {
			keys, err := behind(ctx, cache, f, at)
			if err != nil {
				t.Fatal(err)
			}
			if len(keys) == 0 {
				break
			}
			page := keys[:min(3, len(keys))]
			got = append(got, page...)
			rows, err := cache.Rows(ctx, page[len(page)-1:])
			if err != nil {
				t.Fatal(err)
			}
			at = cursor{rows[0].CreatedAt, rows[0].Key}.String()
			arrive(100*int(newest)+round, 2)
		}
		if known := slices.DeleteFunc(slices.Clone(got), func(key int64) bool { return key > newest }); !slices.Equal(known, want) {
			t.Errorf("%+v: pages gave %v, want %v", f, known, want)
		}
		if unique := slices.Compact(slices.Sorted(slices.Values(got))); len(unique) != len(got) {
			t.Errorf("%+v: an event came twice: %v", f, got)
		}
	}
}
