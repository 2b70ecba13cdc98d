package diff

import (
	"bytes"
	"cmp"
	"encoding/json"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
)

// The shapes in which a tenant records a change.
const (
	ShapeBeforeAfter = "beforeAfter" // both states
	ShapeChanges     = "changes"     // a list of changes
	ShapeAfter       = "after"       // the new state alone
	ShapeBefore      = "before"      // the old state alone
	ShapeNone        = "none"        // nothing: a login, a flow that was started
)

// View is what one event changed.
type View struct {
	Shape   string         `json:"shape"`   // one of the Shape constants
	Changes []audit.Change `json:"changes"` // never nil; noise included, marked
	Noise   int            `json:"noise"`   // how many of Changes are noise
	Masked  int            `json:"masked"`  // how many of Changes hide a secret
	Coarse  bool           `json:"coarse"`  // too much differs to tell every part by itself, see Compare

	Elements []Element `json:"elements"` // never nil; what the changes belong to, in their order

	whole *audit.Change // of an event with one state: that state as one change
}

// Patch lists the changes for WritePatch: Changes, but a state that came or
// went as a whole is one change, because a patch cannot add a leaf to nothing.
func (v View) Patch() []audit.Change {
	if v.whole != nil {
		return []audit.Change{*v.whole}
	}
	return v.Changes
}

// OfEvent says what e changed. Both states tell it best, and win where the
// entry has a list of changes too; a list wins over one state alone. A state
// of null is no state.
//
// Secrets are masked in values and in paths. That a secret changed still
// shows: the second says "••• changed, 24 → 32 characters". A state that cannot
// be read is an error of CodeInvalid.
func OfEvent(e audit.Event) (View, error) { return OfEventWith(e, Options{}) }

// RevealEvent is OfEvent with secrets in clear, Masked included as what would
// be hidden. The caller makes sure that it is deliberate, and logs it.
func RevealEvent(e audit.Event) (View, error) { return OfEventWith(e, Options{Reveal: true}) }

// Between says how the state that event b left differs from the one that a
// left, as an event that records both: feed it to OfEvent or EventText. The
// state of an event is what it has after, else before.
func Between(a, b audit.Event) audit.Event {
	b.Before, b.After, b.Changes = stateOf(a), stateOf(b), nil
	return b
}

func stateOf(e audit.Event) json.RawMessage {
	if present(e.After) {
		return e.After
	}
	return e.Before
}

func present(raw json.RawMessage) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) > 0 && !bytes.Equal(raw, []byte("null"))
}

// study is an event taken apart: the trees, their secrets, the differences.
type study struct {
	shape                   string
	before, after           *tree // nil where absent; one and the same for a list of changes
	secretBefore, secretNow *secrecy
	deltas                  []delta
	coarse                  bool
	paths, froms            pathMasker
}

// worthACore is how many bytes of a state are worth another core: of small events
// many are examined at the same time anyway.
const worthACore = 32 << 10

func examine(e audit.Event) (*study, error) {
	hasBefore, hasAfter := present(e.Before), present(e.After)
	if present(e.Changes) && !(hasBefore && hasAfter) {
		return examineChanges(e)
	}
	start := nothing
	if secretTarget(e) {
		start = state
	}
	s := &study{shape: shapeOf(hasBefore, hasAfter)}
	var other sync.WaitGroup
	var errBefore, errAfter error
	before := func() { s.before, s.secretBefore, errBefore = readSide(e.Before, "before", start) }
	switch {
	case hasBefore && hasAfter && len(e.Before) > worthACore:
		other.Go(before)
	case hasBefore:
		before()
	}
	if hasAfter {
		s.after, s.secretNow, errAfter = readSide(e.After, "after", start)
	}
	other.Wait()
	if err := cmp.Or(errBefore, errAfter); err != nil {
		return nil, err
	}
	told := compareTrees(s.before, s.after, identitiesFor(e.TargetKind))
	s.deltas, s.coarse = told.found, told.coarse
	return s, nil
}

func shapeOf(before, after bool) string {
	switch {
	case before && after:
		return ShapeBeforeAfter
	case before:
		return ShapeBefore
	case after:
		return ShapeAfter
	}
	return ShapeNone
}

// readSide takes a state apart, whose secrets are looked for where they are asked for.
func readSide(raw json.RawMessage, side string, start reach) (*tree, *secrecy, error) {
	t, err := parseSide(raw, side)
	if err != nil {
		return nil, nil, err
	}
	return t, t.secrets(start), nil
}

// OfEventWith is OfEvent with fingerprints of the secrets, or with the secrets
// in clear.
func OfEventWith(e audit.Event, o Options) (View, error) {
	s, err := examine(e)
	if err != nil {
		return View{}, err
	}
	view := View{Shape: s.shape, Coarse: s.coarse, Changes: make([]audit.Change, 0, len(s.deltas))}
	for _, d := range s.deltas {
		change := s.change(d, o)
		if change.Noise {
			view.Noise++
		}
		if change.Masked {
			view.Masked++
		}
		view.Changes = append(view.Changes, change)
	}
	view.Elements = s.name(e, view.Changes, o.Reveal)
	switch s.shape {
	case ShapeAfter:
		whole := s.change(delta{path: nil, kind: audit.ChangeAdded, before: none, after: 0}, o)
		view.whole = &whole
	case ShapeBefore:
		whole := s.change(delta{path: nil, kind: audit.ChangeRemoved, before: 0, after: none}, o)
		view.whole = &whole
	}
	return view, nil
}

// change writes d with its values masked, or in clear.
func (s *study) change(d delta, o Options) audit.Change {
	c := audit.Change{Kind: d.kind, Noise: isNoise(d.path)}
	before, after, hidden := s.maskedPair(d)
	if c.Masked = hidden > 0; c.Masked {
		c.FingerprintBefore = fingerprints(o.Key, s.before, s.secretBefore, d.before)
		c.FingerprintAfter = fingerprints(o.Key, s.after, s.secretNow, d.after)
	}
	if o.Reveal {
		c.Path, c.From, c.Before, c.After = joinPointer(d.path), joinPointer(d.from), s.before.value(d.before), s.after.value(d.after)
		return c
	}
	c.Path, c.From, c.Before, c.After = s.paths.pointer(d.path), s.froms.pointer(d.from), before, after
	return c
}

// spread marks a value as secret on both sides when it is on one: a setting
// that turns into a secret shows neither, nor does one that moves.
func (s *study) spread(d delta) {
	was := d.before
	if d.origin > 0 {
		was = d.origin
	}
	if was == none || d.after == none || s.secretBefore.has(was) == s.secretNow.has(d.after) {
		return
	}
	s.secretBefore.mark(was, whole)
	s.secretNow.mark(d.after, whole)
}

func maskedAt(t *tree, secrets *secrecy, i int) (json.RawMessage, int) {
	if i == none {
		return nil, 0
	}
	return t.masked(secrets.within(i), i)
}

// maskedPath is a JSON Pointer in which a name that is itself a secret (a
// token as the key of a session) is masked.
func maskedPath(path []string) string { return new(pathMasker).pointer(path) }

// pathMasker masks paths that come in order: what two of them share is looked
// at once.
type pathMasker struct{ path, masked []string }

// pointer is maskedPath.
func (m *pathMasker) pointer(path []string) string {
	same := 0
	for same < min(len(path), len(m.path)) && path[same] == m.path[same] {
		same++
	}
	m.masked = m.masked[:same]
	for _, segment := range path[same:] {
		m.masked = append(m.masked, MaskText(segment))
	}
	m.path = append(m.path[:same], path[same:]...)
	return joinPointer(m.masked)
}
