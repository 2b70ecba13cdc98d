package evidence

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A report that LibreOffice opened and saved is told from the one that was
// packed, with exactly what differs, and an edit in it is found all the same.
func TestSavedByLibreOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatal("LibreOffice is not set up: run build/setup.sh office")
	}
	events := recorded(t, 60)
	result := pack(t, events)
	folder := t.TempDir()
	save := exec.Command(office, "-env:UserInstallation=file://"+filepath.ToSlash(t.TempDir()), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, result.Report.Path)
	if out, err := save.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	saved := filepath.Join(folder, "report.xlsx")
	verdict := verify(t, saved, func(v *Verification) { v.Pack = result.Path })
	if text := told(verdict); verdict.State != Holds || !strings.Contains(text, "the file was written again. All that it says is the same: ") {
		t.Error(text)
	}
	content, err := os.ReadFile(saved)
	if err != nil {
		t.Fatal(err)
	}
	later := editRows(t, string(content), "sheet1", at(6, func(row string) string {
		return serialValue.ReplaceAllStringFunc(row, func(cell string) string {
			return cell[:len(cell)-1] + string('0'+(cell[len(cell)-1]-'0'+1)%10)
		})
	}))
	if err := os.WriteFile(saved, []byte(later), 0o600); err != nil {
		t.Fatal(err)
	}
	wantForged(t, verify(t, saved, func(v *Verification) { v.Pack = result.Path }), checkReport, []string{`^  Events!A7: the cell was changed: was “2026-10-`})
}
