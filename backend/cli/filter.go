package cli

import (
	"context"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
)

// filterFlags are the flags that select events, as they were typed.
type filterFlags struct {
	filter   audit.Filter
	from, to string
	types    []string
	view     string
}

func (f *filterFlags) add(flags *pflag.FlagSet) {
	list := func(into *[]string, name, help string) { flags.StringArrayVar(into, name, nil, help) }
	flags.StringVar(&f.view, "view", "", viewUsage)
	list(&f.filter.Tenants, "tenant", "events of this tenant")
	flags.StringVar(&f.filter.Search, "search", "", "events with these `words`; more than words: trailbook help search")
	flags.StringVar(&f.from, "from", "", "events created at this `time` or later")
	flags.StringVar(&f.to, "to", "", "events created before this `time`")
	list(&f.types, "type", "create, update, delete or other")
	list(&f.filter.Users, "user", "e-mail as recorded, or user id")
	list(&f.filter.FlowIDs, "flow", "flow ID")
	list(&f.filter.Actions, "action", "action as recorded, such as \"Flow Updated\"")
	list(&f.filter.Areas, "area", "area, such as \"Flow Management\"")
}

// read makes the filter. What cannot be understood is wrong use; a tenant that
// is not in the cache is CodeNotFound, because nobody filters by none on
// purpose.
func (f *filterFlags) read(ctx context.Context, p *program) (audit.Filter, error) {
	filter := f.filter
	filter.Clock = audit.Clock{Now: p.Now(), Zone: p.zone}
	var err error
	if f.from != "" {
		if filter.From, err = query.ParseTime(f.from, p.zone); err != nil {
			return filter, asWrongUse("", err)
		}
	}
	if f.to != "" {
		if filter.To, err = query.ParseTime(f.to, p.zone); err != nil {
			return filter, asWrongUse("", err)
		}
	}
	for _, name := range f.types {
		filter.Types = append(filter.Types, audit.Type(strings.ToLower(name)))
	}
	if err := filter.Validate(); err != nil {
		return filter, asWrongSearch(filter.Search, err)
	}
	if f.view != "" {
		if filter, err = p.inView(ctx, f.view, filter); err != nil {
			return filter, err
		}
	}
	cache, err := p.cache(ctx)
	if err != nil {
		return filter, err
	}
	for _, name := range filter.Tenants {
		if _, err := cache.Tenant(ctx, name); err != nil {
			return filter, err
		}
	}
	return filter, p.summarize(ctx)
}
