package evidence

import (
	"fmt"
	"strings"

	"github.com/trailbook/trailbook/backend/diff"
)

// String is the verdict for people, as the command line prints it: a few lines,
// with nothing in them that a terminal would take for more than text.
func (v Verdict) String() string {
	var b strings.Builder
	line := func(format string, args ...any) {
		b.WriteString(diff.Printable(diff.MaskText(fmt.Sprintf(format, args...))) + "\n")
	}
	line("%s: %s", v.File, v.State)
	if v.ReportID != "" {
		line("report %s, made %s with Trailbook %s", v.ReportID, v.CreatedAt, v.Version)
	}
	for _, c := range v.Checks {
		b.WriteString("\n")
		line("%s: %s", c.Name, c.State)
		if c.Text != "" {
			line("  %s", c.Text)
		}
		for _, f := range c.Findings {
			text := fmt.Sprintf("  - %s: %s", f.Where, f.Text)
			if f.Was != "" || f.Is != "" {
				text += fmt.Sprintf(": was “%s”, is “%s”", f.Was, f.Is)
			}
			line("%s", text)
		}
		if more := c.Total - len(c.Findings); more > 0 {
			line("  … and %d more", more)
		}
	}
	b.WriteString("\nIt does not prove:\n")
	for _, text := range v.NotProven {
		line("  - %s", text)
	}
	return b.String()
}
