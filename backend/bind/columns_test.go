package bind_test

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

func TestColumnsSayWhetherTheyFit(t *testing.T) {
	for state, memory := range map[string]int64{"ready": 0, "tooBig": 1} {
		t.Run(state, func(t *testing.T) {
			dir := t.TempDir()
			oneEvent(t, dir)
			p := startWith(t, dir, memory)
			got, err := p.Events.Columns()
			for begun := time.Now(); err == nil && got.State == "loading" && time.Since(begun) < 20*time.Second; got, err = p.Events.Columns() {
				time.Sleep(time.Millisecond)
			}
			if err != nil || got.State != state || got.Allowed <= 0 || memory > 0 && got.Bytes <= got.Allowed {
				t.Errorf("%+v, %v; want the state %s", got, err, state)
			}
		})
	}
}

// oneEvent makes a cache of one event: one of none fits anywhere.
func oneEvent(t *testing.T, dir string) {
	t.Helper()
	cache, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cache.Close() }()
	tenant, err := cache.AddTenant(t.Context(), store.Tenant{Name: "acme"})
	if err != nil {
		t.Fatal(err)
	}
	source, err := cache.BeginSource(t.Context(), store.Source{TenantID: tenant.ID, Kind: "import", Name: "a file"})
	if err == nil {
		_, err = cache.Write(t.Context(), source, []audit.Event{{ID: "1", Action: "Flow Created", Raw: []byte("{}"), CreatedAt: time.Unix(0, 0)}}, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
}
