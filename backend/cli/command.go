package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

// command is one command, or one command of a group ("tenant add").
type command struct {
	name     string
	args     string // as the help shows them
	summary  string // a phrase, for the list
	text     string // what else is worth knowing
	examples []string
	least    int  // arguments at least
	most     int  // at most, -1 for any number
	network  bool // opens connections: refuses when the user works offline
	flags    func(*pflag.FlagSet)
	run      func(ctx context.Context, args []string) error
}

// commands are all of them, in the order of the help.
func (p *program) commands() []*command {
	return []*command{
		p.demoCommand(), p.generateCommand(),
		p.tenantAddCommand(), p.tenantListCommand(), p.tenantShowCommand(), p.tenantRemoveCommand(),
		p.syncCommand(), p.importCommand(), p.sourcesCommand(),
		p.eventsCommand(), p.countCommand(), p.showCommand(), p.diffCommand(), p.historyCommand(), p.exportCommand(),
		p.templateListCommand(), p.templateShowCommand(), p.templateSaveCommand(), p.templateRemoveCommand(),
		p.viewsListCommand(), p.viewsShowCommand(), p.viewsSaveCommand(), p.viewsExportCommand(), p.viewsImportCommand(), p.viewsRenameCommand(), p.viewsRemoveCommand(), p.linkCommand(),
		p.verifyCommand(), p.keyShowCommand(), p.keyExportCommand(), p.keySaltCommand(),
		p.checkCommand(), p.activityCommand(), p.activityExportCommand(), p.profileShowCommand(), p.profileTestCommand(), p.profileLearnCommand(),
		p.versionCommand(), p.helpTopic(),
	}
}

// find resolves the words that begin a command line to a command and its
// arguments. Global flags may stand between the words of a group.
func (p *program) find(words []string) (*command, []string, error) {
	first, rest := words[0], words[1:]
	var group []string
	if c, ok := p.inGroup(words); ok {
		return c, words[2:], nil
	}
	for _, c := range p.commands() {
		if c.name == first {
			return c, rest, nil
		}
		if word, found := strings.CutPrefix(c.name, first+" "); found {
			group = append(group, word)
		}
	}
	if len(group) == 0 {
		return nil, nil, p.unknown("", first)
	}
	var help bool
	flags := p.globalFlags(first, &help)
	flags.SetInterspersed(false)
	if err := flags.Parse(rest); err != nil {
		return nil, nil, wrongUse(first, "%s", err)
	}
	rest = flags.Args()
	if len(rest) == 0 && help {
		return p.helpTopic(), []string{first}, nil
	}
	if len(rest) == 0 {
		return nil, nil, wrongUse(first, "%s needs one of: %s", first, strings.Join(group, ", "))
	}
	for _, c := range p.commands() {
		if c.name == first+" "+rest[0] {
			if help {
				return c, []string{"--help"}, nil
			}
			return c, rest[1:], nil
		}
	}
	return nil, nil, p.unknown(first+" ", rest[0])
}

// inGroup is a command of two words, also where the first is one by itself.
func (p *program) inGroup(words []string) (*command, bool) {
	if len(words) < 2 {
		return nil, false
	}
	for _, c := range p.commands() {
		if c.name == words[0]+" "+words[1] {
			return c, true
		}
	}
	return nil, false
}

// unknown says that there is no such command, and which one may be meant.
func (p *program) unknown(group, word string) error {
	best, distance := "", 3
	for _, c := range p.commands() {
		name, ok := strings.CutPrefix(c.name, group)
		if !ok {
			continue
		}
		name, _, _ = strings.Cut(name, " ")
		if d := editDistance(word, name); d < distance {
			best, distance = group+name, d
		}
	}
	e := &usageError{command: strings.TrimSpace(group), message: fmt.Sprintf("there is no command %q", group+word)}
	if best != "" {
		e.hint = fmt.Sprintf("Did you mean: trailbook %s", best)
	}
	return e
}

// editDistance counts the letters to insert, remove or replace to get from a
// to b.
func editDistance(a, b string) int {
	previous := make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := range len(a) {
		current := make([]int, len(b)+1)
		current[0] = i + 1
		for j := range len(b) {
			replaced := previous[j]
			if a[i] != b[j] {
				replaced++
			}
			current[j+1] = min(replaced, previous[j+1]+1, current[j]+1)
		}
		previous = current
	}
	return previous[len(b)]
}

// wanted says which arguments a command takes.
func (c *command) wanted(given []string) string {
	if len(given) < c.least {
		return fmt.Sprintf("%s needs %s", c.name, c.args)
	}
	if c.most == 0 {
		return fmt.Sprintf("%s takes no %q", c.name, given[0])
	}
	return fmt.Sprintf("%s does not take a further %q", c.name, given[c.most])
}
