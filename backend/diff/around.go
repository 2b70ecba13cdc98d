package diff

import (
	"strconv"
	"strings"
)

// What stands around a change, by name, so that a reader of a few lines sees
// where they are.

// aroundSign stands between the names of nested elements.
const aroundSign = " › "

// longestAround is how many characters of a name are shown.
const longestAround = 60

// ancestry says of every node of a tree what it stands in.
type ancestry struct {
	t       *tree
	parents []int          // none for node 0
	indexes []int          // of an element in its array
	known   map[int]string // of containers: their names from the outside in
}

func ancestryOf(t *tree) *ancestry {
	a := &ancestry{t: t, parents: make([]int, len(t.nodes)), indexes: make([]int, len(t.nodes)), known: map[int]string{}}
	a.parents[0] = none
	var open []int
	counts := make([]int, 0, 16)
	for i := range t.nodes {
		for len(open) > 0 && t.nodes[open[len(open)-1]].next <= i {
			open, counts = open[:len(open)-1], counts[:len(counts)-1]
		}
		if top := len(open) - 1; top >= 0 {
			a.parents[i], a.indexes[i] = open[top], counts[top]
			counts[top]++
		}
		if t.nodes[i].kind.container() {
			open, counts = append(open, i), append(counts, 0)
		}
	}
	return a
}

// names are those of container i and of what it stands in, from the outside
// in; empty for the whole.
func (a *ancestry) names(i int) string {
	if i == none || a.parents[i] == none {
		return ""
	}
	if names, known := a.known[i]; known {
		return names
	}
	outer := a.names(a.parents[i])
	if outer != "" {
		outer += aroundSign
	}
	a.known[i] = outer + a.name(i)
	return a.known[i]
}

// name is that of node i as a person reads it, masked.
func (a *ancestry) name(i int) string {
	name, machine := strconv.Itoa(a.indexes[i]), true
	if a.t.nodes[i].keyTo > 0 {
		name = MaskText(a.t.name(i))
		machine = madeByMachine(name)
	}
	switch title := a.t.title(i); {
	case title != "" && machine:
		name = title
	case title != "":
		name += " " + title
	}
	short, _ := cutText(name, longestAround)
	return short
}

// madeByMachine reports a name that tells a person nothing: a component's id.
func madeByMachine(name string) bool {
	return strings.ContainsAny(name, "0123456789") && (len(name) >= shortestName || strings.IndexByte(name, '-') > 0)
}

// title is what object i calls itself, masked; empty where it does not, and for
// everything else than an object. A component shows its type behind its label.
func (t *tree) title(i int) string {
	if t.nodes[i].kind != isObject {
		return ""
	}
	says := map[string]string{}
	for c := i + 1; c < t.nodes[i].next; c = t.nodes[c].next {
		if name := t.shortName(c); t.nodes[c].kind == isText && t.nodes[c].to-t.nodes[c].from < 1024 && (name == "label" || name == "name" || name == "type") {
			says[name] = strings.TrimSpace(MaskText(t.text(c)))
		}
	}
	title := says["label"]
	if title == "" {
		title = says["name"]
	}
	kind := says["type"]
	if dot := strings.LastIndexByte(kind, '.'); dot >= 0 && dot+1 < len(kind) {
		kind = kind[dot+1:]
		if title == "" {
			return kind
		}
		return title + " (" + kind + ")"
	}
	return title
}

// shortName is the name of member i as written, where it is short.
func (t *tree) shortName(i int) string {
	n := t.nodes[i]
	if n.keyTo-n.keyFrom > 16 || n.keyTo == 0 {
		return ""
	}
	return string(t.raw[n.keyFrom+1 : n.keyTo-1])
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
	ancestry   *ancestry // nil for an absent tree
}

// around names what the line of that number, from 1, stands in.
func (r *rendering) around(number int) string {
	if r.ancestry == nil || number < 1 || number > len(r.containers) {
		return ""
	}
	return strings.TrimPrefix(r.ancestry.names(r.containers[number-1]), aroundSign)
}
