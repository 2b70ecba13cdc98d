package diff

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// benchSizes are the sizes of one state, in bytes.
var benchSizes = []struct {
	name  string
	bytes int
}{{"10KB", 10_000}, {"100KB", 100_000}, {"1MB", 1_000_000}, {"4MB", 4_000_000}}

// benchPair makes two states of about size bytes each, without a picture that
// would be compared in no time: a flow's components, its variables, an ACL and a
// list of texts. Few is a handful of edits, many one of every few values.
func benchPair(tb testing.TB, size int, many bool) (before, after json.RawMessage) {
	tb.Helper()
	const part = 735 // bytes, of all that grows with a component
	r := rand.New(rand.NewPCG(uint64(size), 11))
	was := benchState(max(1, size/part))
	is := benchState(max(1, size/part))
	if many {
		editMany(r, is)
	} else {
		editFew(r, is)
	}
	for i, state := range []*benchObject{was, is} {
		raw, err := json.Marshal(state)
		if err != nil {
			tb.Fatal(err)
		}
		if i == 0 {
			before = raw
		} else {
			after = raw
		}
	}
	return before, after
}

type benchObject struct {
	FlowID    string                    `json:"flowId"`
	Name      string                    `json:"name"`
	Flow      map[string]map[string]any `json:"flow"`
	Variables []map[string]any          `json:"variables"`
	ACL       []map[string]any          `json:"acl"`
	Steps     []string                  `json:"steps"`
}

func benchState(components int) *benchObject {
	o := &benchObject{FlowID: "7f3c", Name: "Large", Flow: map[string]map[string]any{}}
	for i := range components {
		o.Flow[fmt.Sprintf("%08x-0000-4000-8000-%012x", i*7919, i)] = map[string]any{
			"type": "appmixer.slack.list.SendChannelMessage", "label": fmt.Sprintf("Step %d", i), "x": i * 10, "y": i * 20, "version": "1.2.0",
			"source": map[string]any{"in": map[string]any{fmt.Sprintf("%08x", i): []string{"out"}}},
			"config": map[string]any{
				"properties": map[string]any{"channelId": fmt.Sprintf("C%d", i), "retries": i % 5, "unfurl": i%2 == 0},
				"transform": map[string]any{"in": map[string]any{
					"message": fmt.Sprintf("Deal %d of {{{$.%08x.out.name}}} was closed: see https://example.com/deals/%d?from=flow", i, i, i),
					"blocks":  []any{map[string]any{"type": "section", "text": fmt.Sprintf("Block %d", i)}, map[string]any{"type": "divider"}},
				}},
			},
		}
		o.Variables = append(o.Variables, map[string]any{"id": fmt.Sprintf("v-%d", i), "name": fmt.Sprintf("variable %d", i), "value": i, "kind": "text"})
		for _, resource := range []string{"flows", "files"} {
			o.ACL = append(o.ACL, map[string]any{"role": fmt.Sprintf("role-%d", i), "resource": resource, "action": []string{"read", "create"}, "attributes": []string{"non-private"}})
		}
		o.Steps = append(o.Steps, fmt.Sprintf("Step %d: send the message, then wait for its answer", i))
	}
	return o
}

// properties are those of the n-th component.
func (o *benchObject) component(n int) (string, map[string]any) {
	id := fmt.Sprintf("%08x-0000-4000-8000-%012x", n*7919, n)
	return id, o.Flow[id]
}

func editFew(r *rand.Rand, o *benchObject) {
	last := len(o.Variables) - 1
	o.Name = "Large, renamed"
	_, component := o.component(last / 2)
	component["label"] = "Notify sales"
	component["config"].(map[string]any)["properties"].(map[string]any)["retries"] = "3"
	o.Variables[last/3]["value"] = "other"
	o.Steps = slices.Insert(o.Steps, last/4, "Step one and a half")
	rule := o.ACL[last]
	rule["action"] = []string{"read", "create", "delete"}
	moveTo(o.ACL, len(o.ACL)-1, r.IntN(len(o.ACL)))
}

