package export

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func written(t *testing.T, path string, format Format, resume *Resumed, events []audit.Event) error {
	t.Helper()
	_, err := Write(t.Context(), Request{Path: path, Format: format, Events: each(events, nil), Total: len(events), Resume: resume})
	return err
}

func bytesIn(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A file that is continued is the one that is written at once, wherever it was
// left off, also in the middle of a line.
func TestResumedFileIsTheWholeOne(t *testing.T) {
	for _, format := range []Format{FormatOCSF, FormatECS} {
		events := samples(40)
		folder := t.TempDir()
		whole, path := filepath.Join(folder, "whole"), filepath.Join(folder, "part")
		if err := written(t, whole, format, nil, events); err != nil {
			t.Fatal(err)
		}
		text := bytesIn(t, whole)
		ends := []int{}
		for at := range text {
			if text[at] == '\n' {
				ends = append(ends, at+1)
			}
		}
		for _, cut := range []int{0, 7, ends[0] - 1, ends[0], ends[0] + 1, ends[20], ends[20] + 99, ends[38], len(text) - 1, len(text)} {
			if err := os.WriteFile(path, text[:cut], 0o600); err != nil {
				t.Fatal(err)
			}
			held, err := ReadResumed(path, format)
			if err != nil {
				t.Fatal(err)
			}
			rest := events
			if held != nil {
				if held.ID != events[held.Lines-1].ID || held.Tenant != events[held.Lines-1].Tenant {
					t.Fatalf("%+v", held)
				}
				rest = events[held.Lines-1:]
			}
			if err := written(t, path, format, held, rest); err != nil || !bytes.Equal(bytesIn(t, path), text) {
				t.Errorf("%s cut at %d: %v, %d bytes, want %d", format, cut, err, len(bytesIn(t, path)), len(text))
			}
		}
	}
}

// What is not the same file is not continued, and stays as it is.
func TestOtherFileIsNotResumed(t *testing.T) {
	events := samples(5)
	path := filepath.Join(t.TempDir(), "f")
	if err := written(t, path, FormatECS, nil, events[:3]); err != nil {
		t.Fatal(err)
	}
	before := bytesIn(t, path)
	if _, err := ReadResumed(path, FormatOCSF); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("of another format: %v", err)
	}
	held, err := ReadResumed(path, FormatECS)
	if err != nil {
		t.Fatal(err)
	}
	changed := events[2:]
	changed[0].Summary = "something else"
	if err := written(t, path, FormatECS, held, changed); audit.CodeOf(err) != audit.CodeFile {
		t.Errorf("with an event that changed: %v", err)
	}
	if !bytes.Equal(bytesIn(t, path), before) {
		t.Error("the file is another one now")
	}
	if held, err := ReadResumed(filepath.Join(t.TempDir(), "none"), FormatECS); held != nil || err != nil {
		t.Errorf("of no file: %v, %v", held, err)
	}
}

// An export that is stopped keeps its whole lines when it may be continued, and
// nothing otherwise.
func TestStoppedExportCanBeResumed(t *testing.T) {
	events := samples(4000)
	folder := t.TempDir()
	whole, path := filepath.Join(folder, "whole"), filepath.Join(folder, "part")
	if err := written(t, whole, FormatOCSF, nil, events); err != nil {
		t.Fatal(err)
	}
	for _, partial := range []bool{false, true} {
		ctx, stop := context.WithCancel(t.Context())
		_, err := Write(ctx, Request{Path: path, Format: FormatOCSF, Events: each(events, nil), Total: len(events), Partial: partial, Progress: func(n int) {
			if n >= 2000 {
				stop()
			}
		}})
		if audit.CodeOf(err) != audit.CodeCancelled {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); (err == nil) != partial {
			t.Fatalf("partial %v: %v", partial, err)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 2 {
		t.Errorf("%v, %v", left, err)
	}
	held, err := ReadResumed(path, FormatOCSF)
	if err != nil || held == nil || held.Lines < 100 || held.Lines > 2000 || held.size != int64(len(bytesIn(t, path))) {
		t.Fatalf("%+v, %v", held, err)
	}
	if err := written(t, path, FormatOCSF, held, events[held.Lines-1:]); err != nil || !bytes.Equal(bytesIn(t, path), bytesIn(t, whole)) {
		t.Error(err)
	}
}
