package diff

import (
	"slices"
	"strconv"
	"strings"
)

// What stands around a change, by name, so that a reader of a few lines sees
// where they are.

// ancestry says of every node of a tree what it stands in.
type ancestry struct {
	t       *tree
	parents []int // none for node 0
	indexes []int // of an element in its array
}

func ancestryOf(t *tree) *ancestry {
	a := &ancestry{t: t, parents: make([]int, len(t.nodes)), indexes: make([]int, len(t.nodes))}
	a.parents[0] = none
	var open []int
	counts := make([]int, 0, 16)
	for i := range t.nodes {
		for len(open) > 0 && t.nodes[open[len(open)-1]].Next <= i {
			open, counts = open[:len(open)-1], counts[:len(counts)-1]
		}
		if top := len(open) - 1; top >= 0 {
			a.parents[i], a.indexes[i] = open[top], counts[top]
			counts[top]++
		}
		if t.nodes[i].Kind.Container() {
			open, counts = append(open, i), append(counts, 0)
		}
	}
	return a
}

// path leads to node i, from the outside in.
func (a *ancestry) path(i int) []string {
	var path []string
	for ; a.parents[i] != none; i = a.parents[i] {
		if a.t.nodes[i].KeyTo > 0 {
			path = append(path, a.t.name(i))
		} else {
			path = append(path, strconv.Itoa(a.indexes[i]))
		}
	}
	slices.Reverse(path)
	return path
}

// tellAround fills in the names around changes: before and after are the
// containers of the lines of each side.
func (d *TextDiff) tellAround(before, after *rendering) {
	told := ""
	for i := range d.Lines {
		line := &d.Lines[i]
		start := i == 0 || line.Kind == LineGap
		if !start && (line.Kind == LineEqual || d.Lines[i-1].Kind == line.Kind && d.Lines[i-1].Mate == none) {
			continue
		}
		if line.Kind == LineEqual && start || line.Kind == LineGap {
			told = ""
		}
		at := d.nextChange(i)
		if at == none {
			continue
		}
		side, number := after, d.Lines[at].After
		if d.Lines[at].Kind == LineRemoved {
			side, number = before, d.Lines[at].Before
		}
		if around := side.around(number); around != told {
			line.Around, told = around, around
		}
	}
}

// nextChange is the index of the first changed line from i on, before the next
// gap; none where there is none.
func (d *TextDiff) nextChange(i int) int {
	for at := i; at < len(d.Lines); at++ {
		switch kind := d.Lines[at].Kind; {
		case kind == LineAdded || kind == LineRemoved:
			return at
		case kind == LineGap && at > i:
			return none
		}
	}
	return none
}

// rendering is a tree as text, with the container that each line stands in.
type rendering struct {
	text       string
	containers []int
	tree       *tree     // nil for an absent one
	ancestry   *ancestry // of tree, once it was asked for
	names      *grouping
	side       *guide
	known      map[int]string // of containers: what around says
}

// around names what the line of that number, from 1, stands in.
func (r *rendering) around(number int) string {
	if r.tree == nil || number < 1 || number > len(r.containers) || r.containers[number-1] == none {
		return ""
	}
	i := r.containers[number-1]
	if around, known := r.known[i]; known {
		return around
	}
	if r.ancestry == nil {
		r.ancestry = ancestryOf(r.tree)
	}
	d := delta{path: r.ancestry.path(i)}
	nodes := r.side.follow(d.path)
	kind, depth := r.names.elementOf(d, r.side, nodes)
	label := r.names.label(d.path, depth, r.side, nodes)
	if kind != ElementObject {
		label = append([]string{r.names.elementName(kind, d.path[:depth], r.side, nodes)}, label...)
	}
	r.known[i] = strings.Join(label, between)
	return r.known[i]
}