func moveTo[T any](list []T, from, to int) {
	element := list[from]
	copy(list[from:], list[from+1:])
	copy(list[to+1:], list[to:len(list)-1])
	list[to] = element
}

func editMany(r *rand.Rand, o *benchObject) {
	for n := range len(o.Variables) {
		id, component := o.component(n)
		config := component["config"].(map[string]any)
		switch r.IntN(6) {
		case 0:
			component["label"] = fmt.Sprintf("Renamed %d", n)
			component["version"] = "1.10.0"
		case 1:
			config["transform"].(map[string]any)["in"].(map[string]any)["message"] = fmt.Sprintf("Another text for deal %d", n)
		case 2:
			config["properties"].(map[string]any)["retries"] = fmt.Sprint(n)
		case 3:
			if r.IntN(4) == 0 {
				delete(o.Flow, id)
			}
		}
		if r.IntN(4) == 0 {
			o.Variables[n]["value"] = r.IntN(1_000_000)
		}
		if r.IntN(5) == 0 {
			o.ACL[2*n]["action"] = []string{"read"}
		}
		if r.IntN(5) == 0 {
			o.Steps[n] = fmt.Sprintf("Step %d does something else now", n)
		}
	}
	for range len(o.ACL) / 20 {
		moveTo(o.ACL, r.IntN(len(o.ACL)), r.IntN(len(o.ACL)))
		moveTo(o.Variables, r.IntN(len(o.Variables)), r.IntN(len(o.Variables)))
		o.Steps = slices.Delete(o.Steps, len(o.Steps)/2, len(o.Steps)/2+1)
		o.Steps = slices.Insert(o.Steps, r.IntN(len(o.Steps)+1), "A new step")
	}
}

// BenchmarkPair is what comparing two states costs: structure (parsing
// included), an event's view with its secrets masked, and its text. With
// TRAILBOOK_BENCH_PAIRS it leaves the pairs in that folder for other tools.
func BenchmarkPair(b *testing.B) {
	folder := os.Getenv("TRAILBOOK_BENCH_PAIRS")
	for _, size := range benchSizes {
		for _, amount := range []string{"few", "many"} {
			before, after := benchPair(b, size.bytes, amount == "many")
			name := size.name + "-" + amount
			if folder != "" {
				writePair(b, filepath.Join(folder, name), before, after)
			}
			b.Run(name, func(b *testing.B) {
				e := audit.Event{Before: before, After: after, TargetKind: "flow"}
				var compare, view, text []time.Duration
				changes, coarse := 0, false
				for b.Loop() {
					compare = append(compare, timed(b, func() error {
						found, err := Compare(before, after)
						changes = len(found)
						return err
					}))
					view = append(view, timed(b, func() error {
						v, err := OfEvent(e)
						coarse = v.Coarse
						return err
					}))
					text = append(text, timed(b, func() error {
						_, err := EventText(e, true)
						return err
					}))
				}
				b.ReportMetric(middle(compare), "compare-ms")
				b.ReportMetric(middle(view), "view-ms")
				b.ReportMetric(middle(text), "text-ms")
				b.ReportMetric(float64(changes), "changes")
				b.ReportMetric(float64(len(before))/1e6, "MB")
				if coarse {
					b.Error("a pair of this size is cut off")
				}
			})
		}
	}
}

func writePair(b *testing.B, path string, before, after json.RawMessage) {
	b.Helper()
	for side, state := range map[string]json.RawMessage{"before": before, "after": after} {
		if err := os.WriteFile(path+"."+side+".json", state, 0o600); err != nil {
			b.Fatal(err)
		}
	}
}

func timed(b *testing.B, work func() error) time.Duration {
	b.Helper()
	start := time.Now()
	if err := work(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// middle is the median in milliseconds.
func middle(times []time.Duration) float64 {
	slices.Sort(times)
	return float64(times[len(times)/2].Microseconds()) / 1000
}
