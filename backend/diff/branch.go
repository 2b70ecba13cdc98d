package diff

import (
	"encoding/json"

	"github.com/trailbook/trailbook/backend/audit"
)

const (
	// mostBranches bounds the branches of one tree.
	mostBranches = 1_000
	// longestBranch is how many characters of a value a branch shows.
	longestBranch = 200
	// longestPointer is the longest path a branch carries, in bytes.
	longestPointer = 4_096
)

// Branch is a part of what an event is about, with the changes in it. What did
// not change is only counted, but for the members by which a person knows an
// object. All texts are masked; Before, After, Name and Label are cut.
type Branch struct {
	Name      string           `json:"name"`  // of the member, index of the element; empty for the whole
	Label     string           `json:"label"` // what a person calls it, where that says more than Name; else empty
	Path      string           `json:"path"`  // a JSON Pointer, as in the list of changes; empty for the whole and where it is too long
	From      string           `json:"from"`  // of what moved: the path it had before, empty where it is too long
	Kind      audit.ChangeKind `json:"kind"`  // what became of it itself; empty where it stayed, or changed only inside
	Before    string           `json:"before"`
	After     string           `json:"after"`
	HasBefore bool             `json:"hasBefore"`
	HasAfter  bool             `json:"hasAfter"`
	Cut       bool             `json:"cut"` // a value is longer than shown
	Masked    bool             `json:"masked"`
	Noise     bool             `json:"noise"`
	Changes   int              `json:"changes"`   // in it, itself included, told or not
	Unchanged int              `json:"unchanged"` // members or elements that are not told because they stayed
	Folded    int              `json:"folded"`    // of the whole: changes of bookkeeping left out
	Left      int              `json:"left"`      // changes that are not told because there are too many
	Children  []Branch         `json:"children"`  // never nil
}

// TreeOf says what e changed as a tree of at most 1,000 branches, without noise
// unless asked for. What was removed stands where it would stand now. A state
// that cannot be read is an error of CodeInvalid.
func TreeOf(e audit.Event, noise bool) (Branch, error) {
	s, err := examine(e)
	if err != nil {
		return Branch{}, err
	}
	b := forest{study: s, names: &grouping{namer: newNamer(s, e, false)}, noise: noise}
	whole := &sprout{}
	for _, d := range s.deltas {
		c := s.change(d, Options{})
		if c.Noise && !noise {
			whole.branch.Folded++
			continue
		}
		b.plant(whole, d, c)
	}
	return b.grown(whole, nil, false), nil
}

// forest grows the tree of one event.
type forest struct {
	*study
	names *grouping
	noise bool
	count int
}

// sprout is a branch that grows.
type sprout struct {
	branch   Branch
	segment  string
	gone     bool // in the state before only
	children []*sprout
	index    map[string]*sprout
}

// place is where d stands in the tree: its path in the state after, also of
// what was removed.
func (d delta) place() []string {
	if d.kind != audit.ChangeRemoved || len(d.now) == 0 || len(d.path) == 0 {
		return d.path
	}
	return append(d.now[:len(d.now)-1:len(d.now)-1], d.path[len(d.path)-1])
}

// plant puts the change c, told by d, into the tree.
func (f *forest) plant(at *sprout, d delta, c audit.Change) {
	at.branch.Changes++
	place := d.place()
	if len(place) > maxPathDepth {
		at.branch.Left++
		return
	}
	for i, segment := range place {
		gone := i == len(place)-1 && d.kind == audit.ChangeRemoved
		key := "+" + segment
		if gone {
			key = "-" + segment
		}
		next := at.index[key]
		if next == nil {
			if f.count >= mostBranches {
				at.branch.Left++
				return
			}
			f.count++
			next = &sprout{segment: segment, gone: gone}
			if at.index == nil {
				at.index = map[string]*sprout{}
			}
			at.index[key] = next
			at.children = append(at.children, next)
		}
		at = next
		at.branch.Changes++
	}
	at.tell(c)
}

