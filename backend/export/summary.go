package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// summary is sheet Summary: flagged points, counts, charts.
func (a *account) summary(s *text) {
	t := a.tally
	s.title("Summary", a.subtitle())
	a.summaryFlags(s)
	a.summaryDays(s)
	s.section("Events by type")
	a.countTable(s, "Type", t.byType(), "(none)", chartOf{chartPie, "Events by type"})
	s.section("Events by area")
	a.countTable(s, "Area", mostFirst(t.areas), "(action not in Appmixer's catalog)", chartOf{chartBars, "Events by area"})
	s.section("Events by action")
	a.countTable(s, "Action", mostFirst(t.actions), "(no action recorded)", chartOf{chartBars, "Most frequent actions"})
	s.section("Events by user")
	a.countTable(s, "User", mostFirst(t.users), "(no user recorded)", chartOf{chartBars, "Most active users"})
	if len(a.req.Report.Tenants) > 1 || len(t.tenants) > 1 {
		s.section("Events by tenant")
		a.countTable(s, "Tenant", mostFirst(t.tenants), "(no tenant)", chartOf{})
	}
}

func (a *account) zoneName() string {
	if a.zone == nil {
		return "UTC"
	}
	return a.zone.String()
}

func (a *account) summaryFlags(s *text) {
	s.section("Flagged points")
	if a.inWorkbook() {
		s.head("What", numberHead("Events"), "", "First row", "", "Event ID")
	} else {
		s.head("What", numberHead("Events"), "First event")
	}
	for i, f := range a.tally.flagged {
		name := a.words.of(flagNames[i])
		if i == flagWeekend || i == flagNight {
			name = fmt.Sprintf(name, a.zoneName())
		}
		switch {
		case f.events == 0:
			s.record(name, 0)
		case a.inWorkbook():
			s.record(name, f.events, nil, openText(a.rowOf(f.row)), nil, openText(oneRow(f.id)))
		default:
			s.record(name, f.events, openText(oneRow(f.id)))
		}
	}
}

// rowOf names the row of sheet Events that has event number n, from 1.
func (a *account) rowOf(n int) string {
	for _, l := range a.events.leaves {
		if n <= l.last-1 {
			return fmt.Sprintf("%s!A%d", l.name, n+1)
		}
		n -= l.last - 1
	}
	return ""
}

func (a *account) summaryDays(s *text) {
	s.section(fmt.Sprintf(a.words.of("Events by day (%s)"), a.zoneName()))
	titles := []any{"Day"}
	for _, kind := range audit.Types {
		titles = append(titles, numberHead(kind))
	}
	other := 0
	for _, day := range a.tally.days {
		other += day[len(audit.Types)]
	}
	shown := len(audit.Types)
	if other > 0 {
		titles, shown = append(titles, numberHead("no such type")), shown+1
	}
	s.head(append(titles, numberHead("Total"))...)
	totals := make([]int, shown+1)
	for _, name := range slices.Sorted(maps.Keys(a.tally.days)) {
		day, sum := a.tally.days[name], 0
		at, _ := time.Parse(time.DateOnly, name) // formatted by us
		record := []any{at}
		if at.IsZero() {
			record[0] = name
		}
		for i := range shown {
			record = append(record, day[i])
			totals[i] += day[i]
			sum += day[i]
		}
		totals[shown] += sum
		s.record(append(record, sum)...)
	}
	s.chart(chartDays, "Events by day")
	s.total("Total", totals...)
}

// countTable lists counts down to their sum, which is that of the events
// written; empty stands for the empty value.
func (a *account) countTable(s *text, heading string, counts []count, empty string, chart chartOf) {
	s.head(heading, numberHead("Events"), numberHead("Share"))
	sum := 0
	for _, c := range counts {
		share := 0.0
		if a.tally.events > 0 {
			share = float64(c.events) / float64(a.tally.events)
		}
		s.record(cmp.Or(oneRow(c.value), empty), c.events, share)
		sum += c.events
	}
	if chart.title != "" {
		s.chart(chart.kind, chart.title)
	}
	s.total("Total", sum)
}
