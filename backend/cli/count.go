package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
)

func (p *program) countCommand() *command {
	var o filterFlags
	var by string
	return &command{
		name: "count", args: "[FILTER]", summary: "count events, in all or by a field",
		text: "Days, weekdays and hours are those of --timezone; a day begins at midnight there.",
		examples: []string{
			"trailbook count --tenant acme --from 2026-01-01 --to 2026-02-01",
			"trailbook count --by user --type delete",
			"trailbook count --by day --timezone Europe/Prague --json",
			"trailbook count --by hour --search login --timezone Europe/Prague",
		},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags)
			flags.StringVar(&by, "by", "", "type, action, area, user, flow, target, day, weekday or hour")
		},
		run: func(ctx context.Context, _ []string) error { return p.count(ctx, o, audit.Facet(by)) },
	}
}

func (p *program) count(ctx context.Context, o filterFlags, by audit.Facet) error {
	f, err := o.read(ctx, p)
	if err != nil {
		return err
	}
	if by == "" {
		n, err := p.store.Count(ctx, f)
		if err != nil {
			return err
		}
		if p.json {
			return p.printJSON(map[string]int{"count": n})
		}
		return p.print(strconv.Itoa(n) + "\n")
	}
	groups, err := p.store.CountBy(ctx, f, by, p.zone)
	if err != nil {
		return asWrongUse("", err)
	}
	if p.json {
		if groups == nil {
			groups = []audit.FacetValue{}
		}
		return p.printJSON(groups)
	}
	t := newTable(p.Stdout, "COUNT", strings.ToUpper(string(by)))
	for _, group := range groups {
		value := group.Value
		if value == "" {
			value = "(none)"
		}
		if group.Label != "" {
			value += " (" + group.Label + ")"
		}
		if err := t.add(strconv.Itoa(group.Count), value); err != nil {
			return err
		}
	}
	return t.flush()
}
