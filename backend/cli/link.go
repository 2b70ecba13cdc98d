package cli

import (
	"context"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/view"
)

// linkCommand prints the link that opens an event in the window.
func (p *program) linkCommand() *command {
	var tenant string
	return &command{
		name: "link", args: "EVENT", summary: "print the link that opens an event in the window", least: 1, most: 1,
		text: `
EVENT is the event's id. The link begins with trailbook:// and opens the event
on any computer whose cache has it; links to views: trailbook help views export.`,
		examples: []string{"trailbook link 65f2c0ffee65f2c0ffee65f2"},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&tenant, "tenant", "", "the `tenant` of the event, where two have the same id")
		},
		run: func(ctx context.Context, args []string) error {
			event, err := p.open(ctx, args[0], viewFlags{tenant: tenant})
			if err != nil {
				return err
			}
			text, err := view.Link{Tenant: event.Tenant, ID: event.ID}.String()
			if err != nil {
				return err
			}
			if p.json {
				return p.printJSON(map[string]string{"link": text})
			}
			return p.print(text + "\n")
		},
	}
}
