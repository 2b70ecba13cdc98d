package bind

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/imports"
	"github.com/trailbook/trailbook/backend/job"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// Imports brings files into the cache.
type Imports struct {
	core *Core
	mu   sync.Mutex
	job  string                       // the last import
	list map[string][]store.Rejection // what it rejected, by path
}

// shownRejected is how many rejected entries a report lists.
const shownRejected = 100

// Choose asks by the system's dialog for files to import; none when the user
// changed their mind.
func (i *Imports) Choose() ([]string, error) {
	paths, err := i.core.askForFiles(FileQuestion{
		Title: "Import files", Kind: "Audit logs", Many: true,
		Pattern: "*.ndjson;*.jsonl;*.json;*.csv;*.tsv;*.txt;*.xlsx;*.har;*.gz;*.zip;*.zst",
	})
	if paths == nil {
		paths = []string{}
	}
	return paths, err
}

// Look looks at the beginning of a file as an import for the owner would read
// it. A file of which only a person can tell how to read it has a Problem.
func (i *Imports) Look(owner Owner, file FileOrder) (FilePreview, error) {
	return call(i.core, "Imports.Look", func(ctx context.Context) (FilePreview, error) {
		_, profile, err := i.core.owner(ctx, owner)
		if err != nil {
			return FilePreview{}, err
		}
		found, _, err := i.core.inspect(ctx, profile, file)
		if err != nil {
			return FilePreview{}, err
		}
		return shownPreview(file, found), nil
	})
}

// owner is the tenant that files belong to and its profile, the default one
// for a tenant that is yet to be made.
func (c *Core) owner(ctx context.Context, o Owner) (store.Tenant, *tenant.Profile, error) {
	if o.New {
		return store.Tenant{Name: o.Name}, tenant.DefaultProfile(), nil
	}
	t, err := c.Store.Tenant(ctx, o.Name)
	if err != nil {
		return t, nil, err
	}
	profile, err := tenant.LoadProfile(strings.NewReader(t.Profile))
	return t, profile, err
}

// Start starts a job that imports files one after the other. One that fails
// does not keep the others from their turn; its report says why.
func (i *Imports) Start(jobID string, owner Owner, files []FileOrder) error {
	return do(i.core, "Imports.Start", func(ctx context.Context) error {
		if len(files) == 0 {
			return audit.Errorf(audit.CodeInvalid, "There is no file to import.")
		}
		t, profile, err := i.core.owner(ctx, owner)
		if err != nil {
			return err
		}
		if owner.New {
			if t, err = i.core.Store.AddTenant(ctx, t); err != nil {
				return err
			}
		}
		return i.launch(jobID, t, profile, files)
	})
}

func (i *Imports) launch(jobID string, t store.Tenant, profile *tenant.Profile, files []FileOrder) error {
	i.mu.Lock()
	i.job, i.list = jobID, map[string][]store.Rejection{}
	i.mu.Unlock()
	return i.core.jobs.Start(jobID, "import", func(ctx context.Context, meter *job.Meter) (JobReport, error) {
		return i.run(ctx, meter, t, profile, files)
	})
}

func (i *Imports) run(ctx context.Context, meter *job.Meter, t store.Tenant, profile *tenant.Profile, files []FileOrder) (JobReport, error) {
	all := JobReport{Tenant: t.Name, Complete: true, Failed: []TenantFailure{}}
	for n, file := range files {
		if len(files) > 1 {
			meter.Note(fmt.Sprintf("file %d of %d", n+1, len(files)))
		}
		before := all.Received
		report, err := i.file(ctx, t, profile, file, func(events int) { meter.Set(before+events, 0) })
		all.add(report)
		all.Complete = all.Complete && err == nil
		all.Files = append(all.Files, fileReport(file, report, err))
		i.mu.Lock()
		i.list[file.Path] = report.Rejected
		i.mu.Unlock()
		if ctx.Err() != nil {
			return all, err
		}
		if err != nil {
			i.core.logError("import", err)
		}
	}
	return all, nil
}

func (i *Imports) file(ctx context.Context, t store.Tenant, profile *tenant.Profile, file FileOrder, progress func(int)) (store.Report, error) {
	o := imports.Options{
		Store: i.core.Store, Tenant: t, Profile: profile, Path: file.Path, Progress: progress,
		Sheet: file.Sheet, Encoding: file.Encoding, Delimiter: file.Delimiter, Scratch: i.core.Store.Dir(),
	}
	if len(file.Choices) > 0 {
		_, mapping, err := i.core.inspect(ctx, profile, file)
		if err != nil {
			return store.Report{Tenant: t.Name, Source: filepath.Base(file.Path)}, err
		}
		o.Mapping = mapping
	}
	return imports.File(ctx, o)
}

func fileReport(file FileOrder, r store.Report, err error) FileReport {
	report := FileReport{
		Path: file.Path, Name: filepath.Base(file.Path),
		Received: r.Tally.Received, Inserted: r.Tally.Inserted, Updated: r.Tally.Updated,
		Duplicates: r.Tally.Duplicates, Rejected: r.Tally.Rejected,
		Complete: r.Complete && err == nil, Reason: r.Reason, List: shownList(r.Rejected, shownRejected),
	}
	if !r.From.IsZero() {
		report.First, report.Last = r.From.UnixMilli(), r.To.UnixMilli()
	}
	if err != nil {
		report.Error = jobError(err)
	}
	return report
}

func shownList(list []store.Rejection, most int) []Rejected {
	shown := make([]Rejected, min(len(list), most))
	for i := range shown {
		shown[i] = Rejected(list[i])
	}
	return shown
}

// SaveRejected asks where to save the list of what the last import rejected of
// a file, and saves it as CSV; the answer is its path, empty when the user
// changed their mind. CodeNotFound when another import has begun since.
func (i *Imports) SaveRejected(jobID, path string) (string, error) {
	i.mu.Lock()
	list, known := i.list[path]
	known = known && i.job == jobID
	i.mu.Unlock()
	if !known {
		return "", audit.Errorf(audit.CodeNotFound, "The list of this import is no longer at hand.").
			WithHint("It is kept with its source, under Sources.")
	}
	return i.core.saveRejected(filepath.Base(path), list)
}

// saveRejected asks where to save a list of rejected entries and writes it.
func (c *Core) saveRejected(source string, list []store.Rejection) (string, error) {
	return c.saveFile("Save the rejected entries", filepath.Join(documents(), safeName(source)+" rejected.csv"), func(file *os.File) error {
		return export.WriteRejected(file, list)
	})
}

// saveFile asks where to save a file and lets write fill it; the answer is its
// path, empty when the user changed their mind.
func (c *Core) saveFile(title, proposed string, write func(*os.File) error) (path string, err error) {
	if path, err = c.askWhereToSave(title, proposed); err != nil || path == "" {
		return "", err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err == nil {
		err = write(file)
		if closed := file.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		c.logError("save", err)
		return "", audit.Errorf(audit.CodeFile, "The file %q cannot be written.", path).
			WithHint("Choose another folder, or check that there is room.").Wrapping(err)
	}
	return path, nil
}

// safeName is a name that every file system takes.
func safeName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '-'
		}
		return r
	}, name)
	return strings.Trim(name, " .")
}
