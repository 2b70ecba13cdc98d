package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"github.com/trailbook/trailbook/backend/audit"
)

// jsonLines writes one event a line in the words of another system.
type jsonLines struct {
	out     *bufio.Writer
	line    bytes.Buffer
	encoder *json.Encoder
	shape   func(*audit.Event) any
	last    []byte // the line that the first event must give, and that is there already; nil for none
}

func newJSONLines(out io.Writer, shape func(*audit.Event) any, resume *Resumed) *jsonLines {
	w := &jsonLines{out: bufio.NewWriterSize(out, bufferSize), shape: shape}
	w.encoder = json.NewEncoder(&w.line)
	w.encoder.SetEscapeHTML(false)
	if resume != nil {
		w.last = resume.line
	}
	return w
}

func (w *jsonLines) write(e *audit.Event, _ *findings) error {
	w.line.Reset()
	if err := w.encoder.Encode(w.shape(e)); err != nil {
		return err
	}
	if w.last != nil {
		same := bytes.Equal(w.last, bytes.TrimSuffix(w.line.Bytes(), []byte("\n")))
		w.last = nil
		if !same {
			return audit.Errorf(audit.CodeFile, "The file's last line is not what event %q gives now.", e.ID).
				WithHint("The event changed since, or the file was written with other options: write it anew without --resume.")
		}
		return nil
	}
	_, err := w.out.Write(w.line.Bytes())
	return err
}

func (w *jsonLines) finish() error { return w.out.Flush() }
func (w *jsonLines) close()        {}
