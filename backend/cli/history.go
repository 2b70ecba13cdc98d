package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"math/bits"
	"time"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/history"
	"github.com/trailbook/trailbook/backend/query"
)

// historyFlags are those of the command history.
type historyFlags struct {
	tenant string
	at     string
	blame  bool
}

func (p *program) historyCommand() *command {
	var o historyFlags
	return &command{
		name: "history", args: "OBJECT", summary: "show how an object came to be what it is", least: 1, most: 1,
		text: `
OBJECT is KIND:ID: a flow, template, user, config, acl, component or connector
by the id of its events' target. Lists all its events with the size of each
change, bookkeeping of the machine left out, and where the state before an
event is not the one that the event before it left: then something changed
outside the log, or entries are missing.

With --at it shows the whole state at that time, with --blame who last set
every value and when; "by" before a time means at the latest: the event is the
first that shows the value. Secrets are masked.`,
		examples: []string{
			"trailbook history flow:1a614486-7343-453f-81a1-b1c964ac32c2",
			"trailbook history acl:routes --blame",
			"trailbook history config:appmixer:google --at 2026-01-31T08:00:00Z",
		},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&o.tenant, "tenant", "", "the `tenant` of the object, where two have one of this id")
			flags.StringVar(&o.at, "at", "", "the state at this `time`")
			flags.BoolVar(&o.blame, "blame", false, "who set every value, and when")
		},
		run: func(ctx context.Context, args []string) error { return p.history(ctx, args[0], o) },
	}
}

func (p *program) history(ctx context.Context, text string, o historyFlags) error {
	var instant time.Time
	var err error
	if o.at != "" {
		if instant, err = query.ParseTime(o.at, p.zone); err != nil {
			return asWrongUse("", err)
		}
	}
	object, err := p.object(ctx, text, o.tenant)
	if err != nil {
		return err
	}
	if o.at != "" && !o.blame {
		state, err := history.At(ctx, p.store, object, instant)
		if err != nil {
			return err
		}
		return p.printState(state, instant)
	}
	trail, err := history.Read(ctx, p.store, object, instant)
	if err != nil {
		return err
	}
	if o.blame {
		return p.printBlame(trail)
	}
	return p.printTrail(trail)
}

// object finds the object that was typed. The tenant may be left out where only
// one has it.
func (p *program) object(ctx context.Context, text, tenant string) (audit.Object, error) {
	object, err := audit.ParseObject(text)
	if err != nil {
		return object, asWrongUse("", err)
	}
	cache, err := p.cache(ctx)
	if err != nil {
		return object, err
	}
	if object.Tenant = tenant; tenant != "" {
		_, err := cache.Tenant(ctx, tenant)
		return object, err
	}
	owners, err := cache.ObjectOwners(ctx, object)
	switch {
	case err != nil:
		return object, err
	case len(owners) > 1:
		return object, audit.Errorf(audit.CodeInvalid, "%d tenants have events about %s.", len(owners), object).
			WithHint("Say which one with --tenant, for example --tenant %q.", owners[0])
	case len(owners) == 1:
		object.Tenant = owners[0]
	}
	return object, nil
}

// trailEventJSON is one event of an object's history.
type trailEventJSON struct {
	ID        string `json:"id"`
	CreatedAt string `json:"createdAt"`
	Action    string `json:"action"`
	Type      string `json:"type"`
	User      string `json:"user"`
	Changes   int    `json:"changes"`
	Noise     int    `json:"noise"`
	Gap       bool   `json:"gap"`
}

func (p *program) printTrail(trail *history.Trail) error {
	if p.json {
		events := make([]trailEventJSON, len(trail.Entries))
		for i, e := range trail.Entries {
			events[i] = trailEventJSON{
				ID: e.Row.EventID, CreatedAt: audit.FormatTime(e.Row.Bare().CreatedAt), Action: diff.MaskText(e.Row.Action),
				Type: string(e.Row.Type()), User: diff.MaskText(e.Row.Email), Changes: e.Size, Noise: e.Noise, Gap: e.Gap,
			}
		}
		return p.printJSON(map[string]any{
			"tenant": trail.Object.Tenant, "object": trail.Object.String(), "events": events, "gaps": gapsJSON(trail.Gaps), "state": trail.State.Words(),
		})
	}
	lines := newTable(p.Stdout, "CREATED", "USER", "ACTION", "CHANGES", "", "ID")
	for _, e := range trail.Entries {
		size := ""
		if e.Tells {
			size = fmt.Sprint(e.Size)
		}
		if e.Gap {
			size += " after a gap"
		}
		if err := lines.add(p.instant(e.Row.CreatedAt), e.Row.Email, e.Row.Action, size, bar(e.Size), e.Row.EventID); err != nil {
			return err
		}
	}
	if err := lines.flush(); err != nil {
		return err
	}
	for _, gap := range trail.Gaps {
		if err := p.print("gap: " + diff.Printable(gap.Sentence()) + "\n"); err != nil {
			return err
		}
	}
	return nil
}

