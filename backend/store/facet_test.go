package store_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"
	_ "time/tzdata" // the zones do not depend on the machine

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// strayTimes are around switches of clocks, and zero dates of programs.
var strayTimes = []string{
	"2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", // Berlin
	"2026-04-04T14:45:00Z", "2026-04-04T15:10:00Z", "2026-10-03T15:30:00Z", // Lord Howe
	"2010-11-07T02:30:30Z", "2010-11-07T02:31:00Z", "2010-11-07T03:30:00Z", // St. John's, at 00:01
	"2026-01-01T18:29:59.999Z", "2026-01-01T18:30:00Z", // midnight in Kolkata
	"1970-01-01T00:00:00Z", "1969-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z",
}

func facetEvents(t *testing.T, s *store.Store) []audit.Event {
	t.Helper()
	rng := rand.New(rand.NewPCG(6, 4)) //nolint:gosec // a test
	var events []audit.Event
	for i := range 500 {
		e := randomEvent(rng, i)
		e.CreatedAt = day.Add(time.Duration(rng.Int64N(int64(200 * 24 * time.Hour)))).Truncate(time.Millisecond)
		if i < len(strayTimes) {
			moment, err := time.Parse(time.RFC3339, strayTimes[i])
			if err != nil {
				t.Fatal(err)
			}
			e.CreatedAt = moment
		}
		e.Tenant, e.IP = names[0], []string{"", "10.0.0.1", "10.0.0.2"}[i%3]
		events = append(events, e)
	}
	write(t, s, source(t, s, names[0]), events...)
	return events
}

// Every count is what a plain loop over the events with Go's own clock gives.
func TestFacetsCountWhatTheFilterSelects(t *testing.T) {
	s := open(t, t.TempDir())
	events := facetEvents(t, s)
	rng := rand.New(rand.NewPCG(1, 9)) //nolint:gosec // a test
	for i := range 60 {
		f := randomFilter(rng)
		f.Tenants = nil
		zone := []string{"UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe"}[i%5]
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		if i < 5 {
			f = audit.Filter{}
		}
		want := map[audit.Facet]map[string]int{}
		add := func(facet audit.Facet, value string) {
			if want[facet] == nil {
				want[facet] = map[string]int{}
			}
			want[facet][value]++
		}
		selection, err := f.Selection()
		if err != nil {
			t.Fatal(err)
		}
		var heat audit.Heat
		total := 0
		for _, e := range events {
			if !selection.Matches(e, nil) {
				continue
			}
			total++
			target := e.TargetID
			if target == "" {
				target = e.TargetName
			}
			local := e.CreatedAt.In(location)
			weekday := (int(local.Weekday()) + 6) % 7
			heat[weekday][local.Hour()]++
			for facet, value := range map[audit.Facet]string{
				audit.FacetType: string(e.Type), audit.FacetArea: e.Area, audit.FacetAction: e.Action, audit.FacetUser: e.User,
				audit.FacetTarget: target, audit.FacetFlow: e.FlowID, audit.FacetIP: e.IP, store.ByDay: local.Format(time.DateOnly),
				audit.FacetWeekday: []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}[weekday], audit.FacetHour: strconv.Itoa(local.Hour()),
			} {
				add(facet, value)
			}
		}
		facets, err := s.Facets(context.Background(), f, location, 1000)
		if err != nil || facets.Total != total || facets.Heat != heat {
			t.Fatalf("%+v in %s: %v\n got %d %v\nwant %d %v", f, zone, err, facets.Total, facets.Heat, total, heat)
		}
		if few, err := s.Facets(context.Background(), f, location, 2); err != nil || few.Total != total {
			t.Fatalf("%+v in %s, two values of each: %d of %d events, %v", f, zone, few.Total, total, err)
		}
		for _, by := range store.Dimensions {
			groups, err := s.CountBy(context.Background(), f, by, location)
			if list, ok := facets.Values[by]; ok && fmt.Sprint(list.Values) != fmt.Sprint(groups) {
				t.Fatalf("%s: as a facet %v, alone %v", by, list.Values, groups)
			}
			got := map[string]int{}
			for _, g := range groups {
				got[g.Value] += g.Count
			}
			if err != nil || fmt.Sprint(got) != fmt.Sprint(want[by]) && total > 0 {
				t.Fatalf("%+v by %s in %s: %v\n got %v\nwant %v", f, by, zone, err, got, want[by])
			}
		}
	}
}

