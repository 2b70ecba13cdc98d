package export

import (
	"context"
	"fmt"

	"github.com/trailbook/trailbook/backend/audit"
)

// writer puts masked events into one format.
type writer interface {
	write(e *audit.Event, found *findings) error
	finish() error // writes what comes after the last event
	close()        // releases what it holds, whether finished or not
}

func newWriter(req Request, out *target, t *tally) (writer, error) {
	switch req.Format {
	case FormatExcel:
		return newWorkbook(req, out, t)
	case FormatCSV:
		return newCSV(out, t)
	case FormatNDJSON:
		return newNDJSON(out), nil
	case FormatPDF:
		return newPDF(req, out, t), nil
	case FormatOCSF:
		return newJSONLines(out, toOCSF, req.Resume), nil
	case FormatECS:
		return newJSONLines(out, toECS, req.Resume), nil
	}
	return nil, unknownFormat(string(req.Format))
}

// run takes every event through the pipeline once.
func run(ctx context.Context, req Request, out *target, t *tally) error {
	w, err := newWriter(req, out, t)
	if err != nil {
		return err
	}
	return pump(ctx, req, w, t)
}

// pump takes every event from req to w, and closes w.
func pump(ctx context.Context, req Request, w writer, t *tally) error {
	defer w.close()
	if err := pumpEvents(ctx, req, w, t); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if t.events != req.Total {
		return audit.Errorf(audit.CodeCache, "The events changed during the export: %d were counted, %d came.", req.Total, t.events).
			WithHint("Wait until no sync is running and export again.")
	}
	if err := w.finish(); err != nil {
		return fmt.Errorf("export: finishing: %w", err)
	}
	if req.Progress != nil && t.events%progressEvery != 0 {
		req.Progress(t.events)
	}
	return nil
}

func pumpEvents(ctx context.Context, req Request, w writer, t *tally) error {
	ctx, stop := context.WithCancel(ctx)
	batches := feed(ctx, req)
	defer func() {
		stop()
		for b := range batches { // whoever feeds has to see that it is over
			<-b.done
		}
	}()
	for b := range batches {
		<-b.done
		if b.panicked != nil {
			panic(b.panicked)
		}
		for i := range b.items {
			if err := ctx.Err(); err != nil {
				return err
			}
			one := &b.items[i]
			t.add(one)
			if err := w.write(&one.event, &one.findings); err != nil {
				return fmt.Errorf("export: writing event %d: %w", t.events, err)
			}
			if req.Progress != nil && t.events%progressEvery == 0 {
				req.Progress(t.events)
			}
		}
		if b.failed != nil {
			return fmt.Errorf("export: reading events: %w", b.failed)
		}
	}
	return nil
}
