package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/store"
)

func (p *program) countCommand() *command {
	var o filterFlags
	var by string
	return &command{
		name: "count", args: "[FILTER]", summary: "count events, in all or by a field",
		text: "Days of --by day begin at midnight in --timezone.",
		examples: []string{
			"trailbook count --tenant acme --from 2026-01-01 --to 2026-02-01",
			"trailbook count --by user --type delete",
			"trailbook count --by day --timezone Europe/Prague --json",
		},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags)
			flags.StringVar(&by, "by", "", "type, action, area, user, flow or day")
		},
		run: func(ctx context.Context, _ []string) error { return p.count(ctx, o, store.Dimension(by)) },
	}
}

func (p *program) count(ctx context.Context, o filterFlags, by store.Dimension) error {
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
			groups = []store.Group{}
		}
		return p.printJSON(groups)
	}
	t := newTable(p.Stdout, "COUNT", strings.ToUpper(string(by)))
	for _, group := range groups {
		value := group.Value
		if value == "" {
			value = "(none)"
		}
		if err := t.add(strconv.Itoa(group.Count), value); err != nil {
			return err
		}
	}
	return t.flush()
}
