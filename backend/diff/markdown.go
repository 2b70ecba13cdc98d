package diff

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// longestInline is how many characters of a value stand in a line of Markdown;
// longer texts, and those of several lines, get a block of their own.
const longestInline = 120

// WriteMarkdown writes view as Markdown, grouped by element as WriteText: the
// element's name in bold, below it a list of changes with a sign each. Whatever
// comes from the log stands as code, in which nothing is markup, and is made
// harmless. Values longer than 300 characters are cut; fingerprints are not
// told. Noise is left out unless asked for, and its count told.
func WriteMarkdown(w io.Writer, view View, noise bool) error {
	var b strings.Builder
	for at, group := range view.groups(noise) {
		if len(group) == 0 {
			continue
		}
		element := view.Elements[at]
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("**" + code(element.Name) + "**")
		if element.Path != "" {
			b.WriteString(" " + code(element.Path))
		}
		if element.Change != "" {
			b.WriteString(" " + string(element.Change))
		}
		b.WriteString("\n\n")
		lines := joined(group)
		for i, told := range lines {
			markdownOf(&b, told, leadsInto(lines, i))
		}
	}
	switch {
	case len(view.Changes) == 0:
		b.WriteString(nothingTold(view))
	case view.Noise > 0 && !noise:
		fmt.Fprintf(&b, "\n(%s of bookkeeping not shown)\n", plural(view.Noise, "change"))
	}
	if view.Coarse {
		b.WriteString("\n" + coarseTold + "\n")
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("diff: writing the changes: %w", err)
	}
	return nil
}

// markdownOf writes one item of the list; leads says that what follows happened
// inside it.
func markdownOf(b *strings.Builder, told []audit.Change, leads bool) {
	c := told[0]
	sign, ok := signs[c.Kind]
	if !ok || len(told) > 1 {
		sign = "~ "
	}
	b.WriteString("- " + strings.TrimSpace(sign) + " ")
	if c.Connection != "" {
		b.WriteString("connection " + code(c.Connection) + "\n")
		return
	}
	name := strings.Join(c.Label, between)
	if name == "" {
		name = "(whole)"
	}
	b.WriteString(code(name))
	if c.Kind == audit.ChangeMoved {
		b.WriteString(movedWay(c, leads) + "\n")
		return
	}
	before, after := inline(c.Before), inline(c.After)
	switch {
	case c.Before != nil && c.After != nil && before != "" && after != "":
		b.WriteString(": " + before + " → " + after + "\n")
	case c.Before == nil && c.After != nil && after != "":
		b.WriteString(": " + after + "\n")
	case c.After == nil && c.Before != nil && before != "":
		b.WriteString(": " + before + "\n")
	default:
		b.WriteByte('\n')
		fenced(b, "before", c.Before)
		fenced(b, "after", c.After)
	}
}

// movedWay tells where from and where to.
func movedWay(c audit.Change, leads bool) string {
	way := " to " + code(c.Path)
	if c.From != "" {
		way = " from " + code(c.From) + way
	}
	if leads {
		way += ", and changed:"
	}
	return way
}

// inline is a value as code within a line, empty where it needs a block.
func inline(value json.RawMessage) string {
	text := string(compact(value))
	if value == nil || len(text) > longestInline || strings.Contains(text, `\n`) {
		return ""
	}
	return code(text)
}

// code is text as Markdown code: between more backticks than it has in a row.
func code(text string) string {
	text = Printable(text)
	fence := strings.Repeat("`", longestRun(text, '`')+1)
	if text == "" || strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") || strings.TrimSpace(text) != text {
		text = " " + text + " "
	}
	return fence + text + fence
}

// fenced writes a value as a block of lines below an item of a list.
func fenced(b *strings.Builder, side string, value json.RawMessage) {
	if value == nil {
		return
	}
	text, cut := cutText(Display(value), maxValue)
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	b.WriteString("\n  " + side)
	if cut {
		b.WriteString(", the beginning")
	}
	b.WriteString(":\n\n  " + fence + "\n")
	for _, line := range splitLines(text) {
		b.WriteString("  " + Printable(line) + "\n")
	}
	b.WriteString("  " + fence + "\n")
}

// longestRun is how often c stands in a row in text at most.
func longestRun(text string, c byte) int {
	longest := 0
	for at := 0; at < len(text); at++ {
		end := run(text, at, func(b byte) bool { return b == c })
		longest = max(longest, end-at)
		at = max(at, end)
	}
	return longest
}