// The buckets hold every event of the axis, by type, and what is stray is told
// instead of stretching it.
func TestHistogramCountsEveryEventOnce(t *testing.T) {
	s := open(t, t.TempDir())
	events := facetEvents(t, s)
	for _, zone := range []string{"UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe"} {
		location, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []audit.Filter{
			{}, {Types: []audit.Type{audit.TypeUpdate}}, {Search: "flow"},
			{From: day, To: day.Add(36 * time.Hour)}, {From: day.Add(30 * 24 * time.Hour)}, {To: day.Add(time.Hour)},
			{From: time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(1971, 1, 1, 0, 0, 0, 0, time.UTC)},
			{Users: []string{"nobody"}}, {Users: []string{"nobody"}, From: day, To: day.Add(time.Hour)},
		} {
			selection, err := f.Selection()
			if err != nil {
				t.Fatal(err)
			}
			for _, most := range []int{5, 60, 400} {
				h, err := s.Histogram(context.Background(), f, location, most)
				if err != nil || len(h.Counts) > most {
					t.Fatalf("%+v: %d buckets, %v", f, len(h.Counts), err)
				}
				want, outside := make([][4]int, len(h.Counts)), map[int]int{}
				for _, e := range events {
					if !selection.Matches(e, nil) {
						continue
					}
					if i := h.Bucket(e.CreatedAt.UnixMilli()); i >= 0 {
						want[i][slices.Index(audit.Types, e.Type)]++
					} else {
						outside[e.CreatedAt.In(location).Year()]++
					}
				}
				if fmt.Sprint(h.Counts) != fmt.Sprint(want) {
					t.Fatalf("%+v in %s: got %v, want %v", f, zone, h.Counts, want)
				}
				for _, year := range h.Outside {
					if outside[year.Year] != year.Count {
						t.Errorf("%+v in %s: %d events of %d outside, want %d", f, zone, year.Count, year.Year, outside[year.Year])
					}
					delete(outside, year.Year)
				}
				if len(outside) > 0 {
					t.Errorf("%+v in %s: not said to be outside: %v", f, zone, outside)
				}
				if f.IsZero() && time.UnixMilli(h.From()).Year() < 2009 || f.IsZero() && time.UnixMilli(h.Until()).Year() > 2030 {
					t.Errorf("stray dates stretch the axis: %v to %v", time.UnixMilli(h.From()), time.UnixMilli(h.Until()))
				}
			}
		}
	}
}

// A user with two ids is one user; a target is called what most of its events
// call it, and by its name where it has no id.
func TestValuesOfAFacetAreMerged(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "a")
	for i, e := range []audit.Event{
		{User: "ann@x.example", UserID: "1", TargetKind: "flow", TargetID: "f1", TargetName: "Orders"},
		{User: "ann@x.example", UserID: "2", TargetKind: "flow", TargetID: "f1", TargetName: "Orders (new)"},
		{User: "Bob@x.example", UserID: "3", TargetKind: "flow", TargetID: "f1", TargetName: "Orders (new)"},
		{TargetKind: "template", TargetName: "Invoice"},
	} {
		write(t, s, src, event(strconv.Itoa(i), day, func(to *audit.Event) {
			to.User, to.UserID, to.TargetKind, to.TargetID, to.TargetName = e.User, e.UserID, e.TargetKind, e.TargetID, e.TargetName
		}))
	}
	for _, c := range []struct {
		by          audit.Facet
		typed, want string
		limit       int
	}{
		{audit.FacetUser, "", "{[{ann@x.example 2 } { 1 } {Bob@x.example 1 }] 0}", 10},
		{audit.FacetUser, "BOB", "{[{Bob@x.example 1 }] 0}", 10},
		{audit.FacetUser, "x.example", "{[{ann@x.example 2 }] 1}", 1},
		{audit.FacetTarget, "", "{[{f1 3 Orders (new)} {Invoice 1 }] 0}", 10},
		{audit.FacetTarget, " voice", "{[{Invoice 1 }] 0}", 10},
		{audit.FacetTarget, "%", "{[] 0}", 10},
	} {
		values, err := s.FacetValues(context.Background(), audit.Filter{}, c.by, c.typed, c.limit)
		if got := fmt.Sprint(values); err != nil || got != c.want {
			t.Errorf("%s %q: %s, %v; want %s", c.by, c.typed, got, err, c.want)
		}
	}
	if _, err := s.FacetValues(context.Background(), audit.Filter{}, audit.FacetHour, "", 1); audit.CodeOf(err) != audit.CodeInvalid {
		t.Error(err)
	}
}
