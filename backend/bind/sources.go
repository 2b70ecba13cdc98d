package bind

import (
	"context"
	"path/filepath"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// Sources tells where the events came from.
type Sources struct{ core *Core }

// mostLines, mostRejected and mostFlagged bound one answer.
const (
	mostLines    = 500
	mostRejected = 500
	mostFlagged  = 500
)

// List lists the syncs and files of a tenant, or of all with an empty name:
// count lines from line number from, and the sums of all.
func (s *Sources) List(tenant string, from, count int) (SourceList, error) {
	return call(s.core, "Sources.List", func(ctx context.Context) (SourceList, error) {
		tenants, err := s.core.tenantsOf(ctx, tenant)
		if err != nil {
			return SourceList{}, err
		}
		var id int64
		if tenant != "" {
			id = tenants[0].ID
		}
		found, err := s.core.Store.Sources(ctx, id)
		if err != nil {
			return SourceList{}, err
		}
		lines := make([]SourceLine, len(found))
		for i, source := range found {
			lines[i] = sourceLine(source)
		}
		flags, err := s.core.Store.CountFlags(ctx)
		if err != nil {
			return SourceList{}, err
		}
		list := SourceList{Sums: sums(tenants, lines, flags, time.Now())}
		lines = grouped(lines)
		from = min(max(from, 0), len(lines))
		to := min(from+min(max(count, 0), mostLines), len(lines))
		list.Lines, list.Total = lines[from:to], len(lines)
		return list, nil
	})
}

// tenantsOf are one tenant, or with an empty name all.
func (c *Core) tenantsOf(ctx context.Context, name string) ([]store.TenantSummary, error) {
	all, err := c.Store.Tenants(ctx)
	if err != nil || name == "" {
		return all, err
	}
	for _, t := range all {
		if t.Name == name {
			return []store.TenantSummary{t}, nil
		}
	}
	return nil, audit.Errorf(audit.CodeNotFound, "There is no tenant %q in this cache.", name)
}

func sourceLine(s store.SourceSummary) SourceLine {
	line := SourceLine{
		SourceCounts: SourceCounts{s.Received, s.Inserted, s.Updated, s.Duplicates, s.Tally.Rejected},
		ID:           s.ID, First: s.ID, Count: 1, Tenant: s.Tenant, Kind: s.Kind, Name: s.Name,
		StartedAt: s.StartedAt, FinishedAt: s.FinishedAt, Oldest: s.FirstEvent, Newest: s.LastEvent,
		Complete: s.Complete, Reason: s.Error, SHA256: s.SHA256, Size: s.Size, Changed: s.Changed, Gone: s.Gone,
		Gaps: make([]TimeGap, len(s.Gaps)), Warnings: s.WarningList(),
	}
	for i, gap := range s.Gaps {
		line.Gaps[i] = TimeGap{From: gap.From, To: gap.To, Reason: gap.Reason}
	}
	return line
}

// sums adds up the lines of each tenant.
func sums(tenants []store.TenantSummary, lines []SourceLine, flags []store.FlagCount, now time.Time) []SourceSum {
	list := make([]SourceSum, len(tenants))
	byName := make(map[string]*SourceSum, len(tenants))
	for i, t := range tenants {
		list[i] = SourceSum{
			Tenant: t.Name, Events: t.Events, Oldest: t.Oldest, Newest: t.Newest, Retention: t.Retention(),
			Gaps: []TimeGap{}, Warnings: []string{},
		}
		if warning := t.RetentionWarning(now); warning != "" {
			list[i].Warnings = append(list[i].Warnings, warning)
		}
		for _, f := range flags {
			if f.TenantID == t.ID {
				list[i].Changed, list[i].Gone = f.Changed, f.Gone
			}
		}
		byName[t.Name] = &list[i]
	}
	for _, line := range lines {
		sum := byName[line.Tenant]
		if sum == nil {
			continue // removed between the two questions
		}
		sum.add(line.SourceCounts)
		sum.Gaps = append(sum.Gaps, line.Gaps...)
		if line.Kind == store.KindImport {
			sum.Files++
		} else {
			sum.Syncs++
		}
	}
	return list
}

// Rejected lists entries of a source that could not be events: count from
// number from.
func (s *Sources) Rejected(sourceID int64, from, count int) (RejectedList, error) {
	return call(s.core, "Sources.Rejected", func(ctx context.Context) (RejectedList, error) {
		found, total, err := s.core.Store.Rejected(ctx, sourceID, min(max(count, 0), mostRejected), max(from, 0))
		list := RejectedList{Entries: make([]Rejected, len(found)), Total: total}
		for i, one := range found {
			list.Entries[i] = Rejected(one)
		}
		return list, err
	})
}

// SaveRejected asks by the system's dialog where to save the rejected entries
// of a source as CSV, and saves them; the path is empty when the user changed
// their mind.
func (s *Sources) SaveRejected(sourceID int64) (string, error) {
	var list []store.Rejection
	name, err := call(s.core, "Sources.SaveRejected", func(ctx context.Context) (string, error) {
		source, err := s.core.Store.Source(ctx, sourceID)
		if err != nil {
			return "", err
		}
		list, _, err = s.core.Store.Rejected(ctx, sourceID, source.Tally.Rejected, 0)
		if source.Kind != store.KindImport {
			return "sync " + time.UnixMilli(source.StartedAt).UTC().Format("2006-01-02 1504"), err
		}
		return filepath.Base(source.Name), err
	})
	if err != nil {
		return "", err
	}
	return s.core.saveRejected(name, list)
}

// Flagged lists the newest events of a tenant that are "changed" or "gone"; of
// one source alone with a sourceID other than 0.
func (s *Sources) Flagged(tenant string, sourceID int64, flag string) ([]Row, error) {
	return call(s.core, "Sources.Flagged", func(ctx context.Context) ([]Row, error) {
		asked, ok := map[string]store.Flags{"changed": store.Changed, "gone": store.Gone}[flag]
		if !ok {
			return nil, audit.Errorf(audit.CodeInvalid, "There is no flag %q.", flag)
		}
		t, err := s.core.Store.Tenant(ctx, tenant)
		if err != nil {
			return nil, err
		}
		rows, err := s.core.Store.Flagged(ctx, t.ID, sourceID, asked, mostFlagged)
		return shownRows(rows), err
	})
}
