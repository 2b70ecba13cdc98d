package evidence

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/export/workbook"
)

// tieOut checks that the numbers of the manifest hang together, and with the
// events.
func (c *checking) tieOut() error {
	check := newCheck(checkTieOut)
	defer c.verdict.conclude(check)
	m := c.archive.manifest
	for _, text := range m.TieOut.Wrong() {
		check.wrong(manifestName, "%s", text)
	}
	check.differs(manifestName, "the number of events that were exported", m.Events.Count, m.TieOut.Exported)
	check.differs(manifestName, "the number of events that were asked for", m.Request.Total, m.TieOut.Matched)
	check.differs(manifestName, "the time of the export", m.CreatedAt, audit.FormatTime(m.Request.Report.GeneratedAt))
	check.differs(manifestName, "the report's id", m.ReportID, m.Request.ReportID())
	again, err := json.Marshal(Tie(m.Request.Report, m.Request.Total, m.Events.Count))
	if err != nil {
		return err
	}
	told, err := json.Marshal(m.TieOut)
	if err != nil {
		return err
	}
	check.differs(manifestName, "the tie-out, made again of tenants, sources and clauses,", string(told), string(again))
	if check.State == Holds {
		check.say("%s", m.TieOut.words())
	}
	return nil
}

// words say how the numbers tie out.
func (t TieOut) words() string {
	left := 0
	for _, clause := range t.LeftOut {
		left += clause.Events
	}
	text := fmt.Sprintf("Of %s in the cache the filter left out %d and matched %d; all of these were exported.", counted(t.InScope, "event"), left, t.Matched)
	for _, tenant := range t.Tenants {
		switch {
		case tenant.LastSync == "":
		case tenant.Complete:
			text += fmt.Sprintf(" The last sync of %s reached the end of its log, %s before the export.", tenant.Name, age(tenant.LastSyncAge))
		default:
			text += fmt.Sprintf(" The last sync of %s did not reach the end of its log.", tenant.Name)
		}
	}
	if n := len(t.Missing); n > 0 {
		text += fmt.Sprintf(" In %s of the log entries may be missing.", counted(n, "period"))
	}
	return text
}

func age(seconds int64) string {
	switch {
	case seconds < 120:
		return counted(int(seconds), "second")
	case seconds < 2*60*60:
		return counted(int(seconds/60), "minute")
	case seconds < 2*24*60*60:
		return counted(int(seconds/60/60), "hour")
	}
	return counted(int(seconds/60/60/24), "day")
}

// report makes the report again and compares.
func (c *checking) report() error {
	check := newCheck(checkReport)
	defer c.verdict.conclude(check)
	err := c.compareReport(check)
	if err != nil && c.ctx.Err() != nil {
		return err
	}
	var known *audit.Error
	switch {
	case errors.As(err, &known):
		check.wrong("report", "%s", known.Message)
	case err != nil:
		check.wrong("report", "it cannot be compared: %v", err)
	}
	return nil
}

func (c *checking) compareReport(check *Check) error {
	packed, ok := c.archive.manifest.file(roleReport)
	if !ok || c.archive.files[packed.Name] == nil && isPack(c.File) {
		check.wrong(manifestName, "there is no report in the pack")
		return nil
	}
	path, err := c.reportPath(packed)
	if err != nil {
		return err
	}
	described, err := describeFile(c.ctx, filepath.Dir(path), filepath.Base(path), "")
	if err != nil {
		return err
	}
	if isPack(c.File) {
		c.hashes[packed.Name] = described.SHA256
	}
	c.identified(check, path)
	if !c.readAll {
		check.find(Finding{Where: eventsName, Text: "the report cannot be made again of them, and so not be compared"})
		return nil
	}
	again, err := c.remake(packed)
	if err != nil {
		return err
	}
	switch {
	case again.SHA256 == described.SHA256:
		if check.State == Holds {
			check.say("The report follows from the events, byte for byte.")
		}
		return nil
	case described.SHA256 == packed.SHA256:
		check.Text = "It is the report that was packed, but this version of Trailbook makes another file of the events"
	default:
		check.Text = "Its bytes are not those that were packed: the file was written again"
	}
	return c.compareContent(check, again.Path, path)
}

// identified holds what the workbook says of itself to the manifest.
func (c *checking) identified(check *Check, path string) {
	if format, _ := export.FormatOf(path); format != export.FormatExcel {
		return
	}
	hash, err := manifestHash(c.archive.text)
	id, says := identify(path, c.folder)
	if err != nil || id == "" {
		check.find(Finding{Where: "document properties", Text: "it does not say which report it is"})
		return
	}
	check.differs("document properties", "the report's id", c.archive.manifest.ReportID, id)
	check.differs("document properties", "the manifest that it names", hash, says)
}

// identify reads what a workbook says of itself: the report's id and the hash
// of its manifest, empty where it does not say.
func identify(path, folder string) (id, hash string) {
	if format, _ := export.FormatOf(path); format != export.FormatExcel {
		return "", ""
	}
	b, err := workbook.Open(path, folder)
	if err != nil {
		return "", ""
	}
	defer b.Close()
	return b.Property(export.PropertyReportID), b.Property(export.PropertyManifest)
}

// reportPath is the report that is to be verified, out of the archive.
func (c *checking) reportPath(packed File) (string, error) {
	if !isPack(c.File) {
		return c.File, nil
	}
	return c.archive.extract(c.ctx, packed, c.folder)
}

// remake makes the report of the pack's events.
func (c *checking) remake(packed File) (export.Result, error) {
	hash, err := manifestHash(c.archive.text)
	if err != nil {
		return export.Result{}, err
	}
	req := c.archive.manifest.requestWith(hash)
	req.Path = filepath.Join(c.folder, "again"+safeExtension(packed.Name))
	req.Progress = func(n int) { c.Progress(StageReport, n) }
	f, _ := c.archive.manifest.file(roleEvents)
	events, err := c.archive.open(c.ctx, f.Name, f.Size)
	if err != nil {
		return export.Result{}, err
	}
	defer func() { _ = events.Close() }()
	req.Events = packedEvents(c.ctx, events)
	return export.Write(c.ctx, req)
}

// compareContent names every difference between the report as it should be and
// as it is.
func (c *checking) compareContent(check *Check, want, got string) error {
	found, err := compareReports(c.ctx, want, got, c.folder, check.find)
	if err != nil {
		return err
	}
	c.Progress(StageFiles, c.archive.manifest.Events.Count)
	if check.State == Holds {
		check.Text += fmt.Sprintf(". All that it says is the same: %s in %s on %s. Formats, charts, hidden rows and what a spreadsheet program fills in itself, sheet Pivot, were not compared.",
			counted(found.cells, "cell"), counted(found.rows, "row"), counted(found.tables, "sheet"))
	} else {
		check.Text += fmt.Sprintf("; %s.", counted(check.Total, "difference"))
	}
	return nil
}
