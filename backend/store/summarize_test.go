package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// say writes summaries that tell the events apart.
func say(events []audit.Event) {
	for i := range events {
		events[i].Summary = "Did " + events[i].ID
	}
}

// Events that an older Trailbook wrote get their summaries later, also when
// that is interrupted, and are found by its words from then on.
func TestSummarizeGoesOnWhereItStopped(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "a")
	var events []audit.Event
	for i := range 3000 {
		events = append(events, event(fmt.Sprintf("e%d", i), day.Add(time.Duration(i)*time.Second)))
	}
	write(t, s, src, events...)
	own := event("own", day)
	own.Summary = "has one"
	write(t, s, src, own)

	ctx, cancel := context.WithCancel(t.Context())
	err := s.Summarize(ctx, say, func(done, total int) {
		if total != 3000 || done > total {
			t.Errorf("%d of %d", done, total)
		}
		cancel()
	})
	left, countErr := s.Unsummarized(t.Context())
	if !errors.Is(err, context.Canceled) && audit.CodeOf(err) != audit.CodeCancelled || countErr != nil || left == 0 || left >= 3000 {
		t.Fatalf("stopped: %v, %d left, %v", err, left, countErr)
	}
	last := 0
	if err := s.Summarize(t.Context(), say, func(done, _ int) { last = done }); err != nil || last != left {
		t.Fatalf("%v, %d of %d", err, last, left)
	}
	if n, err := s.Unsummarized(t.Context()); n != 0 || err != nil {
		t.Errorf("%d left, %v", n, err)
	}
	for search, want := range map[string]string{"did E1234": "e1234", "HAS": "own"} {
		if got := selected(t, s, audit.Filter{Search: search}, store.Order{}); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v", search, got)
		}
	}
	if found, err := s.Check(t.Context(), nil); err != nil || found.Wrong != 0 {
		t.Errorf("%+v, %v", found, err)
	}
}

// A changed entry has the summary of what it is now, and the last event of a
// tenant takes its words along.
func TestSummaryFollowsTheEvent(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "a")
	e := event("e1", day)
	e.Summary = "before"
	write(t, s, src, e)
	e.Raw, e.Summary = []byte(`{"other":1}`), "after"
	write(t, s, src, e)
	keys, err := s.Match(t.Context(), audit.Filter{Search: "after"}, store.Order{})
	if err != nil || len(keys) != 1 {
		t.Fatalf("%v, %v", keys, err)
	}
	got, row, err := s.Event(t.Context(), keys[0])
	if err != nil || got.Summary != "after" || row.Summary != "after" {
		t.Errorf("%q, %q, %v", got.Summary, row.Summary, err)
	}
	if _, err := s.RemoveTenant(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if n, err := s.TextsForTest(t.Context(), "summary"); n != 1 || err != nil {
		t.Errorf("%d texts stay, %v", n, err)
	}
}
