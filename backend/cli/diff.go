package cli

import (
	"context"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/history"
)

func (p *program) diffCommand() *command {
	var o diffFlags
	return &command{
		name: "diff", args: "EVENT [EVENT]", summary: "show what an event changed, or how two states differ", least: 1, most: 2,
		text: `
With one event: what it changed. Where the entry holds the new state alone, the
state before is what the cache's earlier event of the same object left, and the
result says so. With two: how the state that the second left differs from the
state that the first left; the state of an event is what it has after, else
before, else what the events of its object up to it left. With --with now: how
its object is now, by the last event about it, against how the event left it.

patch is a JSON Patch (RFC 6902); it holds every change, and can be applied only
with --reveal where there are secrets.`,
		examples: []string{
			"trailbook diff 65f2c0ffee65f2c0ffee65f2",
			"trailbook diff 65f2c0ffee65f2c0ffee65f2 65f2c0ffee65f2c0ffee65ff --format patch",
			"trailbook diff 65f2c0ffee65f2c0ffee65f2 --with now",
		},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags, "text, json or patch")
			flags.StringVar(&o.with, "with", "", "now: compare with the `state` of its object now")
		},
		run: func(ctx context.Context, args []string) error { return p.diff(ctx, args, o) },
	}
}

// diffFlags are those of the command diff.
type diffFlags struct {
	viewFlags
	with string
}

// check settles the format, and is an error for what cannot be had together.
func (o *diffFlags) check(p *program, events int) error {
	if p.json && o.format == "text" {
		o.format = "json"
	}
	switch {
	case o.format != "text" && o.format != "json" && o.format != "patch":
		return wrongUse("", "there is no --format %q; use text, json or patch", o.format)
	case o.with != "" && o.with != "now":
		return wrongUse("", "there is no --with %q; use now", o.with)
	case o.with != "" && events > 1:
		return wrongUse("", "--with compares one event; %d are given", events)
	}
	return nil
}

func (p *program) diff(ctx context.Context, ids []string, o diffFlags) error {
	if err := o.check(p, len(ids)); err != nil {
		return err
	}
	event, words, err := p.compared(ctx, ids, o)
	if err != nil {
		return err
	}
	view, err := p.viewOf(ctx, event, o.reveal)
	if err != nil {
		return err
	}
	var b strings.Builder
	switch o.format {
	case "json":
		return p.printJSON(struct {
			diff.View
			Note string `json:"note,omitempty"` // where a state comes from that the entry does not hold
		}{view, words})
	case "patch":
		if words != "" {
			p.note("%s", diff.Printable(words))
		}
		err = diff.WritePatch(&b, view.Patch())
	default:
		if len(ids) == 1 && o.with == "" || len(view.Changes) > 0 { // a comparison of the same was never saved
			b.WriteString(headline(event))
		}
		if words != "" {
			b.WriteString(diff.Printable(words) + "\n")
		}
		err = diff.WriteText(&b, view, o.noise)
	}
	if err != nil {
		return err
	}
	return p.print(b.String())
}

// compared is what diff shows, as an event, and where its states come from, if
// that needs saying.
func (p *program) compared(ctx context.Context, ids []string, o diffFlags) (event audit.Event, words string, err error) {
	if event, err = p.open(ctx, ids[0], o.viewFlags); err != nil {
		return event, "", err
	}
	first, err := p.store.Find(ctx, event.Tenant, event.ID)
	if err != nil {
		return event, "", err
	}
	if o.with != "" {
		event, then, now, err := history.WithNow(ctx, p.store, first)
		return event, "Then: " + then.Words() + ". Now: " + now.Words() + ".", err
	}
	if len(ids) == 1 {
		event, completion, err := history.Complete(ctx, p.store, first, event)
		return event, completion.Words(), err
	}
	other, err := p.open(ctx, ids[1], o.viewFlags)
	if err != nil {
		return event, "", err
	}
	second, err := p.store.Find(ctx, other.Tenant, other.ID)
	if err != nil {
		return event, "", err
	}
	a, err := history.OfEvent(ctx, p.store, first)
	if err != nil {
		return event, "", err
	}
	b, err := history.OfEvent(ctx, p.store, second)
	return history.Between(a, b), "", err
}

// complete is history.Complete of an event that was opened by its id.
func (p *program) complete(ctx context.Context, event audit.Event) (audit.Event, history.Completion, error) {
	key, err := p.store.Find(ctx, event.Tenant, event.ID)
	if err != nil {
		return event, history.Completion{}, err
	}
	return history.Complete(ctx, p.store, key, event)
}

// sentence is a completion's words on a line; nothing where there are none.
func sentence(c history.Completion) string {
	if c.Words() == "" {
		return ""
	}
	return diff.Printable(c.Words()) + "\n"
}
