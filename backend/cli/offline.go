package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/settings"
	"github.com/trailbook/trailbook/backend/store"
)

// choice is a switch that may also be left alone.
type choice struct{ made, on bool }

// String is the choice as the help shows it (pflag.Value).
func (c *choice) String() string { return strconv.FormatBool(c.on) }

// Type names the kind of value (pflag.Value).
func (c *choice) Type() string { return "bool" }

// Set reads what was given behind the flag (pflag.Value).
func (c *choice) Set(text string) error {
	on, err := strconv.ParseBool(text)
	if err != nil {
		return errors.New("neither true nor false")
	}
	c.made, c.on = true, on
	return nil
}

func (c *choice) add(flags *pflag.FlagSet) {
	flags.VarPF(c, "offline", "", "open no connection; commands that need one refuse (also TRAILBOOK_OFFLINE=1)").NoOptDefVal = "true"
}

// online is an error when the user works offline: by --offline, by
// TRAILBOOK_OFFLINE, or by the switch in the window. --offline=false overrules
// the others.
func (p *program) online(ctx context.Context) error {
	switch {
	case p.offline.made && p.offline.on, !p.offline.made && settings.OfflineAsked(p.Getenv):
		return settings.OfflineError(true)
	case p.offline.made:
		return nil
	}
	if _, err := os.Stat(filepath.Join(p.data, store.FileName)); errors.Is(err, os.ErrNotExist) {
		return nil // nobody chose anything here yet
	}
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	if chosen, err := settings.Offline(ctx, cache); err != nil || !chosen {
		return err
	}
	return settings.OfflineError(false)
}

// reachesOut reports whether the keychain may be asked: on Linux that is a
// connection too, if only to this machine.
func (p *program) reachesOut() bool {
	if p.offline.made {
		return !p.offline.on
	}
	return !settings.OfflineAsked(p.Getenv)
}
