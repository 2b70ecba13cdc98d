package evidence

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
)

// countdown is a context that ends the n-th time that anybody asks whether it
// has.
type countdown struct {
	context.Context
	end   context.CancelFunc
	left  atomic.Int64
	asked atomic.Int64
}

func (c *countdown) Err() error {
	c.asked.Add(1)
	if c.left.Add(-1) == 0 {
		c.end()
	}
	return c.Context.Err()
}

// Wherever a pack is cancelled, no file has its name, and what was there
// stays. At the end all have theirs.
func TestAPackCancelledAnywhereLeavesNothing(t *testing.T) {
	events := recorded(t, 40)
	for _, format := range []export.Format{export.FormatExcel, export.FormatCSV, export.FormatNDJSON} {
		try := func(ends int64) (asked int64, done bool) {
			folder := t.TempDir()
			path := filepath.Join(folder, "report."+string(format))
			files := []string{path, PackPath(path)}
			if format == export.FormatExcel { // which may have a PDF beside it
				files = append(files, export.PaperPath(path))
			}
			for _, old := range files {
				if err := os.WriteFile(old, []byte("old"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			watch := &countdown{Context: ctx, end: stop}
			watch.left.Store(ends)
			req := request(t, folder, events)
			req.Export.Path = path
			if len(files) > 2 {
				req.Export.Paper = &export.Paper{}
			}
			_, err := Export(watch, req)
			var want []string
			for _, file := range files {
				want = append(want, filepath.Base(file))
			}
			slices.Sort(want)
			if !slices.Equal(names(t, folder), want) {
				t.Fatalf("%s, ended at %d: the folder holds %v", format, ends, names(t, folder))
			}
			for _, old := range files {
				if content, readErr := os.ReadFile(old); readErr != nil || (string(content) == "old") != (err != nil) {
					t.Fatalf("%s, ended at %d with %v: %s has %d bytes, %v", format, ends, err, filepath.Base(old), len(content), readErr)
				}
			}
			if err != nil && audit.CodeOf(err) != audit.CodeCancelled {
				t.Fatalf("%s, ended at %d: %v", format, ends, err)
			}
			return watch.asked.Load(), err == nil
		}
		total, done := try(-1)
		if !done || total < 40 {
			t.Fatalf("%s: asked %d times, done %v", format, total, done)
		}
		for ends := int64(1); ends < total-5; ends += 1 + total/16 {
			if _, done := try(ends); done {
				t.Errorf("%s: ended when asked %d times of %d, and the pack was made all the same", format, ends, total)
			}
		}
		for ends := total - 5; ends <= total; ends++ { // about here it is a matter of the moment
			try(ends)
		}
	}
}

// Where only the report cannot have its name, the pack does not have its either.
func TestAReportThatCannotBeNamedLeavesTheFormerPack(t *testing.T) {
	for _, former := range []string{"", "former"} {
		folder := t.TempDir()
		req := request(t, folder, awkward())
		if former != "" {
			if err := os.WriteFile(PackPath(req.Export.Path), []byte(former), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		req.Progress = func(stage Stage, _ int) {
			if stage == StageFiles {
				_ = os.Mkdir(req.Export.Path, 0o700) // a folder comes in between
			}
		}
		if _, err := Export(t.Context(), req); audit.CodeOf(err) != audit.CodeFile {
			t.Errorf("%v", err)
		}
		content, err := os.ReadFile(PackPath(req.Export.Path))
		if string(content) != former || (former == "") != os.IsNotExist(err) {
			t.Errorf("the pack is %.20q, %v", content, err)
		}
		if left := strings.Join(names(t, folder), " "); strings.Contains(left, ".trailbook") {
			t.Errorf("left are %s", left)
		}
	}
}
