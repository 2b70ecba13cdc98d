package diff

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden renders every event of testdata in each way and compares it with
// the file beside it, as a reader would.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no events: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var e struct{ Before, After, Changes json.RawMessage }
			if err := json.Unmarshal(raw, &e); err != nil {
				t.Fatal(err)
			}
			got := rendered(t, audit.Event{Before: e.Before, After: e.After, Changes: e.Changes})
			golden := strings.TrimSuffix(file, ".json") + ".golden"
			if *update {
				if err := os.WriteFile(golden, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			if bytes.Contains(got, []byte("hunter2")) {
				t.Error("a secret shows")
			}
		})
	}
}

func rendered(t *testing.T, e audit.Event) []byte {
	t.Helper()
	view, err := OfEvent(e)
	if err != nil {
		t.Fatal(err)
	}
	text, err := EventText(e, false)
	if err != nil {
		t.Fatal(err)
	}
	withNoise, err := EventText(e, true)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	b.WriteString("# changes, " + view.Shape + "\n")
	if err := WriteText(&b, view, false); err != nil {
		t.Fatal(err)
	}
	b.WriteString("\n# changes with noise\n")
	if err := WriteText(&b, view, true); err != nil {
		t.Fatal(err)
	}
	b.WriteString("\n# patch\n")
	if err := WritePatch(&b, view.Patch()); err != nil {
		t.Fatal(err)
	}
	b.WriteString("\n# text\n" + drawn(text) + "\n# text with noise\n" + drawn(withNoise))
	return b.Bytes()
}
