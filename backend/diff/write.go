package diff

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// maxValue is how many characters of a value WriteText shows.
const maxValue = 300

// WriteText writes view for a terminal, grouped by element: its name, its path
// and whether the whole was added, removed or moved; below, one change a line:
// "+ label: value" for what was added, "− label: value" for what was removed,
// "~ label: before → after" for what was changed, with "≠" where its type
// changed too, "» from → path" for what was moved, with ", and changed:" where
// the changes inside it follow; a secret's fingerprint, where the view has it,
// stands behind its mask. Where a label says something else than the path, the
// path stands below. Noise is left out unless asked for, and its count told, as
// is that too much differs to tell it all. Nothing in the text can act on a
// terminal, and values longer than 300 characters are cut.
func WriteText(w io.Writer, view View, noise bool) error {
	var b strings.Builder
	for at, group := range view.groups(noise) {
		element := view.Elements[at]
		if len(group) == 0 {
			continue
		}
		b.WriteString(elementLine(element))
		writeGroup(&b, element, joined(group))
	}
	switch {
	case len(view.Changes) == 0:
		b.WriteString(nothingTold(view))
	case view.Noise > 0 && !noise:
		fmt.Fprintf(&b, "(%s of bookkeeping not shown)\n", plural(view.Noise, "change"))
	}
	if view.Coarse {
		b.WriteString(coarseTold + "\n")
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("diff: writing the changes: %w", err)
	}
	return nil
}

// coarseTold says that bounds made the comparison say less than it could.
const coarseTold = "(Too much differs to tell every part by itself: some are told as wholes or by their position.)"

// nothingTold is what stands for no changes.
func nothingTold(view View) string {
	if view.Shape == ShapeBeforeAfter || view.Shape == ShapeChanges {
		return "Nothing differs.\n"
	}
	return "The entry records no change.\n"
}

// writeGroup writes what happened in one element, a line each.
func writeGroup(b *strings.Builder, element Element, lines [][]audit.Change) {
	for i, told := range lines {
		b.WriteString("  " + toldLine(element, told))
		if leadsInto(lines, i) {
			b.WriteString(", and changed:")
		}
		b.WriteByte('\n')
		for _, c := range told {
			if path := Printable(c.Path); c.Connection != "" || c.Kind != audit.ChangeMoved && !spelledOut(path, element, c.Label) {
				b.WriteString("      " + path + "\n")
			}
		}
	}
}

// spelledOut reports whether a label says all that the path says.
func spelledOut(path string, of Element, label []string) bool {
	rest, inside := strings.CutPrefix(path, of.Path)
	if !inside {
		return false
	}
	segments := splitPointer(rest)
	return slices.EqualFunc(segments, label, func(segment, name string) bool { return segment == name || placeNumber(segment) == name })
}

// groups are the changes of each element, in their order.
func (v View) groups(noise bool) [][]audit.Change {
	groups := make([][]audit.Change, len(v.Elements))
	for _, c := range v.Changes {
		if !c.Noise || noise {
			groups[c.Element] = append(groups[c.Element], c)
		}
	}
	return groups
}

// joined puts together the changes that tell of one rerouted connection.
func joined(group []audit.Change) [][]audit.Change {
	var all [][]audit.Change
	first := map[string]int{}
	for _, c := range group {
		at, known := first[c.Connection]
		if c.Connection != "" && known {
			all[at] = append(all[at], c)
			continue
		}
		first[c.Connection] = len(all)
		all = append(all, []audit.Change{c})
	}
	return all
}

func elementLine(e Element) string {
	var b strings.Builder
	b.WriteString(e.Name)
	if e.Path != "" {
		b.WriteString("  " + Printable(e.Path))
	}
	if e.Change != "" {
		b.WriteString("  " + string(e.Change))
	}
	b.WriteByte('\n')
	return b.String()
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// signs stand before a change.
var signs = map[audit.ChangeKind]string{audit.ChangeAdded: "+ ", audit.ChangeRemoved: "− ", audit.ChangeMoved: "» "}

func toldLine(e Element, told []audit.Change) string {
	c := told[0]
	if c.Connection == "" {
		return changeLine(e, c)
	}
	sign, ok := signs[c.Kind]
	if !ok || len(told) > 1 {
		sign = "~ "
	}
	return sign + "connection " + c.Connection
}

func changeLine(e Element, c audit.Change) string {
	name := strings.Join(c.Label, between)
	if name == "" && e.Kind == ElementObject {
		name = "whole"
	} else if name == "" {
		name = e.Kind
	}
	switch c.Kind {
	case audit.ChangeAdded:
		return "+ " + name + label(c.After, c.FingerprintAfter)
	case audit.ChangeRemoved:
		return "− " + name + label(c.Before, c.FingerprintBefore)
	case audit.ChangeMoved:
		return movedLine(e, c)
	}
	sign := "~ "
	if c.Kind == audit.ChangeTypeChanged {
		sign = "≠ "
	}
	switch {
	case c.Before == nil:
		return sign + name + label(c.After, c.FingerprintAfter)
	case c.After == nil:
		return sign + name + label(c.Before, c.FingerprintBefore)
	}
	return sign + name + label(c.Before, c.FingerprintBefore) + " → " + marked(c.After, c.FingerprintAfter)
}

// movedLine tells where from and where to, and the value where the element's
// name may not say what it is.
func movedLine(e Element, c audit.Change) string {
	line := "» "
	if c.From != "" {
		line += Printable(c.From) + " → "
	}
	line += Printable(c.Path)
	if c.Path != e.Path || e.Kind == ElementEntry {
		line += label(c.After, c.FingerprintAfter)
	}
	return line
}

// leadsInto reports whether line i tells that something moved, and the next one
// what else happened to it.
func leadsInto(lines [][]audit.Change, i int) bool {
	return lines[i][0].Kind == audit.ChangeMoved && i+1 < len(lines) && isInside(lines[i][0], lines[i+1][0])
}

// isInside reports whether next happened inside what c says moved.
func isInside(c, next audit.Change) bool {
	inside := c.Path
	if next.Kind == audit.ChangeRemoved {
		inside = c.From
	}
	return next.Path == inside || strings.HasPrefix(next.Path, inside+"/")
}

func label(value json.RawMessage, fingerprint string) string {
	if value == nil {
		return ""
	}
	return ": " + marked(value, fingerprint)
}

// marked is a value with the fingerprint of its secret behind it.
func marked(value json.RawMessage, fingerprint string) string {
	if fingerprint == "" {
		return shown(value)
	}
	return shown(value) + " " + fingerprint
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
