package bind

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/history"
	"github.com/trailbook/trailbook/backend/job"
	"github.com/trailbook/trailbook/backend/store"
)

// Exports writes what is filtered to a file.
type Exports struct{ core *Core }

const exportFolderSetting = "export.folder"

// Propose returns a path for an export of the filter: the folder used last,
// with a name that carries tenant and period.
func (x *Exports) Propose(spec FilterSpec, format string) (string, error) {
	return call(x.core, "Exports.Propose", func(ctx context.Context) (string, error) {
		f, _, err := spec.filter()
		if err != nil {
			return "", err
		}
		tenants, err := x.tenants(ctx, f)
		if err != nil {
			return "", err
		}
		oldest, newest, names := extent(tenants)
		folder := ""
		if err := x.core.Store.Setting(ctx, exportFolderSetting, &folder); err != nil {
			return "", err
		}
		if info, err := os.Stat(folder); folder == "" || err != nil || !info.IsDir() {
			folder = documents()
		}
		return filepath.Join(folder, export.FileName(names, f, oldest, newest, export.Format(format))), nil
	})
}

// Choose asks by the system's dialog where to save; empty when the user
// changed their mind.
func (x *Exports) Choose(path, _ string) (string, error) {
	return x.core.askWhereToSave("Export the filtered events", path)
}

// Start starts an export under the page's job id.
func (x *Exports) Start(jobID string, spec FilterSpec, order Order, path, format string) error {
	return do(x.core, "Exports.Start", func(context.Context) error {
		f, zone, err := spec.filter()
		if err != nil {
			return err
		}
		if !filepath.IsAbs(path) {
			return audit.Errorf(audit.CodeInvalid, "The file needs a whole path.").WithHint("Begin with the folder, or choose one with Browse….")
		}
		if actual, err := export.FormatOf(path); err != nil || actual != export.Format(format) {
			path += "." + format
		}
		return x.core.jobs.Start(jobID, "export", func(ctx context.Context, meter *job.Meter) (JobReport, error) {
			return x.run(ctx, meter, export.Request{Path: path, Format: export.Format(format)}, f, order.order(), zone)
		})
	})
}

func (x *Exports) run(ctx context.Context, meter *job.Meter, request export.Request, f audit.Filter, order store.Order, zone *time.Location) (JobReport, error) {
	started := time.Now()
	keys, err := x.core.Store.Match(ctx, f, order)
	if err != nil {
		return JobReport{}, err
	}
	request.Events, request.Total = x.core.Store.Events(ctx, keys), len(keys)
	request.Progress = func(written int) { meter.Set(written, len(keys)) }
	if request.Report, err = export.Describe(ctx, x.core.Store, f, order, zone, request.Path); err != nil {
		return JobReport{}, err
	}
	if request.Format == export.FormatExcel { // the others have no report
		gaps, err := history.OfFilter(ctx, x.core.Store, f, nil)
		if err != nil {
			return JobReport{}, err
		}
		request.Report.Continuity = export.Continuity{Checked: true, Gaps: history.Sentences(gaps)}
	}
	request.Report.GeneratedAt, request.Report.GeneratedBy, request.Report.Version = started, x.core.User, x.core.Version
	result, err := export.Write(ctx, request)
	if err != nil {
		return JobReport{}, err
	}
	if err := x.core.Store.KeepSetting(ctx, exportFolderSetting, filepath.Dir(result.Path)); err != nil {
		x.core.logError("export folder", err)
	}
	note := fmt.Sprintf("%d events to %s, sha256 %s", result.Events, result.Path, result.SHA256)
	return JobReport{Path: result.Path, Received: result.Events, Complete: true, DurationMs: time.Since(started).Milliseconds()},
		x.core.Store.Record(ctx, "export", note)
}

// tenants are those that a filter takes events from.
func (x *Exports) tenants(ctx context.Context, f audit.Filter) ([]store.TenantSummary, error) {
	all, err := x.core.Store.Tenants(ctx)
	if err != nil || len(f.Tenants) == 0 {
		return all, err
	}
	var chosen []store.TenantSummary
	for _, t := range all {
		for _, name := range f.Tenants {
			if t.Name == name {
				chosen = append(chosen, t)
			}
		}
	}
	return chosen, nil
}

func extent(tenants []store.TenantSummary) (oldest, newest time.Time, names []string) {
	var low, high int64
	for _, t := range tenants {
		names = append(names, t.Name)
		if t.Events > 0 && (low == 0 || t.Oldest < low) {
			low = t.Oldest
		}
		high = max(high, t.Newest)
	}
	return moment(low), moment(high), names
}

// moment turns epoch ms into a time; 0 is no time.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// documents is the user's folder for documents, or else their home.
func documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return os.TempDir()
	}
	folder := filepath.Join(home, "Documents")
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return folder
	}
	return home
}
