package export

import (
	"strings"
	"time"
)

// sourceColumns are those of sheet Sources; the first printedSources of them
// are printed.
var sourceColumns = []struct {
	title string
	width float64
	put   func(g *grid, column int, s *SourceInfo)
}{
	{"Source", 8, sourceText(func(s *SourceInfo) string { return s.Kind })},
	{"Name", 40, sourceText(func(s *SourceInfo) string { return s.Name })},
	{"Tenant", 16, sourceText(func(s *SourceInfo) string { return s.Tenant })},
	{"Finished (UTC)", timeWidth, sourceTime(func(s *SourceInfo) time.Time { return s.Finished })},
	{"First event (UTC)", timeWidth, sourceTime(func(s *SourceInfo) time.Time { return s.FirstEvent })},
	{"Last event (UTC)", timeWidth, sourceTime(func(s *SourceInfo) time.Time { return s.LastEvent })},
	{"Received", 10, sourceCount(func(s *SourceInfo) int { return s.Received })},
	{"New", 10, sourceCount(func(s *SourceInfo) int { return s.Inserted })},
	{"Complete", 10, sourceText((*SourceInfo).complete)},
	{"SHA-256", 66, sourceText(func(s *SourceInfo) string { return s.SHA256 })},
	{"Updated", 10, sourceCount(func(s *SourceInfo) int { return s.Updated })},
	{"Known", 10, sourceCount(func(s *SourceInfo) int { return s.Duplicates })},
	{"Rejected", 10, sourceCount(func(s *SourceInfo) int { return s.Rejected })},
	{"Gone", 8, sourceCount(func(s *SourceInfo) int { return s.Gone })},
	{"Started (UTC)", timeWidth, sourceTime(func(s *SourceInfo) time.Time { return s.Started })},
	{"Format", 14, sourceText(func(s *SourceInfo) string { return s.Format })},
	{"Bytes", 14, sourceCount(func(s *SourceInfo) int { return int(s.Size) })},
	{"Remarks", 80, sourceText((*SourceInfo).remarks)},
}

const printedSources = 10

func sourceText(of func(*SourceInfo) string) func(*grid, int, *SourceInfo) {
	return func(g *grid, column int, s *SourceInfo) { g.text(column, of(s)) }
}

func sourceCount(of func(*SourceInfo) int) func(*grid, int, *SourceInfo) {
	return func(g *grid, column int, s *SourceInfo) { g.number(column, of(s)) }
}

func sourceTime(of func(*SourceInfo) time.Time) func(*grid, int, *SourceInfo) {
	return func(g *grid, column int, s *SourceInfo) {
		if t := of(s); !t.IsZero() {
			g.time(column, t.UTC())
		}
	}
}

func (s *SourceInfo) complete() string {
	if s.Complete {
		return "yes"
	}
	return "no"
}

func (s *SourceInfo) remarks() string {
	if s.Error == "" {
		return strings.Join(s.Warnings, "\n")
	}
	return strings.Join(append([]string{s.Error}, s.Warnings...), "\n")
}

// writeSources writes sheet Sources: the syncs and files of the tenants.
func (w *book) writeSources() error {
	g := &grid{book: w.sheets, name: sourcesSheet, printed: printedSources}
	for _, c := range sourceColumns {
		g.columns = append(g.columns, gridColumn{c.title, c.width, strings.HasSuffix(c.title, "(UTC)")})
	}
	g.translate(w.words)
	w.sources = g
	if err := g.open(); err != nil {
		return err
	}
	for i := range w.req.Report.Sources {
		if err := g.next(""); err != nil {
			return err
		}
		for column, c := range sourceColumns {
			c.put(g, column, &w.req.Report.Sources[i])
		}
		if err := g.end(); err != nil {
			return err
		}
	}
	return g.place()
}

// moments is a time in a table of text.
func moments(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.UTC().Format("2006-01-02 15:04:05")
}
