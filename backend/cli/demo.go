package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

func (p *program) demoCommand() *command {
	var o demo.Options
	var faults string
	return &command{
		name: "demo", network: true, summary: "run a simulated tenant over HTTP, until interrupted",
		text: `
First prints three lines: url, email and password. --fault takes a list such as
500,cut:0.2 or all: 401, 429, 429date, 500, cut, html, slow, dup, arrive,
disorder, down; each with a rate from 0 to 1 behind a colon where you like.`,
		examples: []string{"trailbook demo", "trailbook demo --events 2000 --seed 7 --fault 500,429,cut"},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&o.Addr, "addr", "127.0.0.1:0", "loopback `address` and port to listen on, port 0 for any")
			flags.IntVar(&o.Events, "events", 20000, "`number` of entries in its audit log")
			flags.Uint64Var(&o.Seed, "seed", 1, "`seed` of everything that looks random")
			flags.StringVar(&faults, "fault", "", "`faults` that it shows")
		},
		run: func(ctx context.Context, _ []string) error { return p.demo(ctx, o, faults) },
	}
}

func (p *program) demo(ctx context.Context, o demo.Options, faults string) error {
	var err error
	if o.Faults, err = demo.ParseFaults(faults); err != nil {
		return asWrongUse("", err)
	}
	server, err := demo.Serve(ctx, o)
	if err != nil {
		return asWrongUse("", err)
	}
	err = p.print(fmt.Sprintf("url: %s\nemail: %s\npassword: %s\n", server.URL(), server.Email(), server.Password()))
	if err == nil {
		p.note("A simulated tenant with %d entries is running. Press Ctrl+C to stop it.", o.Events)
		<-ctx.Done()
	}
	return errors.Join(err, server.Close())
}

func (p *program) generateCommand() *command {
	var events int
	var seed uint64
	var out string
	return &command{
		name: "generate", args: "--events N --out FILE.ndjson", summary: "write synthetic audit entries, the same for the same seed",
		examples: []string{"trailbook generate --events 100000 --seed 7 --out entries.ndjson"},
		flags: func(flags *pflag.FlagSet) {
			flags.IntVar(&events, "events", 0, "`number` of entries")
			flags.Uint64Var(&seed, "seed", 1, "`seed` of everything that looks random")
			flags.StringVar(&out, "out", "", "the `file` to write, - for stdout")
		},
		run: func(ctx context.Context, _ []string) error {
			if events < 1 {
				return wrongUse("", "generate needs --events N, at least 1")
			}
			if out == "" {
				return wrongUse("", "generate needs --out FILE")
			}
			return p.generate(ctx, events, seed, out)
		},
	}
}

func (p *program) generate(ctx context.Context, events int, seed uint64, out string) error {
	write := func(to io.Writer) error {
		err := demo.Generate(ctx, to, seed, events, demo.DefaultUntil, func(n int) { p.tell("%d of %d entries", n, events) })
		if ctx.Err() != nil {
			err = audit.Errorf(audit.CodeCancelled, "Stopped.").Wrapping(ctx.Err())
		}
		return err
	}
	if out == "-" {
		return written(write(p.Stdout))
	}
	if err := writeFile(out, write); err != nil {
		return err
	}
	if p.json {
		return p.printJSON(map[string]any{"path": out, "events": events, "seed": seed})
	}
	return p.print(fmt.Sprintf("%s\n%d entries\n", out, events))
}

// writeFile makes a file appear at once and whole.
func writeFile(path string, write func(io.Writer) error) error {
	refused := func(err error) error {
		return audit.Errorf(audit.CodeFile, "The file %q cannot be written.", path).Wrapping(err)
	}
	part, err := os.CreateTemp(filepath.Dir(path), ".trailbook-*")
	if err != nil {
		return refused(err)
	}
	defer func() { _ = os.Remove(part.Name()) }() // gone already where all went well
	err = write(part)
	if closed := part.Close(); err == nil {
		err = closed
	}
	var known *audit.Error
	if errors.As(err, &known) {
		return err
	}
	if err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		return refused(err)
	}
	return nil
}
