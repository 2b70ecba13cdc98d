package demo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// record is an entry as a reader of the log sees it.
type record struct {
	ID      string    `json:"id"`
	Created time.Time `json:"created"`
	Action  string    `json:"action"`
	Type    string    `json:"type"`
	User    struct {
		ID    string `json:"id"`
		Email string `json:"email"`
	} `json:"user"`
	FlowID string `json:"flowId"`
	Target struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"target"`
	IP        string          `json:"ip"`
	UserAgent string          `json:"userAgent"`
	Before    json.RawMessage `json:"before"`
	After     json.RawMessage `json:"after"`
	Changes   json.RawMessage `json:"changes"`

	raw []byte
}

// read makes the first n entries of a planned log and decodes them.
func read(t *testing.T, seed uint64, planned, n int) []record {
	t.Helper()
	g := NewGenerator(PlanConfig(seed, planned, DefaultUntil))
	records := make([]record, n)
	for i := range records {
		entry := g.Next()
		if err := json.Unmarshal(entry.Raw, &records[i]); err != nil {
			t.Fatalf("entry %d is not JSON: %v", i, err)
		}
		if records[i].ID != entry.ID || !records[i].Created.Equal(entry.CreatedAt) {
			t.Fatalf("entry %d says %s at %v, its text %s at %v", i, entry.ID, entry.CreatedAt, records[i].ID, records[i].Created)
		}
		records[i].raw = entry.Raw
	}
	return records
}

func generated(t *testing.T, seed uint64, events int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Generate(t.Context(), &out, seed, events, time.Time{}, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// The hash changes only with a deliberate change to the log that a seed gives:
// everybody's fixtures change with it.
func TestASeedDeterminesEveryByte(t *testing.T) {
	const golden = "74418fea510a257a523cbd34c3eb0aebfa6f15db65ed7d5339458eaad20d4bf6"
	first, again := generated(t, 1, 4000), generated(t, 1, 4000)
	if !bytes.Equal(first, again) {
		t.Fatal("the same seed gave two different logs")
	}
	sum := sha256.Sum256(first)
	if got := hex.EncodeToString(sum[:]); got != golden {
		t.Errorf("seed 1 gives a log with hash %s, want %s", got, golden)
	}
	if bytes.Equal(first, generated(t, 2, 4000)) {
		t.Error("two seeds gave the same log")
	}
}

func TestEntriesAreOrderedAndWhole(t *testing.T) {
	ids, last := map[string]bool{}, time.Time{}
	for i, r := range read(t, 3, 20000, 8000) {
		entry, known := audit.LookUp(r.Action)
		switch {
		case r.Created.Before(last):
			t.Fatalf("entry %d at %v follows one at %v", i, r.Created, last)
		case ids[r.ID] || len(r.ID) != 24:
			t.Fatalf("entry %d has the id %q, used or malformed", i, r.ID)
		case !known || r.Target.Kind != entry.TargetKind:
			t.Fatalf("entry %d: action %q on a %q", i, r.Action, r.Target.Kind)
		case r.User.Email == "" || r.IP == "" || r.UserAgent == "" || r.Target.Name == "":
			t.Fatalf("entry %d lacks who or what: %s", i, r.raw)
		case entry.TargetKind == "flow" != (r.FlowID != "") && entry.TargetKind != "template":
			t.Fatalf("entry %d: action %q with flow id %q", i, r.Action, r.FlowID)
		case bytes.ContainsAny(r.raw, "\n\r"):
			t.Fatalf("entry %d is not one line", i)
		}
		if parsed, given := audit.ParseType(r.Type); given && parsed != entry.Type || !given && entry.Type != audit.TypeOther {
			t.Fatalf("entry %d: action %q has type %q", i, r.Action, r.Type)
		}
		ids[r.ID], last = true, r.Created
	}
}

func TestEveryActionOccursEarly(t *testing.T) {
	for _, planned := range []int{3000, 20_000, 1_000_000, 5_000_000} {
		for seed := range uint64(4) {
			g := NewGenerator(PlanConfig(seed, planned, DefaultUntil))
			for range storyBound {
				g.Next()
			}
			for _, entry := range audit.Catalog {
				if !g.seen[entry.Action] {
					t.Errorf("seed %d, %d planned: no %q among the first %d", seed, planned, entry.Action, storyBound)
				}
			}
		}
	}
}

func TestPlansEndWhereAsked(t *testing.T) {
	for _, events := range []int{1, 50, 2999, 3000, 20_000} {
		config := PlanConfig(9, events, DefaultUntil)
		g := NewGenerator(config)
		var last Entry
		for range events {
			last = g.Next()
		}
		if gap := DefaultUntil.Sub(last.CreatedAt); gap < 0 || gap > 36*time.Hour {
			t.Errorf("%d events end %v before the time asked for", events, gap)
		}
		if config.Start.After(last.CreatedAt) {
			t.Errorf("%d events: start %v is after the last entry %v", events, config.Start, last.CreatedAt)
		}
	}
	long := PlanConfig(9, 20_000, DefaultUntil)
	if days := DefaultUntil.Sub(long.Start).Hours() / 24; days < 90 || days > 105 {
		t.Errorf("20,000 events span %.0f days, want about 100", days)
	}
}

func TestGenerateStopsAndRefuses(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	err := Generate(ctx, io.Discard, 1, 100_000, time.Time{}, func(n int) {
		if n >= 2000 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run ended with %v", err)
	}
	if err := Generate(t.Context(), io.Discard, 1, -1, time.Time{}, nil); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("a negative number of events gave %v", err)
	}
	lines := bytes.Count(generated(t, 1, 137), []byte("\n"))
	if lines != 137 {
		t.Errorf("asked for 137 entries, got %d lines", lines)
	}
}
