package export

import (
	"context"
	"io"

	"github.com/trailbook/trailbook/backend/audit"
)

// Stream writes req's events to out as Write does to a file, while they come:
// after an error out has some of them. Only CSV and NDJSON can be streamed; any
// other format is CodeInvalid. Errors of out come back as they are, the others
// are those of Write.
func Stream(ctx context.Context, out io.Writer, req Request) (Counts, error) {
	t := newTally()
	var w writer
	var err error
	switch req.Format {
	case FormatCSV:
		w, err = newCSV(out, t)
	case FormatNDJSON:
		w = newNDJSON(out)
	default:
		err = audit.Errorf(audit.CodeInvalid, "The format %q cannot be written to a stream.", req.Format).
			WithHint("Export it to a file.")
	}
	if err == nil {
		err = pump(ctx, req, w, t)
	}
	return t.Counts, err
}
