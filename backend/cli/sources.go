package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

func (p *program) sourcesCommand() *command {
	var name string
	var rejected int64
	return &command{
		name: "sources", summary: "list the syncs and files that events came from, and what may be missing",
		text: `
Newest first. Of every source: received = inserted + updated + duplicates +
rejected, whether the end was reached, the first and last event, and of a file
its size and SHA-256. A gap is a period of which the tenant had forgotten
entries before they were synced. Changed and gone count the entries that a sync
found otherwise, or not at all, in the tenant's log; the cache keeps what was.`,
		examples: []string{"trailbook sources --tenant acme", "trailbook sources --rejected 12 --json"},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&name, "tenant", "", "only those of this `tenant`")
			flags.Int64Var(&rejected, "rejected", 0, "list the rejected entries of the source with this `ID`")
		},
		run: func(ctx context.Context, _ []string) error {
			if rejected != 0 {
				return p.rejected(ctx, rejected)
			}
			return p.sources(ctx, name)
		},
	}
}

// sourceJSON is a source as JSON. Times are null where there is none.
type sourceJSON struct {
	ID         int64       `json:"id"`
	Tenant     string      `json:"tenant"`
	Kind       string      `json:"kind"` // sync, import
	Name       string      `json:"name"` // the tenant's address, or the file's name
	StartedAt  *string     `json:"startedAt"`
	FinishedAt *string     `json:"finishedAt"`
	Received   int         `json:"received"`
	Inserted   int         `json:"inserted"`
	Updated    int         `json:"updated"`
	Duplicates int         `json:"duplicates"`
	Rejected   int         `json:"rejected"`
	Complete   bool        `json:"complete"`
	Reason     string      `json:"reason"`
	From       *string     `json:"from"`
	To         *string     `json:"to"`
	SHA256     string      `json:"sha256"`
	Size       int64       `json:"size"`
	Format     string      `json:"format"`
	Changed    int         `json:"changed"`
	Gone       int         `json:"gone"`
	LogOldest  *string     `json:"oldest"` // entry that the tenant had
	Gaps       []store.Gap `json:"gaps"`
	Warnings   []string    `json:"warnings"`
}

func sourceToJSON(s store.SourceSummary) sourceJSON {
	return sourceJSON{
		ID: s.ID, Tenant: s.Tenant, Kind: s.Kind, Name: s.Name, StartedAt: jsonMoment(s.StartedAt), FinishedAt: jsonMoment(s.FinishedAt),
		Received: s.Received, Inserted: s.Inserted, Updated: s.Updated, Duplicates: s.Duplicates, Rejected: s.Tally.Rejected,
		Complete: s.Complete, Reason: s.Error, From: jsonMoment(s.FirstEvent), To: jsonMoment(s.LastEvent), SHA256: s.SHA256,
		Size: s.Size, Format: s.Format, Changed: s.Changed, Gone: s.Gone, LogOldest: jsonMoment(s.LogOldest),
		Gaps: s.Gaps, Warnings: s.WarningList(),
	}
}

func (p *program) sources(ctx context.Context, name string) error {
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	var only store.Tenant
	if name != "" {
		if only, err = cache.Tenant(ctx, name); err != nil {
			return err
		}
	}
	list, err := cache.Sources(ctx, only.ID)
	if err != nil {
		return err
	}
	if p.json {
		shown := make([]sourceJSON, len(list))
		for i, source := range list {
			shown[i] = sourceToJSON(source)
		}
		return p.printJSON(shown)
	}
	for _, source := range list {
		if err := p.print(p.describe(source)); err != nil {
			return err
		}
	}
	return p.retentions(ctx, only.ID)
}

// describe says in a few lines what a source brought.
func (p *program) describe(s store.SourceSummary) string {
	var b strings.Builder
	line := func(format string, args ...any) { b.WriteString(diff.Printable(fmt.Sprintf(format, args...)) + "\n") }
	line("%d  %s  %s of %s  %s", s.ID, p.moment(s.StartedAt), s.Kind, s.Tenant, diff.MaskText(s.Name))
	end := "complete"
	if !s.Complete {
		end = strings.TrimSpace("not complete " + s.Error)
	}
	line("    received %d = inserted %d + updated %d + duplicates %d + rejected %d, %s",
		s.Received, s.Inserted, s.Updated, s.Duplicates, s.Tally.Rejected, end)
	if s.FirstEvent != 0 {
		line("    events of %s to %s", p.moment(s.FirstEvent), p.moment(s.LastEvent))
	}
	if s.SHA256 != "" {
		line("    %s, %d bytes, SHA-256 %s", s.Format, s.Size, s.SHA256)
	}
	if s.Changed+s.Gone > 0 {
		line("    changed %d, gone %d", s.Changed, s.Gone)
	}
	for _, warning := range s.WarningList() {
		line("    warning: %s", warning)
	}
	return b.String()
}

// retentions says how far back the tenants' own logs go, where that is known.
func (p *program) retentions(ctx context.Context, tenantID int64) error {
	tenants, err := p.store.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		if tenantID != 0 && t.ID != tenantID || t.LogOldest == 0 {
			continue
		}
		line := fmt.Sprintf("%s %s; its oldest entry is of %s\n", diff.Printable(t.Name), t.Retention(), p.moment(t.LogOldest))
		if err := p.print(line); err != nil {
			return err
		}
	}
	return nil
}

// rejectedAtOnce is how many rejected entries are read from the cache at once.
const rejectedAtOnce = 5000

func (p *program) rejected(ctx context.Context, id int64) error {
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	type entry struct {
		Where  string `json:"where"`
		Reason string `json:"reason"`
	}
	all := []entry{}
	for n := 0; ; n += rejectedAtOnce {
		list, total, err := cache.Rejected(ctx, id, rejectedAtOnce, n)
		if err != nil {
			return err
		}
		for _, one := range list {
			if all = append(all, entry(one)); p.json {
				continue
			}
			if err := p.print(diff.Printable(diff.MaskText(one.Where+": "+one.Reason)) + "\n"); err != nil {
				return err
			}
		}
		if len(all) >= total || len(list) == 0 {
			break
		}
	}
	if len(all) == 0 {
		if err := p.hasSource(ctx, id); err != nil {
			return err
		}
	}
	if p.json {
		return p.printJSON(map[string]any{"source": id, "total": len(all), "rejected": all})
	}
	return nil
}

// hasSource tells a source that rejected nothing from one that is not there.
func (p *program) hasSource(ctx context.Context, id int64) error {
	list, err := p.store.Sources(ctx, 0)
	for _, source := range list {
		if source.ID == id {
			return nil
		}
	}
	if err != nil {
		return err
	}
	return audit.Errorf(audit.CodeNotFound, "There is no source %d in this cache.", id).
		WithHint("List the sources with: trailbook sources")
}
