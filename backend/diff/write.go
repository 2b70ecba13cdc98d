package diff

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// maxValue is how many characters of a value WriteText shows.
const maxValue = 300

// WriteText writes view for a terminal, one change a line: "+ path: value" for
// what was added, "− path: value" for what was removed, "~ path: before →
// after" for what was changed, "» from → path" for what was moved. Noise is
// left out unless asked for, and its count told. Nothing in the text can act on
// a terminal, and values longer than 300 characters are cut.
func WriteText(w io.Writer, view View, noise bool) error {
	var b strings.Builder
	for _, c := range view.Changes {
		if c.Noise && !noise {
			continue
		}
		b.WriteString(changeLine(c))
		b.WriteByte('\n')
	}
	switch {
	case len(view.Changes) == 0 && (view.Shape == ShapeBeforeAfter || view.Shape == ShapeChanges):
		b.WriteString("Nothing differs.\n")
	case len(view.Changes) == 0:
		b.WriteString("The entry records no change.\n")
	case view.Noise > 0 && !noise:
		fmt.Fprintf(&b, "(%s of bookkeeping not shown)\n", plural(view.Noise, "change"))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("diff: writing the changes: %w", err)
	}
	return nil
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func changeLine(c audit.Change) string {
	path := Printable(c.Path)
	if path == "" {
		path = "(whole)"
	}
	switch c.Kind {
	case audit.ChangeAdded:
		return "+ " + path + label(c.After)
	case audit.ChangeRemoved:
		return "− " + path + label(c.Before)
	case audit.ChangeMoved:
		if from := movedFrom(c); from != nil {
			return "» " + Printable(*from) + " → " + path
		}
		return "» " + path
	}
	switch {
	case c.Before == nil:
		return "~ " + path + label(c.After)
	case c.After == nil:
		return "~ " + path + label(c.Before)
	}
	return "~ " + path + label(c.Before) + " → " + shown(c.After)
}

func label(value json.RawMessage) string {
	if value == nil {
		return ""
	}
	return ": " + shown(value)
}

// shown is a value on one line, made harmless and cut. Texts keep their quotes
// and escapes, which tells "1" from 1 and an empty text from none.
func shown(value json.RawMessage) string {
	text, cut := cutText(string(compact(value)), maxValue)
	if cut {
		text += fmt.Sprintf(" (%s)", characters(utf8.RuneCount(value)))
	}
	return Printable(text)
}
