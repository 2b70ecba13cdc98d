package export

import (
	"bufio"
	"io"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

const bufferSize = 64 << 10

// csvFile writes RFC 4180: comma, CRLF, one header record with the canonical
// names. encoding/csv is not used because its writer loses a lone CR.
type csvFile struct {
	out     *bufio.Writer
	columns []column
	counts  *Counts
}

func newCSV(out io.Writer, t *tally) (*csvFile, error) {
	w := &csvFile{out: bufio.NewWriterSize(out, bufferSize), columns: columns(), counts: &t.Counts}
	for i, c := range w.columns {
		w.field(i, c.name)
	}
	return w, w.endRecord()
}

func (w *csvFile) write(e *audit.Event, _ *findings) error {
	for i, c := range w.columns {
		text, defused := defuse(c.text(e))
		if defused {
			w.counts.Defused++
		}
		w.field(i, text)
	}
	return w.endRecord()
}

// field writes one value. Errors stay in the buffer until endRecord.
func (w *csvFile) field(i int, text string) {
	if i > 0 {
		_ = w.out.WriteByte(',')
	}
	if !strings.ContainsAny(text, "\",;\t\r\n") {
		_, _ = w.out.WriteString(text)
		return
	}
	_ = w.out.WriteByte('"')
	for {
		before, after, found := strings.Cut(text, `"`)
		_, _ = w.out.WriteString(before)
		if !found {
			break
		}
		_, _ = w.out.WriteString(`""`)
		text = after
	}
	_ = w.out.WriteByte('"')
}

func (w *csvFile) endRecord() error {
	_, err := w.out.WriteString("\r\n")
	return err
}

func (w *csvFile) finish() error { return w.out.Flush() }
func (w *csvFile) close()        {}
