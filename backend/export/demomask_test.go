package export

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

var update = flag.Bool("update", false, "write the golden files anew")

// anyID matches what differs from object to object in a path.
var anyID = regexp.MustCompile(`^([0-9a-f]{24}|[0-9a-f]{8}-[0-9a-f-]+|\d+)$`)

// differing counts under each path where a masked value is not the recorded
// one, with ids and indexes written as *.
func differing(counts map[string]int, path string, recorded, masked any) {
	switch r := recorded.(type) {
	case map[string]any:
		m, ok := masked.(map[string]any)
		if !ok || len(m) != len(r) {
			counts[path+" (whole)"]++
			return
		}
		for name, value := range r {
			step := name
			if anyID.MatchString(name) {
				step = "*"
			}
			if _, ok := m[name]; !ok {
				counts[path+"/"+step+" (name)"]++
				continue
			}
			differing(counts, path+"/"+step, value, m[name])
		}
	case []any:
		m, _ := masked.([]any)
		for i := range min(len(r), len(m)) {
			differing(counts, path+"/*", r[i], m[i])
		}
	default:
		if !reflect.DeepEqual(recorded, masked) {
			counts[path]++
		}
	}
}

func decoded(t *testing.T, raw json.RawMessage) any {
	t.Helper()
	var value any
	if len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

// TestDemoMaskedPaths lists what is masked of a believable log, action by
// action. A rule that hides too much shows as another line.
func TestDemoMaskedPaths(t *testing.T) {
	counts := map[string]int{}
	for _, e := range demoEvents(t, 3_000, 1) {
		masked, _ := diff.MaskEvent(e)
		differing(counts, e.Action+": raw", decoded(t, e.Raw), decoded(t, masked.Raw))
		differing(counts, e.Action+": event", fields(t, e), fields(t, masked))
	}
	var got strings.Builder
	for _, path := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&got, "%s %d\n", path, counts[path])
	}
	golden := filepath.Join("testdata", "demo-masked.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if want := read(t, golden); got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
}

// fields are those of e but for the raw entry.
func fields(t *testing.T, e audit.Event) any {
	t.Helper()
	e.Raw = nil
	encoded, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	return decoded(t, encoded)
}
