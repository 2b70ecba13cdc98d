package bind

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
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

// Network tells when this installation connects to tenants by itself.
func (s *Settings) Network() (Network, error) {
	return call(s.core, "Settings.Network", s.core.network)
}

// SetInterval chooses how many minutes lie between two automatic syncs: 0 for
// none, 15, 60, 360 or 1440; others are CodeInvalid.
func (s *Settings) SetInterval(minutes int) (Network, error) {
	return call(s.core, "Settings.SetInterval", func(ctx context.Context) (Network, error) {
		if !slices.Contains(intervals, minutes) {
			return Network{}, audit.Errorf(audit.CodeInvalid, "Trailbook does not sync every %d minutes.", minutes).
				WithHint("Choose 15 minutes, an hour, six hours, a day, or never.")
		}
		detail := "off"
		if minutes > 0 {
			detail = fmt.Sprintf("every %d minutes", minutes)
		}
		if err := s.core.Store.Decide(ctx, intervalSetting, minutes, "automatic sync", detail); err != nil {
			return Network{}, err
		}
		s.core.schedule.set(s.core.minutes(minutes), time.Time{})
		return s.core.network(ctx)
	})
}

// SetOffline switches working offline on or off: on, Trailbook opens no
// connection, and a sync that runs is stopped.
func (s *Settings) SetOffline(offline bool) (Network, error) {
	return call(s.core, "Settings.SetOffline", func(ctx context.Context) (Network, error) {
		if err := settings.SetOffline(ctx, s.core.Store, offline); err != nil {
			return Network{}, err
		}
		if id := s.core.syncing.holder(); offline && id != "" {
			if err := s.core.jobs.Cancel(id); err != nil {
				return Network{}, err
			}
		}
		return s.core.network(ctx)
	})
}

func (c *Core) network(ctx context.Context) (Network, error) {
	chosen, err := settings.Offline(ctx, c.Store)
	if err != nil {
		return Network{}, err
	}
	n := Network{Syncing: c.syncing.holder(), Offline: chosen || c.Offline, OfflineAsked: c.Offline}
	if next := c.schedule.nextStart(); !next.IsZero() && !n.Offline {
		n.Next = next.UnixMilli()
	}
	return n, c.Store.Setting(ctx, intervalSetting, &n.Interval)
}
