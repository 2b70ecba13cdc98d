// Package query turns what people write into a filter, and a filter back into
// what people read: words, and the command line that selects the same events.
package query

import (
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// ParseTime reads a TIME of the command line: RFC 3339, or a date, which is
// the first moment of that day in zone. Seconds, and the time's zone, may be
// left out: "2026-10-01 14:30" is a time in zone. Event times are whole
// milliseconds, so a finer time is rounded up: either end of a half-open
// period then keeps its meaning. The result is UTC. Anything else is
// CodeInvalid.
func ParseTime(text string, zone *time.Location) (time.Time, error) {
	text = strings.TrimSpace(text)
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return audit.StartOfDay(day, zone), nil
	}
	if t, err := time.Parse(time.RFC3339, strings.ToUpper(text)); err == nil {
		return audit.WholeMilliseconds(t), nil
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04", time.DateTime, "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, text, zone); err == nil {
			return audit.WholeMilliseconds(t), nil
		}
	}
	return time.Time{}, audit.Errorf(audit.CodeInvalid, "%q is not a time.", text).
		WithHint("Write a date such as 2026-10-01, or a time such as 2026-10-01T14:30:00Z.")
}

// ParseZone reads a zone of --timezone: UTC, local, or an IANA name. Anything
// else is CodeInvalid.
func ParseZone(name string) (*time.Location, error) {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "", "utc":
		return time.UTC, nil
	case "local":
		return time.Local, nil
	}
	zone, err := time.LoadLocation(strings.TrimSpace(name))
	if err != nil {
		return nil, audit.Errorf(audit.CodeInvalid, "There is no time zone %q.", name).
			WithHint("Use UTC, local, or a name such as Europe/Prague.").Wrapping(err)
	}
	return zone, nil
}
