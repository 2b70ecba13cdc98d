package bind

import (
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/store"
)

// filter reads the page's filter; a time or a zone that cannot be read is
// CodeInvalid.
func (s FilterSpec) filter() (audit.Filter, *time.Location, error) {
	f := audit.Filter{Tenants: s.Tenants, Search: s.Search, Users: s.Users, FlowIDs: s.FlowIDs, Actions: s.Actions, Areas: s.Areas}
	for _, t := range s.Types {
		f.Types = append(f.Types, audit.Type(t))
	}
	zone, err := query.ParseZone(s.Zone)
	if err != nil {
		return f, nil, err
	}
	f.Clock = audit.Clock{Now: time.Now(), Zone: zone}
	for _, end := range []struct {
		text string
		into *time.Time
	}{{s.From, &f.From}, {s.To, &f.To}} {
		if end.text == "" {
			continue
		}
		if *end.into, err = query.ParseTime(end.text, zone); err != nil {
			return f, nil, err
		}
	}
	return f, zone, f.Validate()
}

func (o Order) order() store.Order {
	return store.Order{Column: store.Column(o.Column), Ascending: o.Ascending}
}

// byTime is the order of a file: that of time, which its report names and its
// command repeats. A table sorted by something else is exported newest first.
func (o Order) byTime() store.Order {
	order := o.order()
	return store.Order{Ascending: order.ByTime() && order.Ascending}
}
