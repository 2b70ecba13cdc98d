package store_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	mathbits "math/bits"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// searchable is a cache that is told what events changed.
func searchable(t testing.TB, dir string) *store.Store {
	t.Helper()
	s := open(t, dir)
	s.LookInto(diff.ContentOf)
	return s
}

// summarised are events of the demo tenant with their summaries.
func summarised(t testing.TB, n int) []audit.Event {
	t.Helper()
	events := mapped(t, n)
	diff.Summarize(events)
	return events
}

// heldEvents are all events of the cache, by key.
func heldEvents(t testing.TB, s *store.Store) map[int64]audit.Event {
	t.Helper()
	keys, err := s.Match(t.Context(), audit.Filter{}, store.Order{})
	if err != nil {
		t.Fatal(err)
	}
	held := map[int64]audit.Event{}
	at := 0
	for event, err := range s.Events(t.Context(), keys) {
		if err != nil {
			t.Fatal(err)
		}
		held[keys[at]] = event
		at++
	}
	return held
}

// textTerms are terms made of pieces of what the events say, and of what none
// does.
func textTerms(t testing.TB, held map[int64]audit.Event, seed uint64, n int) (terms []audit.Leaf) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 2)) //nolint:gosec // a test
	var texts []string
	for _, e := range held {
		if len(texts) > 2000 {
			break
		}
		content := diff.ContentOf(e)
		texts = append(texts, e.Summary, e.ID, "nowhere")
		for _, some := range [][]string{content.Paths, content.Before, content.After} {
			for range min(2, len(some)) {
				texts = append(texts, some[r.IntN(len(some))])
			}
		}
	}
	plain := regexp.MustCompile(`["\\*\n\r\x00-\x1f]`)
	for len(terms) < n {
		letters := []rune(plain.ReplaceAllString(texts[r.IntN(len(texts))], " "))
		if len(letters) == 0 {
			continue
		}
		from := r.IntN(len(letters))
		piece := strings.TrimSpace(string(letters[from:min(len(letters), from+1+r.IntN(14))]))
		if r.IntN(3) == 0 {
			piece = strings.TrimSpace(string(letters[:min(len(letters), 60)]))
		}
		if piece == "" {
			continue
		}
		text := `"` + piece + `"`
		switch r.IntN(6) {
		case 0:
			text = `"` + piece + `"*`
		case 1:
			text = "/" + strings.ReplaceAll(regexp.QuoteMeta(piece), "/", `\/`) + "/"
		}
		key := []string{"", "summary:", "id:", "changed:", "before:", "after:"}[r.IntN(6)]
		search, err := audit.ParseSearch(key+text, audit.Clock{})
		if err != nil {
			t.Fatalf("%s: %v", key+text, err)
		}
		if leaf, ok := search.Root.(audit.Leaf); ok {
			terms = append(terms, leaf)
		}
	}
	return terms
}

// sameAsMeant holds what the full text answers to what a term means.
func sameAsMeant(t *testing.T, s *store.Store, terms []audit.Leaf) {
	t.Helper()
	held, contents, hits := heldEvents(t, s), map[int64]audit.Content{}, 0
	for key, e := range held {
		contents[key] = diff.ContentOf(e)
	}
	for _, term := range terms {
		bits, err := s.FindTexts(t.Context(), term)
		if err != nil {
			t.Fatalf("%s: %v", term, err)
		}
		search := audit.Search{Root: term}
		for key, e := range held {
			// The dictionaries answer for the rest of an event.
			if term.Field == audit.FieldAny {
				e = audit.Event{ID: e.ID, Summary: e.Summary, TargetKind: e.TargetKind, Action: "", Before: e.Before, After: e.After, Changes: e.Changes}
			}
			content := func(audit.Event) audit.Content { return contents[key] }
			want := search.Matches(e, content)
			got := key/64 < int64(len(bits)) && bits[key/64]>>(key%64)&1 != 0
			if got && !want && term.Field == audit.FieldAny && search.Matches(held[key], content) {
				continue // one that was opened is answered for whole
			}
			if got != want {
				t.Fatalf("%s, event %d: %v, want %v", term, key, got, want)
			}
			if got {
				hits++
			}
		}
	}
	if hits == 0 {
		t.Error("no term found anything")
	}
}

