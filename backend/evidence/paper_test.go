package evidence

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
)

func pdfText(t *testing.T, path string) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Fatal("poppler is not set up: run build/setup.sh office")
	}
	out, err := exec.Command(tool, "-raw", "-enc", "UTF-8", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// A PDF beside report and pack names both, and changes neither.
func TestAPDFBesideThePack(t *testing.T) {
	events := recorded(t, 300)
	plain := pack(t, events)
	withPaper := func(r *Request) { r.Export.Paper = &export.Paper{} }
	result := pack(t, events, withPaper)
	if list := names(t, filepath.Dir(result.Path)); !slices.Equal(list, []string{"report.pack.zip", "report.pdf", "report.xlsx"}) {
		t.Errorf("the folder holds %v", list)
	}
	if result.SHA256 != plain.SHA256 || result.Report.SHA256 != plain.Report.SHA256 || result.Hash != plain.Hash {
		t.Error("the pack is another one")
	}
	paper := result.Report.Paper
	if paper.Path != filepath.Join(filepath.Dir(result.Path), "report.pdf") || !strings.HasSuffix(digest(t, paper.Path), paper.SHA256) {
		t.Errorf("%+v", paper)
	}
	text := pdfText(t, paper.Path)
	_, end, found := strings.Cut(text[strings.LastIndex(text, "Signatures"):], "By signing we confirm that we have read this report on 305 events")
	for _, want := range []string{
		result.Report.ReportID, "report.xlsx", digest(t, result.Report.Path)[strings.Index(digest(t, result.Report.Path), " ")+1:],
		"report.pack.zip", result.Hash, result.Manifest.Key.Fingerprint, "Prepared by", "Reviewed by",
	} {
		if !found || !strings.Contains(end, want) {
			t.Errorf("what is signed lacks %q: %s", want, end)
		}
	}
	for _, want := range []string{"Events (Merkle root, RFC 6962) " + result.Manifest.Events.Root, "Ledger of the cache entry 3, ", "Manifest (SHA-256) " + result.Hash} {
		if !strings.Contains(strings.ReplaceAll(text, "\n", " "), want) {
			t.Errorf("the PDF lacks %q", want)
		}
	}
	again := pack(t, events, withPaper)
	if again.Report.Paper.SHA256 != paper.SHA256 {
		t.Error("the same request gives another PDF")
	}
	for _, path := range []string{result.Path, result.Report.Path} {
		if verdict := verify(t, path); verdict.State != Holds {
			t.Errorf("%s: %s", path, told(verdict))
		}
	}
	if _, err := Verify(t.Context(), Verification{File: paper.Path}); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("a PDF was verified: %v", err)
	}
}

func TestAPDFHasNoPack(t *testing.T) {
	req := request(t, t.TempDir(), recorded(t, 10))
	req.Export.Path = filepath.Join(filepath.Dir(req.Export.Path), "report.pdf")
	if _, err := Export(t.Context(), req); audit.CodeOf(err) != audit.CodeInvalid {
		t.Error(err)
	}
	if list := names(t, filepath.Dir(req.Export.Path)); len(list) > 0 {
		t.Errorf("the folder holds %v", list)
	}
}

// What was there stays when one of three files cannot have its name.
func TestThreeFilesOrNone(t *testing.T) {
	folder := t.TempDir()
	req := request(t, folder, recorded(t, 10))
	req.Export.Paper = &export.Paper{}
	for _, path := range []string{req.Export.Path, PackPath(req.Export.Path)} {
		if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	req.Progress = func(stage Stage, _ int) { // after its names were checked
		if stage == StageFiles {
			_ = os.MkdirAll(filepath.Join(export.PaperPath(req.Export.Path), "in the way"), 0o700)
		}
	}
	if _, err := Export(t.Context(), req); audit.CodeOf(err) != audit.CodeFile {
		t.Errorf("the error is %v", err)
	}
	for _, path := range []string{req.Export.Path, PackPath(req.Export.Path)} {
		if content, err := os.ReadFile(path); err != nil || string(content) != "old" {
			t.Errorf("%s has %d bytes, %v", path, len(content), err)
		}
	}
}
