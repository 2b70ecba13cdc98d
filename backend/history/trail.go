package history

import (
	"bytes"
	"context"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// Entry is one event of an object on its way.
type Entry struct {
	Row   store.Row
	Size  int  // changes without bookkeeping: the height of its bar in a sparkline
	Noise int  // changes of bookkeeping
	Tells bool // the entry records a state or a list of changes
	Gap   bool // what it shows before is not what the events before it left
}

// Trail is an object's way through the log.
type Trail struct {
	Object  audit.Object
	Entries []Entry // in time order, oldest first
	Gaps    []Gap   // likewise
	State   State   // what the last of Entries left

	blame *blame
}

// Read follows an object along its events that were created at or before
// until; the zero time is all of them. CodeNotFound when the cache has no event
// about it.
func Read(ctx context.Context, cache *store.Store, o audit.Object, until time.Time) (*Trail, error) {
	keys, err := cache.ObjectKeys(ctx, o, until)
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		return nil, unknown(o, until)
	}
	t := &Trail{Object: o, Entries: make([]Entry, 0, len(keys)), blame: &blame{}}
	c := &chain{object: o}
	for together, err := range moments(ctx, cache, keys, true) {
		if err != nil {
			return nil, err
		}
		for _, it := range c.arrange(together) {
			t.follow(c, it)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, stopped(err)
	}
	t.State = c.state()
	return t, nil
}

func unknown(o audit.Object, until time.Time) error {
	if !until.IsZero() {
		return audit.Errorf(audit.CodeNotFound, "There is no event about %s at or before %s in this cache.", o, audit.FormatTime(until))
	}
	return audit.Errorf(audit.CodeNotFound, "There is no event about %s in this cache.", o).
		WithHint("Sync first; ids are those of the event's target, which show EVENT names.")
}

// follow adds one event.
func (t *Trail) follow(c *chain, it *item) {
	number := len(t.Entries)
	entry := Entry{Row: it.row, Tells: !it.stateless()}
	if gap := c.gap(it); gap != nil {
		t.Gaps = append(t.Gaps, *gap)
		entry.Gap = true
	}
	exact := mark{entry: number}
	var edits []edit
	switch {
	case it.stateless() || it.repeats(c.last):
	case it.lists != nil:
		edits = t.followList(c, it, exact)
	default:
		t.catchUp(c, it, mark{number, true})
		edits = t.followStates(c, it, exact)
	}
	entry.Size, entry.Noise = sizeOf(edits)
	t.Entries = append(t.Entries, entry)
	c.step(it)
}

// catchUp brings the blame to the state before an event, which may not be the
// one that is known: what differs was set by then.
func (t *Trail) catchUp(c *chain, it *item, by mark) {
	switch {
	case c.raw == nil || c.partial:
		t.blame = &blame{set: true, by: by}
	case it.before != nil && !bytes.Equal(c.raw, it.before):
		t.blame.apply(editsBetween(c.raw, it.before), by)
	}
}

// followStates adds an event with at least one state.
func (t *Trail) followStates(c *chain, it *item, by mark) (edits []edit) {
	switch {
	case c.begins(it):
		t.blame = &blame{set: true, by: by}
		return editsBetween(nil, it.after)
	case it.after == nil && it.row.Type() == audit.TypeDelete:
		return editsBetween(it.before, nil)
	case it.after == nil: // what became of it was not recorded
		return nil
	case it.before != nil:
		edits = it.edits
	case c.raw == nil || c.partial: // the first state that is seen, alone
		return editsBetween(nil, it.after)
	default:
		edits = editsBetween(c.raw, it.after)
	}
	t.blame.apply(edits, by)
	return edits
}

// followList adds an event that has a list of changes alone.
func (t *Trail) followList(c *chain, it *item, by mark) []edit {
	if c.raw == nil {
		t.blame = &blame{set: true, by: mark{by.entry, true}}
	}
	var all []edit
	state, partial := c.listed()
	for _, l := range it.lists { // each has the paths that those before it left
		edits := l.edits(state)
		t.blame.apply(edits, by)
		all = append(all, edits...)
		state, _ = l.enter(state, partial)
	}
	return all
}

// Leaf is one value of a state that holds no other, with who set it.
type Leaf struct {
	Path     string   // JSON Pointer, secrets masked
	Names    []string // what people call it, see diff.View.Names; secrets masked
	Value    []byte   // JSON, secrets masked
	Masked   bool
	Noise    bool
	Entry    int  // number in Trail.Entries of the event that set it
	AtLatest bool // the event is the first that shows it: it was set then or before
}

// Blame says of every leaf of the trail's last state who last set it, in
// document order; none where the object is gone or no state is known. More than
// 50,000 leaves are summed up as diff.Compare does.
func (t *Trail) Blame() ([]Leaf, error) {
	if t.State.Gone || t.State.Raw == nil {
		return []Leaf{}, nil
	}
	plain, err := diff.Compare(nil, t.State.Raw)
	if err != nil {
		return nil, err
	}
	shown := shownLeaves(t.State, len(plain))
	leaves := make([]Leaf, len(plain))
	for i, c := range plain {
		by := t.blame.of(segments(c.Path))
		leaves[i] = Leaf{
			Path: shown.Changes[i].Path, Names: shown.Names(shown.Changes[i]), Value: shown.Changes[i].After, Masked: shown.Changes[i].Masked, Noise: c.Noise,
			Entry: by.entry, AtLatest: by.atLatest,
		}
	}
	return leaves, nil
}

// shownLeaves are the leaves of a state, count of them, as they may be shown.
func shownLeaves(s State, count int) diff.View {
	e := s.Event
	e.Before, e.After, e.Changes = nil, s.Raw, nil
	if view, err := diff.OfEvent(e); err == nil && len(view.Changes) == count {
		return view
	}
	// The whole, by its empty path.
	return diff.View{Changes: make([]audit.Change, count), Elements: []diff.Element{{Kind: diff.ElementObject}}}
}