func TestFullTextIsWhatSearchesMean(t *testing.T) {
	s := searchable(t, t.TempDir())
	src := source(t, s, "acme")
	events := summarised(t, 1500)
	for at := 0; at < len(events); at += 55 {
		write(t, s, src, events[at:min(at+55, len(events))]...)
	}
	terms := textTerms(t, heldEvents(t, s), 1, 120)
	sameAsMeant(t, s, terms)
	if n, err := s.TextsForTest(t.Context(), "text_segment"); n > 30 || err != nil {
		t.Errorf("%d segments lie about, %v", n, err)
	}

	// What changed is found by what it says now, in whatever segment it was.
	for i := 5; i < 1000; i += 50 {
		events[i].Raw = bytes.Replace(events[i].Raw, []byte("{"), []byte(`{"late":true,`), 1)
		id, summary := events[i].ID, fmt.Sprintf("told anew %d", i)
		var err error
		if events[i], err = tenant.DefaultProfile().Map(events[i].Raw); err != nil {
			t.Fatal(err)
		}
		events[i].ID, events[i].Summary, events[i].After = id, summary, nil
		write(t, s, src, events[i], events[i+1])
	}
	sameAsMeant(t, s, append(terms, textTerms(t, heldEvents(t, s), 2, 60)...))

	// Another tenant, whose removal takes its texts along.
	other := source(t, s, "other")
	write(t, s, other, summarised(t, 700)...)
	if _, err := s.RemoveTenant(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	sameAsMeant(t, s, terms)
	if _, err := s.RemoveTenant(t.Context(), "other"); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"text_segment", "text_piece", "text_stale", "text_todo"} {
		if n, err := s.TextsForTest(t.Context(), table); n != 0 || err != nil {
			t.Errorf("%s: %d rows stay, %v", table, n, err)
		}
	}
}

// Events that an older Trailbook wrote are opened until their turn comes, also
// when that is interrupted, and found the same before, meanwhile and after.
func TestIndexTextsGoesOnWhereItStopped(t *testing.T) {
	dir := t.TempDir()
	old, err := store.OpenOldForTest(t.Context(), dir, 6)
	if err != nil {
		t.Fatal(err)
	}
	_ = old.Close()
	s := open(t, dir)
	src := source(t, s, "acme")
	events := summarised(t, 1400)
	events[7].Summary = "" // its summary comes later
	write(t, s, src, events[:1300]...)
	s.LookInto(diff.ContentOf)
	write(t, s, src, events[1300:]...)
	terms := textTerms(t, heldEvents(t, s), 3, 20)
	if n, err := s.TextsLeft(t.Context()); n != 1300 || err != nil {
		t.Fatalf("%d left, %v", n, err)
	}
	sameAsMeant(t, s, terms)

	ctx, cancel := context.WithCancel(t.Context())
	if err := s.IndexTexts(ctx, func(int, int) { cancel() }); audit.CodeOf(err) != audit.CodeCancelled {
		t.Errorf("stopped: %v", err)
	}
	left, err := s.TextsLeft(t.Context())
	if err != nil || left == 0 || left == 1300 {
		t.Fatalf("%d left, %v", left, err)
	}
	sameAsMeant(t, s, terms)
	last := 0
	if err := s.IndexTexts(t.Context(), func(done, total int) { last = done*10_000 + total }); err != nil || last != left*10_001 {
		t.Fatalf("%d of %d, %v", last, left, err)
	}
	sameAsMeant(t, s, terms)

	// A summary that is made later is found, too.
	if err := s.Summarize(t.Context(), say, nil); err != nil {
		t.Fatal(err)
	}
	found, err := audit.ParseSearch("summary:did", audit.Clock{})
	if err != nil {
		t.Fatal(err)
	}
	sameAsMeant(t, s, []audit.Leaf{found.Root.(audit.Leaf)}) //nolint:forcetypeassert,errcheck // one word
	if err := s.IndexTexts(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	sameAsMeant(t, s, []audit.Leaf{found.Root.(audit.Leaf)}) //nolint:forcetypeassert,errcheck // one word
}

// What is secret in an event is nowhere in the file but in its packed entry.
func TestNoSecretIsInTheFullText(t *testing.T) {
	dir := t.TempDir()
	s := searchable(t, dir)
	src := source(t, s, "acme")
	write(t, s, src, summarised(t, 3000)...)
	var secrets, masked int
	for _, e := range mapped(t, 3000) {
		hidden, n := diff.MaskEvent(e)
		masked += n
		for _, value := range regexp.MustCompile(`"[^"\\]{12,}"`).FindAllString(string(e.Raw), -1) {
			secret := strings.Trim(value, `"`)
			if strings.Contains(string(hidden.Raw), secret) {
				continue
			}
			secrets++
			search, err := audit.ParseSearch(`after:"`+secret+`" OR before:"`+secret+`" OR changed:"`+secret+`"`, audit.Clock{})
			if err != nil {
				t.Fatal(err)
			}
			search.Walk(func(term audit.Leaf) {
				bits, err := s.FindTexts(t.Context(), term)
				for _, word := range bits {
					if word != 0 || err != nil {
						t.Errorf("%s was found, %v", term, err)
					}
				}
			})
			if secrets == 60 {
				return
			}
		}
	}
	if secrets == 0 || masked == 0 {
		t.Errorf("%d secrets in %d masks", secrets, masked)
	}
}

// A new cache has large pages: the size is settled before the file is written.
func TestNewCacheHasLargePages(t *testing.T) {
	dir := t.TempDir()
	open(t, dir)
	head, err := os.ReadFile(filepath.Join(dir, store.FileName))
	if err != nil || len(head) < 18 || head[16] != 0x40 || head[17] != 0 {
		t.Errorf("% x, %v", head[16:18], err)
	}
}

// Whatever becomes of the full text, a check finds it, and it is made anew of
// the events.
func TestCheckFindsWhatIsWrongInTheFullText(t *testing.T) {
	for name, sql := range map[string]string{
		"a piece is gone":        "DELETE FROM text_piece WHERE id = (SELECT max(id) FROM text_piece)",
		"a piece is other bytes": "UPDATE text_piece SET bytes = zeroblob(length(bytes)) WHERE (id >> 18) & 63 = 5",
		"an index is cut":        "UPDATE text_piece SET bytes = substr(bytes, 1, 8) WHERE (id >> 18) & 63 = 8",
		"a segment is gone":      "DELETE FROM text_segment WHERE id = (SELECT min(id) FROM text_segment)",
		"its keys are others":    "UPDATE text_segment SET low = low + 1",
		"all of it is gone":      "DELETE FROM text_segment; DELETE FROM text_piece",
		"an event is stale":      "INSERT INTO text_stale SELECT id, low FROM text_segment",
		"an event is gone":       "DELETE FROM payload WHERE id = 3; DELETE FROM event WHERE id = 3",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := searchable(t, dir)
			src := source(t, s, "acme")
			write(t, s, src, summarised(t, 150)...)
			if found, err := s.Check(t.Context(), nil); err != nil || found.TextsWrong || found.Wrong != 0 {
				t.Fatalf("before: %+v, %v", found, err)
			}
			_ = s.Close()
			edit(t, dir, sql)
			s = searchable(t, dir)
			found, err := s.Check(t.Context(), nil)
			if err != nil || !found.TextsWrong || found.Wrong == 0 {
				t.Fatalf("%+v, %v", found, err)
			}
			if err := s.RepairTexts(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
			if found, err := s.Check(t.Context(), nil); err != nil || found.TextsWrong {
				t.Errorf("repaired: %+v, %v", found, err)
			}
			sameAsMeant(t, s, textTerms(t, heldEvents(t, s), 9, 30))
		})
	}
}

