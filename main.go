// Trailbook reviews an Appmixer tenant's audit log offline. Without arguments
// the desktop build opens the window; with a command it is the command line.
package main

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"os/user"
	"syscall"
	"time"

	"github.com/mattn/go-isatty"

	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/cli"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/logs"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/settings"
	"github.com/trailbook/trailbook/backend/store"
)

// version is set by the build.
var version = "0.1.0-dev"

//go:embed all:frontend/dist
var assets embed.FS

func main() {
	if settings.HasWindow && settings.WantsWindow(os.Args[1:]) {
		os.Exit(window(os.Args[1:]))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(cli.Run(ctx, cli.Env{ //nolint:gocritic // the signal handler ends with the process
		Args: os.Args[1:], Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv,
		Version: version, IsTerminal: isatty.IsTerminal(os.Stderr.Fd()), Now: time.Now,
	}))
}

// window opens the desktop window and returns the exit status.
func window(args []string) int {
	options, err := settings.StartOptions(args, os.Getenv)
	if err == nil {
		err = open(options)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "trailbook:", err)
		return 1
	}
	return 0
}

func open(o settings.Start) error {
	page, err := fs.Sub(assets, "frontend/dist")
	if err != nil {
		return err
	}
	cache, err := store.Open(context.Background(), o.Data)
	if err != nil {
		return refuse(page, err)
	}
	defer func() { _ = cache.Close() }()
	log, closer, err := logs.Open(o.Data, diff.MaskText)
	if err != nil {
		return refuse(page, err)
	}
	defer func() { _ = closer.Close() }()

	vault := secret.Memory() // the keychain is a connection too, where it is reached over D-Bus
	if !o.Offline {
		vault = secret.Open(o.Data, os.Getenv)
	}
	desktop := &bind.Desktop{}
	core := &bind.Core{
		Store: cache, Vault: vault, Log: log, Window: desktop,
		Version: version, User: userName(), Demo: o.Demo, Offline: o.Offline, Ready: readyReport(o.ReadyFile, time.Now()),
	}
	if o.Link != "" {
		core.OpenLink(o.Link)
	}
	app := &App{data: o.Data, store: cache, core: core, desktop: desktop, log: log}
	return app.run(page, bind.New(core))
}

// userName is who is at this machine, for the report.
func userName() string {
	if who, err := user.Current(); err == nil {
		if who.Name != "" {
			return who.Name
		}
		return who.Username
	}
	return ""
}
