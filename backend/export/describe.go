package export

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/store"
)

// Describe begins the report of an export to path: the filter in words and as
// a command, the order, and the tenants that the filter takes events from. Who
// asks, when and with which version is the caller's to add.
func Describe(ctx context.Context, cache *store.Store, f audit.Filter, order store.Order, zone *time.Location, path string) (Report, error) {
	report := Report{Zone: zone, Filter: f, FilterWords: query.FilterWords(f, zone), CommandLine: command(f, path), Order: "newest first"}
	if order.Ascending {
		report.Order = "oldest first"
	}
	tenants, err := cache.Tenants(ctx)
	for _, t := range tenants {
		if len(f.Tenants) > 0 && !slices.Contains(f.Tenants, t.Name) {
			continue
		}
		info := TenantInfo{Name: t.Name, URL: t.URL, Complete: t.Complete, Events: t.Events}
		if t.SyncedAt > 0 {
			info.LastSync = time.UnixMilli(t.SyncedAt).UTC()
		}
		report.Tenants = append(report.Tenants, info)
	}
	return report, err
}

// command is the command that makes the same export.
func command(f audit.Filter, path string) string {
	words := []string{"trailbook export"}
	if flags := query.CommandLine(f); flags != "" {
		words = append(words, flags)
	}
	return strings.Join(append(words, "--out", query.Quoted(filepath.Base(path))), " ")
}
