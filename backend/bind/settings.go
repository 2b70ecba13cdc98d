package bind

import (
	"context"
	"os"

	"github.com/trailbook/trailbook/backend/settings"
)

// Settings are the window's own.
type Settings struct{ core *Core }

// Get reads the window's settings, or the first ones.
func (s *Settings) Get() (WindowSettings, error) {
	return call(s.core, "Settings.Get", func(ctx context.Context) (WindowSettings, error) {
		w, err := settings.LoadWindow(ctx, s.core.Store)
		if theme := os.Getenv("TRAILBOOK_THEME"); theme != "" {
			w.Theme = theme // for screenshots
		}
		return WindowSettings(w), err
	})
}

// Put keeps the window's settings.
func (s *Settings) Put(w WindowSettings) error {
	return do(s.core, "Settings.Put", func(ctx context.Context) error {
		return settings.SaveWindow(ctx, s.core.Store, settings.Window(w))
	})
}
