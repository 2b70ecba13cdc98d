package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/view"
)

func (p *program) viewsListCommand() *command {
	return &command{
		name: "views list", summary: "list the saved views",
		run: func(ctx context.Context, _ []string) error {
			return p.withCache(ctx, func(cache *store.Store) error {
				kept, err := view.List(ctx, cache)
				if err != nil {
					return err
				}
				if p.json {
					return p.printJSON(kept)
				}
				var b strings.Builder
				for _, v := range kept {
					fmt.Fprintln(&b, diff.Printable(v.Name))
				}
				return p.print(b.String())
			})
		},
	}
}

func (p *program) viewsShowCommand() *command {
	return &command{
		name: "views show", args: "VIEW", summary: "show what a view selects", least: 1, most: 1,
		text:     "VIEW is the name of a saved view, a view's file or a link to a view. Nothing of it is kept.",
		examples: []string{"trailbook views show 'Deletes at night'", "trailbook views show from-a-colleague" + view.Extension + " --json"},
		run: func(ctx context.Context, args []string) error {
			v, err := p.viewNamed(ctx, args[0])
			if err != nil {
				return err
			}
			if p.json {
				return p.printJSON(v)
			}
			f, err := v.Filter.Audit(p.Now())
			if err != nil {
				return err
			}
			order := "newest first"
			if v.Order.Column != "" && v.Order.Column != "created" || v.Order.Ascending {
				order = strings.TrimSpace(v.Order.Column + map[bool]string{true: " ascending", false: " descending"}[v.Order.Ascending])
			}
			return p.print(fmt.Sprintf("name     %s\nselects  %s\norder    %s\ncolumns  %s\n", diff.Printable(v.Name),
				diff.Printable(query.FilterWords(f, f.Clock.Zone)), order, strings.Join(v.Columns, " ")))
		},
	}
}

func (p *program) viewsSaveCommand() *command {
	var o filterFlags
	return &command{
		name: "views save", args: "NAME [FILTER]", summary: "keep a filter under a name, for --view and the window", least: 1, most: 1,
		text: `
A view of the same name is replaced, but for its columns and order. Times that
are relative stay so: "created:>-7d" is always the last seven days.`,
		examples: []string{
			"trailbook views save 'Deletes at night' --type delete --search 'hour:22..5' --timezone Europe/Prague",
			"trailbook count --view 'Deletes at night' --from 2026-01-01",
		},
		flags: o.add,
		run: func(ctx context.Context, args []string) error {
			if o.view != "" {
				return wrongUse("", "views save takes no --view; see: trailbook help views rename")
			}
			if _, err := o.read(ctx, p); err != nil {
				return err
			}
			kept, err := view.Named(ctx, p.store, args[0])
			if err != nil && audit.CodeOf(err) != audit.CodeNotFound {
				return err
			}
			kept.Name = args[0]
			kept.Filter = view.Filter{
				Tenants: o.filter.Tenants, Search: o.filter.Search, From: o.from, To: o.to, Zone: p.timezone,
				Users: o.filter.Users, FlowIDs: o.filter.FlowIDs, Actions: o.filter.Actions, Areas: o.filter.Areas,
			}
			for _, t := range o.types {
				kept.Filter.Types = append(kept.Filter.Types, strings.ToLower(t))
			}
			return asWrongUse("", view.Keep(ctx, p.store, kept))
		},
	}
}
