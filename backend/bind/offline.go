package bind

import (
	"context"

	"github.com/trailbook/trailbook/backend/settings"
)

// online is CodeOffline when the user works offline: nothing behind it may
// open a connection. Whatever reaches a tenant, the built-in demo tenant
// included, asks here first.
func (c *Core) online(ctx context.Context) error {
	if c.Offline {
		return settings.OfflineError(true)
	}
	chosen, err := settings.Offline(ctx, c.Store)
	if err != nil || !chosen {
		return err
	}
	return settings.OfflineError(false)
}
