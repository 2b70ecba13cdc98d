package search_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/index"
	"github.com/trailbook/trailbook/backend/search"
	"github.com/trailbook/trailbook/backend/store"
)

var day = time.Date(2026, 3, 28, 0, 0, 0, 0, time.UTC) // clocks change in that night, in some zones

// The texts of the property test: alike in parts, in other cases and scripts,
// with the signs of SQL and of the language, empty.
var (
	texts = []string{"", "Alice", "alice", "ÄLICE", "a@b.example", "x@b.example", "%", "a_b", "'; DROP TABLE event; --", "K-elvin K", "İstanbul", "ß", "line\nfeed", "日本", "a:b"}
	names = []string{"north", "south", "east"}
	zones = []string{"UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"}
)

// world is a cache that things happen to, and an engine over it.
type world struct {
	*testing.T
	rng     *rand.Rand
	store   *store.Store
	engine  *search.Engine
	sources map[string]store.Source
	written int
}

func newWorld(t *testing.T, seed uint64) *world {
	t.Helper()
	w := &world{T: t, rng: rand.New(rand.NewPCG(seed, 9)), sources: map[string]store.Source{}} //nolint:gosec // a test
	var err error
	if w.store, err = store.Open(t.Context(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	w.store.LookInto(diff.ContentOf)
	t.Cleanup(func() { w.engine.Close(); _ = w.store.Close() })
	w.open()
	return w
}

// open opens the engine and waits until the columns are there.
func (w *world) open() {
	w.Helper()
	w.engine = search.Open(w.store, search.Options{Log: func(err error) { w.Logf("%v", err) }})
	w.ready()
}

func (w *world) ready() {
	w.Helper()
	for end := time.Now().Add(20 * time.Second); w.engine.Status().State != index.Ready; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			w.Fatalf("the columns are not ready: %+v", w.engine.Status())
		}
	}
}

func (w *world) pick(list ...string) string { return list[w.rng.IntN(len(list))] }

