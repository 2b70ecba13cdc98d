package settings_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/trailbook/trailbook/backend/settings"
)

func TestHasGraphics(t *testing.T) {
	dev := t.TempDir()
	for _, step := range []struct {
		node string
		want bool
	}{{"card0", false}, {"renderD128", true}} {
		if err := os.WriteFile(filepath.Join(dev, step.node), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := settings.HasGraphics(dev); got != step.want {
			t.Errorf("with %s: %v", step.node, got)
		}
	}
	if settings.HasGraphics(filepath.Join(dev, "none")) {
		t.Error("a machine without a folder of cards")
	}
}
