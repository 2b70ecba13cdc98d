package bind_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/export"
)

// What an export left that was killed is gone once the window opens again.
func TestTheWindowSweepsAtItsStart(t *testing.T) {
	dir, reports := t.TempDir(), t.TempDir()
	first := start(t, dir)
	err := export.Announce(t.Context(), first.core.Store, filepath.Join(reports, "report.xlsx"))
	left := filepath.Join(reports, ".trailbook-export-1")
	past := time.Now().Add(-time.Hour)
	if err := errors.Join(err, os.Mkdir(left, 0o700), os.Chtimes(left, past, past)); err != nil {
		t.Fatal(err)
	}
	first.core.Close()
	start(t, dir)
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
}
