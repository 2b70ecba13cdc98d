package settings

import (
	"context"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// offlineSetting is what the switch in the window keeps.
const offlineSetting = "offline"

// OfflineAsked reads TRAILBOOK_OFFLINE: anything but empty, 0, no, false and
// off asks to work offline.
func OfflineAsked(getenv func(string) string) bool {
	switch strings.ToLower(strings.TrimSpace(getenv("TRAILBOOK_OFFLINE"))) {
	case "", "0", "no", "false", "off":
		return false
	}
	return true
}

// Offline reports whether the user chose to work offline: then the program
// opens no connection, whatever it is asked to do. Errors are those of the
// cache.
func Offline(ctx context.Context, s *store.Store) (bool, error) {
	var chosen bool
	err := s.Setting(ctx, offlineSetting, &chosen)
	return chosen, err
}

// SetOffline keeps the choice for every window and command on this cache, and
// records it, because it explains why a log was not synced.
func SetOffline(ctx context.Context, s *store.Store, chosen bool) error {
	detail := "off"
	if chosen {
		detail = "on"
	}
	return s.Decide(ctx, offlineSetting, chosen, "offline", detail)
}

// OfflineError says that something was refused because the user works
// offline. asked tells that the start of the program asked for it
// (--offline or TRAILBOOK_OFFLINE), which no switch can undo.
func OfflineError(asked bool) *audit.Error {
	e := audit.Errorf(audit.CodeOffline, "Trailbook works offline: it opens no connection.")
	if asked {
		return e.WithHint("Start it without --offline and without TRAILBOOK_OFFLINE.")
	}
	return e.WithHint("Switch \"Work offline\" off in the window's settings, or say --offline=false.")
}
