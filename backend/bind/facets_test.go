package bind_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

func facetEntries() string {
	var entries []string
	for i := range 130 {
		user := fmt.Sprintf("user%03d@x.example", i)
		entries = append(entries, fmt.Sprintf(`{"id":"e%d","created":"2026-03-29T0%d:30:00Z","action":%q,"user":{"email":%q,"id":"u%d"},"target":{"kind":"flow","id":"f%d","name":"Flow %d"}}`,
			i, i%4, []string{"Flow Updated", "Flow Created"}[i%2], user, i, i%3, i%3))
	}
	entries = append(entries, `{"id":"zero","created":"1970-01-01T00:00:00Z","action":"Flow Removed","user":{"email":"clock@x.example"},"target":{"kind":"flow","name":"password=hunter2hunter2"}}`)
	return "[" + strings.Join(entries, ",") + "]"
}

// Of a facet that is chosen from, the others show with what they would add, and
// what is chosen is there whatever it counts.
func TestFacetsShowWhatAnotherChoiceWouldAdd(t *testing.T) {
	p := start(t, t.TempDir())
	p.entries(facetEntries())
	spec := bind.FilterSpec{Zone: "Europe/Berlin", Types: []string{"create"}, Users: []string{"user129@x.example", "nobody@x.example"}}
	facets, err := p.Events.Facets(spec)
	if err != nil || facets.Total != 1 {
		t.Fatalf("%+v, %v", facets, err)
	}
	if got, want := fmt.Sprint(facets.Types), "{[{create  1}] 0}"; got != want {
		t.Errorf("types of those users: %s, want %s", got, want)
	}
	users := facets.Users
	if len(users.Values) != 66 || users.More != 0 || users.Values[64].Value != "user129@x.example" || users.Values[65] != (bind.FacetValue{Value: "nobody@x.example"}) {
		t.Errorf("users who create: %d and %d more, %+v", len(users.Values), users.More, users.Values[len(users.Values)-2:])
	}
	all, err := p.Events.Facets(bind.FilterSpec{Zone: "Europe/Berlin", Users: []string{"user129@x.example"}})
	last := all.Users.Values[len(all.Users.Values)-1]
	if err != nil || len(all.Users.Values) != 101 || all.Users.More != 30 || last.Value != "user129@x.example" || last.Count != 1 {
		t.Errorf("%d users and %d more, the last %+v, %v", len(all.Users.Values), all.Users.More, last, err)
	}
	// 00:30 and 03:30 UTC on the day that skips an hour.
	if all.Heat[6][1] != 0 || facets.Heat[6][3] != 1 || facets.Hours[3].Count != 1 || facets.Weekdays[6] != (bind.FacetValue{Value: "sun", Count: 1}) {
		t.Errorf("%v, %+v, %+v", facets.Heat, facets.Hours, facets.Weekdays)
	}
	shown, err := json.Marshal(all)
	if err != nil || strings.Contains(string(shown), "hunter2") {
		t.Errorf("a secret shows: %v", err)
	}
}

// What is said in the search is lifted like what the lists say.
func TestFacetsLiftWhatTheSearchSaysOfThem(t *testing.T) {
	p := start(t, t.TempDir())
	p.entries(facetEntries())
	spec := bind.FilterSpec{Zone: "UTC", Search: `-action:"Flow Created" target:f1 hour:1`}
	facets, err := p.Events.Facets(spec)
	if err != nil {
		t.Fatal(err)
	}
	// Flows f1 of hour 1: numbers 1, 13, 25, …, all of them created.
	if got := fmt.Sprint(facets.Actions); facets.Total != 0 || got != "{[{Flow Created  11}] 0}" {
		t.Errorf("%d, %s", facets.Total, got)
	}
	spec.Search = `-action:"Flow Created" target:f1 hour:2`
	if facets, err = p.Events.Facets(spec); err != nil || facets.Total != 10 {
		t.Fatalf("%+v, %v", facets, err)
	}
	if got := fmt.Sprint(facets.Targets); got != "{[{f0 Flow 0 11} {f2 Flow 2 11} {f1 Flow 1 10}] 0}" {
		t.Errorf("targets: %s", got)
	}
	if facets.Hours[0].Count == 0 || facets.Hours[2].Count != 10 || facets.Heat[6][0] == 0 || facets.Weekdays[6].Count != 10 {
		t.Errorf("%+v, %v, %+v", facets.Hours, facets.Heat, facets.Weekdays)
	}
}

