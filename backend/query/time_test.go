package query

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	location, err := ParseZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return location
}

// Days begin when the clocks of the zone say so, and no time is finer than an
// event's.
func TestParseTimeAtTheEdges(t *testing.T) {
	tests := []struct{ text, zone, want string }{
		{"2026-01-31", "Asia/Kathmandu", "2026-01-30T18:15:00.000Z"},
		{"2026-01-31t08:00:00z", "UTC", "2026-01-31T08:00:00.000Z"},
		{"2026-01-31T08:00:00.25+02:00", "UTC", "2026-01-31T06:00:00.250Z"},
		{"2026-01-31T08:00:00.0001Z", "UTC", "2026-01-31T08:00:00.001Z"},
		// Clocks in São Paulo went from 00:00 to 01:00: the day began at 01:00.
		{"2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"},
		// Clocks in Havana went from 01:00 back to 00:00: 00:00 came twice.
		{"2025-11-02", "America/Havana", "2025-11-02T04:00:00.000Z"},
		// Samoa skipped this day.
		{"2011-12-30", "Pacific/Apia", "2011-12-30T10:00:00.000Z"},
	}
	for _, test := range tests {
		t.Run(test.text+" "+test.zone, func(t *testing.T) {
			got, err := ParseTime(test.text, zone(t, test.zone))
			if err != nil {
				t.Fatal(err)
			}
			if audit.FormatTime(got) != test.want {
				t.Errorf("got %s, want %s", audit.FormatTime(got), test.want)
			}
		})
	}
}

func TestParseZone(t *testing.T) {
	for name, want := range map[string]string{"": "UTC", "utc": "UTC", "local": time.Local.String(), "Europe/Prague": "Europe/Prague"} {
		if got := zone(t, name).String(); got != want {
			t.Errorf("ParseZone(%q) = %s, want %s", name, got, want)
		}
	}
	if _, err := ParseZone("Mars/Olympus"); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("a zone that does not exist gives %v", err)
	}
}
