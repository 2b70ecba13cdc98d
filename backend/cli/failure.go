package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// The exit statuses.
const (
	exitDone       = 0
	exitFailed     = 1
	exitWrongUse   = 2
	exitIncomplete = 3
)

// usageError is a command line that cannot be understood.
type usageError struct {
	command string // empty: of the program as a whole
	message string
	hint    string // empty: where the help is
}

func (e *usageError) Error() string { return e.message }

func wrongUse(command, format string, args ...any) error {
	return &usageError{command: command, message: fmt.Sprintf(format, args...)}
}

// asWrongUse turns an error about a flag's value into wrong use.
func asWrongUse(command string, err error) error {
	var known *audit.Error
	if errors.As(err, &known) && known.Code == audit.CodeInvalid {
		return &usageError{command: command, message: known.Message, hint: known.Hint}
	}
	return err
}

// incomplete is work that was done, but not to its end.
type incomplete struct{ error }

func (e incomplete) Unwrap() error { return e.error }

// exit tells what went wrong and chooses the exit status.
func (p *program) exit(err error) int {
	if err == nil {
		return exitDone
	}
	p.complain(err)
	switch {
	case errors.As(err, new(*usageError)):
		return exitWrongUse
	case errors.As(err, new(incomplete)):
		return exitIncomplete
	}
	return exitFailed
}

// complain prints an error and what to do about it.
func (p *program) complain(err error) {
	if err == nil {
		return
	}
	message, hint := "Something unexpected went wrong: "+diff.MaskText(err.Error()), ""
	var wrong *usageError
	var known *audit.Error
	switch {
	case errors.As(err, &wrong):
		message, hint = wrong.message, wrong.hint
		if hint == "" {
			hint = strings.TrimSpace("See: trailbook help " + wrong.command)
		}
	case errors.As(err, &known):
		message, hint = known.Message, known.Hint
	}
	p.progress.clear(p.Stderr)
	_, _ = fmt.Fprintf(p.Stderr, "trailbook: %s\n", diff.Printable(message))
	if hint != "" {
		_, _ = fmt.Fprintf(p.Stderr, "hint: %s\n", diff.Printable(hint))
	}
}
