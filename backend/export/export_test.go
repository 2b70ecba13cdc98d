package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// formats are all; a PDF, the last one, has no events in it.
var (
	formats      = []Format{FormatExcel, FormatCSV, FormatNDJSON, FormatPDF}
	eventFormats = formats[:3]
)

func TestFormatOf(t *testing.T) {
	for path, want := range map[string]Format{"a.xlsx": FormatExcel, "/x/B.CSV": FormatCSV, "c.tar.ndjson": FormatNDJSON, "a.xlsx.PDF": FormatPDF} {
		if got, err := FormatOf(path); got != want || err != nil {
			t.Errorf("FormatOf(%q) = %q, %v", path, got, err)
		}
	}
	for _, path := range []string{"a", "a.json", "xlsx", "a.pdf.xls", ""} {
		if _, err := FormatOf(path); audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("FormatOf(%q): %v", path, err)
		}
	}
}

func TestResultDescribesTheFile(t *testing.T) {
	for _, format := range formats {
		var progress []int
		path, result := export(t, format, samples(1200), func(r *Request) {
			r.Progress = func(n int) { progress = append(progress, n) }
		})
		content := read(t, path)
		sum := sha256.Sum256([]byte(content))
		if result.SHA256 != hex.EncodeToString(sum[:]) || result.Bytes != int64(len(content)) || result.Events != 1200 || result.Path != path {
			t.Errorf("%s: %+v describes a file of %d bytes", format, result, len(content))
		}
		if !slices.Equal(progress, []int{500, 1000, 1200}) {
			t.Errorf("%s: progress %v", format, progress)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", format, info.Mode(), err)
		}
	}
}

// Whatever goes wrong, the file that was there stays and nothing else is left.
func TestFailureLeavesNothing(t *testing.T) {
	broken := errors.New("the cache is gone")
	cases := []struct {
		name   string
		change func(r *Request, cancel func())
		code   audit.Code
	}{
		{"error of the iterator", func(r *Request, _ func()) { r.Events = each(samples(700), broken) }, audit.CodeInternal},
		{"domain error of the iterator", func(r *Request, _ func()) {
			r.Events = each(samples(700), audit.Errorf(audit.CodeBusy, "busy"))
		}, audit.CodeBusy},
		{"too few", func(r *Request, _ func()) { r.Total = 701 }, audit.CodeCache},
		{"too many", func(r *Request, _ func()) { r.Total = 699 }, audit.CodeCache},
		{"cancelled in the middle", func(r *Request, cancel func()) { r.Progress = func(int) { cancel() } }, audit.CodeCancelled},
		{"cancelled after the last event", func(r *Request, cancel func()) {
			r.Progress = func(n int) {
				if n == 700 {
					cancel()
				}
			}
		}, audit.CodeCancelled},
		{"unknown format", func(r *Request, _ func()) { r.Format = "docx" }, audit.CodeInvalid},
	}
	for _, format := range formats {
		for _, c := range cases {
			t.Run(string(format)+" "+c.name, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "out."+string(format))
				if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				req := request(path, samples(700))
				c.change(&req, cancel)
				_, err := Write(ctx, req)
				if audit.CodeOf(err) != c.code {
					t.Errorf("error %v, code %s", err, audit.CodeOf(err))
				}
				if c.code == audit.CodeInternal && !errors.Is(err, broken) {
					t.Errorf("the cause is lost: %v", err)
				}
				if got := folder(t, filepath.Dir(path)); len(got) != 1 || read(t, path) != "old" {
					t.Errorf("the folder holds %v", got)
				}
			})
		}
	}
}

// Cancelled between any two events, nothing is left either.
func TestCancelAfterAnyEvent(t *testing.T) {
	all := samples(120)
	for _, format := range formats {
		for last := 0; last < len(all); last += 7 {
			path := filepath.Join(t.TempDir(), "out."+string(format))
			ctx, cancel := context.WithCancel(t.Context())
			req := request(path, all)
			req.Events = func(yield func(audit.Event, error) bool) {
				for i, e := range all {
					if i == last {
						cancel()
					}
					if !yield(e, nil) {
						return
					}
				}
			}
			_, err := Write(ctx, req)
			cancel()
			if left := folder(t, filepath.Dir(path)); audit.CodeOf(err) != audit.CodeCancelled || len(left) > 0 {
				t.Errorf("%s, cancelled after %d events: %v, left are %v", format, last, err, left)
			}
		}
	}
}

// cancelWhenPacking ends an Excel export after its last event, while the
// sheets are packed: the longest stretch without an event.
func TestCancelWhilePacking(t *testing.T) {
	path := filepath.Join(t.TempDir(), "out.xlsx")
	ctx, cancel := context.WithCancel(context.Background())
	out, err := create(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.discard()
	w, err := newWorkbook(request(path, nil), out, newTally())
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	cancel()
	if err := w.finish(); !errors.Is(err, context.Canceled) {
		t.Errorf("finish: %v", err)
	}
}

func TestTargetFolder(t *testing.T) {
	dir := t.TempDir()
	cases := []struct{ name, path, says string }{
		{"missing folder", filepath.Join(dir, "no", "out.csv"), "does not exist"},
		{"folder is a file", filepath.Join(dir, "file", "out.csv"), "cannot be written"},
		{"path is a folder", filepath.Join(dir, "sub.csv"), "is a folder"},
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "sub.csv"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		_, err := Write(context.Background(), request(c.path, samples(3)))
		if audit.CodeOf(err) != audit.CodeFile || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if got := folder(t, dir); !slices.Equal(got, []string{"file", "sub.csv"}) {
		t.Errorf("left behind: %v", got)
	}
}

// /dev/full is a disk without room.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Logf("this system has no /dev/full: %v", err)
		return
	}
	for _, format := range formats {
		path := filepath.Join(t.TempDir(), "out."+string(format))
		out, err := create(context.Background(), path)
		if err != nil {
			t.Fatal(err)
		}
		_ = out.file.Close()
		out.file = full
		req := request(path, samples(300))
		req.Format = format
		err = explain(context.Background(), path, run(context.Background(), req, out, newTally()))
		if audit.CodeOf(err) != audit.CodeFile || !strings.Contains(err.Error(), "disk is full") {
			t.Errorf("%s: %v", format, err)
		}
		out.file = nil
		out.discard()
	}
	_ = full.Close()
}

func TestReplacesAnOldFile(t *testing.T) {
	path, _ := export(t, FormatCSV, samples(3), func(r *Request) {
		if err := os.WriteFile(r.Path, []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
	})
	if content := read(t, path); strings.Contains(content, "old") || !strings.HasPrefix(content, "id,tenant,createdAt") {
		t.Errorf("%.60q", content)
	}
}
