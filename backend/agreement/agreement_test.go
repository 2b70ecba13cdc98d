package agreement

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/evidence"
)

const (
	filters = 500 // of each kind of file
	seed    = 42
)

// What is exported is what is on screen: the same events in the same order,
// whatever is asked for, from the window and from the command line.
func TestExportedIsWhatIsOnScreen(t *testing.T) {
	before := debug.SetGCPercent(800) // much garbage in little memory
	t.Cleanup(func() { debug.SetGCPercent(before) })
	c := synced(t)
	for kind, write := range map[string]func(*testing.T, int, question) []exported{
		"xlsx": func(t *testing.T, i int, q question) []exported {
			path := c.written(t, i, q, bind.ExportChoice{Format: "xlsx"})
			if i%25 == 0 {
				compare(t, excelizeEvents(t, path), workbookEvents(t, path), "excelize reads another workbook")
			}
			return workbookEvents(t, path)
		},
		"csv": func(t *testing.T, i int, q question) []exported {
			return csvEvents(t, c.written(t, i, q, bind.ExportChoice{Format: "csv"}))
		},
		"ndjson": func(t *testing.T, i int, q question) []exported {
			return lineEvents(t, c.written(t, i, q, bind.ExportChoice{Format: "ndjson"}))
		},
		"pack": func(t *testing.T, i int, q question) []exported { return c.packed(t, i, q) },
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			rng := rand.New(rand.NewPCG(seed, uint64(len(kind)))) //nolint:gosec // a test
			var none, one, few, many int
			for i := range filters {
				q := asked(rng, c.events)
				shown := c.screen(t, q.spec, q.order)
				large := i%51 == 0 // the others select few, for the time that it takes
				for large && len(shown) < 100 || !large && len(shown) > 40 {
					q = asked(rng, c.events)
					shown = c.screen(t, q.spec, q.order)
				}
				compare(t, write(t, i, q), onScreen(shown, kind), fmt.Sprintf("seed %d, filter %d: %+v", seed, i, q))
				if t.Failed() {
					return
				}
				switch n := len(shown); {
				case n == 0:
					none++
				case n == 1:
					one++
				case n < len(c.events)/4:
					few++
				default:
					many++
				}
			}
			if none < 20 || one < 20 || few < 100 || many < 5 {
				t.Errorf("%d filters select nothing, %d one event, %d few and %d many: the test says little", none, one, few, many)
			}
		})
	}
}

// The command line lists and counts what the window shows.
func TestListedIsWhatIsOnScreen(t *testing.T) {
	c := synced(t)
	rng := rand.New(rand.NewPCG(seed, 6)) //nolint:gosec // a test
	found := 0
	for i := range 2000 {
		q := asked(rng, c.events)
		shown := c.screen(t, q.spec, q.order)
		var ids, listed []string
		for _, row := range shown {
			ids = append(ids, row.Tenant+" "+row.ID)
		}
		found += len(ids)
		if q.order.Ascending { // the command line lists the newest first
			slices.Reverse(ids)
		}
		q.order.Ascending = false
		words := append([]string{"events", "--format", "ndjson", "--limit", "0"}, q.flags()...)
		if i%4 == 0 { // the others are only counted, for the time that it takes
			for lines := json.NewDecoder(strings.NewReader(c.command(t, words...))); lines.More(); {
				var e exported
				if err := lines.Decode(&e); err != nil {
					t.Fatal(err)
				}
				listed = append(listed, e.Tenant+" "+e.ID)
			}
			if !slices.Equal(listed, ids) {
				t.Fatalf("seed %d, filter %d: %+v lists\n%q, on screen are\n%q", seed, i, q, listed, ids)
			}
		}
		if n := strings.TrimSpace(c.command(t, append([]string{"count"}, q.flags()...)...)); n != strconv.Itoa(len(ids)) {
			t.Fatalf("seed %d, filter %d: %+v counts %s, on screen are %d", seed, i, q, n, len(ids))
		}
	}
	if found < 10_000 {
		t.Errorf("the filters select only %d events: the test says little", found)
	}
}

// written exports what is asked for, to a new file: the one time by the command
// line, the other from the window.
func (c *cache) written(t *testing.T, i int, q question, choice bind.ExportChoice) string {
	t.Helper()
	folder := filepath.Join(c.files, t.Name()[len("TestExportedIsWhatIsOnScreen/"):])
	err := os.RemoveAll(folder)
	if err == nil {
		err = os.Mkdir(folder, 0o700)
	}
	if err != nil {
		t.Fatal(err)
	}
	choice.Path = filepath.Join(folder, "report."+choice.Format)
	if i%2 == 0 {
		words := append([]string{"export", "--out", choice.Path}, q.flags()...)
		if choice.Pack {
			words = append(words, "--pack")
		}
		c.command(t, words...)
		return choice.Path
	}
	job := fmt.Sprintf("%s %d", t.Name(), i)
	ended := c.ends(job)
	if err := c.Exports.Start(job, q.spec, q.order, choice); err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return c.wait(t, job, ended).Report.Path
}

// packed exports a report with its pack and verifies it.
func (c *cache) packed(t *testing.T, i int, q question) []exported {
	t.Helper()
	// A workbook now and then: to verify one is to make it again.
	formats := []string{"csv", "ndjson", "xlsx", "csv", "ndjson", "xlsx", "ndjson", "csv", "ndjson", "csv", "ndjson"}
	path := evidence.PackPath(c.written(t, i, q, bind.ExportChoice{Format: formats[i%len(formats)], Pack: true}))
	verdict, err := evidence.Verify(t.Context(), evidence.Verification{File: path, Folder: c.files})
	if err != nil || verdict.State != evidence.Holds {
		t.Fatalf("%+v: the pack %s: %+v, %v", q, verdict.State, verdict.Checks, err)
	}
	return packEvents(t, path)
}
