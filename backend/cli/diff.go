package cli

import (
	"context"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/diff"
)

func (p *program) diffCommand() *command {
	var o viewFlags
	return &command{
		name: "diff", args: "EVENT [EVENT]", summary: "show what an event changed, or how two states differ", least: 1, most: 2,
		text: `
With one event: what it changed. With two: how the state that the second left
differs from the state that the first left; the state of an event is what it
has after, else before. patch is a JSON Patch (RFC 6902); it holds every
change, and can be applied only with --reveal where there are secrets.`,
		examples: []string{
			"trailbook diff 65f2c0ffee65f2c0ffee65f2",
			"trailbook diff 65f2c0ffee65f2c0ffee65f2 65f2c0ffee65f2c0ffee65ff --format patch",
		},
		flags: func(flags *pflag.FlagSet) { o.add(flags, "text, json or patch") },
		run:   func(ctx context.Context, args []string) error { return p.diff(ctx, args, o) },
	}
}

func (p *program) diff(ctx context.Context, ids []string, o viewFlags) error {
	if p.json && o.format == "text" {
		o.format = "json"
	}
	if o.format != "text" && o.format != "json" && o.format != "patch" {
		return wrongUse("", "there is no --format %q; use text, json or patch", o.format)
	}
	event, err := p.open(ctx, ids[0], o)
	if err != nil {
		return err
	}
	if len(ids) == 2 {
		second, err := p.open(ctx, ids[1], o)
		if err != nil {
			return err
		}
		event = diff.Between(event, second)
	}
	view, err := p.viewOf(ctx, event, o.reveal)
	if err != nil {
		return err
	}
	var b strings.Builder
	switch o.format {
	case "json":
		return p.printJSON(view)
	case "patch":
		err = diff.WritePatch(&b, view.Patch())
	default:
		err = diff.WriteText(&b, view, o.noise)
	}
	if err != nil {
		return err
	}
	return p.print(b.String())
}
