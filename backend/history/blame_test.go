package history

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// blamed reads who set each leaf: "/path=event", with a ~ before the event
// where it is at the latest.
func blamed(t *testing.T, trail *Trail) string {
	t.Helper()
	leaves, err := trail.Blame()
	if err != nil {
		t.Fatal(err)
	}
	words := make([]string, len(leaves))
	for i, l := range leaves {
		mark := ""
		if l.AtLatest {
			mark = "~"
		}
		words[i] = l.Path + "=" + mark + trail.Entries[l.Entry].Row.EventID
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

func TestBlame(t *testing.T) {
	for name, c := range map[string]struct {
		events []audit.Event
		want   string
	}{
		"created, changed, added": {[]audit.Event{
			told(1, "Flow Created", "", `{"a":1,"b":{"c":1,"d":1}}`, ""),
			told(2, "Flow Updated", `{"a":1,"b":{"c":1,"d":1}}`, `{"a":1,"b":{"c":2,"d":1},"e":{}}`, "")},
			"/a=e01 /b/c=e02 /b/d=e01 /e=e02"},
		"never seen to change": {[]audit.Event{told(1, "Flow Updated", `{"a":1,"b":1}`, `{"a":1,"b":2}`, "")}, "/a=~e01 /b=e01"},
		"the new state alone": {[]audit.Event{
			told(1, "Flow Updated", "", `{"a":1,"b":1}`, ""), told(2, "Flow Updated", "", `{"a":1,"b":2}`, "")}, "/a=~e01 /b=e02"},
		"changed outside the log": {[]audit.Event{
			told(1, "Flow Created", "", `{"a":1,"b":1,"c":1}`, ""), told(2, "Flow Updated", `{"a":1,"b":7,"c":1}`, `{"a":1,"b":7,"c":8}`, "")},
			"/a=e01 /b=~e02 /c=e02"},
		"deleted and created again": {[]audit.Event{
			told(1, "Flow Created", "", `{"a":1}`, ""), told(2, "Flow Deleted", `{"a":1}`, "", ""), told(3, "Flow Updated", "", `{"a":1}`, "")}, "/a=e03"},
		"deleted": {[]audit.Event{told(1, "Flow Created", "", `{"a":1}`, ""), told(2, "Flow Deleted", `{"a":1}`, "", "")}, ""},
		"a list of changes": {[]audit.Event{
			told(1, "Flow Created", "", `{"a":1,"stage":"stopped"}`, ""),
			told(2, "Flow Started", "", "", `[{"path":"/stage","old":"stopped","new":"running"}]`), told(3, "User Logged In", "", "", "")},
			"/a=e01 /stage=e02"},
		"lists alone": {[]audit.Event{
			told(1, "Flow Started", "", "", `[{"path":"/stage","old":"stopped","new":"running"}]`),
			told(2, "Flow Renamed", "", "", `[{"path":"/name","old":"a","new":"b"}]`)}, "/name=e02 /stage=e01"},
		"elements shift": {[]audit.Event{
			told(1, "Flow Created", "", `{"l":["a","b","c","d"]}`, ""),
			told(2, "Flow Updated", `{"l":["a","b","c","d"]}`, `{"l":["x","a","b","c","y","d"]}`, ""),
			told(3, "Flow Updated", `{"l":["x","a","b","c","y","d"]}`, `{"l":["x","b","c","y","d"]}`, "")},
			"/l/0=e02 /l/1=e01 /l/2=e01 /l/3=e02 /l/4=e01"},
		"what stands in an element shifts with it": {[]audit.Event{
			told(1, "Flow Created", "", `{"l":[{"id":1,"v":1},{"id":2,"v":1}]}`, ""),
			told(2, "Flow Updated", `{"l":[{"id":1,"v":1},{"id":2,"v":1}]}`, `{"l":[{"id":1,"v":1},{"id":2,"v":2}]}`, ""),
			told(3, "Flow Updated", `{"l":[{"id":1,"v":1},{"id":2,"v":2}]}`, `{"l":[{"id":0,"v":0},{"id":1,"v":1},{"id":2,"v":2}]}`, "")},
			"/l/0/id=e03 /l/0/v=e03 /l/1/id=e01 /l/1/v=e01 /l/2/id=e01 /l/2/v=e02"},
		"members named like indexes do not shift": {[]audit.Event{
			told(1, "Flow Created", "", `{"o":{"0":1,"1":1,"2":1}}`, ""),
			told(2, "Flow Updated", `{"o":{"0":1,"1":1,"2":1}}`, `{"o":{"0":1,"1":1,"2":2}}`, ""),
			told(3, "Flow Updated", `{"o":{"0":1,"1":1,"2":2}}`, `{"o":{"1":1,"2":2}}`, "")}, "/o/1=e01 /o/2=e02"},
		"elements move": {[]audit.Event{
			told(1, "Flow Created", "", `{"l":[{"id":1,"v":1},{"id":2,"v":1},{"id":3,"v":1}]}`, ""),
			told(2, "Flow Updated", `{"l":[{"id":1,"v":1},{"id":2,"v":1},{"id":3,"v":1}]}`, `{"l":[{"id":1,"v":1},{"id":2,"v":1},{"id":3,"v":2}]}`, ""),
			told(3, "Flow Updated", `{"l":[{"id":1,"v":1},{"id":2,"v":1},{"id":3,"v":2}]}`, `{"l":[{"id":3,"v":2},{"id":1,"v":1},{"id":2,"v":1}]}`, "")},
			"/l/0/id=e01 /l/0/v=e02 /l/1/id=e01 /l/1/v=e01 /l/2/id=e01 /l/2/v=e01"},
		"elements move and change": {[]audit.Event{
			told(1, "Flow Created", "", `{"l":[{"id":1,"v":1,"w":1},{"id":2},{"id":3}]}`, ""),
			told(2, "Flow Updated", `{"l":[{"id":1,"v":1,"w":1},{"id":2},{"id":3}]}`, `{"l":[{"id":2},{"id":3},{"id":1,"v":2,"w":1}]}`, "")},
			"/l/0/id=e01 /l/1/id=e01 /l/2/id=e01 /l/2/v=e02 /l/2/w=e01"},
		"a list of changes that moves": {[]audit.Event{
			told(1, "Flow Created", "", `{"l":["a","b","c"],"k":1}`, ""),
			told(2, "Flow Updated", "", "", `[{"op":"replace","path":"/l/2","value":"d"}]`),
			told(3, "Flow Updated", "", "", `[{"op":"move","from":"/l/2","path":"/l/0"},{"op":"move","from":"/k","path":"/m"}]`)},
			"/l/0=e02 /l/1=e01 /l/2=e01 /m=e01"},
		"a list of changes of a whole list": {[]audit.Event{
			told(1, "Flow Created", "", `{"l":["a","b","c","d"]}`, ""),
			told(2, "Flow Updated", "", "", `[{"path":"/l","old":["a","b","c","d"],"new":["d","x","c"]}]`)},
			"/l/0=e01 /l/1=e02 /l/2=e01"},
	} {
		trail, err := Read(t.Context(), cacheOf(t, c.events...), f1, time.Time{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := blamed(t, trail); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// What moves keeps its marks, wherever to, and what it changes on the way gets
// the new one.
func TestBlameFollowsMoves(t *testing.T) {
	b := &blame{set: true, by: mark{entry: 0}}
	b.put([]string{"l", "2", "v"}, mark{entry: 1})
	b.put([]string{"k", "0"}, mark{entry: 2})
	b.apply([]edit{
		{kind: audit.ChangeMoved, from: []string{"l", "2"}, path: []string{"l", "0"}, inArray: true},
		{kind: audit.ChangeChanged, path: []string{"l", "0", "w"}},
		{kind: audit.ChangeAdded, path: []string{"l", "1"}, inArray: true},
		{kind: audit.ChangeMoved, from: []string{"k"}, path: []string{"m"}},
	}, mark{entry: 3})
	for path, want := range map[string]int{"l/0/v": 1, "l/0/w": 3, "l/0/x": 0, "l/1/v": 3, "l/2/v": 0, "l/3/v": 0, "k": 0, "m/0": 2, "m/1": 0} {
		if got := b.of(strings.Split(path, "/")); got.entry != want {
			t.Errorf("%s belongs to %d, want %d", path, got.entry, want)
		}
	}
}

// Every value names the event that set it; whatever is done to the object,
// blame must find that event.
func TestBlameOfRandomEdits(t *testing.T) {
	for seed := range uint64(60) {
		random := rand.New(rand.NewPCG(seed, 1))
		serial := 0
		fresh := func(event int) string { serial++; return fmt.Sprintf("e%02d-%d", event, serial) }
		state := map[string]any{}
		before, events := "", []audit.Event{}
		for event := 1; event <= 30; event++ {
			for range 1 + random.IntN(4) {
				change(random, state, func() string { return fresh(event) }, 0)
			}
			text, err := json.Marshal(state)
			if err != nil {
				t.Fatal(err)
			}
			action := "Flow Updated"
			if event == 1 {
				action = "Flow Created"
			}
			events = append(events, told(event, action, before, string(text), ""))
			before = string(text)
		}
		trail, err := Read(t.Context(), cacheOf(t, events...), f1, time.Time{})
		if err != nil || len(trail.Gaps) > 0 {
			t.Fatal(err, trail.Gaps)
		}
		leaves, err := trail.Blame()
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range leaves {
			var value string
			if json.Unmarshal(l.Value, &value) != nil {
				continue // an empty object or array
			}
			want, _, _ := strings.Cut(value, "-")
			if got := trail.Entries[l.Entry].Row.EventID; got != want || l.AtLatest {
				t.Fatalf("seed %d: %s holds %s, blamed on %s (at the latest: %v)\n%s", seed, l.Path, value, got, l.AtLatest, before)
			}
		}
	}
}

// change sets, removes or adds something in an object or in an object inside.
func change(random *rand.Rand, state map[string]any, fresh func() string, depth int) {
	names := slices.Sorted(maps.Keys(state))
	if len(names) > 0 && random.IntN(3) > 0 {
		name := names[random.IntN(len(names))]
		switch inside := state[name].(type) {
		case map[string]any:
			change(random, inside, fresh, depth+1)
			return
		case []any:
			state[name] = changeList(random, inside, fresh)
			return
		default:
			if random.IntN(4) == 0 {
				delete(state, name)
			} else {
				state[name] = fresh()
			}
		}
		return
	}
	name := fmt.Sprint(random.IntN(6))
	switch kind := random.IntN(4); {
	case kind == 0 && depth < 3:
		state[name] = map[string]any{"a": fresh(), "1": fresh()}
	case kind == 1 && random.IntN(2) == 0:
		state[name] = []any{known(fresh), known(fresh), known(fresh)}
	case kind == 1:
		state[name] = []any{fresh(), fresh(), fresh()}
	default:
		state[name] = fresh()
	}
}

// known is an element that its id tells from others.
func known(fresh func() string) any { return map[string]any{"id": fresh(), "v": fresh(), "w": fresh()} }

// changeList inserts, removes or moves an element, or changes one in its place.
func changeList(random *rand.Rand, list []any, fresh func() string) []any {
	at := random.IntN(len(list) + 1)
	list = slices.Clone(list)
	isObject := len(list) > 0 && reflect.TypeOf(list[0]).Kind() == reflect.Map
	switch {
	case at == len(list) || random.IntN(3) == 0:
		if isObject {
			return slices.Insert(list, at, known(fresh))
		}
		return slices.Insert(list, at, any(fresh()))
	case random.IntN(3) == 0:
		return slices.Delete(list, at, at+1)
	case random.IntN(2) == 0:
		element := list[at]
		list = slices.Delete(list, at, at+1)
		return slices.Insert(list, random.IntN(len(list)+1), element)
	case isObject:
		element := maps.Clone(list[at].(map[string]any))
		element[[]string{"v", "w", "x"}[random.IntN(3)]] = fresh()
		list[at] = element
	default:
		list[at] = fresh()
	}
	return list
}
