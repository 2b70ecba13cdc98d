package diff

import (
	"strconv"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// account reads a list of changes as what came, went and moved in each
// container, and so turns one state into the other, in both directions.
type account struct {
	t     *testing.T
	back  bool                         // from the state after to the one before
	set   map[string]audit.Change      // by path after
	came  map[string]map[string]any    // by container after, by name or index
	went  map[string]map[string]any    // by container before, likewise
	moved map[string]map[string]string // by container before: index before to index after
}

func accountOf(t *testing.T, changes []audit.Change, back bool) account {
	t.Helper()
	a := account{
		t: t, back: back, set: map[string]audit.Change{}, came: map[string]map[string]any{},
		went: map[string]map[string]any{}, moved: map[string]map[string]string{},
	}
	for _, c := range changes {
		parent, last := parentOf(c.Path)
		switch c.Kind {
		case audit.ChangeAdded:
			put(a.came, parent, last, decode(t, c.After))
		case audit.ChangeRemoved:
			put(a.went, parent, last, decode(t, c.Before))
		case audit.ChangeMoved:
			from, index := parentOf(c.From)
			put(a.moved, from, index, last)
		default:
			if _, twice := a.set[c.Path]; twice {
				t.Fatalf("%s is told twice", c.Path)
			}
			a.set[c.Path] = c
		}
	}
	return a
}

func put[V any](in map[string]map[string]V, parent, name string, value V) {
	if in[parent] == nil {
		in[parent] = map[string]V{}
	}
	in[parent][name] = value
}

func parentOf(path string) (parent, last string) {
	cut := strings.LastIndexByte(path, '/')
	if cut < 0 {
		return "none", ""
	}
	return path[:cut], splitPointer(path[cut:])[0]
}

// other is the other state of value, whose paths in the two states are known.
func (a account) other(value any, before, after string) any {
	if c, ok := a.set[after]; ok {
		if a.back {
			return decode(a.t, c.Before)
		}
		return decode(a.t, c.After)
	}
	gone, come := a.went[before], a.came[after]
	if a.back {
		gone, come = come, gone
	}
	switch v := value.(type) {
	case map[string]any:
		result := map[string]any{}
		for name, member := range v {
			if _, ok := gone[name]; !ok {
				segment := joinPointer([]string{name})
				result[name] = a.other(member, before+segment, after+segment)
			}
		}
		for name, member := range come {
			result[name] = member
		}
		return result
	case []any:
		return a.list(v, gone, come, before, after)
	}
	return value
}

func (a account) list(from []any, gone, come map[string]any, before, after string) []any {
	moves := map[string]string{}
	for was, is := range a.moved[before] {
		if a.back {
			was, is = is, was
		}
		moves[was] = is
	}
	target := make([]any, len(from)-len(gone)+len(come))
	taken := make([]bool, len(target))
	take := func(index string) int {
		at, err := strconv.Atoi(index)
		if err != nil || at >= len(target) || taken[at] {
			a.t.Fatalf("there is no place %s for %s", index, after)
		}
		taken[at] = true
		return at
	}
	for index, element := range come {
		target[take(index)] = element
	}
	for _, is := range moves {
		take(is)
	}
	next := 0
	for i, element := range from {
		index := strconv.Itoa(i)
		if _, ok := gone[index]; ok {
			continue
		}
		at, ok := moves[index]
		if !ok {
			for taken[next] {
				next++
			}
			at = strconv.Itoa(next)
			next++
		}
		was, is := before+"/"+index, after+"/"+at
		if a.back {
			was, is = before+"/"+at, after+"/"+index
		}
		place, err := strconv.Atoi(at)
		if err != nil {
			a.t.Fatal(err)
		}
		target[place] = a.other(element, was, is)
	}
	return target
}
