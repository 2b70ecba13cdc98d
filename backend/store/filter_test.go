package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

// The texts of the property test: alike in parts, in other cases and scripts,
// with SQL's own signs, empty.
var (
	texts = []string{"", "Alice", "alice", "ÄLICE", "älice", "%", "_", "a%b", "'; DROP TABLE event; --", "K-elvin K", "İstanbul", "ß", "line\nfeed", "日本"}
	names = []string{"north", "south"}
)

func randomEvent(rng *rand.Rand, i int) audit.Event {
	pick := func() string { return texts[rng.IntN(len(texts))] }
	entry := audit.Catalog[rng.IntN(len(audit.Catalog))]
	e := event(fmt.Sprintf("%s-%d", pick(), i), day.Add(time.Duration(rng.IntN(1000))*time.Minute))
	e.Tenant, e.Action, e.Type, e.Area = names[rng.IntN(2)], entry.Action, entry.Type, entry.Area
	e.User, e.UserID, e.FlowID, e.TargetKind, e.TargetID, e.TargetName = pick(), pick(), pick(), pick(), pick(), pick()
	e.Summary = pick()
	return e
}

func randomFilter(rng *rand.Rand) audit.Filter {
	some := func(from []string) (list []string) {
		for range rng.IntN(5) - 2 {
			list = append(list, from[rng.IntN(len(from))])
		}
		return list
	}
	f := audit.Filter{Tenants: some(append(names, "nowhere")), Users: some(texts), FlowIDs: some(texts),
		Actions: some([]string{"Flow Updated", "User Created", "Login Failed", "none"}), Areas: some(append(audit.Areas, ""))}
	if rng.IntN(2) == 0 {
		f.From = day.Add(time.Duration(rng.IntN(1000)) * time.Minute)
	}
	if rng.IntN(2) == 0 {
		f.To = f.From.Add(time.Duration(rng.IntN(1000)) * time.Minute)
		if f.From.IsZero() {
			f.To = day.Add(time.Duration(rng.IntN(1000)) * time.Minute)
		}
	}
	if rng.IntN(2) == 0 {
		f.Types = append(f.Types, audit.Types[rng.IntN(4)], audit.Types[rng.IntN(4)])
	}
	f.Search = strings.Join(some(append(texts, "flow", "UPDATED", "-1", "k", "i", "LICE", "i*c", "-lice", "flow OR k", "user:alice", "has:flow")), " ")
	return f
}

// The meaning of a filter is audit.Selection.Matches in a plain loop; SQL must
// select, order and count the same events.
func TestSQLMeansWhatTheFilterSays(t *testing.T) {
	s := open(t, t.TempDir())
	s.LookInto(diff.ContentOf)
	rng := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // a test
	sources := map[string]store.Source{}
	for _, name := range names {
		sources[name] = source(t, s, name)
	}
	var events []audit.Event
	byTenant := map[string][]audit.Event{}
	for i := range 600 {
		e := randomEvent(rng, i)
		byTenant[e.Tenant] = append(byTenant[e.Tenant], e)
		events = append(events, e)
	}
	for name, list := range byTenant {
		write(t, s, sources[name], list...)
	}
	matched := 0
	for i := range 600 {
		f := randomFilter(rng)
		selection, err := f.Selection()
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		var want []string
		for _, e := range events {
			if selection.Matches(e, diff.ContentOf) {
				want = append(want, e.ID)
			}
		}
		order := store.Order{Ascending: i%2 == 0}
		got := selected(t, s, f, order)
		matched += len(got)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("filter %+v\n got %q\nwant %q", f, got, want)
		}
	}
	if matched < 2000 {
		t.Errorf("the filters matched only %d events: the test says little", matched)
	}
}

// selected gives the ids of what a filter selects, and checks order and every
// way of counting on the way.
func selected(t *testing.T, s *store.Store, f audit.Filter, order store.Order) (ids []string) {
	t.Helper()
	ctx := context.Background()
	keys, err := s.Match(ctx, f, order)
	if err != nil {
		t.Fatal(err)
	}
	last := time.Time{}
	for e, err := range s.Events(ctx, keys) {
		if err != nil {
			t.Fatal(err)
		}
		if !last.IsZero() && e.CreatedAt != last && e.CreatedAt.After(last) != order.Ascending {
			t.Fatalf("%v after %v, ascending %v", e.CreatedAt, last, order.Ascending)
		}
		last = e.CreatedAt
		ids = append(ids, e.ID)
	}
	if n, err := s.Count(ctx, f); err != nil || n != len(ids) {
		t.Fatalf("Count = %d %v, want %d", n, err, len(ids))
	}
	for _, by := range store.Dimensions {
		groups, err := s.CountBy(ctx, f, by, time.UTC)
		sum := 0
		for _, g := range groups {
			sum += g.Count
		}
		if err != nil || sum != len(ids) {
			t.Fatalf("CountBy %s sums up to %d %v, want %d: %v", by, sum, err, len(ids), groups)
		}
	}
	return ids
}

func TestFilterThatCannotBeMeantIsRefused(t *testing.T) {
	s := open(t, t.TempDir())
	for _, f := range []audit.Filter{
		{Types: []audit.Type{"delte"}},
		{From: day, To: day.Add(-time.Second)},
	} {
		if _, err := s.Match(context.Background(), f, store.Order{}); audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("%+v: %v", f, err)
		}
	}
}

func TestDaysBeginAtMidnightOfTheZone(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "a")
	for i, at := range []string{
		"2026-10-24T21:59:59.999Z", "2026-10-24T22:00:00Z", // midnight in Prague, summer time
		"2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z", // and winter time: that day has 25 hours
		"1969-12-31T23:59:59.999Z",
	} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		write(t, s, src, event(fmt.Sprint(i), moment))
	}
	prague, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	days, err := s.CountBy(context.Background(), audit.Filter{}, store.ByDay, prague)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range days {
		got = append(got, fmt.Sprintf("%s:%d", d.Value, d.Count))
	}
	want := "[1970-01-01:1 2026-10-24:1 2026-10-25:2 2026-10-26:1]"
	if fmt.Sprint(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
}
