package diff

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

const (
	// LongestSummary is how many characters a summary has at most.
	LongestSummary = 160
	// longestTold is how many characters of a value a summary tells; of a
	// longer one it says only that it changed.
	longestTold = 40
	// mostTold is how many things of a kind are told one by one.
	mostTold = 3
)

// NothingTold is the summary of an event that records nothing to tell of.
const NothingTold = "no details recorded"

// Summary says in one plain sentence what e did: "3 components added, Slack
// channel changed, 1 connection removed"; "role `user` may now `delete` flows";
// "JWTSecret changed, 24 → 32 characters". The same event always gives the same
// sentence. It is never empty, has at most LongestSummary characters, no
// control characters and no secret.
func Summary(e audit.Event) string {
	t, err := newTeller(e)
	if err != nil {
		return unreadableChange
	}
	return t.sentence()
}

// unreadableChange is the summary of an event with a state that is no JSON.
const unreadableChange = "the change cannot be read"

func (t *teller) sentence() string {
	sentence := strings.Join(t.told(), ", ")
	if strings.ContainsAny(sentence, ":=") {
		// A name that ends so makes a secret's value of the words behind it.
		sentence = MaskText(sentence)
	}
	if sentence = clipped(sentence); sentence != "" {
		return sentence
	}
	return NothingTold
}

// teller puts an event into words.
type teller struct {
	*grouping
	*study
	e       audit.Event
	changes []audit.Change // placed and connected, without their values and labels
	depth   []int          // of each, how many segments of its path lead to its element
	links   connections
}

func newTeller(e audit.Event) (*teller, error) {
	s, err := glance(e)
	if err != nil {
		return nil, err
	}
	return s.teller(e), nil
}

func (s *study) teller(e audit.Event) *teller {
	t := &teller{study: s, e: e, grouping: &grouping{namer: newNamer(s, e, false), elements: []Element{}, index: map[string]int{}}}
	t.changes, t.depth = make([]audit.Change, len(s.deltas)), make([]int, len(s.deltas))
	for i, d := range s.deltas {
		t.changes[i].Kind, t.changes[i].Noise = d.kind, isNoise(d.path)
		t.changes[i].Element, t.depth[i] = t.place(d)
	}
	t.links = t.connect(s, t.changes)
	return t
}

// isWhole reports whether change i is of its element as a whole.
func (t *teller) isWhole(i int) bool { return t.depth[i] == len(t.study.deltas[i].path) }

// glance is examine without comparing where there is nothing to compare: of
// one state alone a summary does not tell the leaves.
func glance(e audit.Event) (*study, error) {
	hasBefore, hasAfter := present(e.Before), present(e.After)
	if hasBefore == hasAfter || present(e.Changes) {
		return examine(e)
	}
	start := nothing
	if secretTarget(e) {
		start = state
	}
	s := &study{shape: ShapeAfter}
	var err error
	if hasBefore {
		s.shape = ShapeBefore
		if s.before, err = parseSide(e.Before, "before"); err == nil {
			s.secretBefore = s.before.secrets(start)
		}
		return s, err
	}
	if s.after, err = parseSide(e.After, "after"); err == nil {
		s.secretNow = s.after.secrets(start)
	}
	return s, err
}

// told are the parts of the sentence.
func (t *teller) told() []string {
	shape := t.study.shape
	if shape == ShapeNone || shape == ShapeChanges && len(t.study.deltas) == 0 {
		return t.bare()
	}
	if _, other := kindWords[t.kind]; t.kind == "acl" || !other {
		if rules := t.rules(); len(rules) > 0 {
			return rules
		}
	}
	if shape == ShapeAfter || shape == ShapeBefore {
		return t.state(shape == ShapeBefore)
	}
	if only := t.onlyNoise(); only != "" {
		return []string{only}
	}
	switch t.kind {
	case "flow", "template":
		return t.flow()
	case "config":
		return t.setting()
	case "component":
		return t.access()
	case "connector":
		return t.connector()
	case "user":
		return t.user()
	}
	return t.fields("")
}

// bare tells of an event that records no state: where it came from.
func (t *teller) bare() []string {
	var parts []string
	user := t.segment(t.e.User)
	switch entry, _ := audit.LookUp(t.e.Action); {
	case entry.Area != audit.AreaUser:
		if t.title != "" {
			parts = append(parts, t.objectName())
		}
	case entry.Action == "Password Changed" && (t.title == "" || t.title == user):
		parts = append(parts, "own password")
	case entry.Action == "Password Changed":
		parts = append(parts, "password of "+t.title)
	case t.title != "" && t.title != user:
		parts = append(parts, "as "+t.title)
	}
	if ip := t.segment(t.e.IP); ip != "" {
		parts = append(parts, "from "+ip)
	}
	return parts
}

// onlyNoise tells of an event that changed nothing, or nothing that a person
// set; empty for any other.
func (t *teller) onlyNoise() string {
	if len(t.study.deltas) == 0 {
		return "saved without a change"
	}
	var names []string
	moved := map[int]bool{}
	for i, d := range t.study.deltas {
		if !t.changes[i].Noise {
			return ""
		}
		if element := t.changes[i].Element; t.elements[element].Kind == ElementComponent {
			moved[element] = true
		} else {
			names = append(names, t.segment(lastName(d.path)))
		}
	}
	if len(moved) > 0 {
		return "Moved " + plural(len(moved), "component") + " (layout only)"
	}
	return "only bookkeeping changed (" + listed3(names) + ")"
}

// lastName is the last segment of a path that is no index.
func lastName(path []string) string {
	for i := len(path) - 1; i > 0; i-- {
		if !isIndex(path[i]) {
			return path[i]
		}
	}
	return path[0]
}

// listed3 lists the first names and counts the rest.
func listed3(names []string) string {
	if more := len(names) - mostTold; more > 0 {
		return strings.Join(names[:mostTold], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return and(names)
}

// and joins names as a person would.
func and(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// clipped keeps a sentence within its length, cut at a word.
func clipped(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= LongestSummary {
		return text
	}
	runes := []rune(text)[:LongestSummary-1]
	cut := string(runes)
	if at := strings.LastIndexByte(cut, ' '); at > len(cut)/2 {
		cut = cut[:at]
	}
	// A number that counts nothing any more would mislead.
	return strings.TrimRight(cut, " ,;:(→0123456789") + "…"
}
