package cli

import (
	"bytes"
	"context"
	"io"
	"time"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/store"
)

type eventsFlags struct {
	filterFlags
	limit  int
	cursor string
	format string
	reveal bool
}

func (p *program) eventsCommand() *command {
	var o eventsFlags
	return &command{
		name: "events", args: "[FILTER]", summary: "list events, newest first",
		text: `
At most --limit events are printed. Where there are more, stderr says so and
gives a cursor: with --cursor the list goes on behind the last event, whatever
arrives meanwhile. In JSON and NDJSON an event has all its fields; json is one
list. Secrets inside events are masked.`,
		examples: []string{
			"trailbook events --tenant acme --type delete --from 2026-01-01",
			"trailbook events --user ann@acme.example --format csv --limit 0 > ann.csv",
			"trailbook events --search \"slack token\" --format ndjson | jq .action",
		},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags)
			flags.IntVar(&o.limit, "limit", 100, "print at most this `number`, 0 for all")
			flags.StringVar(&o.cursor, "cursor", "", "go on behind the page that gave this `cursor`")
			flags.StringVar(&o.format, "format", "table", "table, json, ndjson or csv")
			flags.BoolVar(&o.reveal, "reveal", false, "leave secrets in clear; this is recorded")
		},
		run: func(ctx context.Context, _ []string) error { return p.events(ctx, o) },
	}
}

func (p *program) events(ctx context.Context, o eventsFlags) error {
	if p.json && o.format == "table" {
		o.format = "json"
	}
	if o.limit < 0 {
		return wrongUse("", "--limit cannot be negative")
	}
	f, err := o.read(ctx, p)
	if err != nil {
		return err
	}
	keys, err := behind(ctx, p.store, f, o.cursor)
	if err != nil {
		return err
	}
	total := len(keys)
	if o.limit > 0 && total > o.limit {
		keys = keys[:o.limit]
	}
	if err := p.printEvents(ctx, keys, o); err != nil || len(keys) == total {
		return err
	}
	return p.tellMore(ctx, keys[len(keys)-1], total-len(keys))
}

func (p *program) printEvents(ctx context.Context, keys []int64, o eventsFlags) error {
	if o.format == "table" {
		return p.eventTable(ctx, keys)
	}
	out, format := p.Stdout, export.Format(o.format)
	var list *jsonList
	switch o.format {
	case "json":
		list = &jsonList{out: p.Stdout}
		out, format = list, export.FormatNDJSON
	case "ndjson", "csv":
	default:
		return wrongUse("", "there is no --format %q; use table, json, ndjson or csv", o.format)
	}
	if o.reveal {
		if err := p.record(ctx, "events revealed", "%d events listed with their secrets", len(keys)); err != nil {
			return err
		}
	}
	_, err := export.Stream(ctx, out, export.Request{
		Format: format, Events: p.store.Events(ctx, keys), Total: len(keys), IncludeSecrets: o.reveal,
	})
	if err == nil && list != nil {
		err = list.end()
	}
	return written(err)
}

// tellMore is said also with --quiet: without the cursor nobody could go on.
func (p *program) tellMore(ctx context.Context, last int64, more int) error {
	rows, err := p.store.Rows(ctx, []int64{last})
	if err != nil || len(rows) == 0 {
		return err
	}
	quiet := p.quiet
	p.quiet = false
	p.note("%d more; go on with: --cursor %s", more, cursor{rows[0].CreatedAt, rows[0].Key})
	p.quiet = quiet
	return nil
}

// eventTable prints the hot columns, which hold no secrets but those that
// their shape gives away; the table masks them.
func (p *program) eventTable(ctx context.Context, keys []int64) error {
	t := newTable(p.Stdout, "CREATED ("+p.zone.String()+")", "ACTION", "SUMMARY", "TARGET", "USER", "ID")
	for len(keys) > 0 {
		n := min(blockRows, len(keys))
		rows, err := p.store.Rows(ctx, keys[:n])
		if err != nil {
			return err
		}
		for _, row := range rows {
			created := time.UnixMilli(row.CreatedAt).In(p.zone).Format("2006-01-02 15:04:05.000")
			if err := t.add(created, row.Action, row.Summary, targetOf(row), userOf(row), row.EventID); err != nil {
				return err
			}
		}
		keys = keys[n:]
	}
	return t.flush()
}

func userOf(row store.Row) string {
	if row.Email == "" {
		return row.UserID
	}
	return row.Email
}

func targetOf(row store.Row) string {
	if row.TargetName == "" {
		return row.TargetID
	}
	return row.TargetName
}

// jsonList turns lines of JSON into one list. A line feed only ever ends a
// line: inside a text JSON writes it as an escape.
type jsonList struct {
	out   io.Writer
	begun bool
	owed  bool // a line has ended; what follows it decides how
}

func (l *jsonList) Write(lines []byte) (int, error) {
	var b bytes.Buffer
	for _, c := range lines {
		if !l.begun {
			b.WriteString("[\n")
			l.begun = true
		}
		if l.owed {
			b.WriteString(",\n")
			l.owed = false
		}
		if c == '\n' {
			l.owed = true
			continue
		}
		b.WriteByte(c)
	}
	if _, err := l.out.Write(b.Bytes()); err != nil {
		return 0, err
	}
	return len(lines), nil
}

func (l *jsonList) end() error {
	text := "\n]\n"
	if !l.begun {
		text = "[]\n"
	}
	_, err := io.WriteString(l.out, text)
	return err
}
