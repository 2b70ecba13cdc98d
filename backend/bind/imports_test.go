package bind_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const threeLines = `{"id":"a1","created":"2026-03-01T10:00:00.000Z","event":"Flow Created","user":{"email":"ada@example.test"}}
{"id":"a2","created":"2026-03-02T10:00:00.000Z","event":"Flow Deleted","user":{"email":"ada@example.test"}}
{"id":"a3","created":"soon","event":"=HYPERLINK(\"x\")"}
`

const ownColumns = "Wann;Was;Wer\n" +
	"2026-03-01 10:00:00;Flow Created;ada@example.test\n" +
	"2026-03-02 10:00:00;Flow Deleted;bob@example.test\n"

func finding(t *testing.T, p bind.FilePreview, key string) bind.Finding {
	t.Helper()
	for _, f := range p.Findings {
		if f.Key == key {
			return f
		}
	}
	t.Fatalf("no finding %q in %+v", key, p.Findings)
	return bind.Finding{}
}

func TestFilesThatNeedNoQuestionAreImportedTogether(t *testing.T) {
	p := start(t, t.TempDir())
	lines, gone := write(t, "three.ndjson", threeLines), filepath.Join(t.TempDir(), "gone.csv")
	owner := bind.Owner{Name: "From files", New: true}
	found, err := p.Imports.Look(owner, bind.FileOrder{Path: lines})
	if err != nil || !found.Fits || found.Problem != nil || found.Format != "ndjson" || found.Size != int64(len(threeLines)) {
		t.Fatalf("Look = %+v, %v", found, err)
	}
	if f := finding(t, found, "fields.user"); f.Value != "user.email" || f.Certainty != 1 || f.Required {
		t.Errorf("user: %+v", f)
	}
	if len(found.Times) != 3 || found.Times[0].At != 1772359200000 || found.Times[2] != (bind.AsRead{Text: "soon"}) {
		t.Errorf("times: %+v", found.Times)
	}
	if err := p.Imports.Start("import", owner, []bind.FileOrder{{Path: lines}, {Path: gone}, {Path: lines}}); err != nil {
		t.Fatal(err)
	}
	end := p.finish("import")
	if end.Error != nil || end.Report.Complete || len(end.Report.Files) != 3 {
		t.Fatalf("import: %+v %+v", end.Error, end.Report)
	}
	first, missing, again := end.Report.Files[0], end.Report.Files[1], end.Report.Files[2]
	if first.Received != 3 || first.Inserted != 2 || first.Rejected != 1 || !first.Complete || len(first.List) != 1 {
		t.Errorf("first: %+v", first)
	}
	if missing.Error == nil || missing.Error.Code != "not_found" {
		t.Errorf("a file that is not there: %+v", missing)
	}
	if again.Duplicates != 2 || again.Inserted != 0 {
		t.Errorf("the same again: %+v", again)
	}
	if err := p.Imports.Start("taken", owner, []bind.FileOrder{{Path: lines}}); audit.CodeOf(err) != audit.CodeExists {
		t.Errorf("a new tenant of a name that is taken: %v", err)
	}
}

func TestAPersonSaysWhichColumnIsWhich(t *testing.T) {
	p := start(t, t.TempDir())
	file := bind.FileOrder{Path: write(t, "own.csv", ownColumns)}
	owner := bind.Owner{Name: "Own", New: true}
	found, err := p.Imports.Look(owner, file)
	if err != nil || found.Format != "csv" || found.Delimiter != ";" || len(found.Rows) != 2 || found.Fits {
		t.Fatalf("Look = %+v, %v", found, err)
	}
	file.Choices = []bind.Choice{{Key: "fields.createdAt", Value: "Wann"}, {Key: "fields.action", Value: "Was"}, {Key: "fields.user", Value: "Wer"}}
	found, err = p.Imports.Look(owner, file)
	if err != nil || found.Problem != nil || finding(t, found, "fields.action").Value != "Was" || found.Times[1].At == 0 {
		t.Fatalf("Look with choices = %+v, %v", found, err)
	}
	if err := p.Imports.Start("own", owner, []bind.FileOrder{file}); err != nil {
		t.Fatal(err)
	}
	end := p.finish("own")
	if end.Error != nil || !end.Report.Complete || end.Report.Inserted != 2 {
		t.Fatalf("import: %+v %+v", end.Error, end.Report)
	}
	users, err := p.Events.Users(bind.FilterSpec{}, "bob")
	if err != nil || len(users) != 1 {
		t.Errorf("users: %v, %v", users, err)
	}
	file.Choices = []bind.Choice{{Key: "no.such.key", Value: "x"}}
	if _, err := p.Imports.Look(owner, file); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("a key that is none: %v", err)
	}
}

func TestRejectedEntriesAreSavedWithoutFormulas(t *testing.T) {
	p := start(t, t.TempDir())
	lines := write(t, "=1+1.ndjson", threeLines+"not json\n")
	if err := p.Imports.Start("job", bind.Owner{Name: "Files", New: true}, []bind.FileOrder{{Path: lines}}); err != nil {
		t.Fatal(err)
	}
	p.finish("job")
	t.Setenv("HOME", t.TempDir())
	path, err := p.Imports.SaveRejected("job", lines)
	if err != nil || !strings.HasSuffix(path, "rejected.csv") {
		t.Fatalf("%q, %v", path, err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.HasPrefix(string(text), "place,reason\r\nline 3,") {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := p.Imports.SaveRejected("another", lines); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("the list of another job: %v", err)
	}
}

func TestNobodyChoosesAFile(t *testing.T) {
	p := start(t, t.TempDir())
	if paths, err := p.Imports.Choose(); err != nil || paths == nil || len(paths) != 0 {
		t.Errorf("Choose = %v, %v", paths, err)
	}
}
