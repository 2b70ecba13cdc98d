package imports

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// cache opens a cache with one offline tenant.
func cache(t *testing.T) (*store.Store, store.Tenant) {
	t.Helper()
	s, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	owner, err := s.AddTenant(t.Context(), store.Tenant{Name: "acme"})
	if err != nil {
		t.Fatal(err)
	}
	return s, owner
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func entry(id int) string {
	return fmt.Sprintf(`{"id":"e%d","created":"2026-01-01T00:00:%02dZ","action":"Flow Updated","note":"a\"]}"}`, id, id)
}

// Whatever form a file has, the same entries become the same events, and what
// is broken says where.
func TestForms(t *testing.T) {
	bom := "\ufeff"
	pretty := "{\n  \"id\": \"e1\",\n  \"created\": \"2026-01-01T00:00:01Z\"\n}\n"
	tests := []struct {
		name, content string
		inserted      int
		rejected      string // where, joined by spaces
		incomplete    string // part of the reason
	}{
		{"lines", entry(1) + "\n" + entry(2) + "\n", 2, "", ""},
		{"lines without a last line feed", entry(1) + "\n" + entry(2), 2, "", ""},
		{"BOM, CRLF, blank lines", bom + entry(1) + "\r\n\r\n  \n" + entry(2) + "\r\n", 2, "", ""},
		{"one line", entry(1), 1, "", ""},
		{"a broken line among good ones", entry(1) + "\nnonsense\n[1]\n" + entry(2) + "\n", 2, "line 2 line 3", ""},
		{"the first line is broken", `{"id":1,` + "\n" + entry(2) + "\n", 1, "line 1", ""},
		{"the first line has no time", `{"id":1}` + "\n" + entry(2) + "\n", 1, "line 1", ""},
		{"the last line is cut", entry(1) + "\n" + entry(2)[:30], 1, "line 2", "in line 2"},
		{"array", "[" + entry(1) + ",\n" + entry(2) + "]", 2, "", ""},
		{"array with BOM", bom + "\n[ " + entry(1) + " ]\n", 1, "", ""},
		{"empty array", "[]", 0, "", ""},
		{"array with other things", `[1, "a,]", null, [{}], ` + entry(1) + `, {"id":7}]`, 1, "entry 1 entry 2 entry 3 entry 4 entry 6", ""},
		{"a broken element among good ones", `[{"a" 1},` + entry(1) + "]", 1, "entry 1", ""},
		{"array cut inside an entry", "[" + entry(1) + "," + entry(2)[:40], 1, "entry 2", "in entry 2"},
		{"array cut between entries", "[" + entry(1) + ",", 1, "", "in entry 2"},
		{"envelope", `{"totalCount":2,"items":[` + entry(1) + "," + entry(2) + "]}", 2, "", ""},
		{"envelope over lines", "{\n \"meta\": {\"items\": [1]},\n \"items\": [\n" + entry(1) + "\n]\n}\n", 1, "", ""},
		{"envelope two deep", `{"hits":{"total":1,"hits":[` + entry(1) + `]}}`, 1, "", ""},
		{"envelope cut behind its list", `{"items":[` + entry(1) + "]", 1, "", "surrounds"},
		{"two envelopes", `{"items":[` + entry(1) + "]}\n" + `{"items":[` + entry(2) + "]}", 1, "", "goes on"},
		{"two arrays", "[" + entry(1) + "]\n[" + entry(2) + "]", 1, "", "goes on"},
		{"entries over several lines", pretty + strings.ReplaceAll(pretty, "e1", "e2"), 2, "", ""},
		{"an entry over several lines, cut", pretty + pretty[:20], 1, "entry 2", "in entry 2"},
		{"nothing", "", 0, "", ""},
		{"only a BOM and space", bom + " \n\n", 0, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, owner := cache(t)
			path := write(t, "in.json", test.content)
			report, err := File(t.Context(), Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: path})
			if err != nil {
				t.Fatal(err)
			}
			places := make([]string, len(report.Rejected))
			for i, r := range report.Rejected {
				places[i] = r.Where
			}
			if report.Tally.Inserted != test.inserted || strings.Join(places, " ") != test.rejected {
				t.Errorf("inserted %d, rejected %q; want %d and %q", report.Tally.Inserted, places, test.inserted, test.rejected)
			}
			if sum := report.Tally; sum.Received != sum.Inserted+sum.Updated+sum.Duplicates+sum.Rejected {
				t.Errorf("the tally does not add up: %+v", sum)
			}
			if report.Complete != (test.incomplete == "") || !strings.Contains(report.Reason, test.incomplete) {
				t.Errorf("complete %v, reason %q; want %q", report.Complete, report.Reason, test.incomplete)
			}
		})
	}
}