// bar is the height of a change in a column of changes: one step for every
// doubling.
func bar(size int) string {
	steps := []rune(" ▁▂▃▄▅▆▇█")
	return string(steps[min(bits.Len(uint(max(size, 0))), len(steps)-1)])
}

// instant writes a time of the cache to the millisecond.
func (p *program) instant(ms int64) string {
	return time.UnixMilli(ms).In(p.zone).Format("2006-01-02 15:04:05.000 MST")
}

func (p *program) printState(state history.State, instant time.Time) error {
	if p.json {
		var raw any = state.Masked()
		if state.Raw == nil {
			raw = nil
		}
		return p.printJSON(map[string]any{
			"tenant": state.Object.Tenant, "object": state.Object.String(), "at": audit.FormatTime(instant), "event": state.Event.ID,
			"gone": state.Gone, "partial": state.Partial, "words": state.Words(), "state": raw,
		})
	}
	p.note("%s: %s", diff.Printable(state.Object.String()), diff.Printable(state.Words()))
	if state.Raw == nil {
		return nil
	}
	return p.print(diff.Printable(diff.Pretty(state.Masked())) + "\n")
}

// leafJSON is one value of a state with who set it.
type leafJSON struct {
	Path      string          `json:"path"`
	Value     json.RawMessage `json:"value"`
	User      string          `json:"user"`
	CreatedAt string          `json:"createdAt"`
	Event     string          `json:"event"`
	Action    string          `json:"action"`
	AtLatest  bool            `json:"atLatest"`
	Noise     bool            `json:"noise"`
}

func (p *program) printBlame(trail *history.Trail) error {
	leaves, err := trail.Blame()
	if err != nil {
		return err
	}
	if p.json {
		list := make([]leafJSON, len(leaves))
		for i, l := range leaves {
			by := trail.Entries[l.Entry].Row.Bare()
			list[i] = leafJSON{
				l.Path, l.Value, diff.MaskText(by.User), audit.FormatTime(by.CreatedAt), by.ID, diff.MaskText(by.Action), l.AtLatest, l.Noise,
			}
		}
		return p.printJSON(map[string]any{
			"tenant": trail.Object.Tenant, "object": trail.Object.String(), "state": trail.State.Words(), "leaves": list, "gaps": gapsJSON(trail.Gaps),
		})
	}
	p.note("%s: %s", diff.Printable(trail.Object.String()), diff.Printable(trail.State.Words()))
	lines := newTable(p.Stdout, "PATH", "VALUE", "SET", "USER", "EVENT")
	for _, l := range leaves {
		by := trail.Entries[l.Entry].Row
		set := p.instant(by.CreatedAt)
		if l.AtLatest {
			set = "by " + set
		}
		if err := lines.add(l.Path, string(l.Value), set, by.Email, by.EventID); err != nil {
			return err
		}
	}
	return lines.flush()
}

// gapJSON is a place where states do not fit together.
type gapJSON struct {
	Tenant    string   `json:"tenant"`
	Object    string   `json:"object"`
	From      string   `json:"from"` // time of the event before it
	To        string   `json:"to"`   // time of the event that shows it
	LeftBy    string   `json:"leftBy"`
	FoundBy   string   `json:"foundBy"`
	Paths     []string `json:"paths"`
	Differing int      `json:"differing"`
}

func gapsJSON(gaps []history.Gap) []gapJSON {
	list := make([]gapJSON, len(gaps))
	for i, g := range gaps {
		list[i] = gapJSON{
			g.Object.Tenant, g.Object.String(), audit.FormatTime(g.Left.Bare().CreatedAt), audit.FormatTime(g.Found.Bare().CreatedAt),
			g.Left.EventID, g.Found.EventID, g.Paths, g.Differing,
		}
	}
	return list
}
