package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/query"
)

const aboutProgram = `Trailbook reviews an Appmixer tenant's audit log offline.

Usage: trailbook [flags] COMMAND [arguments]
`

const aboutRest = `
Without a command the desktop build opens the window.

FILTER is any of --view V --tenant T --search WORDS --from TIME --to TIME --type T
--user U --flow ID --action A --area A. A flag given twice means "any of";
different flags must all hold. TIME is RFC 3339 (2026-01-31T08:00:00Z) or a
date, which is the start of that day in --timezone (UTC unless you say
otherwise); --to is exclusive. WORDS may be more than words, for example
--search 'user:alice -type:create (slack OR teams) created:>-7d'; all of it
is explained by: trailbook help search

Exit status: 0 done, 1 failed, 2 wrong use, 3 done but incomplete.

Environment: TRAILBOOK_DATA is the data folder; TRAILBOOK_TOKEN a tenant's
token; TRAILBOOK_SECRETS=file keeps passwords and tokens in a file in the data
folder that only you can read, where the system has no keychain.

Help for a command: trailbook help COMMAND
`

func (p *program) helpTopic() *command {
	return &command{
		name: "help", args: "[COMMAND]", summary: "help for a command", most: 2,
		run: func(_ context.Context, args []string) error { return p.help(args) },
	}
}

// help prints the help of a command or group, or the list of all.
func (p *program) help(words []string) error {
	if len(words) == 0 {
		return p.helpAll(aboutProgram, "", aboutRest)
	}
	name := strings.Join(words, " ")
	if name == "search" {
		return p.print(query.Grammar())
	}
	for _, c := range p.commands() {
		if c.name == name {
			return p.helpCommand(c)
		}
	}
	for _, c := range p.commands() {
		if strings.HasPrefix(c.name, name+" ") {
			return p.helpAll("", name+" ", "\nHelp for one of them: trailbook help "+name+" COMMAND\n")
		}
	}
	return p.unknown("", name)
}

func (p *program) helpAll(before, group, after string) error {
	var b strings.Builder
	b.WriteString(before)
	b.WriteString("\nCommands:\n")
	for _, c := range p.commands() {
		if strings.HasPrefix(c.name, group) {
			fmt.Fprintf(&b, "  %-16s %s\n", c.name, c.summary)
		}
	}
	if group == "" {
		var help bool
		b.WriteString("\nFlags of every command:\n" + flagUsages(p.globalFlags("", &help)))
	}
	b.WriteString(after)
	return p.print(strings.TrimPrefix(b.String(), "\n"))
}

func (p *program) helpCommand(c *command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "trailbook %s: %s.\n\nUsage: trailbook %s", c.name, c.summary, c.name)
	if c.args != "" {
		b.WriteString(" " + c.args)
	}
	b.WriteString(" [flags]\n")
	if c.text != "" {
		b.WriteString("\n" + strings.TrimSpace(c.text) + "\n")
	}
	if c.flags != nil {
		flags := pflag.NewFlagSet(c.name, pflag.ContinueOnError)
		flags.SortFlags = false
		c.flags(flags)
		b.WriteString("\nFlags:\n" + flagUsages(flags))
	}
	var help bool
	b.WriteString("\nFlags of every command:\n" + flagUsages(p.globalFlags("", &help)))
	if len(c.examples) > 0 {
		b.WriteString("\nExamples:\n")
		for _, example := range c.examples {
			b.WriteString("  " + example + "\n")
		}
	}
	return p.print(b.String())
}

// flagUsages lists flags, wrapped for a terminal of 80 columns.
func flagUsages(flags *pflag.FlagSet) string {
	flags.VisitAll(func(flag *pflag.Flag) { flag.Value = described{flag.Value} })
	return flags.FlagUsagesWrapped(80)
}

// described is a flag for the help alone, which names a switch without
// "[=true|false]": a plain Value does not tell that it is one.
type described struct{ pflag.Value }

func (p *program) versionCommand() *command {
	return &command{
		name: "version", summary: "print the version",
		run: func(context.Context, []string) error { return p.printVersion() },
	}
}

func (p *program) printVersion() error {
	if p.json {
		return p.printJSON(map[string]string{"version": p.Version})
	}
	return p.print("trailbook " + p.Version + "\n")
}
