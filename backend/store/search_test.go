package store_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// searched is a cache with the events that searches are tested on, and a clock
// that stands at noon of a Monday.
func searched(t testing.TB) (*store.Store, []audit.Event, audit.Clock) {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(filepath.Join("testdata", "searchevents.json"))
	if err != nil {
		t.Fatal(err)
	}
	var events []audit.Event
	if err := json.Unmarshal(content, &events); err != nil {
		t.Fatal(err)
	}
	s := open(t, t.TempDir())
	s.LookInto(diff.ContentOf)
	byTenant := map[string][]audit.Event{}
	for i, e := range events {
		if events[i].Raw, err = json.Marshal(e); err != nil {
			t.Fatal(err)
		}
		byTenant[e.Tenant] = append(byTenant[e.Tenant], events[i])
	}
	for tenant, list := range byTenant {
		write(t, s, source(t, s, tenant), list...)
	}
	return s, events, audit.Clock{Now: time.Date(2026, 11, 30, 12, 0, 0, 0, zone), Zone: zone}
}

// The file says what each search selects; it was made from a description of the
// events, not by any code of this program. Go and SQL have to agree with it.
func TestSearches(t *testing.T) {
	s, events, clock := searched(t)
	file, err := os.Open(filepath.Join("testdata", "searches.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	tried := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		text, wanted, found := strings.Cut(lines.Text(), " =>")
		if !found || strings.HasPrefix(text, "#") {
			continue
		}
		tried++
		f := audit.Filter{Search: text, Clock: clock}
		selection, err := f.Selection()
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var meant []string
		for _, e := range events {
			if selection.Matches(e, diff.ContentOf) {
				meant = append(meant, e.ID)
			}
		}
		want := strings.Fields(wanted)
		if !slices.Equal(meant, want) {
			t.Errorf("%s\n means %q\nshould %q", text, meant, want)
			continue
		}
		answered := selected(t, s, f, store.Order{})
		slices.Sort(answered)
		slices.Sort(want)
		if !slices.Equal(answered, want) {
			t.Errorf("%s\n  SQL says %q\nshould be %q", text, answered, want)
		}
	}
	if tried < 300 {
		t.Errorf("only %d searches were tried", tried)
	}
}

// A search that has to open entries stops when its caller does.
func TestSearchIntoEntriesCanBeStopped(t *testing.T) {
	s, _, clock := searched(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	_, err := s.Count(ctx, audit.Filter{Search: "after:admin", Clock: clock})
	if audit.CodeOf(err) != audit.CodeCancelled {
		t.Errorf("%v", err)
	}
}

// Spellings are those by which a list selects as much.
func TestSpellingsOfAValue(t *testing.T) {
	s, _, _ := searched(t)
	for value, want := range map[string]string{"alice@ACME.com": "[Alice@Acme.com alice@acme.com]", "u1": "[u1 u1]", "alice": "[]", "svc-backup": "[svc-backup]", "nobody": "[]"} {
		got, err := s.Spellings(t.Context(), audit.FieldUser, value)
		slices.Sort(got)
		if err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: %v, %v", value, got, err)
		}
	}
}

// A zero byte is a character like others: texts that only begin with what is
// asked for are not it.
func TestSearchesSeeZeroBytes(t *testing.T) {
	s := open(t, t.TempDir())
	s.LookInto(diff.ContentOf)
	e := audit.Event{ID: "e\x00é", Tenant: "acme", Action: "=1+1\x00", User: "a\x00b", TargetKind: "flow", TargetID: "t\x00", Raw: []byte("{}")}
	write(t, s, source(t, s, "acme"), e)
	for _, text := range []string{"action:*=1+1", "action:*\"1\x00\"", "user:a", "user:\"a\x00b\"", "target:t", "target:*\"\x00\"", "id:*é", "id:e", "\"\x00é\"", "flow:t"} {
		f := audit.Filter{Search: text}
		selection, err := f.Selection()
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if found := len(selected(t, s, f, store.Order{})) == 1; found != selection.Matches(e, diff.ContentOf) {
			t.Errorf("%q: SQL says %v, which is wrong", text, found)
		}
	}
}
