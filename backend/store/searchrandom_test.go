package store_test

import (
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

// randomSearch writes a search about events of randomEvent.
func randomSearch(rng *rand.Rand, deep int) string {
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	if deep > 0 && rng.IntN(3) > 0 {
		a, b := randomSearch(rng, deep-1), randomSearch(rng, deep-1)
		return pick(a+" "+b, a+" OR "+b, "("+a+" OR "+b+") "+b, "-("+a+" "+b+")", "-("+a+")", a+" AND NOT ("+b+")")
	}
	value := func() string {
		text := pick(texts...)
		if runes := []rune(text); len(runes) > 2 && rng.IntN(3) == 0 {
			from := rng.IntN(len(runes) - 1)
			text = string(runes[from : from+1+rng.IntN(len(runes)-from)])
		}
		switch rng.IntN(5) {
		case 0:
			return audit.Quote(text) + "*"
		case 1:
			return "*" + audit.Quote(text)
		case 2:
			return pick("/^a/", "/[a-l]$/", "/(ali|k).+/", `/\d-\d/`, "/^$/", "/ß|日/")
		}
		return audit.Quote(text)
	}
	key := pick("user", "action", "flow", "target", "tenant", "id", "summary", "changed", "before", "after", "", "", "")
	switch rng.IntN(12) {
	case 0:
		return "type:" + pick("create", "update,delete", "other")
	case 1:
		return fmt.Sprintf("created:%s%s", pick(">", "<", ">=", "<=", ""), day.Add(time.Duration(rng.IntN(1000))*time.Minute).Format(pick("2006-01-02", "2006-01-02T15", "2006-01-02T15:04")))
	case 2:
		return pick("weekday:mon..wed", "weekday:thu,fri", "hour:9..17", "hour:23..4", "hour:1,2,3")
	case 3:
		return "has:" + pick(audit.Parts...) + "," + pick(audit.Parts...)
	case 4:
		return "action:" + pick("*updated", "flow_*", `"User Created"`, "/log/", "login-failed")
	case 5:
		return "area:" + pick(`""`, "*management", `"Access Control"`, "/flow/")
	case 6:
		return pick("flow", "UPDATED", "target:Alice:*", "target:*:alice", "north*", "created", `"a%b"`)
	}
	if key == "" {
		return value()
	}
	return key + ":" + value() + pick("", "", ","+value())
}

// What Go means is what SQL answers, for whatever can be typed.
func TestSQLAnswersSearchesAsGoMeansThem(t *testing.T) {
	s := open(t, t.TempDir())
	s.LookInto(diff.ContentOf)
	rng := rand.New(rand.NewPCG(11, 6)) //nolint:gosec // a test
	pick := func() string { return texts[rng.IntN(len(texts))] }
	byTenant := map[string][]audit.Event{}
	var events []audit.Event
	for i := range 160 {
		e := randomEvent(rng, i)
		states := [2][]byte{}
		for side := range states {
			if rng.IntN(3) > 0 {
				states[side] = fmt.Appendf(nil, `{"name":%q,"n":%d,%q:{"in":[%q]}}`, pick(), rng.IntN(9), "k"+pick(), pick())
			}
		}
		e.Before, e.After = states[0], states[1]
		e.Raw = fmt.Appendf(nil, `{"before":%s,"after":%s}`, orNull(e.Before), orNull(e.After))
		events = append(events, e)
		byTenant[e.Tenant] = append(byTenant[e.Tenant], e)
	}
	for _, name := range names {
		write(t, s, source(t, s, name), byTenant[name]...)
	}
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	some := 0
	for range 3000 {
		f := audit.Filter{Search: randomSearch(rng, rng.IntN(4)), Clock: audit.Clock{Now: day, Zone: zone}}
		selection, err := f.Selection()
		if err != nil {
			t.Fatalf("%s: %v", f.Search, err)
		}
		var want []string
		for _, e := range events {
			if selection.Matches(e, diff.ContentOf) {
				want = append(want, e.Tenant+"/"+e.ID)
			}
		}
		keys, err := s.Match(t.Context(), f, store.Order{})
		if err != nil {
			t.Fatalf("%s: %v", f.Search, err)
		}
		rows, err := s.Rows(t.Context(), keys)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range rows {
			got = append(got, row.Tenant+"/"+row.EventID)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("%s, read as %s\n got %q\nwant %q", f.Search, selection.Search, got, want)
		}
		if len(got) > 0 && len(got) < len(events) {
			some++
		}
		again, err := audit.ParseSearch(selection.Search.String(), f.Clock)
		if err != nil || strings.Compare(again.String(), selection.Search.String()) != 0 {
			t.Fatalf("%s is written as %s, which is read as %s: %v", f.Search, selection.Search, again, err)
		}
	}
	if some < 1000 {
		t.Errorf("only %d searches tell events apart: the test says little", some)
	}
}

func orNull(state []byte) []byte {
	if state == nil {
		return []byte("null")
	}
	return state
}
