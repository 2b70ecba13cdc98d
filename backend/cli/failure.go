package cli

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

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

	typed string       // what was typed, where it is to blame
	place *audit.Place // in it
}

func (e *usageError) Error() string { return e.message }

func wrongUse(command, format string, args ...any) error {
	return &usageError{command: command, message: fmt.Sprintf(format, args...)}
}

// asWrongUse turns an error about a flag's value into wrong use.
func asWrongUse(command string, err error) error {
	var known *audit.Error
	if errors.As(err, &known) && known.Code == audit.CodeInvalid {
		return &usageError{command: command, message: known.Message, hint: known.Hint, place: known.Place}
	}
	return err
}

// asWrongSearch is asWrongUse of what may be the fault of a search: it shows the
// place.
func asWrongSearch(typed string, err error) error {
	err = asWrongUse("", err)
	var wrong *usageError
	if errors.As(err, &wrong) {
		wrong.typed = typed
	}
	return err
}

// mostShown is how many characters of a search stand beside the place that is
// to blame, on either side.
const mostShown = 35

// pointed is the text with a line under it that points at the place.
func pointed(text string, place audit.Place) string {
	runes := []rune(text)
	from, to := min(place.From, len(runes)), min(place.To, len(runes))
	to = min(to, from+2*mostShown)
	start, end := max(from-mostShown, 0), min(to+mostShown, len(runes))
	before, after := "", ""
	if start > 0 {
		before = "…"
	}
	if end < len(runes) {
		after = "…"
	}
	before += diff.Printable(string(runes[start:from]))
	blamed := diff.Printable(string(runes[from:to]))
	return "  " + before + blamed + diff.Printable(string(runes[to:end])) + after + "\n" +
		"  " + strings.Repeat(" ", utf8.RuneCountInString(before)) + strings.Repeat("^", max(utf8.RuneCountInString(blamed), 1)) + "\n"
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
	message, hint, shown := "Something unexpected went wrong: "+diff.MaskText(err.Error()), "", ""
	var wrong *usageError
	var known *audit.Error
	switch {
	case errors.As(err, &wrong):
		message, hint = wrong.message, wrong.hint
		if wrong.place != nil && wrong.typed != "" {
			shown = pointed(wrong.typed, *wrong.place)
		}
		if hint == "" {
			hint = strings.TrimSpace("See: trailbook help " + wrong.command)
		}
	case errors.As(err, &known):
		message, hint = known.Message, known.Hint
	}
	p.progress.clear(p.Stderr)
	_, _ = fmt.Fprintf(p.Stderr, "trailbook: %s\n%s", diff.Printable(message), shown)
	if hint != "" {
		_, _ = fmt.Fprintf(p.Stderr, "hint: %s\n", diff.Printable(hint))
	}
}
