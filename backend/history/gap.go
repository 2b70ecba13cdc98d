package history

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// mostPaths is how many paths of one gap are named.
const mostPaths = 50

// GapWords say what a gap means.
const GapWords = "changed outside the log, or entries are missing"

// Gap is a place in an object's events where states do not fit together: what
// Found says was there before it is not what Left left. Secrets are masked.
type Gap struct {
	Object    audit.Object
	Left      store.Row // the event before
	Found     store.Row // the event that shows it
	Paths     []string  // JSON Pointers of what differs, at most 50; "" is the whole
	Differing int       // how many paths differ in all
}

// Sentence says it for people, with times in UTC.
func (g Gap) Sentence() string {
	return fmt.Sprintf("%s: %s between %s and %s (%s)", g.Object, GapWords,
		audit.FormatTime(g.Left.Bare().CreatedAt), audit.FormatTime(g.Found.Bare().CreatedAt), g.PathWords())
}

// PathWords names the first paths that differ.
func (g Gap) PathWords() string {
	const named = 3
	words := make([]string, 0, named+1)
	for _, path := range g.Paths[:min(named, len(g.Paths))] {
		if path == "" {
			path = "the whole"
		}
		words = append(words, path)
	}
	if more := g.Differing - len(words); more > 0 {
		words = append(words, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(words, ", ")
}

// gap is where it does not fit what came before, or nil.
func (c *chain) gap(it *item) *Gap {
	if c.left == nil || it.repeats(c.last) || it.stateless() {
		return nil
	}
	var paths []string
	switch {
	case c.unsure:
	case it.lists != nil:
		paths = c.contradicted(it)
	case it.before != nil && c.gone:
		paths = []string{""} // it was gone
	case it.before != nil:
		paths = c.differing(it)
	case c.raw != nil && c.both && !c.partial && it.row.Type() == audit.TypeUpdate:
		paths = []string{""} // it was there, though this tenant records what was
	}
	if len(paths) == 0 {
		return nil
	}
	return &Gap{
		Object: c.object, Left: c.left.row, Found: it.row, Differing: len(paths), Paths: paths[:min(len(paths), mostPaths)],
	}
}

// differing are the paths at which the state before it is not the one that is
// known, without bookkeeping and without what nobody said.
func (c *chain) differing(it *item) []string {
	switch {
	case c.raw == nil:
		return nil
	case c.partial:
		return c.told(it.before)
	case bytes.Equal(c.raw, it.before):
		return nil
	}
	changes, err := diff.Compare(c.raw, it.before)
	if err != nil {
		return []string{""}
	}
	var shown []audit.Change // masked, once something differs
	var paths []string
	for i, change := range changes {
		path := segments(change.Path)
		if change.Noise || c.excused(path, change) {
			continue
		}
		if shown == nil {
			shown = maskedChanges(it.event, c.raw, it.before, len(changes))
		}
		if (c.copied || it.row.Flags.Has(store.Copy)) && hides(shown[i]) {
			continue
		}
		paths = append(paths, shown[i].Path)
	}
	return paths
}

// maskedChanges are the changes between two states of an event's object as they
// may be shown.
func maskedChanges(e audit.Event, before, after json.RawMessage, count int) []audit.Change {
	e.Before, e.After, e.Changes = before, after, nil
	if view, err := diff.OfEvent(e); err == nil && len(view.Changes) == count {
		return view.Changes
	}
	return make([]audit.Change, count) // the whole, by its empty path
}

// hides reports a change of which a side is masked, in a copy or by us: it may
// be none.
func hides(c audit.Change) bool {
	return c.Masked || bytes.Contains(c.Before, []byte("•••")) || bytes.Contains(c.After, []byte("•••")) || strings.Contains(c.Path, "•••")
}

// excused reports a difference at a path that lists of changes told, or that an
// event changed without saying so.
func (c *chain) excused(path []string, change audit.Change) bool {
	return slices.ContainsFunc(c.unsaid, func(l loose) bool {
		shorter := min(len(path), len(l.path))
		if !slices.Equal(path[:shorter], l.path[:shorter]) {
			return false
		}
		return l.unknown || alike(change.Before, change.After)
	})
}

// told are the paths at which a state contradicts what lists of changes alone
// told before it.
func (c *chain) told(state []byte) []string {
	var paths []string
	for _, l := range c.unsaid {
		was, is := at(c.raw, l.path), at(state, l.path)
		if !l.unknown && was != nil && is != nil && !alike(was, is) {
			paths = append(paths, maskedPointer(l.path))
		}
	}
	return dropRepeated(paths)
}

// contradicted are the paths of a list of changes at which something else was
// known to be. Paths that are not found may have another root: they say
// nothing.
func (c *chain) contradicted(it *item) []string {
	if c.raw == nil || c.gone {
		return nil
	}
	var paths []string
	for i, l := range it.lists {
		if l.before == nil || l.noise || touched(it.lists[:i], l.path) {
			continue
		}
		was := at(c.raw, l.path)
		if was == nil || alike(was, l.before) || c.excused(l.path, audit.Change{Before: was, After: l.before}) {
			continue
		}
		if (c.copied || it.row.Flags.Has(store.Copy)) && bytes.Contains(slices.Concat(was, l.before), []byte("•••")) {
			continue
		}
		paths = append(paths, maskedPointer(l.path))
	}
	return dropRepeated(paths)
}

// touched reports whether one of the changes before was at, above or below a
// path.
func touched(before []listed, path []string) bool {
	return slices.ContainsFunc(before, func(l listed) bool {
		shorter := min(len(path), len(l.path))
		return slices.Equal(path[:shorter], l.path[:shorter])
	})
}

func dropRepeated(paths []string) []string {
	slices.Sort(paths)
	return slices.Compact(paths)
}
