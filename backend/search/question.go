package search

import (
	"fmt"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// question writes a selection so that two that mean the same events of one
// version read the same. It is not lasting where what it means depends on when
// it is asked.
func question(sel audit.Selection) (asked string, lasting bool) {
	lasting = true
	sel.Search.Walk(func(l audit.Leaf) { lasting = lasting && l.Field != audit.FieldCreated })
	f := sel.Filter
	zone := time.UTC
	if sel.Search.Zone != nil {
		zone = sel.Search.Zone
	}
	return fmt.Sprintf("%q %q %d %d %q %q %q %q %q %s", f.Tenants, f.Search, milli(f.From), milli(f.To), f.Types, f.Users, f.FlowIDs, f.Actions, f.Areas, zone), lasting
}

func milli(t time.Time) int64 {
	if t.IsZero() {
		return -1 << 63
	}
	return t.UnixMilli()
}