// A search of a full text that has lost a part says so, and what to do.
func TestSearchOfADamagedFullTextSaysSo(t *testing.T) {
	dir := t.TempDir()
	s := searchable(t, dir)
	write(t, s, source(t, s, "acme"), summarised(t, 150)...)
	_ = s.Close()
	edit(t, dir, "DELETE FROM text_piece WHERE (id >> 18) & 63 = 2")
	s = searchable(t, dir)
	search, err := audit.ParseSearch("flow", audit.Clock{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.FindTexts(t.Context(), search.Root.(audit.Leaf))
	var told *audit.Error
	if !errors.As(err, &told) || told.Code != audit.CodeCache || !strings.Contains(told.Hint, "check --repair") {
		t.Errorf("%+v", err)
	}
}

// What a word found stays at hand until the full text is another.
func TestAnswersLastAsLongAsTheFullText(t *testing.T) {
	s := searchable(t, t.TempDir())
	src := source(t, s, "acme")
	events := summarised(t, 300)
	search, err := audit.ParseSearch("unheard-of", audit.Clock{})
	if err != nil {
		t.Fatal(err)
	}
	found := func() (n int) {
		t.Helper()
		for range 2 { // made, and known
			bits, err := s.FindTexts(t.Context(), search.Root.(audit.Leaf))
			if err != nil {
				t.Fatal(err)
			}
			n = 0
			for _, word := range bits {
				n += mathbits.OnesCount64(word)
			}
		}
		return n
	}
	write(t, s, src, events[:150]...)
	if n := found(); n != 0 {
		t.Fatalf("%d events before there are any", n)
	}
	for i := range 7 {
		events[200+i].Summary = "An unheard-of thing"
	}
	write(t, s, src, events[150:]...)
	if n := found(); n != 7 {
		t.Errorf("%d events, not 7", n)
	}
	events[203].Summary, events[203].Raw = "", bytes.Replace(events[203].Raw, []byte("{"), []byte(`{"late":true,`), 1)
	write(t, s, src, events[203])
	if n := found(); n != 6 {
		t.Errorf("%d events after one has changed, not 6", n)
	}
	if _, err := s.RemoveTenant(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	if n := found(); n != 0 {
		t.Errorf("%d events of a tenant that is gone", n)
	}
}
