package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"
	"time"

	"github.com/rivo/uniseg"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// print writes a result.
func (p *program) print(text string) error {
	p.progress.clear(p.Stderr)
	_, err := io.WriteString(p.Stdout, text)
	return written(err)
}

// printJSON writes a result as JSON for people and programs alike.
func (p *program) printJSON(value any) error {
	p.progress.clear(p.Stderr)
	encoder := json.NewEncoder(p.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return written(encoder.Encode(value))
}

// written explains why a result could not be written. A reader that has seen
// enough (head) is no failure.
func written(err error) error {
	if err == nil || errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
		return nil
	}
	var known *audit.Error
	if errors.As(err, &known) {
		return err
	}
	return audit.Errorf(audit.CodeFile, "The result cannot be written.").Wrapping(err)
}

// widest is how many columns a cell of a table takes at most.
const widest = 60

// table writes rows with their columns aligned. Rows are laid out a block at a
// time, so that any number of them can pass; columns only ever grow.
type table struct {
	out    io.Writer
	widths []int
	block  [][]string
}

const blockRows = 1000

func newTable(out io.Writer, header ...string) *table {
	return &table{out: out, widths: make([]int, len(header)), block: [][]string{header}}
}

// add takes a row. Its texts are hostile: nothing in them can act on a
// terminal.
func (t *table) add(cells ...string) error {
	shown := make([]string, len(cells))
	for i, cell := range cells {
		shown[i] = shortened(diff.Printable(diff.MaskText(cell)))
	}
	t.block = append(t.block, shown)
	if len(t.block) < blockRows {
		return nil
	}
	return t.flush()
}

func (t *table) flush() error {
	for _, row := range t.block {
		for i, cell := range row {
			t.widths[i] = max(t.widths[i], uniseg.StringWidth(cell))
		}
	}
	var b strings.Builder
	for _, row := range t.block {
		last := len(row) - 1
		for i, cell := range row[:last] {
			b.WriteString(cell)
			b.WriteString(strings.Repeat(" ", t.widths[i]-uniseg.StringWidth(cell)+2))
		}
		b.WriteString(row[last])
		b.WriteByte('\n')
	}
	t.block = t.block[:0]
	_, err := io.WriteString(t.out, b.String())
	return written(err)
}

func shortened(text string) string {
	if uniseg.StringWidth(text) <= widest {
		return text
	}
	width := 0
	graphemes := uniseg.NewGraphemes(text)
	for graphemes.Next() {
		if width += graphemes.Width(); width >= widest {
			from, _ := graphemes.Positions()
			return text[:from] + "…"
		}
	}
	return text
}

// progress is the line on a terminal that says how far the work is.
type progress struct {
	shown bool
	last  time.Time
}

// tell shows how much is done, at most ten times a second, on a terminal only.
func (p *program) tell(format string, args ...any) {
	now := time.Now()
	if !p.IsTerminal || p.quiet || now.Sub(p.progress.last) < 100*time.Millisecond {
		return
	}
	p.progress.last, p.progress.shown = now, true
	_, _ = fmt.Fprintf(p.Stderr, "\r\x1b[K"+format, args...)
}

func (s *progress) clear(out io.Writer) {
	if s.shown {
		s.shown = false
		_, _ = io.WriteString(out, "\r\x1b[K")
	}
}
