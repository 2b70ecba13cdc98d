package bind

import (
	"context"
	"sync"
	"time"

	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

const (
	demoName    = "Northwind (demo)"
	demoSetting = "demo"
	demoEvents  = 20000
	demoSeed    = 1
)

// demoTenant is the built-in simulated tenant. It runs while the window does,
// and its log goes on from one start to the next as real time passes.
type demoTenant struct {
	mu     sync.Mutex
	server *demo.Server
}

// plan is what makes the demo's log the same at the next start.
type plan struct {
	Events int       `json:"events"`
	Seed   uint64    `json:"seed"`
	Until  time.Time `json:"until"`
}

// serve starts the demo tenant where it does not run, and returns the tenant
// with its address and credentials.
func (d *demoTenant) serve(ctx context.Context, s *store.Store, t store.Tenant) (store.Tenant, secret.Credentials, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server == nil {
		kept := plan{Events: demoEvents, Seed: demoSeed, Until: time.Now().UTC().Truncate(time.Minute)}
		if err := s.Setting(ctx, demoSetting, &kept); err != nil {
			return t, secret.Credentials{}, err
		}
		server, err := demo.Serve(context.WithoutCancel(ctx), demo.Options{Events: kept.Events, Seed: kept.Seed, Until: kept.Until, Live: true})
		if err != nil {
			return t, secret.Credentials{}, err
		}
		d.server = server
		if err := s.KeepSetting(ctx, demoSetting, kept); err != nil {
			return t, secret.Credentials{}, err
		}
	}
	t.URL, t.Email = d.server.URL(), d.server.Email()
	return t, secret.Credentials{Password: d.server.Password()}, nil
}

func (d *demoTenant) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.server != nil {
		_ = d.server.Close()
		d.server = nil
	}
}
