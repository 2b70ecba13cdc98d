package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/store"
)

// activityFlags choose lines of the activity log.
type activityFlags struct {
	from, to string
	all      bool
}

func (o *activityFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&o.from, "from", "", "done at this `time` or later")
	flags.StringVar(&o.to, "to", "", "done before this `time`")
	flags.BoolVar(&o.all, "all", false, "also every batch of events, and what else the program does by itself")
}

func (p *program) activityCommand() *command {
	var o activityFlags
	var limit int
	var asCSV bool
	return &command{
		name: "activity", summary: "list what was done to this cache: exports, reveals, removals, syncs, imports",
		text: `
Newest first, from the ledger of the cache: every entry carries the hash of the
one before, so that a later change shows. "trailbook check" verifies it.`,
		examples: []string{"trailbook activity --from 2026-10-01", "trailbook activity --csv --limit 0 > activity.csv"},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags)
			flags.IntVar(&limit, "limit", 100, "at most so many lines, 0 for all")
			flags.BoolVar(&asCSV, "csv", false, "as CSV")
		},
		run: func(ctx context.Context, _ []string) error {
			lines, err := p.activity(ctx, o, limit)
			if err != nil {
				return err
			}
			return p.printActivity(lines, asCSV)
		},
	}
}

func (p *program) activityExportCommand() *command {
	var o activityFlags
	var out string
	return &command{
		name: "activity export", args: "--out FILE", summary: "write the activity log to a CSV or NDJSON file",
		text:     "Oldest first. The file appears only when all of it is written.",
		examples: []string{"trailbook activity export --from 2026-10-01 --to 2026-11-01 --out activity-october.csv"},
		flags: func(flags *pflag.FlagSet) {
			o.add(flags)
			flags.StringVar(&out, "out", "", "the `file` to write, .csv or .ndjson")
		},
		run: func(ctx context.Context, _ []string) error {
			if out == "" {
				return wrongUse("", "activity export needs --out FILE")
			}
			return p.exportActivity(ctx, o, out)
		},
	}
}

func (p *program) activity(ctx context.Context, o activityFlags, limit int) ([]store.ActivityLine, error) {
	q := store.ActivityQuery{All: o.all, Limit: max(limit, 0)}
	for _, end := range []struct {
		text string
		into *int64
	}{{o.from, &q.From}, {o.to, &q.To}} {
		if end.text == "" {
			continue
		}
		at, err := query.ParseTime(end.text, p.zone)
		if err != nil {
			return nil, asWrongUse("", err)
		}
		*end.into = at.UnixMilli()
	}
	cache, err := p.cache(ctx)
	if err != nil {
		return nil, err
	}
	return cache.Activity(ctx, q)
}

func (p *program) printActivity(lines []store.ActivityLine, asCSV bool) error {
	switch {
	case p.json:
		shown := make([]export.ActivityLine, len(lines))
		for i, line := range lines {
			shown[i] = export.ActivityOf(line)
		}
		return p.printJSON(shown)
	case asCSV:
		return written(export.WriteActivity(p.Stdout, export.FormatCSV, lines))
	case len(lines) == 0:
		p.note("Nothing was done to this cache in that time.")
		return nil
	}
	t := newTable(p.Stdout, "ENTRY", "AT", "WHO", "WHAT", "DETAIL")
	for _, line := range lines {
		if err := t.add(fmt.Sprint(line.Entry), p.moment(line.At), line.Who, line.What, line.Detail); err != nil {
			return err
		}
	}
	return t.flush()
}

func (p *program) exportActivity(ctx context.Context, o activityFlags, out string) error {
	lines, err := p.activity(ctx, o, 0)
	if err != nil {
		return err
	}
	slices.Reverse(lines)
	result, err := export.ActivityFile(ctx, out, lines)
	if err != nil {
		return err
	}
	if err := p.record(ctx, "activity exported", "%d lines to %s, sha256 %s", result.Events, result.Path, result.SHA256); err != nil {
		return err
	}
	if p.json {
		return p.printJSON(map[string]any{"path": result.Path, "lines": result.Events, "bytes": result.Bytes, "sha256": result.SHA256})
	}
	return p.print(fmt.Sprintf("%s\n%d lines\nsha256 %s\n", result.Path, result.Events, result.SHA256))
}
