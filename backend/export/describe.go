package export

import (
	"context"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/store"
)

// Describe begins the report of an export: the filter in words, the order, the
// tenants that the filter takes events from with their syncs and files, and
// what each clause of the filter leaves out. Who asks, when, by which command
// and with which version is the caller's to add.
func Describe(ctx context.Context, cache *store.Store, f audit.Filter, order store.Order, zone *time.Location) (Report, error) {
	report := Report{
		Zone: zone, Filter: f, FilterWords: query.FilterWords(f, zone),
		Order: "newest first", Build: build(),
	}
	if order.Ascending {
		report.Order = "oldest first"
	}
	tenants, err := cache.Tenants(ctx)
	if err != nil {
		return report, err
	}
	for _, t := range tenants {
		if len(f.Tenants) > 0 && !slices.Contains(f.Tenants, t.Name) {
			continue
		}
		info := TenantInfo{Name: t.Name, URL: t.URL, Complete: t.Complete, Events: t.Events, LastSync: moment(t.SyncedAt)}
		report.Tenants = append(report.Tenants, info)
		if err := report.describeSources(ctx, cache, t.ID); err != nil {
			return report, err
		}
	}
	report.LeftOut, err = leftOut(ctx, cache, f, zone)
	return report, err
}

func (r *Report) describeSources(ctx context.Context, cache *store.Store, tenantID int64) error {
	sources, err := cache.Sources(ctx, tenantID)
	if err != nil {
		return err
	}
	for _, s := range slices.Backward(sources) { // oldest first
		r.Sources = append(r.Sources, SourceInfo{
			Tenant: s.Tenant, Kind: s.Kind, Name: s.Name, Format: s.Format, SHA256: s.SHA256, Size: s.Size,
			Started: moment(s.StartedAt), Finished: moment(s.FinishedAt), FirstEvent: moment(s.FirstEvent), LastEvent: moment(s.LastEvent),
			Received: s.Received, Inserted: s.Inserted, Updated: s.Updated, Duplicates: s.Duplicates, Rejected: s.Rejected,
			Gone: s.Gone, Complete: s.Complete, Error: s.Error, Warnings: s.WarningList(),
		})
		for _, gap := range s.Gaps {
			if !r.Filter.To.IsZero() && gap.From > 0 && gap.From >= r.Filter.To.UnixMilli() || !r.Filter.From.IsZero() && gap.To > 0 && gap.To <= r.Filter.From.UnixMilli() {
				continue // outside of the period
			}
			r.Missing = append(r.Missing, s.Tenant+": "+gap.Warning())
		}
	}
	return nil
}

// leftOut counts what each clause of f leaves out of what those before it let
// through, beginning with all events of its tenants.
func leftOut(ctx context.Context, cache *store.Store, f audit.Filter, zone *time.Location) ([]LeftOut, error) {
	so := audit.Filter{Tenants: f.Tenants, Clock: f.Clock}
	before, err := cache.Count(ctx, so)
	if err != nil {
		return nil, err
	}
	list := []LeftOut{}
	for _, clause := range []struct {
		add  func(to *audit.Filter)
		used bool
	}{
		{func(to *audit.Filter) { to.From = f.From }, !f.From.IsZero()},
		{func(to *audit.Filter) { to.To = f.To }, !f.To.IsZero()},
		{func(to *audit.Filter) { to.Types = f.Types }, len(f.Types) > 0},
		{func(to *audit.Filter) { to.Areas = f.Areas }, len(f.Areas) > 0},
		{func(to *audit.Filter) { to.Actions = f.Actions }, len(f.Actions) > 0},
		{func(to *audit.Filter) { to.Users = f.Users }, len(f.Users) > 0},
		{func(to *audit.Filter) { to.FlowIDs = f.FlowIDs }, len(f.FlowIDs) > 0},
		{func(to *audit.Filter) { to.Search = f.Search }, strings.TrimSpace(f.Search) != ""},
	} {
		if !clause.used {
			continue
		}
		alone := audit.Filter{Clock: f.Clock}
		clause.add(&so)
		clause.add(&alone)
		n, err := cache.Count(ctx, so)
		if err != nil {
			return nil, err
		}
		list = append(list, LeftOut{Clause: "not " + strings.TrimPrefix(query.FilterWords(alone, zone), "events with "), Events: before - n})
		before = n
	}
	return list, nil
}

// moment turns epoch milliseconds into a time; 0 is no time.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// build says what the program was built with, for and from.
func build() string {
	words := []string{runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				words = append(words, "revision "+s.Value)
			case s.Key == "vcs.modified" && s.Value == "true":
				words = append(words, "with changes")
			}
		}
	}
	return strings.Join(words, ", ")
}
