// Package cli is the command line. Results go to stdout and everything else to
// stderr; the exit status is 0 when done, 1 when failed, 2 for wrong use and 3
// when done but incomplete or not verified.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/settings"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// Env is what the command line takes from the process it runs in.
type Env struct {
	Args       []string // without the program's name
	Stdin      io.Reader
	Stdout     io.Writer
	Stderr     io.Writer
	Getenv     func(string) string
	Version    string
	IsTerminal bool // of Stderr: progress is shown only there
	Now        func() time.Time
	Retry      tenant.RetryPolicy // how patient a tenant's client is; zero is as usual
}

// program is one run of the command line.
type program struct {
	Env
	data     string
	timezone string
	quiet    bool
	json     bool
	offline  choice
	zone     *time.Location
	store    *store.Store  // once cache was called
	vault    *secret.Vault // once secrets was called
	progress progress
}

// Run runs the command that env.Args name and returns the exit status.
func Run(ctx context.Context, env Env) int {
	p := &program{Env: env, data: settings.DataDir(env.Getenv), timezone: "UTC", zone: time.UTC}
	err := p.run(ctx, env.Args)
	p.progress.clear(p.Stderr)
	if p.store != nil {
		err = errors.Join(err, p.store.Close())
	}
	return p.exit(err)
}

func (p *program) run(ctx context.Context, args []string) error {
	var help, version bool
	flags := p.globalFlags("trailbook", &help)
	flags.BoolVar(&version, "version", false, "print the version")
	flags.SetInterspersed(false)
	if err := flags.Parse(args); err != nil {
		return wrongUse("", "%s", err)
	}
	if version {
		return p.printVersion()
	}
	words := flags.Args()
	if len(words) == 0 && help {
		return p.help(nil)
	}
	if len(words) == 0 {
		return wrongUse("", "a command is missing")
	}
	c, rest, err := p.find(words)
	if err != nil {
		return err
	}
	if help {
		rest = append([]string{"--help"}, rest...)
	}
	return p.runCommand(ctx, c, rest)
}

func (p *program) runCommand(ctx context.Context, c *command, args []string) error {
	var help bool
	flags := p.globalFlags(c.name, &help)
	if c.flags != nil {
		c.flags(flags)
	}
	err := flags.Parse(args)
	if err != nil {
		return wrongUse(c.name, "%s", err)
	}
	if help {
		return p.helpCommand(c)
	}
	if p.data == "" {
		return wrongUse(c.name, "--data needs a folder")
	}
	if p.data, err = filepath.Abs(p.data); err != nil {
		return audit.Errorf(audit.CodeFile, "The data folder %q cannot be found.", p.data).Wrapping(err)
	}
	if p.zone, err = query.ParseZone(p.timezone); err != nil {
		return asWrongUse(c.name, err)
	}
	if given := flags.NArg(); given < c.least || (c.most >= 0 && given > c.most) {
		return wrongUse(c.name, "%s", c.wanted(flags.Args()))
	}
	if c.network {
		err = p.online(ctx)
	}
	if err == nil {
		err = c.run(ctx, flags.Args())
	}
	var wrong *usageError
	if errors.As(err, &wrong) && wrong.command == "" {
		wrong.command = c.name
	}
	return err
}

// globalFlags are the flags of every command; what was given before the
// command's name stays.
func (p *program) globalFlags(name string, help *bool) *pflag.FlagSet {
	flags := pflag.NewFlagSet(name, pflag.ContinueOnError)
	flags.SortFlags = false
	flags.Usage = func() {} // help is ours to print
	flags.StringVar(&p.data, "data", p.data, "the data `folder` (also TRAILBOOK_DATA)")
	flags.StringVar(&p.timezone, "timezone", p.timezone, "`zone` of dates and of times shown: UTC, local, or a name such as Europe/Prague")
	flags.BoolVar(&p.quiet, "quiet", p.quiet, "no notes and no progress on stderr")
	flags.BoolVar(&p.json, "json", p.json, "results as JSON, where a result has fields")
	p.offline.add(flags)
	flags.BoolVarP(help, "help", "h", false, "help for the command")
	return flags
}

// cache opens the cache at its first use.
func (p *program) cache(ctx context.Context) (*store.Store, error) {
	if p.store != nil {
		return p.store, nil
	}
	opened, err := store.Open(ctx, p.data)
	if err == nil {
		p.store = opened
		opened.KeepLedger(p.whoAsks(), p.ledgerKey)
		opened.LookInto(diff.ContentOf)
		err = export.SweepAll(ctx, opened)
	}
	return opened, err
}

// ledgerKey is what signs the ledger. A key in a file is at hand offline, too.
func (p *program) ledgerKey() []byte {
	if p.Getenv("TRAILBOOK_SECRETS") == "file" {
		return secret.Open(p.data, p.Getenv).LedgerKey()
	}
	return p.secrets().LedgerKey()
}

// secrets opens the vault at its first use.
func (p *program) secrets() *secret.Vault {
	if p.vault == nil && p.reachesOut() {
		p.vault = secret.Open(p.data, p.Getenv)
	} else if p.vault == nil {
		p.vault = secret.Memory()
	}
	return p.vault
}

// note tells the user something beside the result.
func (p *program) note(format string, args ...any) {
	if !p.quiet {
		p.progress.clear(p.Stderr)
		_, _ = fmt.Fprintf(p.Stderr, format+"\n", args...)
	}
}

// moment writes a time of the cache for people; 0 is never.
func (p *program) moment(ms int64) string {
	if ms == 0 {
		return "never"
	}
	return time.UnixMilli(ms).In(p.zone).Format("2006-01-02 15:04:05 MST")
}

// moment in JSON: null for never.
func jsonMoment(ms int64) *string {
	if ms == 0 {
		return nil
	}
	text := audit.FormatTime(time.UnixMilli(ms))
	return &text
}