// Whatever a facet shows, also the value that stands for none: chosen alone it
// selects as many events as were counted, excluded all others.
func TestEveryFacetValueSelectsWhatItCounts(t *testing.T) {
	p := start(t, t.TempDir())
	p.entries(strings.TrimSuffix(facetEntries(), "]") + `,
		{"id":"bare","created":"2026-03-29T05:00:00Z","action":"Something Unheard Of"},
		{"id":"byid","created":"2026-03-29T06:00:00Z","action":"Flow Removed","user":{"id":"only-an-id"},"target":{"kind":"acl","name":"nameless id"}}]`)
	spec := bind.FilterSpec{Zone: "Europe/Berlin"}
	facets, err := p.Events.Facets(spec)
	if err != nil || facets.Total != 133 {
		t.Fatalf("%+v, %v", facets, err)
	}
	lists := map[string]bind.FacetList{"type": facets.Types, "area": facets.Areas, "action": facets.Actions, "user": facets.Users,
		"target": facets.Targets, "flow": facets.Flows, "weekday": {Values: facets.Weekdays}, "hour": {Values: facets.Hours}}
	none := 0
	for facet, list := range lists {
		for _, value := range list.Values[:min(len(list.Values), 60)] {
			for mode, want := range map[string]int{"only": value.Count, "exclude": facets.Total - value.Count} {
				edited, err := p.Events.Edit(spec, facet, value.Value, mode)
				if err != nil {
					t.Fatal(err)
				}
				found, err := p.Events.Filter(edited, bind.Order{})
				if err != nil || found.Count != want {
					t.Errorf("%s %q, %s: %d events, want %d (%v, search %s)", facet, value.Value, mode, found.Count, want, err, edited.Search)
				}
			}
			if value.Value == "" {
				none++
			}
		}
	}
	if none != 4 { // areas, users, targets, flows
		t.Errorf("%d facets have events without a value", none)
	}
}

func TestLongFacetsAreSearched(t *testing.T) {
	p := start(t, t.TempDir())
	p.entries(facetEntries())
	list, err := p.Events.FacetValues(bind.FilterSpec{Users: []string{"user001@x.example"}}, "user", "USER12", 4)
	if err != nil || len(list.Values) != 4 || list.More != 6 || list.Values[0].Value != "user120@x.example" {
		t.Errorf("%+v, %v", list, err)
	}
	list, err = p.Events.FacetValues(bind.FilterSpec{}, "target", "flow 1", 100)
	if err != nil || len(list.Values) != 1 || list.Values[0] != (bind.FacetValue{Value: "f1", Label: "Flow 1", Count: 43}) {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err = p.Events.FacetValues(bind.FilterSpec{}, "target", "hunter", 100); err != nil || len(list.Values) != 0 || list.More != 1 {
		t.Errorf("a secret is found: %+v, %v", list, err)
	}
	if _, err := p.Events.FacetValues(bind.FilterSpec{}, "hour", "", 10); audit.CodeOf(err) != audit.CodeInvalid {
		t.Error(err)
	}
}

func TestTheHistogramLeavesStrayDatesOut(t *testing.T) {
	p := start(t, t.TempDir())
	p.entries(facetEntries())
	h, err := p.Events.Histogram(bind.FilterSpec{Zone: "Europe/Berlin"}, 4)
	if err != nil || h.Unit != "hour" || h.Step != 1 || len(h.Buckets) != 4 || len(h.Outside) != 1 || h.Outside[0] != (bind.Outside{Year: 1970, Count: 1}) {
		t.Fatalf("%+v, %v", h, err)
	}
	if first := h.Buckets[0]; first.From != h.From || first.Count != 33 || fmt.Sprint(first.Types) != "[0 33 0 0]" {
		t.Errorf("%+v", first)
	}
	h, err = p.Events.Histogram(bind.FilterSpec{Zone: "UTC", From: "1970-01-01", To: "1971-01-01"}, 12)
	if err != nil || h.Unit != "month" || len(h.Buckets) != 12 || len(h.Outside) != 0 || h.Buckets[0].Count != 1 {
		t.Errorf("the year of the stray date: %+v, %v", h, err)
	}
	if h, err = p.Events.Histogram(bind.FilterSpec{Search: "nothing like this"}, 10); err != nil || len(h.Buckets) != 0 || h.From != h.To {
		t.Errorf("nothing to show: %+v, %v", h, err)
	}
}
