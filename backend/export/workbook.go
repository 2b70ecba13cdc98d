package export

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/trailbook/trailbook/backend/audit"
)

// book writes Excel: sheet Events, first and open, because that is what
// people and scripts open the file for, Changes with a row for every path that
// changed, and, when all is known, what the file says of itself.
type book struct {
	*sheets
	account
	sources *grid // nil until it is written
}

func newWorkbook(req Request, out *target, t *tally) (*book, error) {
	s, err := newSheets(req, out, &t.Counts)
	if err != nil {
		return nil, err
	}
	w := &book{sheets: s, account: newAccount(req, t)}
	s.notes = newNotes(s, w.words)
	w.noted = &s.notes.counts
	w.events = w.eventsGrid()
	if req.Template.wants(changesSheet) {
		w.changes = w.changesGrid()
	}
	for _, g := range w.grids() {
		if err == nil {
			err = g.open()
		}
	}
	if err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

// grids are those that are written as events come.
func (w *book) grids() []*grid {
	if w.changes == nil {
		return []*grid{w.events, &w.notes.grid}
	}
	return []*grid{w.events, w.changes, &w.notes.grid}
}

// describe sets the document's properties.
func (w *book) describe() error {
	r := w.req.Report
	created := r.GeneratedAt.UTC().Format(time.RFC3339)
	err := w.file.SetDocProps(&excelize.DocProperties{
		Title:          w.title(),
		Subject:        w.tenantsAndPeriod(),
		Identifier:     w.req.ReportID(),
		Creator:        "Trailbook",
		LastModifiedBy: "Trailbook",
		Created:        created,
		Modified:       created,
	})
	if err == nil {
		err = w.file.SetAppProps(&excelize.AppProperties{Application: "Trailbook"})
	}
	for _, p := range []Line{
		{Label: PropertyReportID, Value: w.req.ReportID()},
		{Label: PropertyVersion, Value: r.Version},
		{Label: PropertyManifest, Value: r.ManifestHash},
	} {
		if err == nil && p.Value != "" {
			err = w.file.SetCustomProps(excelize.CustomProperty{Name: p.Label, Value: p.Value})
		}
	}
	if err != nil {
		return fmt.Errorf("export: setting document properties: %w", err)
	}
	return nil
}

func (w *book) write(e *audit.Event, found *findings) error {
	if err := w.writeEvent(e); err != nil {
		return err
	}
	return w.writeChanges(e, found)
}

func (w *book) finish() error {
	for _, g := range w.grids() {
		for i, l := range g.leaves[1:] {
			w.notes.add(noteContinued, place{sheet: l.name}, fmt.Sprintf("continues sheet %s", g.leaves[i].name))
		}
	}
	if err := w.tieOut(); err != nil {
		return err
	}
	if err := w.describe(); err != nil {
		return err
	}
	// Sheets are filled so that every count is known when it is written: what
	// notes cells comes first, and Notes itself last.
	if err := w.name(w.sheetNames()...); err != nil {
		return err
	}
	for _, step := range w.steps() {
		if err := step(); err != nil {
			return err
		}
	}
	return w.sheets.write()
}

// sheetNames are those before sheet Notes.
func (w *book) sheetNames() []string {
	names := w.events.names()
	if w.changes != nil {
		names = append(names, w.changes.names()...)
	}
	for _, name := range []string{summarySheet, reportSheet, sourcesSheet} {
		if name == reportSheet || w.req.Template.wants(name) {
			names = append(names, name)
		}
	}
	return names
}

// steps fill the sheets.
func (w *book) steps() []func() error {
	steps := []func() error{func() error { return w.events.place() }}
	if w.changes != nil {
		steps = append(steps, func() error { return w.changes.place() })
	}
	if w.req.Template.wants(summarySheet) {
		steps = append(steps, w.writeSummary)
	}
	if w.req.Template.wants(sourcesSheet) {
		steps = append(steps, w.writeSources)
	}
	steps = append(steps, w.writeReport, w.writeNotes)
	if w.req.Template.wants(pivotSheet) {
		steps = append(steps, w.writePivot)
	}
	return steps
}

// writeNotes makes sheet Notes, which begins with a row of each kind.
func (w *book) writeNotes() error {
	n := w.notes
	n.counts[noteMasked] = w.tally.Masked
	if n.failed != nil {
		return n.failed
	}
	if err := w.name(n.names()...); err != nil {
		return err
	}
	text := func(value string) excelize.Cell { return excelize.Cell{StyleID: w.styles.text, Value: value} }
	above := make([][]any, noteKinds)
	for kind, name := range noteNames {
		row := make([]any, len(n.columns))
		row[noteWhat], row[noteDetail] = text(w.words.of(name[0])), text(name[1])
		row[noteCount] = excelize.Cell{StyleID: w.styles.figure, Value: n.counts[kind]}
		above[kind] = row
	}
	return n.place(above...)
}

func (w *book) close() {
	for _, g := range w.grids() {
		g.close()
	}
	if w.sources != nil {
		w.sources.close()
	}
	_ = w.file.Close()
}
