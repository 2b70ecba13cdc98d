package imports

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/zstd"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// outcome is what a file must become: its events as "id time action user", or
// an error.
type outcome struct {
	events     []string
	rejected   []string // "place: part of the reason"
	incomplete string   // part of the reason
	failure    string   // part of the error
}

// importInto imports content as a file and holds the report to its word.
func importInto(t testing.TB, s *store.Store, owner store.Tenant, path string, change func(*Options)) (store.Report, error) {
	t.Helper()
	o := Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: path, Scratch: t.TempDir()}
	if change != nil {
		change(&o)
	}
	report, err := File(t.Context(), o)
	if sum := report.Tally; sum.Received != sum.Inserted+sum.Updated+sum.Duplicates+sum.Rejected {
		t.Errorf("the tally does not add up: %+v", sum)
	}
	return report, err
}

// eventsIn reads the cache back, in order of time.
func eventsIn(t testing.TB, s *store.Store) []audit.Event {
	t.Helper()
	keys, err := s.Match(t.Context(), audit.Filter{}, store.Order{Ascending: true})
	if err != nil {
		t.Fatal(err)
	}
	events := make([]audit.Event, len(keys))
	for i, key := range keys {
		if events[i], _, err = s.Event(t.Context(), key); err != nil {
			t.Fatal(err)
		}
	}
	return events
}

func shown(events []audit.Event) []string {
	texts := make([]string, len(events))
	for i, e := range events {
		id := e.ID
		if strings.HasPrefix(id, hashed256) {
			id = "hash"
		}
		texts[i] = strings.TrimSpace(fmt.Sprintf("%s %s %s %s", id, audit.FormatTime(e.CreatedAt), e.Action, e.User))
	}
	return texts
}

// holds imports content and compares what became of it.
func (want outcome) holds(t *testing.T, content []byte, change func(*Options)) {
	t.Helper()
	s, owner := cache(t)
	report, err := importInto(t, s, owner, write(t, "evidence", string(content)), change)
	switch {
	case want.failure == "" && err != nil:
		t.Fatalf("%v (%v)", err, audit.CodeOf(err))
	case want.failure != "" && (err == nil || !strings.Contains(err.Error(), want.failure)):
		t.Fatalf("the error is %v; want %q", err, want.failure)
	}
	if got := shown(eventsIn(t, s)); strings.Join(got, "\n") != strings.Join(want.events, "\n") {
		t.Errorf("events:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want.events, "\n"))
	}
	if len(report.Rejected) != len(want.rejected) {
		t.Errorf("rejected %v; want %v", report.Rejected, want.rejected)
	}
	for i, r := range report.Rejected[:min(len(report.Rejected), len(want.rejected))] {
		where, reason, _ := strings.Cut(want.rejected[i], ": ")
		if r.Where != where || !strings.Contains(r.Reason, reason) {
			t.Errorf("rejected %q: %q; want %q", r.Where, r.Reason, want.rejected[i])
		}
	}
	if err == nil && (report.Complete != (want.incomplete == "") || !strings.Contains(report.Reason, want.incomplete)) {
		t.Errorf("complete %v, %q; want %q", report.Complete, report.Reason, want.incomplete)
	}
}

func wide(text string, order string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		if order == "le" {
			b = append(b, byte(unit), byte(unit>>8))
		} else {
			b = append(b, byte(unit>>8), byte(unit))
		}
	}
	return b
}

func gzipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.Bytes()
}

func zstded(text string) []byte {
	w, _ := zstd.NewWriter(nil)
	return w.EncodeAll([]byte(text), nil)
}

// zipped packs name, content, name, content…
func zipped(files ...string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for pair := range slices.Chunk(files, 2) {
		f, _ := w.Create(pair[0])
		_, _ = f.Write([]byte(pair[1]))
	}
	_ = w.Close()
	return b.Bytes()
}

func noise(n int) string {
	b := make([]byte, n)
	state := uint32(1)
	for i := range b {
		state = state*1664525 + 1013904223
		b[i] = "abcdefghijklmnopqrstuvwxyz012345"[state>>27]
	}
	return string(b)
}