func (w *world) event(n int) audit.Event {
	text := func() string { return w.pick(texts...) }
	entry := audit.Catalog[w.rng.IntN(len(audit.Catalog))]
	e := audit.Event{
		ID: fmt.Sprintf("%s-%d", w.pick("", "Ä", "id"), n), CreatedAt: day.Add(time.Duration(w.rng.IntN(5000)) * time.Minute),
		Action: entry.Action, Type: entry.Type, Area: entry.Area, User: text(), UserID: text(), FlowID: text(),
		TargetKind: text(), TargetID: text(), TargetName: text(), IP: w.pick("", "10.0.0.1", "::1"), Summary: text(),
	}
	switch w.rng.IntN(60) {
	case 0:
		e.CreatedAt = time.Time{}.AddDate(0, 0, w.rng.IntN(3)) // stray
	case 1:
		e.CreatedAt = time.UnixMilli(0).UTC()
	case 2:
		e.CreatedAt = time.Date(2090+w.rng.IntN(200), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	e.Before, e.After = w.state(), w.state()
	e.Raw = fmt.Appendf(nil, `{"before":%s,"after":%s}`, cmp.Or(string(e.Before), "null"), cmp.Or(string(e.After), "null"))
	return e
}

func (w *world) state() []byte {
	if w.rng.IntN(3) == 0 {
		return nil
	}
	return fmt.Appendf(nil, `{"name":%q,"n":%d,%q:{"in":[%q]}}`, w.pick(texts...), w.rng.IntN(9), "k"+w.pick(texts...), w.pick(texts...))
}

// happen does one of the things that happen to a cache.
func (w *world) happen() {
	w.Helper()
	ctx := w.Context()
	name := names[w.rng.IntN(len(names))]
	switch w.rng.IntN(6) {
	case 0:
		if _, there := w.sources[name]; there {
			w.must(w.store.RemoveTenant(ctx, name))
			delete(w.sources, name)
			return
		}
	case 1:
		w.rename(name)
		return
	case 2:
		w.lose()
		return
	}
	batch := make([]audit.Event, 1+w.rng.IntN(60))
	for i := range batch {
		w.written++
		batch[i] = w.event(w.written)
		if w.rng.IntN(4) == 0 { // known already, perhaps
			batch[i].ID = w.event(1 + w.rng.IntN(w.written)).ID
		}
	}
	w.must(w.store.Write(ctx, w.source(name), batch, nil))
}

func (w *world) must(_ any, err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) source(name string) store.Source {
	if source, there := w.sources[name]; there && w.rng.IntN(5) > 0 {
		return source
	}
	tenant, err := w.store.Tenant(w.Context(), name)
	if err != nil {
		tenant, err = w.store.AddTenant(w.Context(), store.Tenant{Name: name, URL: "http://127.0.0.1:2200"})
	}
	w.must(nil, err)
	source, err := w.store.BeginSource(w.Context(), store.Source{TenantID: tenant.ID, Kind: w.pick(store.KindSync, store.KindImport), Name: "a"})
	w.must(nil, err)
	w.sources[name] = source
	return source
}

// rename gives a tenant another name for a moment, or removes and makes it.
func (w *world) rename(name string) {
	tenant, err := w.store.Tenant(w.Context(), name)
	if err != nil {
		return
	}
	tenant.Name = "renamed " + name
	w.must(nil, w.store.UpdateTenant(w.Context(), tenant))
	w.hold()
	tenant.Name = name
	w.must(nil, w.store.UpdateTenant(w.Context(), tenant))
}

// lose flags some events as gone from their tenant.
func (w *world) lose() {
	keys, err := w.store.Match(w.Context(), audit.Filter{}, store.Order{})
	w.must(nil, err)
	var gone []store.Listed
	for _, key := range keys {
		if w.rng.IntN(30) == 0 {
			gone = append(gone, store.Listed{Key: key})
		}
	}
	w.must(nil, w.store.MarkGone(w.Context(), gone))
}

func (w *world) filter() (audit.Filter, *time.Location) {
	some := func(from []string) (list []string) {
		for range w.rng.IntN(7) - 4 {
			list = append(list, w.pick(from...))
		}
		return list
	}
	zone, err := time.LoadLocation(w.pick(zones...))
	w.must(nil, err)
	f := audit.Filter{
		Tenants: some(append(names, "nowhere")), Users: some(texts), FlowIDs: some(texts),
		Actions: some([]string{"Flow Updated", "User Created", "Login Failed", "none"}), Areas: some(append(audit.Areas, "")),
		Clock: audit.Clock{Now: day.AddDate(0, 0, 2), Zone: zone},
	}
	if w.rng.IntN(3) == 0 {
		f.From = day.Add(time.Duration(w.rng.IntN(5000)) * time.Minute)
	}
	if w.rng.IntN(3) == 0 {
		f.To = f.From.Add(time.Duration(w.rng.IntN(5000)) * time.Minute)
		if f.From.IsZero() {
			f.To = day.Add(time.Duration(w.rng.IntN(5000)) * time.Minute)
		}
	}
	if w.rng.IntN(3) == 0 {
		f.Types = append(f.Types, audit.Types[w.rng.IntN(4)], audit.Types[w.rng.IntN(4)])
	}
	if w.rng.IntN(3) > 0 {
		f.Search = w.search(w.rng.IntN(4))
	}
	return f, zone
}

// search writes a random search.
func (w *world) search(deep int) string {
	if deep > 0 && w.rng.IntN(3) > 0 {
		a, b := w.search(deep-1), w.search(deep-1)
		return w.pick(a+" "+b, a+" OR "+b, "("+a+" OR "+b+") "+b, "-("+a+" "+b+")", a+" AND NOT ("+b+")")
	}
	text := w.pick(texts...)
	if runes := []rune(text); len(runes) > 2 && w.rng.IntN(3) == 0 {
		from := w.rng.IntN(len(runes) - 1)
		text = string(runes[from : from+1+w.rng.IntN(len(runes)-from)])
	}
	value := w.pick(audit.Quote(text), audit.Quote(text), audit.Quote(text)+"*", "*"+audit.Quote(text), "/^a/", "/[a-l]$/", `/\d-\d/`, "/ß|日/")
	switch w.rng.IntN(10) {
	case 0:
		return "type:" + w.pick("create", "update,delete", "other")
	case 1:
		return "weekday:" + w.pick("mon", "sat,sun", "wed")
	case 2:
		return "hour:" + w.pick("9", "0,1,2", "23")
	case 3:
		return "has:" + w.pick(audit.Parts...)
	case 4:
		return "created:" + w.pick("2026-03-28..2026-03-30", ">-1d", "today", "<2026-03-29", "2026-03")
	case 5:
		return w.pick("action:Flow_Updated", "action:flow*", "area:"+audit.Quote(audit.AreaUser), "ip:10.*")
	}
	key := w.pick("user:", "flow:", "target:", "tenant:", "id:", "summary:", "changed:", "before:", "after:", "", "", "", "")
	return key + value
}

// hold compares what the engine answers to a random filter with SQL, and SQL
// with what the filter means.
func (w *world) hold() (selected int) {
	w.Helper()
	ctx := w.Context()
	f, zone := w.filter()
	column := store.Column(w.pick("", "", "created", "action", "type", "area", "user", "flow", "target", "tenant"))
	order := store.Order{Column: column, Ascending: w.rng.IntN(2) == 0}
	want, err := w.store.Match(ctx, f, order)
	w.must(nil, err)
	got, err := w.engine.Filter(ctx, f, order)
	w.must(nil, err)
	if !slices.Equal(got.Keys(0, got.Count()), want) || got.Count() != len(want) {
		w.Fatalf("%+v in %v, %+v: %d events, want %d\n got %v\nwant %v", f, zone, order, got.Count(), len(want), got.Keys(0, got.Count()), want)
	}
	from, n := w.rng.IntN(len(want)+5)-2, w.rng.IntN(60)
	low := min(max(from, 0), len(want))
	if window := got.Keys(from, n); !slices.Equal(window, want[low:min(low+n, len(want))]) {
		w.Fatalf("%d rows from %d: %v, want %v", n, from, window, want[low:min(low+n, len(want))])
	}
	for range 3 {
		key := int64(w.rng.IntN(w.written + 2))
		if at := got.Position(key); at != slices.Index(want, key) {
			w.Fatalf("position of %d: %d, want %d", key, at, slices.Index(want, key))
		}
	}
	count, err := w.engine.Count(ctx, f)
	if err != nil || count != len(want) {
		w.Fatalf("%+v: counted %d, want %d: %v", f, count, len(want), err)
	}
	w.holdCounts(f, zone)
	if w.rng.IntN(8) == 0 {
		w.meant(f, want)
	}
	return len(want)
}

// holdCounts compares facets, lists of values and histograms.
func (w *world) holdCounts(f audit.Filter, zone *time.Location) {
	w.Helper()
	ctx, most := w.Context(), 4+w.rng.IntN(12)
	want, err := w.store.Facets(ctx, f, zone, most)
	w.must(nil, err)
	got, err := w.engine.Facets(ctx, f, zone, most)
	if a, b := fmt.Sprintf("%+v", got), fmt.Sprintf("%+v", want); err != nil || a != b {
		w.Fatalf("facets of %+v in %v, %d of each: %v\n got %s\nwant %s", f, zone, most, err, a, b)
	}
	by, typed := audit.Facet(w.pick("type", "area", "action", "user", "target", "flow")), w.pick(append(texts, "fl", "ALI", "b")...)
	values, err := w.store.FacetValues(ctx, f, by, typed, most)
	w.must(nil, err)
	listed, err := w.engine.FacetValues(ctx, f, by, typed, most)
	if a, b := fmt.Sprintf("%+v", listed), fmt.Sprintf("%+v", values); err != nil || a != b {
		w.Fatalf("values of %s with %q of %+v: %v\n got %s\nwant %s", by, typed, f, err, a, b)
	}
	most = 1 + w.rng.IntN(200)
	over, err := w.store.Histogram(ctx, f, zone, most)
	w.must(nil, err)
	drawn, err := w.engine.Histogram(ctx, f, zone, most)
	if a, b := fmt.Sprintf("%+v", drawn), fmt.Sprintf("%+v", over); err != nil || a != b {
		w.Fatalf("histogram of %+v in %v, %d buckets: %v\n got %s\nwant %s", f, zone, most, err, a, b)
	}
}

// meant compares with the meaning of the filter.
func (w *world) meant(f audit.Filter, keys []int64) {
	w.Helper()
	selection, err := f.Selection()
	w.must(nil, err)
	all, err := w.store.Match(w.Context(), audit.Filter{}, store.Order{})
	w.must(nil, err)
	var want []int64
	at := 0
	for event, err := range w.store.Events(w.Context(), all) {
		w.must(nil, err)
		if selection.Matches(event, diff.ContentOf) {
			want = append(want, all[at])
		}
		at++
	}
	got := slices.Clone(keys)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.Fatalf("%+v means %d events, found were %d", f, len(want), len(got))
	}
}

// Whatever happens to a cache, the columns answer as SQL does and as the filter
// means.
func TestColumnsAnswerAsSQLDoes(t *testing.T) {
	selected := 0
	for seed := range uint64(4) {
		w := newWorld(t, seed)
		for range 40 {
			w.happen()
			for range 8 {
				selected += w.hold()
			}
			if w.rng.IntN(10) == 0 { // the next start goes on from the snapshot
				w.engine.Close()
				if w.rng.IntN(2) == 0 {
					w.happen() // another process, or this one without its window
				}
				w.open()
			}
		}
		if w.engine.Status().Events == 0 || strings.TrimSpace(w.store.Dir()) == "" {
			t.Fatalf("the columns are empty: %+v", w.engine.Status())
		}
	}
	if selected < 5000 {
		t.Errorf("only %d events were selected: the test says little", selected)
	}
}
