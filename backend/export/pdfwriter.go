package export

import (
	"context"
	"fmt"

	"github.com/trailbook/trailbook/backend/audit"
)

// pdfWriter writes a PDF of Report and Summary alone: events are counted, and
// not in it.
type pdfWriter struct {
	account
	ctx context.Context
	out *target
}

func newPDF(req Request, out *target, t *tally) *pdfWriter {
	return &pdfWriter{account: newAccount(req, t), ctx: out.ctx, out: out}
}

func (w *pdfWriter) write(_ *audit.Event, found *findings) error {
	switch {
	case found.unread != nil:
		w.tally.Unread++
		w.noted[noteUnread]++
	case found.view.Coarse:
		w.noted[noteCoarse]++
	}
	return nil
}

func (w *pdfWriter) finish() error {
	if err := w.tieOut(); err != nil {
		return err
	}
	said := new(said)
	said.say(&w.account)
	return w.print(w.ctx, w.out, said, "", signable{
		statement: fmt.Sprintf(w.words.of(signReport), w.grouped(w.tally.events)),
		facts:     [][2]string{{w.words.of("Report ID"), w.req.ReportID()}},
	})
}

func (w *pdfWriter) close() {}

// What is signed, in one sentence.
const (
	signReport = "By signing we confirm that we have read this report on %s events, identified by:"
	signSheets = "By signing we confirm that we have read this report on %s events and its workbook, identified by:"
)
