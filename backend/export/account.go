package export

import (
	"cmp"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// account is what sheets Report and Summary say, whatever they are shown on:
// the one source of a workbook's sheets and of a PDF.
type account struct {
	req     Request
	tally   *tally
	words   words
	zone    *time.Location  // the reader's, beside UTC; nil for none
	columns []column        // of sheet Events
	events  *grid           // nil where there is no workbook
	changes *grid           // nil where there is no such sheet
	noted   *[noteKinds]int // of what is noted
}

func newAccount(req Request, t *tally) account {
	a := account{
		req: req, tally: t, words: wordsOf(req.Template.Language), columns: excelColumns(req.Template.Columns), noted: new([noteKinds]int),
	}
	if zone := req.Report.Zone; zone != nil && zone.String() != time.UTC.String() {
		a.zone, t.zone = zone, zone
	}
	return a
}

// inWorkbook reports whether there are sheets of events beside these.
func (a *account) inWorkbook() bool { return a.events != nil }

// language is that of the headings.
func (a *account) language() Language { return cmp.Or(a.req.Template.Language, English) }

// tables are the grids of events.
func (a *account) tables() []*grid {
	switch {
	case !a.inWorkbook():
		return nil
	case a.changes == nil:
		return []*grid{a.events}
	}
	return []*grid{a.events, a.changes}
}

// title is that of the report.
func (a *account) title() string { return cmp.Or(a.req.Template.Title, a.words.of(reportTitle)) }

// tieOut holds what the cache has against what the filter leaves out and what
// was written.
func (a *account) tieOut() error {
	r := a.req.Report
	if r.LeftOut == nil {
		return nil
	}
	all, out := 0, 0
	for _, t := range r.Tenants {
		all += t.Events
	}
	for _, clause := range r.LeftOut {
		out += clause.Events
	}
	if all-out != a.tally.events {
		return audit.Errorf(audit.CodeCache, "The report does not tie out: of %d events the filter leaves out %d, but %d were written.", all, out, a.tally.events).
			WithHint("Wait until no sync is running and export again.")
	}
	return nil
}
