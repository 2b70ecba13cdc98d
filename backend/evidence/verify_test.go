package evidence

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func verify(tb testing.TB, file string, change ...func(*Verification)) Verdict {
	tb.Helper()
	v := Verification{File: file, Folder: tb.TempDir()}
	for _, c := range change {
		c(&v)
	}
	verdict, err := Verify(context.Background(), v)
	if err != nil {
		tb.Fatalf("Verify: %v", err)
	}
	if left := names(tb, v.Folder); len(left) > 0 {
		tb.Errorf("left are %v", left)
	}
	return verdict
}

// told is a verdict in words, for messages and comparison.
func told(v Verdict) string {
	var b strings.Builder
	b.WriteString(string(v.State) + "\n")
	for _, c := range v.Checks {
		b.WriteString(c.Name + " " + string(c.State) + ": " + c.Text + "\n")
		for _, f := range c.Findings {
			b.WriteString("  " + f.Where + ": " + f.Text)
			if f.Was != "" || f.Is != "" {
				b.WriteString(": was “" + f.Was + "”, is “" + f.Is + "”")
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func TestAnUntouchedPackHolds(t *testing.T) {
	events := recorded(t, 500)
	for name, change := range map[string]func(*Request){
		"xlsx":    func(*Request) {},
		"csv":     func(r *Request) { r.Export.Path = strings.Replace(r.Export.Path, ".xlsx", ".csv", 1) },
		"ndjson":  func(r *Request) { r.Export.Path = strings.Replace(r.Export.Path, ".xlsx", ".ndjson", 1) },
		"secrets": func(r *Request) { r.Export.IncludeSecrets = true },
		"secrets, csv": func(r *Request) {
			r.Export.IncludeSecrets, r.Export.Path = true, strings.Replace(r.Export.Path, ".xlsx", ".csv", 1)
		},
		"no events": func(r *Request) {
			r.Export.Events, r.Export.Total, r.Export.Report.LeftOut[0].Events = eachOf(nil), 0, len(events)+10
		},
		"no ledger, a key of its own": func(r *Request) { r.Ledger, r.Key.Lasting = nil, false },
	} {
		result := pack(t, events, change)
		for _, file := range []string{result.Path, result.Report.Path} {
			if verdict := verify(t, file); verdict.State != Holds || len(verdict.Checks) != 5 || verdict.Pack != result.Path {
				t.Errorf("%s: %s\n%s", name, file, told(verdict))
			}
		}
	}
}

func TestWhoseKey(t *testing.T) {
	result := pack(t, awkward())
	fingerprint := result.Manifest.Key.Fingerprint
	for name, c := range map[string]struct {
		change func(*Verification)
		state  State
		says   string
	}{
		"nobody's":     {func(*Verification) {}, Holds, "Compare it"},
		"our own":      {func(v *Verification) { v.Own = fingerprint }, Holds, "this installation's own"},
		"expected":     {func(v *Verification) { v.Fingerprint = "SHA256:" + strings.ToUpper(fingerprint) }, Holds, "was expected"},
		"not expected": {func(v *Verification) { v.Fingerprint = Fingerprint(testKey(t, 9).Public()) }, Broken, "another key"},
	} {
		if verdict := verify(t, result.Path, c.change); verdict.State != c.state || !strings.Contains(told(verdict), c.says) {
			t.Errorf("%s: %s", name, told(verdict))
		}
	}
}

func TestWhatCannotBeVerified(t *testing.T) {
	result := pack(t, awkward())
	folder := t.TempDir()
	alone, text, broken := filepath.Join(folder, "alone.xlsx"), filepath.Join(folder, "notes.txt"), filepath.Join(folder, "broken.zip")
	content, err := os.ReadFile(result.Report.Path)
	if err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string]string{alone: string(content), text: "hello", broken: "PK"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if verdict := verify(t, alone); verdict.State != Unknown || !strings.Contains(told(verdict), result.Manifest.ReportID) || !strings.Contains(told(verdict), result.Hash) {
		t.Errorf("a report alone: %s", told(verdict))
	}
	if verdict := verify(t, alone, func(v *Verification) { v.Pack = result.Path }); verdict.State != Holds {
		t.Errorf("a report with its pack named: %s", told(verdict))
	}
	for path, code := range map[string]audit.Code{
		text: audit.CodeInvalid, broken: audit.CodeFile, filepath.Join(folder, "nowhere.zip"): audit.CodeNotFound,
	} {
		if _, err := Verify(context.Background(), Verification{File: path}); audit.CodeOf(err) != code {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, stage := range []Stage{StageEvents, StageReport} {
		ctx, stop := context.WithCancel(context.Background())
		v := Verification{File: result.Path, Folder: t.TempDir(), Progress: func(s Stage, _ int) {
			if s == stage {
				stop()
			}
		}}
		_, err := Verify(ctx, v)
		stop()
		if audit.CodeOf(err) != audit.CodeCancelled {
			t.Errorf("cancelled at %s: %v", stage, err)
		}
		if left := names(t, v.Folder); len(left) > 0 {
			t.Errorf("cancelled at %s it leaves %v", stage, left)
		}
	}
}
