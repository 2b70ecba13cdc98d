package tenant_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// A whole believable log is read by the default profile: every entry becomes
// an event with its id, its time and its actor, none is left in doubt.
func TestMapGeneratedLog(t *testing.T) {
	profile := tenant.DefaultProfile()
	generator := demo.NewGenerator(demo.PlanConfig(7, 2000, demo.DefaultUntil))
	seen := map[string]bool{}
	for range 2000 {
		entry := generator.Next()
		event, err := profile.Map(entry.Raw)
		if err != nil {
			t.Fatalf("%s: %v", entry.ID, err)
		}
		known, ok := audit.LookUp(event.Action)
		switch {
		case event.ID != entry.ID || !event.CreatedAt.Equal(entry.CreatedAt.Truncate(time.Millisecond)):
			t.Fatalf("%s of %s became %s of %s", entry.ID, entry.CreatedAt, event.ID, event.CreatedAt)
		case !ok || event.Area != known.Area || event.TargetKind != known.TargetKind || event.Type != known.Type:
			t.Fatalf("%s: %q is a %s in %q", event.ID, event.Action, event.Type, event.Area)
		case event.User == "" || (event.Area == audit.AreaFlow && event.FlowID == ""):
			t.Fatalf("%s: user %q, flow %q", event.ID, event.User, event.FlowID)
		}
		for _, part := range [][]byte{event.Before, event.After, event.Changes} {
			if !bytes.Contains(entry.Raw, part) {
				t.Fatalf("%s: a part is not the entry's own bytes", event.ID)
			}
		}
		seen[event.Action] = true
	}
	if len(seen) != len(audit.Catalog) {
		t.Errorf("%d actions of %d", len(seen), len(audit.Catalog))
	}
}
