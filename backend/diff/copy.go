package diff

import (
	"fmt"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// The formats in which changes are copied.
const (
	CopyPatch    = "patch"    // a JSON Patch, RFC 6902
	CopyMarkdown = "markdown" // a list, grouped by element
	CopyText     = "text"     // as on a terminal
)

// Copied is the changes of e in one of the formats, masked and without
// fingerprints: of the change at path as OfEvent gives it, or of all of them
// for an empty path. The whole as Markdown or text is without noise; a patch of
// it has every change. CodeNotFound where e changes nothing at path, CodeInvalid
// for another format and for an event that cannot be read.
func Copied(e audit.Event, format, path string) (string, error) {
	view, err := OfEvent(e)
	if err != nil {
		return "", err
	}
	noise := false
	if path != "" {
		if view, noise = view.only(path), true; len(view.Changes) == 0 {
			return "", audit.Errorf(audit.CodeNotFound, "This event does not change %s.", MaskText(path))
		}
	}
	var b strings.Builder
	switch format {
	case CopyPatch:
		err = WritePatch(&b, view.Patch())
	case CopyMarkdown:
		err = WriteMarkdown(&b, view, noise)
	case CopyText:
		err = WriteText(&b, view, noise)
	default:
		return "", audit.Errorf(audit.CodeInvalid, "Changes cannot be copied as %q.", format).
			WithHint("Use %s, %s or %s.", CopyPatch, CopyMarkdown, CopyText)
	}
	if err != nil {
		return "", fmt.Errorf("diff: copying the changes: %w", err)
	}
	return b.String(), nil
}

// only is the view of the changes at one path.
func (v View) only(path string) View {
	changes := []audit.Change{}
	for _, c := range v.Changes {
		if c.Path == path {
			changes = append(changes, c)
		}
	}
	v.Changes, v.whole = changes, nil
	return v
}
