package imports

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// A file is recorded as it lies on the disk, whatever is packed in it, and tied
// also to the events that were known before.
func TestSourceOfEvents(t *testing.T) {
	s, owner := cache(t)
	first, err := importInto(t, s, owner, write(t, "one.ndjson", entryOne), nil)
	if err != nil || first.Tally.Inserted != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	packed := zipped("a.csv", "id,created,action,user\n", "b.json", string(gzipped(entryOne)))
	path := write(t, "again.zip", string(packed))
	var facts Facts
	if _, err := importInto(t, s, owner, path, func(o *Options) { o.Facts = &facts }); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(packed)
	want := Facts{Source: facts.Source, Format: "csv+zip,ndjson+zip+gzip", SHA256: hex.EncodeToString(sum[:]), Size: int64(len(packed))}
	source, err := s.Source(t.Context(), facts.Source)
	if err != nil || facts != want || source.SHA256 != want.SHA256 || source.Size != want.Size || source.Format != want.Format ||
		source.Kind != store.KindImport || source.Name != "again.zip" || !source.Complete || source.Duplicates != 1 {
		t.Errorf("%+v, want %+v; source %+v, %v", facts, want, source, err)
	}
	keys, err := s.Match(t.Context(), audit.Filter{}, store.Order{})
	if err != nil || len(keys) != 1 {
		t.Fatal(keys, err)
	}
	if files, err := s.Files(t.Context(), keys[0]); err != nil || len(files) != 2 {
		t.Errorf("the event is tied to %+v, %v", files, err)
	}
}

// Rejections by the many do not stay in memory, and all of them are in the
// cache.
func TestManyRejections(t *testing.T) {
	const lines = 25_000
	s, owner := cache(t)
	var facts Facts
	told := 0
	report, err := importInto(t, s, owner, write(t, "in", entryOne+"\n"+strings.Repeat("nonsense\n", lines)), func(o *Options) {
		o.Facts = &facts
		o.Rejected = func(store.Rejection) error { told++; return nil }
	})
	if err != nil || report.Tally.Rejected != lines || len(report.Rejected) != usual().listed || told != lines {
		t.Errorf("%+v, %d listed, %d told, %v", report.Tally, len(report.Rejected), told, err)
	}
	last, total, err := s.Rejected(t.Context(), facts.Source, 1, lines-1)
	if err != nil || total != lines || len(last) != 1 || last[0].Where != fmt.Sprintf("line %d", lines+1) {
		t.Errorf("the cache has %d, at the end %v, %v", total, last, err)
	}
}

// Whoever keeps the rejections can end the import; what came before stays.
func TestRejectedRefuses(t *testing.T) {
	s, owner := cache(t)
	full := audit.Errorf(audit.CodeInvalid, "The disk is full.")
	report, err := importInto(t, s, owner, write(t, "in", entryOne+"\nx\n"+entryTwo), func(o *Options) {
		o.Rejected = func(store.Rejection) error { return full }
	})
	if !errors.Is(err, full) || report.Tally.Inserted != 1 || report.Complete {
		t.Errorf("%+v, %v", report, err)
	}
}

// Nothing is left behind where archives inside of others were unpacked.
func TestScratchIsEmptied(t *testing.T) {
	s, owner := cache(t)
	scratch := t.TempDir()
	report, err := importInto(t, s, owner, write(t, "in", string(gzipped(string(zipped("a", entryOne))))), func(o *Options) { o.Scratch = scratch })
	left, readErr := os.ReadDir(scratch)
	if err != nil || report.Tally.Inserted != 1 || readErr != nil || len(left) != 0 {
		t.Errorf("%+v, %v; left %v, %v", report, err, left, readErr)
	}
}

// A preview shows what a file is and how it would be read, and asks what only a
// person can tell.
func TestInspect(t *testing.T) {
	table := "Who;What.done;When\nann@x.example;Flow Created;31.12.2025 23:59:58\n" + strings.Repeat("bob@x.example;Flow Updated;"+strings.Repeat("y", 300)+"\n", 30)
	v, err := Inspect(t.Context(), write(t, "in", string(gzipped(table))), InspectOptions{})
	if err != nil || v.Format != "csv" || v.Compression != "gzip" || v.Encoding != "utf-8" || v.Delimiter != ";" || v.Fits {
		t.Fatalf("%+v, %v", v, err)
	}
	if strings.Join(v.Columns, " ") != "Who What.done When" || strings.Join(v.Paths, " ") != `Who What\.done When` {
		t.Errorf("columns %q, paths %q", v.Columns, v.Paths)
	}
	if len(v.Rows) != 20 || v.Rows[0][0] != "ann@x.example" || len([]rune(v.Rows[1][2])) != 201 {
		t.Errorf("%d rows, %q", len(v.Rows), v.Rows[:2])
	}
	v, err = Inspect(t.Context(), write(t, "in", `[{"created":"2026-01-01","user":{"email":"a@b.c","id":7}},{"action":null,"user":{"id":"8"}}]`), InspectOptions{})
	if err != nil || strings.Join(v.Columns, " ") != "created user.email user.id action" || strings.Join(v.Rows[1], "|") != "||8|" {
		t.Errorf("%q, %q, %v", v.Columns, v.Rows, err)
	}
	v, err = Inspect(t.Context(), write(t, "in", "a,b,c\n02/01/2026,Flow Created,x\n03/01/2026,Flow Updated,y\n"), InspectOptions{})
	if err != nil || v.Problem == nil || v.Profile != nil || len(v.Guess.Questions()) == 0 || len(v.Events) != 0 {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := Inspect(t.Context(), write(t, "in", "%PDF-1"), InspectOptions{}); audit.CodeOf(err) != audit.CodeFile {
		t.Errorf("a PDF: %v", err)
	}
	if _, err := Inspect(t.Context(), write(t, "in", string(zipped("a", "nothing", "b", "at all"))), InspectOptions{}); audit.CodeOf(err) != audit.CodeFile {
		t.Errorf("an archive of nothing: %v", err)
	}
}
