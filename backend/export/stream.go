package export

import (
	"context"
	"io"

	"github.com/trailbook/trailbook/backend/audit"
)

// Stream writes req's events to out as Write does to a file, while they come:
// after an error out has some of them. Only CSV and NDJSON can be streamed; any
// other format is CodeInvalid, and out gets nothing. CodeCancelled says that
// ctx ended. Errors of out come back as they are, the others are those of
// Write.
func Stream(ctx context.Context, out io.Writer, req Request) (Counts, error) {
	t := newTally()
	open := &outlet{ctx: ctx, out: out}
	var w writer
	var err error
	switch req.Format {
	case FormatCSV:
		w, err = newCSV(open, t)
	case FormatNDJSON:
		w = newNDJSON(open)
	default:
		err = audit.Errorf(audit.CodeInvalid, "The format %q cannot be written to a stream.", req.Format).
			WithHint("Export it to a file.")
	}
	if err == nil {
		err = pump(ctx, req, w, t)
	}
	switch {
	case err == nil:
		return t.Counts, nil
	case open.failed != nil:
		return t.Counts, open.failed
	case ctx.Err() != nil:
		err = audit.Errorf(audit.CodeCancelled, "The output was cancelled; it is not complete.").Wrapping(err)
	}
	return t.Counts, err
}

// outlet is a writer that keeps its own error apart from all others, and is
// closed when the context ends.
type outlet struct {
	ctx    context.Context
	out    io.Writer
	failed error
}

func (o *outlet) Write(p []byte) (int, error) {
	if err := o.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := o.out.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	o.failed = err
	return n, err
}
