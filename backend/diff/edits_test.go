package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
)

// actions are what an entry about a kind of target is called.
var actions = map[string]string{
	"acl": "ACL Rule Updated", "config": "Configuration Updated", "connector": "Connector Updated", "flow": "Flow Updated", "user": "User Updated",
}

// recorded is an edit as an entry of a tenant's log, mapped as a sync does it.
func recorded(t *testing.T, kind string, before, after json.RawMessage) audit.Event {
	t.Helper()
	entry := fmt.Sprintf(`{"id":"edit","created":"2026-03-01T10:00:00.000Z","event":%q,"type":"update","before":%s,"after":%s}`, actions[kind], before, after)
	e, err := tenant.DefaultProfile().Map([]byte(entry))
	if err != nil || e.TargetKind != kind {
		t.Fatalf("an entry about %s: %v", e.TargetKind, err)
	}
	return e
}

// TestEdits renders edits as they happen to Appmixer's objects the way a reader
// sees them, the sentence first, and compares each with the file beside it. With
// TRAILBOOK_EDITS it leaves the one too large to be kept in that folder.
func TestEdits(t *testing.T) {
	files, err := filepath.Glob("testdata/edits/*.json")
	if err != nil || len(files) < 39 {
		t.Fatalf("%d edits: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var e struct {
				TargetKind    string
				Before, After json.RawMessage
			}
			if err := json.Unmarshal(raw, &e); err != nil {
				t.Fatal(err)
			}
			checkEdit(t, strings.TrimSuffix(file, ".json")+".golden", recorded(t, e.TargetKind, e.Before, e.After))
		})
	}
	t.Run("ten-megabytes", func(t *testing.T) {
		before, after := benchPair(t, 10_000_000, false)
		if len(before) < 9_500_000 {
			t.Fatalf("only %d bytes", len(before))
		}
		if folder := os.Getenv("TRAILBOOK_EDITS"); folder != "" {
			text := fmt.Sprintf(`{"targetKind":"flow","before":%s,"after":%s}`, before, after)
			if err := os.WriteFile(filepath.Join(folder, "ten-megabytes.json"), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		checkEdit(t, "testdata/edits/ten-megabytes.golden", recorded(t, "flow", before, after))
	})
}

func checkEdit(t *testing.T, golden string, e audit.Event) {
	t.Helper()
	view, err := OfEvent(e)
	if err != nil {
		t.Fatal(err)
	}
	got := *bytes.NewBufferString(Summary(e) + "\n\n")
	if err := WriteText(&got, view, false); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("got\n%s\nwant\n%s", got.Bytes(), want)
	}
	if bytes.Contains(got.Bytes(), []byte("hunter2")) {
		t.Error("a secret shows")
	}
	if view.Coarse {
		t.Error("an edit of this size is cut off")
	}
	changes, err := Compare(e.Before, e.After)
	if err != nil {
		t.Fatal(err)
	}
	was, is := decode(t, e.Before), decode(t, e.After)
	if got := accountOf(t, changes, false).other(was, "", ""); !sameValue(got, is) {
		t.Errorf("the changes give %s", fmt.Sprintf("%.300s", encode(t, got)))
	}
	var patch bytes.Buffer
	if err := WritePatch(&patch, changes); err != nil {
		t.Fatal(err)
	}
	if got := applyPatch(t, was, patch.Bytes()); !sameValue(got, is) {
		t.Errorf("the patch gives %s", fmt.Sprintf("%.300s", encode(t, got)))
	}
}