// tell makes the branch that of a change. What moved and then changed as a whole
// is told as changed, with where it came from.
func (s *sprout) tell(c audit.Change) {
	b := &s.branch
	if c.Kind == audit.ChangeMoved && len(c.From) <= longestPointer {
		b.From = c.From
	}
	b.Kind, b.Masked, b.Noise = c.Kind, c.Masked, c.Noise
	b.HasBefore, b.HasAfter = c.Before != nil, c.After != nil
	b.Before, b.After = b.fit(c.Before), b.fit(c.After)
	if len(c.Path) <= longestPointer {
		b.Path = c.Path
	}
}

// fit is a value on one line where it is an object, cut.
func (b *Branch) fit(value json.RawMessage) string {
	if value == nil {
		return ""
	}
	text := string(compact(value))
	if value[0] == '"' {
		text = Display(value)
	}
	text, cut := cutText(text, longestBranch)
	b.Cut = b.Cut || cut
	return text
}

// grown is the finished branch at path; gone says that path is one of the state
// before.
func (f *forest) grown(s *sprout, path []string, gone bool) Branch {
	b := s.branch
	side := f.names.is
	if gone || side == nil {
		side = f.names.was
	}
	nodes := append([]int(nil), side.follow(path)...)
	if len(path) > 0 {
		b.Name = f.names.segment(s.segment)
		b.Label = f.label(path, side, nodes)
		if b.Label == b.Name {
			b.Label = ""
		}
		if pointer := maskedPath(path); b.Kind == "" && len(pointer) <= longestPointer {
			b.Path = pointer
		}
	}
	around, unchanged := f.around(s, path, side, nodes[len(nodes)-1])
	b.Unchanged = unchanged
	b.Children = make([]Branch, 0, len(around)+len(s.children))
	b.Children = append(b.Children, around...)
	for _, child := range s.children {
		b.Children = append(b.Children, f.grown(child, append(path[:len(path):len(path)], child.segment), gone || child.gone))
	}
	return b
}

// label is what a person calls the last segment of path.
func (f *forest) label(path []string, side *guide, nodes []int) string {
	kind, depth := f.names.elementOf(delta{path: path}, side, nodes)
	if depth == len(path) && kind != ElementObject {
		return f.names.elementName(kind, path, side, nodes)
	}
	label := f.names.label(path, len(path)-1, side, nodes)
	return label[len(label)-1]
}

// knownBy are the members that stay visible around a change.
var knownBy = []string{"label", "name", "type", "id", "role", "resource"}

// around lists what stays visible in an object around a change, and counts
// what else is in node i and stayed.
func (f *forest) around(s *sprout, path []string, side *guide, i int) (shown []Branch, unchanged int) {
	if len(s.children) == 0 || i == none || side == nil || f.shape == ShapeChanges {
		return nil, 0
	}
	before := side == f.names.was
	stays := func(name string) bool {
		return s.index["+"+name] == nil && (!before || s.index["-"+name] == nil) && (f.noise || !isNoise(append(path[:len(path):len(path)], name)))
	}
	if side.t.nodes[i].Kind == isArray {
		return nil, max(0, len(side.t.elements(i))-s.standing(before)-s.branch.Left)
	}
	for _, name := range knownBy {
		if text := side.said(i, name); text != "" && stays(name) {
			b := Branch{Name: name, HasBefore: true, HasAfter: true, Children: []Branch{}}
			b.After, b.Cut = cutText(text, longestBranch)
			b.Before = b.After
			if pointer := maskedPath(append(path[:len(path):len(path)], name)); len(pointer) <= longestPointer {
				b.Path = pointer
			}
			shown = append(shown, b)
		}
	}
	for _, m := range side.t.fields(i) {
		if stays(m.name) {
			unchanged++
		}
	}
	return shown, max(0, unchanged-len(shown)-s.branch.Left)
}

// standing counts the branches that are elements of the state after, or before.
func (s *sprout) standing(before bool) int {
	n := 0
	for _, child := range s.children {
		if before || !child.gone {
			n++
		}
	}
	return n
}
