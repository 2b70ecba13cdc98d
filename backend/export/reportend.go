package export

import (
	"cmp"
	"fmt"
	"slices"
)

// shownSources is how many sources sheet Report lists; sheet Sources has all.
const shownSources = 12

func (a *account) reportSources(s *text) {
	sources := a.req.Report.Sources
	s.section("Sources")
	if len(sources) == 0 {
		s.pair("Syncs and files", "not recorded")
		return
	}
	s.head("Sync or file", "Tenant", "Finished (UTC)", "Entries received", "SHA-256 of the file")
	first := 0
	if a.inWorkbook() && a.has(sourcesSheet) {
		first = max(len(sources)-shownSources, 0)
	}
	for _, from := range sources[first:] {
		s.record(from.Kind+" "+oneRow(from.Name), oneRow(from.Tenant), moments(from.Finished), leftNumber(from.Received), cmp.Or(from.SHA256, "–"))
	}
	if first > 0 {
		s.sentence(fmt.Sprintf("and %d earlier ones; sheet %s has all", first, sourcesSheet))
	}
}

// reportEvidence is what the evidence pack has to say, if one is made.
func (a *account) reportEvidence(s *text) {
	r := a.req.Report
	s.section("Integrity")
	switch {
	case len(r.Evidence) > 0:
	case a.inWorkbook():
		s.pair("Evidence pack", "none was made with this workbook; export with --pack to get one")
	default:
		s.pair("Evidence pack", "none was made with this document; export a workbook with --pack --pdf to get one")
	}
	for _, line := range r.Evidence {
		if line.Alert {
			s.alert(line.Label, line.Value)
		} else {
			s.pair(line.Label, line.Value)
		}
	}
	if r.ManifestHash != "" {
		s.pair("Manifest (SHA-256)", r.ManifestHash)
	}
}

func (a *account) reportNotes(s *text) {
	t := a.tally
	s.section("How values are shown")
	if a.req.IncludeSecrets {
		s.alert("Secrets", "IN CLEAR: this export was made with secrets included. Handle it accordingly.")
	} else {
		s.pair("Secrets", "Masked: "+plural(t.Masked, "value")+". A mask (•••) says how long the secret is.")
	}
	if a.inWorkbook() {
		a.reportCells(s)
	} else {
		s.pair("Control characters", `Those that turn text around or do not show are written as \x07 or \u202e, and those that the font lacks as \u{1F600}.`)
	}
	s.pair("Changes left out", plural(a.noted[noteUnread], "event")+" whose states cannot be read.")
	s.pair("Compared only in part", plural(a.noted[noteCoarse], "event")+" in which too much differs to tell every change by itself.")
	if a.inWorkbook() {
		s.pair("Where", "Sheet "+notesSheet+" names every such cell and event.")
	}
	s.pair("Exact values", "An NDJSON export of the same filter holds every value whole.")
	if a.inWorkbook() {
		s.pair("Printing", "Sheets Events and Changes print their first columns; the rest is for the screen.")
	}
}

// reportCells says what cells do not show as it was recorded.
func (a *account) reportCells(s *text) {
	for _, g := range a.tables() {
		if n := len(g.leaves); n > 1 {
			s.pair("Several sheets", fmt.Sprintf("A sheet of Excel is not large enough: %s continue on %d sheets, %s to %s.",
				map[string]string{eventsSheet: "the events", changesSheet: "the changes"}[g.name], n, g.leaves[0].name, g.leaves[n-1].name))
		}
	}
	s.pair("Cut cells", plural(a.noted[noteCut], "cell")+fmt.Sprintf(" longer than the %d characters that Excel can hold; each ends in a notice.", cellUnits))
	s.pair("Control characters", plural(a.noted[noteEscaped], "cell")+` with characters that Excel cannot hold or that turn text around, shown as \x07 or \u202e, or with more than 253 lines, shown as \n.`)
	s.pair("Broken text", plural(a.noted[noteBroken], "cell")+" with U+FFFD, where what was recorded is no valid text.")
}

func (a *account) reportVerify(s *text) {
	s.section("How to verify")
	if !a.inWorkbook() {
		s.sentence("Run the command under Scope again on the same cache and compare. Events that came in since change the counts.")
		s.sentence("What this document does not prove: that the tenant's server logged everything, or logged it truthfully. It counts what Trailbook received.")
		return
	}
	s.sentence("1. Compare the counts under Completeness with the rows of the sheets; each sheet is a table, and Excel shows how many rows it has.")
	s.sentence("2. With the evidence pack (FILE.pack.zip) beside this file: trailbook verify FILE.xlsx reads every row back and names the cell that differs. " +
		"Or open verify.html inside the pack in any browser; it needs no network.")
	s.sentence("3. Without the pack: run the command under Scope again on the same cache and compare. Events that came in since would add rows.")
	s.sentence("What a verified file does not prove: that the tenant's server logged everything, or logged it truthfully. It proves that this file holds what Trailbook received.")
}

func (a *account) reportLegend(s *text) {
	if !a.inWorkbook() {
		return
	}
	s.section("Sheets")
	s.head("Sheet", "Rows", "Meaning")
	for _, line := range [...][3]string{
		{eventsSheet, "one per event", "Every event that the filter selects"},
		{changesSheet, "one per changed path", "What each event changed: filter by path, value or person"},
		{summarySheet, "counts", "Flagged points, and events by day, type, area, action and user, with charts"},
		{sourcesSheet, "one per sync or file", "Where the events of the cache came from"},
		{notesSheet, "one per cell or event", "Everything that a cell does not show as it was recorded"},
		{pivotSheet, "a pivot table", "Events by area, action and type, to be turned as you like; your spreadsheet program fills it"},
	} {
		if a.has(line[0]) {
			s.legend(line[0], line[1], line[2])
		}
	}
	s.section("Columns of sheet Events")
	s.head("Column", "Field", "Meaning")
	s.legend("Created (UTC)", "createdAt", "When it happened, in UTC, to the millisecond")
	if a.zone != nil {
		s.legend(fmt.Sprintf(a.words.of("Created (%s)"), a.zone), "createdAt", "The same in local time")
	}
	for _, c := range a.columns {
		s.legend(c.title, c.name, c.meaning)
	}
	if a.changes == nil {
		return
	}
	s.section("Columns of sheet Changes")
	s.head("Column", "", "Meaning")
	for _, c := range changeColumns {
		s.legend(c.title, "", c.meaning)
	}
}

// has reports whether the workbook has a sheet of this name.
func (a *account) has(sheet string) bool {
	return !slices.Contains(OptionalSheets(), sheet) || a.req.Template.wants(sheet)
}