func TestFilesThatAreNone(t *testing.T) {
	s, owner := cache(t)
	for name, want := range map[string]struct {
		content string
		hint    string
	}{
		"page.html": {"<html></html>", "Trailbook imports NDJSON"}, "in.xls": {"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .xlsx"},
		"in.pdf": {"%PDF-1.7", "PDF"}, "in.xz": {"\xfd7zXZ\x00\x00", "unpack"}, "in.bz2": {"BZh91AY", "unpack"},
	} {
		path := write(t, name, want.content)
		_, err := File(t.Context(), Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: path})
		if audit.CodeOf(err) != audit.CodeFile || !strings.Contains(err.Error(), want.hint) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := File(t.Context(), Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: "/nowhere/x.json"})
	if audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("a missing file: %v", err)
	}
	_, err = File(t.Context(), Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: t.TempDir()})
	if audit.CodeOf(err) != audit.CodeFile {
		t.Errorf("a folder: %v", err)
	}
}

// An entry that is too large is named and skipped in every form.
func TestTooLarge(t *testing.T) {
	small := usual()
	small.entry = 500
	large := `{"id":"big","created":"2026-01-01","text":"` + strings.Repeat("x", 2000) + `"}`
	for _, content := range []string{
		entry(1) + "\n" + large + "\n" + entry(2) + "\n",
		"[" + entry(1) + "," + large + "," + entry(2) + "]",
	} {
		s, owner := cache(t)
		report, err := File(t.Context(), Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: write(t, "in", content), limits: small})
		if err != nil || report.Tally.Inserted != 2 || len(report.Rejected) != 1 || !strings.HasSuffix(report.Rejected[0].Where, " 2") {
			t.Errorf("%+v, %v", report, err)
		}
	}
}

// More than a batch comes in, the source knows the file by its hash, and the
// second time everything is known.
func TestConcurrentBatches(t *testing.T) {
	var file bytes.Buffer
	if err := demo.Generate(t.Context(), &file, 3, 2500, demo.DefaultUntil, nil); err != nil {
		t.Fatal(err)
	}
	s, owner := cache(t)
	o := Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: write(t, "in.ndjson", file.String())}
	calls := 0
	o.Progress = func(int) { calls++ }
	for i, want := range []store.Tally{{Received: 2500, Inserted: 2500}, {Received: 2500, Duplicates: 2500}} {
		report, err := File(t.Context(), o)
		if err != nil || !report.Complete || report.Tally != want {
			t.Fatalf("%+v, %v; want %+v", report.Tally, err, want)
		}
		source, err := s.Source(t.Context(), int64(i+1))
		sum := sha256.Sum256(file.Bytes())
		if err != nil || source.SHA256 != hex.EncodeToString(sum[:]) || source.Received != 2500 {
			t.Errorf("source %+v, %v", source, err)
		}
	}
	if calls < 4 {
		t.Errorf("progress was told %d times", calls)
	}
}

// A line of a masked export brings the event back, but never writes over what
// the tenant said.
func TestExportedLines(t *testing.T) {
	inClear := `{"created":"2026-01-01T00:00:00Z","action":"Configuration Updated","after":{"key":"JWTSecret","value":"hunter2hunter2"}}`
	s, owner := cache(t)
	o := Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: write(t, "clear.json", inClear)}
	if _, err := File(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	original := only(t, s)
	line, err := json.Marshal(original)
	if err != nil {
		t.Fatal(err)
	}
	o.Path = write(t, "masked.ndjson", strings.ReplaceAll(string(line), "hunter2hunter2", "••• 14 characters")+"\n")
	report, err := File(t.Context(), o)
	if err != nil || report.Tally.Duplicates != 1 || !bytes.Equal(only(t, s).Raw, original.Raw) {
		t.Errorf("the masked copy: %+v, %v", report.Tally, err)
	}
	other, owner := cache(t)
	o.Store, o.Tenant = other, owner
	if _, err := File(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if got := only(t, other); got.ID != original.ID || got.Action != original.Action || !got.CreatedAt.Equal(original.CreatedAt) {
		t.Errorf("elsewhere it became %+v", got)
	}
}

func only(t *testing.T, s *store.Store) audit.Event {
	t.Helper()
	keys, err := s.Match(t.Context(), audit.Filter{}, store.Order{})
	if err != nil || len(keys) != 1 {
		t.Fatalf("%d events, %v", len(keys), err)
	}
	event, _, err := s.Event(t.Context(), keys[0])
	if err != nil {
		t.Fatal(err)
	}
	return event
}

// A stopped import says so and keeps what it had; nothing here was read yet.
func TestCancelled(t *testing.T) {
	s, owner := cache(t)
	o := Options{Store: s, Tenant: owner, Profile: tenant.DefaultProfile(), Path: write(t, "in.ndjson", entry(1))}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if report, err := File(stopped, o); audit.CodeOf(err) != audit.CodeCancelled || report.Complete {
		t.Errorf("stopped: %v, complete %v", err, report.Complete)
	}
}
