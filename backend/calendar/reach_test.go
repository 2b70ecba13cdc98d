package calendar_test

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/calendar"
)

// cells are runs of events: from, last, count.
func cells(t *testing.T, runs ...[3]any) (list []calendar.Cell) {
	t.Helper()
	for _, run := range runs {
		first, _ := run[0].(string)
		last, _ := run[1].(string)
		count, _ := run[2].(int)
		list = append(list, calendar.Cell{First: ms(t, first), Last: ms(t, last), Count: count})
	}
	return list
}

func TestAStrayDateNeverStretchesTheAxis(t *testing.T) {
	log := [3]any{"2024-01-05T08:00:00Z", "2024-11-30T17:00:00Z", 100_000}
	zero := "1970-01-01T00:00:00Z"
	for _, c := range []struct {
		name        string
		cells       []calendar.Cell
		from, to    string
		first, last string // empty: nothing to show
	}{
		{"nothing", nil, "", "", "", ""},
		{"a log", cells(t, log), "", "", "2024-01-05T08:00:00Z", "2024-11-30T17:00:00Z"},
		{"1970, the years 1 and 9999", cells(t, [3]any{"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", 1}, [3]any{zero, zero, 40},
			log, [3]any{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", 2}), "", "", "2024-01-05T08:00:00Z", "2024-11-30T17:00:00Z"},
		{"more zero dates than others", cells(t, [3]any{zero, zero, 500_000}, log), "", "", "2024-01-05T08:00:00Z", "2024-11-30T17:00:00Z"},
		{"nothing but zero dates", cells(t, [3]any{zero, zero, 7}), "", "", zero, zero},
		{"the zero date of 2000, however often", cells(t, [3]any{"2000-01-01T00:00:00Z", "2000-01-01T00:00:00Z", 50_000}, log), "", "",
			"2024-01-05T08:00:00Z", "2024-11-30T17:00:00Z"},
		{"a clock that ran wrong", cells(t, log, [3]any{"2063-04-05T11:00:00Z", "2063-04-05T12:00:00Z", 12}), "", "",
			"2024-01-05T08:00:00Z", "2024-11-30T17:00:00Z"},
		{"a few events of the year before last", cells(t, [3]any{"2022-03-01T09:30:00Z", "2022-03-01T09:30:00Z", 1}, log), "", "",
			"2022-03-01T09:30:00Z", "2024-11-30T17:00:00Z"},
		{"an import of years ago that counts", cells(t, [3]any{"2012-01-02T09:30:00Z", "2012-02-02T09:30:00Z", 4_000}, log), "", "",
			"2012-01-02T09:30:00Z", "2024-11-30T17:00:00Z"},
		{"three events far apart", cells(t, [3]any{"2016-01-02T09:30:00Z", "2016-01-02T09:30:00Z", 1},
			[3]any{"2021-01-02T09:30:00Z", "2021-01-02T09:30:00Z", 1}, [3]any{"2026-01-02T09:30:00Z", "2026-01-02T09:30:00Z", 1}), "", "",
			"2016-01-02T09:30:00Z", "2026-01-02T09:30:00Z"},
		{"no further than the log is long", cells(t, [3]any{"2019-06-01T09:30:00Z", "2019-06-01T09:30:00Z", 1},
			[3]any{"2022-01-01T09:30:00Z", "2024-11-30T17:00:00Z", 9_000}), "", "", "2019-06-01T09:30:00Z", "2024-11-30T17:00:00Z"},
		{"the filter's period", cells(t, log), "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59.999Z"},
		{"the filter's period, without events", nil, "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59.999Z"},
		{"the filter's period, of a zero date", cells(t, [3]any{zero, zero, 7}), zero, "1971-01-01T00:00:00Z", zero, "1970-12-31T23:59:59.999Z"},
		{"one end of the filter, and stray dates beyond the other", cells(t, log, [3]any{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", 2}),
			"2024-01-01T00:00:00Z", "", "2024-01-01T00:00:00Z", "2024-11-30T17:00:00Z"},
		{"one end of the filter, without events", nil, "2024-02-01T00:00:00Z", "", "", ""},
		{"a period without length", cells(t, log), "2024-02-01T00:00:00Z", "2024-02-01T00:00:00Z", "", ""},
	} {
		bound := func(text string) (bound time.Time) {
			if text != "" {
				bound = time.UnixMilli(ms(t, text))
			}
			return bound
		}
		first, last, ok := calendar.Reach(c.cells, bound(c.from), bound(c.to))
		if ok != (c.first != "") || ok && (first != ms(t, c.first) || last != ms(t, c.last)) {
			t.Errorf("%s: %v to %v, %v", c.name, time.UnixMilli(first).UTC(), time.UnixMilli(last).UTC(), ok)
		}
	}
}
