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
	Left      store.Row  // the event before
	Found     store.Row  // the event that shows it
	Paths     []string   // JSON Pointers of what differs, at most 50; "" is the whole
	Names     [][]string // what people call Paths, see diff.PathNames; nil for a gap that Check kept
	Differing int        // how many paths differ in all
}

// Sentence says it for people, with times in UTC.
func (g Gap) Sentence() string {
	return fmt.Sprintf("%s: %s between %s and %s (%s)", diff.MaskText(g.Object.String()), GapWords,
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

// misfit collects what does not fit.
type misfit struct {
	paths []string // masked
	left  *item    // the earliest of the events that told of these paths
}

func (m misfit) none() bool { return len(m.paths) == 0 }

func (m *misfit) add(path string, by *item) {
	m.paths = append(m.paths, path)
	if m.left == nil || by.row.CreatedAt < m.left.row.CreatedAt {
		m.left = by
	}
}

// gap is where it does not fit what came before, or nil.
func (c *chain) gap(it *item) *Gap {
	if c.left == nil || it.repeats(c.last) || it.stateless() {
		return nil
	}
	var m misfit
	switch {
	case c.unsure:
	case it.lists != nil:
		m = c.contradicted(it)
	case it.before != nil && c.gone: // it was gone
		m.add("", c.left)
	case it.before != nil:
		m = c.differing(it)
	case c.raw != nil && c.both && !c.partial && it.row.Type() == audit.TypeUpdate:
		m.add("", c.left) // it was there, though this tenant records what was
	}
	if m.none() {
		return nil
	}
	slices.Sort(m.paths)
	m.paths = slices.Compact(m.paths)
	e, paths := it.event, m.paths[:min(len(m.paths), mostPaths)]
	e.Before, e.After, e.Changes = c.raw, it.before, nil
	return &Gap{
		Object: c.object, Left: m.left.row, Found: it.row, Differing: len(m.paths), Paths: paths, Names: diff.PathNames(e, paths),
	}
}

// differing is what the state before it has otherwise than is known, without
// bookkeeping and without what nobody said.
func (c *chain) differing(it *item) (m misfit) {
	switch {
	case c.raw == nil:
		return m
	case c.partial:
		return c.told(it.before)
	case bytes.Equal(c.raw, it.before):
		return m
	}
	if !slices.ContainsFunc(editsBetween(c.raw, it.before), func(e edit) bool { return !e.noise }) {
		return m
	}
	changes, shown, err := bothChanges(it.event, c.raw, it.before)
	if err != nil {
		m.add("", c.left)
		return m
	}
	for i, change := range changes {
		path := segments(change.Path)
		switch {
		case change.Noise, c.excused(path, change):
		case c.isCopy(it) && hides(shown[i]):
		default:
			m.add(shown[i].Path, c.teller(path))
		}
	}
	return m
}

// bothChanges are the changes between two states of an event's object, in clear
// and as they may be shown.
func bothChanges(e audit.Event, before, after json.RawMessage) (plain, shown []audit.Change, err error) {
	e.Before, e.After, e.Changes = before, after, nil
	revealed, err := diff.RevealEvent(e)
	if err != nil {
		return nil, nil, err
	}
	masked, err := diff.OfEvent(e)
	return revealed.Changes, masked.Changes, err
}

// isCopy reports that a file's copy with its secrets masked takes part in
// holding it against what is known.
func (c *chain) isCopy(it *item) bool { return c.copied || it.row.Flags.Has(store.Copy) }

// maskSign is how every mask of ours begins.
const maskSign = "•••"

// hides reports a change of which a side is masked, in a copy or by us: it may
// be none.
func hides(c audit.Change) bool {
	return c.Masked || bytes.Contains(slices.Concat(c.Before, c.After), []byte(maskSign)) || strings.Contains(c.Path, maskSign)
}

// excused reports a difference at a path that lists of changes told, or that an
// event changed without saying so.
func (c *chain) excused(path []string, change audit.Change) bool {
	return slices.ContainsFunc(c.unsaid, func(l loose) bool {
		return overlap(path, l.path) && (l.unknown || alike(change.Before, change.After))
	})
}

// told is where a state contradicts what lists of changes alone told before.
func (c *chain) told(state []byte) (m misfit) {
	for _, l := range c.unsaid {
		was, is := at(c.raw, l.path), at(state, l.path)
		if c.teller(l.path) == l.by && !l.unknown && was != nil && is != nil && !fits(l.path, was, is) {
			m.add(maskedPointer(l.path), l.by)
		}
	}
	return m
}

// contradicted is where a list of changes says that something else was there
// than is known. Paths that are not found may have another root: they say
// nothing.
func (c *chain) contradicted(it *item) (m misfit) {
	if c.raw == nil || c.gone {
		return m
	}
	for i, l := range it.lists {
		was := at(c.raw, l.path)
		switch {
		case l.before == nil, l.noise, was == nil, fits(l.path, was, l.before):
		case slices.ContainsFunc(it.lists[:i], func(earlier listed) bool { return overlap(earlier.path, l.path) }):
			// it speaks of what the same list changed
		case c.excused(l.path, audit.Change{Before: was, After: l.before}):
		case c.isCopy(it) && bytes.Contains(slices.Concat(was, l.before), []byte(maskSign)):
		default:
			m.add(maskedPointer(l.path), c.teller(l.path))
		}
	}
	return m
}
