package bind

import (
	"context"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// Desktop is the Window of a running Wails program. Before Open its events go
// nowhere.
type Desktop struct {
	ctx atomic.Pointer[context.Context]
}

// Open connects the window; ctx is what Wails gives at start-up.
func (d *Desktop) Open(ctx context.Context) { d.ctx.Store(&ctx) }

// Emit sends an event to the page.
func (d *Desktop) Emit(name string, payload any) {
	if ctx := d.ctx.Load(); ctx != nil {
		runtime.EventsEmit(*ctx, name, payload)
	}
}

// Raise brings the window before the others.
func (d *Desktop) Raise() {
	if ctx := d.ctx.Load(); ctx != nil {
		runtime.WindowUnminimise(*ctx)
		runtime.WindowShow(*ctx)
	}
}

// AskWhereToSave opens the system's dialog for saving a file.
func (d *Desktop) AskWhereToSave(title, proposed string) (string, error) {
	ctx := d.ctx.Load()
	if ctx == nil {
		return "", context.Canceled
	}
	extension := filepath.Ext(proposed)
	return runtime.SaveFileDialog(*ctx, runtime.SaveDialogOptions{
		Title:                title,
		DefaultDirectory:     filepath.Dir(proposed),
		DefaultFilename:      filepath.Base(proposed),
		CanCreateDirectories: true,
		Filters:              []runtime.FileFilter{{DisplayName: strings.ToUpper(strings.TrimPrefix(extension, ".")) + " file", Pattern: "*" + extension}},
	})
}

// AskForFiles opens the system's dialog for opening files.
func (d *Desktop) AskForFiles(question FileQuestion) ([]string, error) {
	ctx := d.ctx.Load()
	if ctx == nil {
		return nil, context.Canceled
	}
	options := runtime.OpenDialogOptions{Title: question.Title, Filters: []runtime.FileFilter{
		{DisplayName: question.Kind + " (" + question.Pattern + ")", Pattern: question.Pattern},
		{DisplayName: "All files", Pattern: "*"},
	}}
	if question.Many {
		return runtime.OpenMultipleFilesDialog(*ctx, options)
	}
	path, err := runtime.OpenFileDialog(*ctx, options)
	if path == "" {
		return nil, err
	}
	return []string{path}, err
}
