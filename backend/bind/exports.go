package bind

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/job"
	"github.com/trailbook/trailbook/backend/report"
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
func (x *Exports) Start(jobID string, spec FilterSpec, order Order, choice ExportChoice) error {
	return do(x.core, "Exports.Start", func(ctx context.Context) error {
		f, zone, err := spec.filter()
		if err != nil {
			return err
		}
		if !filepath.IsAbs(choice.Path) {
			return audit.Errorf(audit.CodeInvalid, "The file needs a whole path.").WithHint("Begin with the folder, or choose one with Browse….")
		}
		r := report.Request{
			Filter: f, Order: order.byTime(), Zone: zone, Format: export.Format(choice.Format),
			Template: choice.Template, IncludeSecrets: choice.Secrets, PDF: choice.PDF && choice.Format == string(export.FormatExcel),
			By: x.core.User, Version: x.core.Version, At: time.Now(), Where: "in the window",
		}
		r.Path = export.WithEnding(choice.Path, r.Format)
		if r.Pack, err = x.pack(ctx, choice); err != nil {
			return err
		}
		return x.core.jobs.Start(jobID, "export", func(ctx context.Context, meter *job.Meter) (JobReport, error) {
			return x.run(ctx, meter, r)
		})
	})
}

// pack is the evidence that was chosen.
func (x *Exports) pack(ctx context.Context, choice ExportChoice) (*report.Pack, error) {
	if !choice.Pack {
		return nil, nil //nolint:nilnil // none was asked for
	}
	if err := report.CheckStampURL(choice.Stamp); err != nil {
		return nil, err
	}
	if choice.Stamp != "" {
		if err := x.core.online(ctx); err != nil {
			return nil, err
		}
	}
	key, err := report.SigningKey(x.core.Vault)
	if err != nil {
		return nil, err
	}
	return &report.Pack{Key: key, StampURL: choice.Stamp}, nil
}

func (x *Exports) run(ctx context.Context, meter *job.Meter, r report.Request) (JobReport, error) {
	r.Progress = func(stage report.Stage, done, total int) {
		meter.Set(done, total)
		meter.Note(string(stage))
	}
	result, err := report.Make(ctx, x.core.Store, r)
	if err != nil {
		return JobReport{}, err
	}
	if err := x.core.Store.KeepSetting(ctx, exportFolderSetting, filepath.Dir(result.File.Path)); err != nil {
		x.core.logError("export folder", err)
	}
	return JobReport{
		Path: result.File.Path, SHA256: result.File.SHA256, ReportID: result.File.ReportID, Command: result.Command,
		PDF: result.File.Paper.Path, PDFSHA256: result.File.Paper.SHA256, Pack: packReport(result.Pack),
		Received: result.File.Events, Complete: true, DurationMs: time.Since(r.At).Milliseconds(),
	}, nil
}

func packReport(made *evidence.Result) *PackReport {
	if made == nil {
		return nil
	}
	shownPack := &PackReport{
		Path: made.Path, SHA256: made.SHA256, Manifest: made.Hash, Fingerprint: made.Manifest.Key.Fingerprint,
		Lasting: made.Manifest.Key.Lasting, Withheld: made.Manifest.Events.Withheld, Stamped: made.Stamped,
	}
	if made.StampFailed != nil {
		shownPack.StampFailed = shown(made.StampFailed).Message
	}
	return shownPack
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
