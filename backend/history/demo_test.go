package history

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// demoEvents are entries of the demo tenant, mapped.
func demoEvents(t testing.TB, seed uint64, count int) []audit.Event {
	t.Helper()
	profile := tenant.DefaultProfile()
	log := demo.NewGenerator(demo.PlanConfig(seed, count, demo.DefaultUntil))
	events := make([]audit.Event, count)
	for i := range events {
		var err error
		if events[i], err = profile.Map(log.Next().Raw); err != nil {
			t.Fatal(err)
		}
	}
	return events
}

// The demo tenant's events fit together. Where one is taken out of them,
// exactly one gap shows, between its neighbours, if it changed anything and
// another one of its object follows.
func TestTakingOneEventOutIsOneGap(t *testing.T) {
	objects := map[audit.Object][]*item{}
	for i, e := range demoEvents(t, 5, 6000) {
		it := &item{event: e, before: present(e.Before), after: present(e.After)}
		it.row.Key, it.row.EventID, it.row.CreatedAt, it.row.Action = int64(i), e.ID, e.CreatedAt.UnixMilli(), e.Action
		it.row.TargetKind = e.TargetKind
		for n, kind := range audit.Types {
			if kind == e.Type {
				it.row.TypeIndex = n
			}
		}
		if it.before == nil && it.after == nil && present(e.Changes) != nil {
			it.lists = listOf(e)
		}
		objects[e.Object()] = append(objects[e.Object()], it)
	}
	gapsIn := func(o audit.Object, items []*item, without int) (gaps []Gap) {
		c := &chain{object: o}
		for i, it := range items {
			if i == without {
				continue
			}
			if gap := c.gap(it); gap != nil {
				gaps = append(gaps, *gap)
			}
			c.step(it)
		}
		return gaps
	}
	taken := 0
	for o, items := range objects {
		if gaps := gapsIn(o, items, -1); len(gaps) > 0 {
			t.Fatalf("a gap where nothing is missing: %s", gaps[0].Sentence())
		}
		tells, states := 0, 0 // events so far that tell something, and that record a state
		for i, it := range items {
			if it.stateless() {
				continue
			}
			tells++
			if it.lists == nil {
				states++
			}
			if tells < 2 || it.lists == nil && states < 2 || !followed(it, items[i+1:]) || !changes(it) {
				continue
			}
			gaps := gapsIn(o, items, i)
			if len(gaps) != 1 {
				t.Fatalf("%s without event %d of %d (%s): %d gaps", o, i, len(items), it.event.Action, len(gaps))
			}
			if gaps[0].Left.CreatedAt >= it.row.CreatedAt || gaps[0].Found.CreatedAt <= it.row.CreatedAt || gaps[0].Differing == 0 {
				t.Fatalf("%s without event %d: %s", o, i, gaps[0].Sentence())
			}
			taken++
		}
	}
	t.Logf("%d events were taken out, one at a time", taken)
	if taken < 1500 {
		t.Errorf("only %d events were taken out", taken)
	}
}

// changes reports an event of which the absence must show: it left another
// state than it found.
func changes(it *item) bool {
	if it.lists != nil {
		return true
	}
	size, _ := sizeOf(editsBetween(it.before, it.after))
	return size > 0
}

// followed reports whether an event follows that tells what it found. A
// creation tells nothing of what was there before, a list only of its paths.
func followed(it *item, rest []*item) bool {
	for _, next := range rest {
		switch {
		case next.stateless(), next.lists != nil && it.lists == nil:
		default:
			return next.lists != nil || next.before != nil || next.row.Type() == audit.TypeUpdate
		}
	}
	return false
}

// The whole way, over a cache: no gap, and one where an event is missing.
func TestCheckOfTheDemo(t *testing.T) {
	events := demoEvents(t, 7, 3000)
	cache := cacheOf(t, events...)
	var told int
	whole, err := Check(t.Context(), cache, "acme", func(done, total int) { told = max(told, done*1000/total) })
	if err != nil || len(whole.Gaps) != 0 || whole.Objects < 100 || told != 1000 {
		t.Fatalf("%d objects, %d gaps, progress to %d ‰, %v", whole.Objects, len(whole.Gaps), told, err)
	}
	again, err := Check(t.Context(), cache, "", func(int, int) { t.Error("an object was followed again without need") })
	if err != nil || again.Objects != whole.Objects {
		t.Errorf("again: %+v, %v", again, err)
	}
	missing := -1
	for i, e := range events {
		if e.Action == "Flow Updated" && i > 500 && string(e.Before) != string(e.After) && laterUpdate(events[i+1:], e.FlowID) && earlierState(events[:i], e.FlowID) {
			missing = i
			break
		}
	}
	if missing < 0 {
		t.Fatal("no event can be left out")
	}
	less := append(append([]audit.Event{}, events[:missing]...), events[missing+1:]...)
	copied := cacheOf(t, less...)
	found, err := Check(t.Context(), copied, "", nil)
	if err != nil || len(found.Gaps) != 1 || found.Gaps[0].Object.ID != events[missing].FlowID {
		t.Fatalf("without one event: %+v, %v", found.Gaps, err)
	}
	gap := found.Gaps[0]
	for name, c := range map[string]struct {
		f    audit.Filter
		want int
	}{
		"all":                  {audit.Filter{}, 1},
		"its flow":             {audit.Filter{FlowIDs: []string{events[missing].FlowID}}, 1},
		"another flow":         {audit.Filter{FlowIDs: []string{"x"}}, 0},
		"around the change":    {audit.Filter{From: events[missing].CreatedAt, To: events[missing].CreatedAt.Add(time.Millisecond)}, 1},
		"before":               {audit.Filter{To: gap.Left.Bare().CreatedAt}, 0},
		"from the event shown": {audit.Filter{From: gap.Found.Bare().CreatedAt}, 1},
		"a value it changed":   {audit.Filter{Search: "changed:*"}, 1},
		"a value it did not":   {audit.Filter{Search: "-changed:*"}, 0},
		"after":                {audit.Filter{From: gap.Found.Bare().CreatedAt.Add(time.Millisecond)}, 0},
	} {
		if got, err := Within(t.Context(), copied, found.Gaps, c.f); err != nil || len(got) != c.want {
			t.Errorf("%s: %d gaps, want %d: %v", name, len(got), c.want, err)
		}
	}
	// The missing entry arrives: the object is followed again and fits.
	fill(t, copied, "acme", events[missing])
	if mended, err := Check(t.Context(), copied, "", nil); err != nil || len(mended.Gaps) != 0 {
		t.Errorf("with the entry back: %+v, %v", mended.Gaps, err)
	}
	if _, err := copied.RemoveTenant(t.Context(), "acme"); err != nil {
		t.Fatal(err)
	}
	if gone, err := Check(t.Context(), copied, "", nil); err != nil || gone.Objects != 0 || len(gone.Gaps) != 0 {
		t.Errorf("without the tenant: %+v, %v", gone, err)
	}
}

func laterUpdate(events []audit.Event, flow string) bool {
	for _, e := range events {
		if e.Object().ID == flow && e.Before != nil {
			return true
		}
	}
	return false
}

func earlierState(events []audit.Event, flow string) bool {
	for _, e := range events {
		if e.Object().ID == flow && e.After != nil {
			return true
		}
	}
	return false
}
