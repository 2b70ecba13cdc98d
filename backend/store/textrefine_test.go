package store_test

import (
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// A word that is typed letter by letter, and then asked for in one place alone,
// is looked for only where its beginning was found; it is found the same.
func TestRefinedWordsAreFoundTheSame(t *testing.T) {
	s := searchable(t, t.TempDir())
	src := source(t, s, "acme")
	events := summarised(t, 1500)
	events[700].Summary = "Something singular, unlike its neighbours"
	for at := 0; at < len(events); at += 300 {
		write(t, s, src, events[at:min(at+300, len(events))]...)
	}
	var terms []audit.Leaf
	ask := func(text string) {
		search, err := audit.ParseSearch(text, audit.Clock{})
		if err != nil {
			t.Fatal(err)
		}
		terms = append(terms, search.Root.(audit.Leaf))
	}
	words := []string{"singular", "unlike", "slack", "text", "renamed", "e38", events[20].ID, events[900].ID}
	for _, word := range words {
		for n := range len(word) {
			ask(`"` + word[:n+1] + `"`)
		}
		for _, field := range []string{"summary:", "changed:", "before:", "after:", "id:", ""} {
			ask(field + `"` + strings.ToUpper(word) + `"`)
		}
	}
	sameAsMeant(t, s, terms)
}

// After the full text was read in advance, no search reads more for every question.
func TestPrefetchedTextsAreWhatSearchesNeed(t *testing.T) {
	s := searchable(t, t.TempDir())
	src := source(t, s, "acme")
	write(t, s, src, summarised(t, 600)...)
	if err := s.PrefetchTexts(t.Context()); err != nil {
		t.Fatal(err)
	}
	kept := s.KeptForTest()
	if kept == 0 {
		t.Fatal("nothing was read")
	}
	sameAsMeant(t, s, textTerms(t, heldEvents(t, s), 3, 40))
	// A search reads the head of each segment, too.
	segments, err := s.TextsForTest(t.Context(), "text_segment")
	if got := s.KeptForTest(); err != nil || got > kept+segments {
		t.Errorf("%d parts in memory after searches, %d before, of %d segments; %v", got, kept, segments, err)
	}
}
