package report

import (
	"path/filepath"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/query"
)

// CommandLine is the command that makes the same from the same cache, in the
// words of a POSIX shell.
func (r Request) CommandLine() string {
	words := []string{"trailbook export"}
	add := func(wanted bool, text string) {
		if wanted {
			words = append(words, text)
		}
	}
	filter, systems := query.CommandLine(r.Filter), r.Format.ForSystems()
	add(filter != "", filter)
	if r.Zone != nil && r.Zone != time.UTC {
		add(true, "--timezone "+query.Quoted(r.Zone.String()))
	}
	add(systems, "--format "+string(r.Format))
	add(r.Order.Ascending && !systems, "--oldest-first")
	add(r.Template != "", "--template "+query.Quoted(r.Template))
	add(r.IncludeSecrets, "--include-secrets")
	if r.Pack != nil {
		add(true, "--pack")
		add(r.Pack.StampURL != "", "--timestamp "+query.Quoted(r.Pack.StampURL))
	}
	add(r.PDF, "--pdf")
	add(true, "--out "+query.Quoted(filepath.Base(r.Path)))
	return strings.Join(words, " ")
}
