package store_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// inBulk writes a batch as an import does.
func inBulk(t *testing.T, b *store.Bulk, src store.Source, events []audit.Event) store.Tally {
	t.Helper()
	tally, err := b.WritePrepared(t.Context(), src, b.Prepare(events, nil))
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// rowsOf is how many rows a table of the full text has.
func rowsOf(t *testing.T, s *store.Store, table string) int {
	t.Helper()
	n, err := s.TextsForTest(t.Context(), table)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestBulkTextsAreFoundAtAnyMoment(t *testing.T) {
	s := searchable(t, t.TempDir())
	src, b := source(t, s, "acme"), s.BulkForTest(300)
	events := summarised(t, 1400)
	for at := 0; at < 1000; at += 110 {
		inBulk(t, b, src, events[at:min(at+110, 1000)])
	}
	terms := textTerms(t, heldEvents(t, s), 7, 40)
	sameAsMeant(t, s, terms)
	if rowsOf(t, s, "text_segment") == 0 || rowsOf(t, s, "text_todo") == 0 {
		t.Error("want segments, and events that are left for one")
	}

	// A batch of what is known, of what changed and of what is new.
	mixed := append([]audit.Event{}, events[900:1100]...)
	for i := range 20 {
		e := &mixed[5*i]
		e.Raw, e.After, e.Summary = bytes.Replace(e.Raw, []byte("{"), []byte(`{"late":true,`), 1), nil, "told anew"
	}
	if tally := inBulk(t, b, src, mixed); tally != (store.Tally{Received: 200, Inserted: 100, Updated: 20, Changed: 20, Duplicates: 80}) {
		t.Errorf("%+v", tally)
	}
	sameAsMeant(t, s, terms)
	// Known ones between new ones.
	inBulk(t, b, src, append(append([]audit.Event{events[3]}, events[1100:1150]...), events[4:400]...))
	inBulk(t, b, src, events[1100:])
	sameAsMeant(t, s, append(terms, textTerms(t, heldEvents(t, s), 8, 40)...))
	if err := b.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := rowsOf(t, s, "text_todo"); n != 0 {
		t.Errorf("%d stretches are left", n)
	}
	sameAsMeant(t, s, append(terms, textTerms(t, heldEvents(t, s), 9, 40)...))
	sound(t, s)
}

// What an import that was killed did not make is made by the next who looks.
func TestBulkThatDoesNotFinish(t *testing.T) {
	dir := t.TempDir()
	s := searchable(t, dir)
	src, b := source(t, s, "acme"), s.BulkForTest(300)
	events := summarised(t, 500)
	for at := 0; at < len(events); at += 100 {
		inBulk(t, b, src, events[at:at+100])
	}
	terms := textTerms(t, heldEvents(t, s), 10, 40)
	other := searchable(t, dir)
	sameAsMeant(t, other, terms)
	sound(t, other)
	if err := other.IndexTexts(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	sameAsMeant(t, other, terms)
	segments := rowsOf(t, other, "text_segment")

	// It lived after all: what others told is not told twice.
	if err := b.Finish(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := rowsOf(t, s, "text_segment"); n != segments {
		t.Errorf("%d segments, want the %d of before", n, segments)
	}
	sameAsMeant(t, s, terms)
	sound(t, s)
}

// More segments are merged at once, beside the writing, than there are
// connections to read them by.
func TestBulkMergesManySegments(t *testing.T) {
	s := searchable(t, t.TempDir())
	src, b := source(t, s, "acme"), s.BulkForTest(40)
	events := summarised(t, 1400)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	for at := 0; at < len(events); at += 40 {
		if _, err := b.WritePrepared(ctx, src, b.Prepare(events[at:at+40], nil)); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Finish(ctx); err != nil {
		t.Fatal(err)
	}
	if n := rowsOf(t, s, "text_segment"); n > len(events)/40/2 {
		t.Errorf("%d segments: none were merged", n)
	}
	sameAsMeant(t, s, textTerms(t, heldEvents(t, s), 11, 40))
	sound(t, s)
}
