package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"github.com/trailbook/trailbook/backend/audit"
)

// ndjson writes one event a line with the names and values of
// audit.Event.MarshalJSON, but leaves <, > and & as they are: a file is not a
// web page, and raw stays as received.
type ndjson struct {
	out     *bufio.Writer
	line    bytes.Buffer
	encoder *json.Encoder
}

func newNDJSON(out io.Writer) *ndjson {
	w := &ndjson{out: bufio.NewWriterSize(out, bufferSize)}
	w.encoder = json.NewEncoder(&w.line)
	w.encoder.SetEscapeHTML(false)
	return w
}

func (w *ndjson) write(e *audit.Event, _ *findings) error {
	err := w.encode(e)
	if err != nil {
		// A value that is not JSON would make the line unreadable: it goes
		// in as a text.
		for _, value := range values(e) {
			if *value != nil && !json.Valid(*value) {
				quoted, _ := json.Marshal(string(*value)) // a text always encodes
				*value = quoted
			}
		}
		err = w.encode(e)
	}
	if err != nil {
		return err
	}
	_, err = w.out.Write(w.line.Bytes())
	return err
}

func (w *ndjson) encode(e *audit.Event) error {
	type plain audit.Event // without MarshalJSON, which escapes for HTML
	w.line.Reset()
	return w.encoder.Encode(struct {
		*plain
		CreatedAt string `json:"createdAt"`
	}{(*plain)(e), audit.FormatTime(e.CreatedAt)})
}

func (w *ndjson) finish() error { return w.out.Flush() }
func (w *ndjson) close()        {}
