package export

import (
	"bufio"
	"io"

	"github.com/trailbook/trailbook/backend/store"
)

// WriteRejected writes a CSV list of entries that could not become events. What
// a spreadsheet would take for a formula is defused: place and reason may hold
// words of the file.
func WriteRejected(out io.Writer, list []store.Rejection) error {
	w := &csvFile{out: bufio.NewWriterSize(out, bufferSize)}
	for _, row := range append([]store.Rejection{{Where: "place", Reason: "reason"}}, list...) {
		for i, text := range []string{row.Where, row.Reason} {
			text, _ = defuse(text)
			w.field(i, text)
		}
		if err := w.endRecord(); err != nil {
			return err
		}
	}
	return w.out.Flush()
}
