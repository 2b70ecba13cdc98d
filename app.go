package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/settings"
	"github.com/trailbook/trailbook/backend/store"
)

// App is the window's lifecycle: start-up, close, and the window's place on
// the screen.
type App struct {
	data    string // the data folder
	store   *store.Store
	core    *bind.Core
	desktop *bind.Desktop
	log     *slog.Logger
}

// run shows the window until it is closed.
func (a *App) run(page fs.FS, services bind.Services) error {
	size, err := settings.LoadSize(context.Background(), a.store)
	if err != nil {
		a.log.Error("window size", "err", err)
	}
	window, err := settings.LoadWindow(context.Background(), a.store)
	if err != nil {
		a.log.Error("window settings", "err", err)
	}
	r, g, b := window.Background()
	graphics := linux.WebviewGpuPolicyOnDemand
	if !settings.HasGraphics("/dev/dri") {
		graphics = linux.WebviewGpuPolicyNever
	}
	state := options.Normal
	if size.Maximised {
		state = options.Maximised
	}
	return wails.Run(&options.App{
		Title: "Trailbook", Width: size.Width, Height: size.Height, WindowStartState: state,
		MinWidth: settings.MinWidth, MinHeight: settings.MinHeight,
		AssetServer:      &assetserver.Options{Assets: page, Middleware: window.Painted(page)},
		BackgroundColour: &options.RGBA{R: r, G: g, B: b, A: 255},
		OnStartup:        a.desktop.Open,
		OnBeforeClose:    a.beforeClose,
		OnShutdown:       func(context.Context) { a.core.Close() },
		Bind:             services.All(),
		ErrorFormatter:   bind.FormatError,
		DragAndDrop:      &options.DragAndDrop{EnableFileDrop: true},
		Linux:            &linux.Options{ProgramName: "trailbook", WebviewGpuPolicy: graphics},
		Mac:              &mac.Options{OnUrlOpen: a.core.OpenLink},
		SingleInstanceLock: &options.SingleInstanceLock{
			UniqueId: instanceID(a.data), OnSecondInstanceLaunch: a.startedAgain,
		},
		// The check would send the addresses of pages to a third party.
		EnableFraudulentWebsiteDetection: false,
	})
}

// instanceID names the window of a data folder: each folder has one window at
// most, and a second start hands its link to that.
func instanceID(data string) string {
	if absolute, err := filepath.Abs(data); err == nil {
		data = absolute
	}
	sum := sha256.Sum256([]byte(data))
	return "trailbook-" + hex.EncodeToString(sum[:8])
}

// startedAgain brings the window forward when the program was started once
// more, and opens the link that came with it.
func (a *App) startedAgain(second options.SecondInstanceData) {
	a.desktop.Raise()
	if settings.WantsWindow(second.Args) {
		if o, err := settings.StartOptions(second.Args, os.Getenv); err == nil && o.Link != "" {
			a.core.OpenLink(o.Link)
		}
	}
}

// beforeClose remembers the window's place; it never keeps the window open.
func (a *App) beforeClose(ctx context.Context) (prevent bool) {
	size := settings.Size{Maximised: runtime.WindowIsMaximised(ctx)}
	size.Width, size.Height = runtime.WindowGetSize(ctx)
	if size.Maximised {
		// Keep the size to which the user would return.
		if last, err := settings.LoadSize(ctx, a.store); err == nil {
			size.Width, size.Height = last.Width, last.Height
		}
	}
	if err := settings.SaveSize(ctx, a.store, size); err != nil {
		a.log.Error("window size", "err", err)
	}
	return false
}

// refuse tells in a native dialog why the program cannot start, because a
// desktop program has no terminal to say it on; it returns the reason.
func refuse(page fs.FS, reason error) error {
	err := wails.Run(&options.App{
		Title: "Trailbook", Width: settings.MinWidth, Height: settings.MinHeight, StartHidden: true,
		AssetServer: &assetserver.Options{Assets: page},
		OnStartup: func(ctx context.Context) {
			_, _ = runtime.MessageDialog(ctx, runtime.MessageDialogOptions{
				Type: runtime.ErrorDialog, Title: "Trailbook cannot start", Message: reason.Error(),
			})
			runtime.Quit(ctx)
		},
	})
	if err != nil {
		return err
	}
	return reason
}

// readyReport makes what is called when the first rows, and the first facets,
// are on the screen: with a file named by TRAILBOOK_READY_FILE it says there how
// many of how many events, and after how many milliseconds from the start.
func readyReport(file string, started time.Time) func(part string, shown, total int) {
	if file == "" {
		return nil
	}
	var mu sync.Mutex
	report := map[string]int64{"startedAt": started.UnixMilli()} // epoch ms
	return func(part string, shown, total int) {
		mu.Lock()
		defer mu.Unlock()
		report[part], report[part+"Ms"] = int64(shown), time.Since(started).Milliseconds()
		report["total"] = max(report["total"], int64(total))
		if text, err := json.Marshal(report); err == nil {
			_ = os.WriteFile(file, text, 0o600) // a check waits for it and says when it does not come
		}
	}
}
