package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// viewFlags are those of the commands that open single events.
type viewFlags struct {
	tenant string
	format string
	noise  bool
	reveal bool
}

func (o *viewFlags) add(flags *pflag.FlagSet, formats string) {
	flags.StringVar(&o.tenant, "tenant", "", "the `tenant` of the event, where two have the same id")
	flags.StringVar(&o.format, "format", "text", formats)
	flags.BoolVar(&o.noise, "noise", false, "also changes that the machine makes by itself (mtime, x, y, thumbnail)")
	flags.BoolVar(&o.reveal, "reveal", false, "leave secrets in clear; this is recorded")
}

func (p *program) showCommand() *command {
	var o viewFlags
	return &command{
		name: "show", args: "EVENT", summary: "show one event and what it changed", least: 1, most: 1,
		text:     "EVENT is the event's id. Secrets are masked.",
		examples: []string{"trailbook show 65f2c0ffee65f2c0ffee65f2", "trailbook show 65f2c0ffee65f2c0ffee65f2 --format json"},
		flags:    func(flags *pflag.FlagSet) { o.add(flags, "text or json") },
		run:      func(ctx context.Context, args []string) error { return p.show(ctx, args[0], o) },
	}
}

func (p *program) show(ctx context.Context, id string, o viewFlags) error {
	if p.json {
		o.format = "json"
	}
	if o.format != "text" && o.format != "json" {
		return wrongUse("", "there is no --format %q; use text or json", o.format)
	}
	event, err := p.open(ctx, id, o)
	if err != nil {
		return err
	}
	if o.format == "json" {
		return p.printEvent(ctx, event, o.reveal)
	}
	event, completion, err := p.complete(ctx, event)
	if err != nil {
		return err
	}
	view, err := p.viewOf(ctx, event, o.reveal)
	if err != nil {
		return err
	}
	var b strings.Builder
	before, err := p.pastOf(ctx, event)
	if err != nil {
		return err
	}
	b.WriteString(fields(event, p.zone, o.reveal) + before.lines(p) + "\n" + headline(event) + sentence(completion))
	if err := diff.WriteText(&b, view, o.noise); err != nil {
		return err
	}
	return p.print(b.String())
}

// open reads an event by its id, and records it when its secrets are wanted.
func (p *program) open(ctx context.Context, id string, o viewFlags) (audit.Event, error) {
	cache, err := p.cache(ctx)
	if err != nil {
		return audit.Event{}, err
	}
	key, err := cache.Find(ctx, o.tenant, id)
	if err != nil {
		return audit.Event{}, err
	}
	event, _, err := cache.Event(ctx, key)
	if err == nil && o.reveal {
		err = p.record(ctx, "event revealed", "event %q of %q shown with its secrets", event.ID, event.Tenant)
	}
	return event, err
}

// onCommandLine is how the activity log says that it was not the window.
const onCommandLine = "on the command line"

// record adds to the activity log what an auditor may ask about.
func (p *program) record(ctx context.Context, what, format string, args ...any) error {
	return p.store.Record(ctx, what, fmt.Sprintf(format, args...)+", "+onCommandLine)
}

// viewOf is what an event changed, with the fingerprints of its secrets.
func (p *program) viewOf(ctx context.Context, event audit.Event, reveal bool) (diff.View, error) {
	key, err := p.store.FingerprintKey(ctx)
	if err != nil {
		return diff.View{}, err
	}
	return diff.OfEventWith(event, diff.Options{Key: key, Reveal: reveal})
}

// headline is what an event did, in one sentence above its changes.
func headline(event audit.Event) string { return diff.Printable(diff.Summary(event)) + "\n\n" }

// fields lists what an event says of itself, one field a line.
func fields(e audit.Event, zone *time.Location, reveal bool) string {
	var b strings.Builder
	line := func(name, value string) {
		if value == "" {
			return
		}
		if !reveal {
			value = diff.MaskText(value)
		}
		fmt.Fprintf(&b, "%-9s %s\n", name, diff.Printable(value))
	}
	line("action", e.Action)
	line("created", e.CreatedAt.In(zone).Format("2006-01-02 15:04:05.000 MST"))
	line("type", string(e.Type))
	line("area", e.Area)
	line("user", e.User)
	line("user id", e.UserID)
	line("target", strings.TrimSpace(e.TargetKind+" "+e.TargetName))
	line("target id", e.TargetID)
	line("flow id", e.FlowID)
	line("ip", e.IP)
	line("agent", e.UserAgent)
	line("tenant", e.Tenant)
	line("id", e.ID)
	return b.String()
}

// printEvent prints an event with all its fields, as every export has them,
// its flags and its earlier versions.
func (p *program) printEvent(ctx context.Context, event audit.Event, reveal bool) error {
	line, err := eventJSON(ctx, event, reveal)
	if err != nil {
		return err
	}
	before, err := p.pastOf(ctx, event)
	if err != nil {
		return err
	}
	if line, err = before.withPast(ctx, line, reveal); err != nil {
		return err
	}
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, line, "", "  "); err != nil {
		return err
	}
	pretty.WriteByte('\n')
	return p.print(pretty.String())
}
