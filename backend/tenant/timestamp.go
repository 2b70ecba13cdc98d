package tenant

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"
)

var errTime = errors.New("tenant: not a time")

// The years that a log can be of, and that every surface can write.
const (
	firstYear = 1970
	lastYear  = 9999
)

// Parse reads a time as the tenant wrote it: a text in one of the layouts, or
// an epoch in seconds, milli-, micro- or nanoseconds. The result is UTC, cut to milliseconds.
func (t Time) Parse(text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if moment, ok := t.parseEpoch(text); ok {
		return inRange(moment)
	}
	zone := t.Zone.Location
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range t.Layouts {
		if moment, err := time.ParseInLocation(layout, text, zone); err == nil {
			return inRange(moment)
		}
	}
	return time.Time{}, errTime
}

// parseEpoch reads a plain or fractional number. The exponent form counts too:
// it is how some programs write large numbers.
func (t Time) parseEpoch(text string) (time.Time, bool) {
	if text == "" || !isDigit(text[0]) || strings.ContainsAny(text, "xX_") {
		return time.Time{}, false
	}
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil {
		return t.epoch(whole), true
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || number >= math.MaxInt64 {
		return time.Time{}, false
	}
	switch {
	case number < float64(t.SecondsBelow):
		number *= 1e3
	case number >= nanoFrom:
		number /= 1e6
	case number >= microFrom:
		number /= 1e3
	}
	return time.UnixMilli(int64(math.Floor(number + 1e-3))), true // 0.123 s is 122.99… ms in binary
}

// From these numbers on an epoch counts micro- and nanoseconds.
const (
	microFrom = 1e14 // March 1973
	nanoFrom  = 1e17 // likewise
)

// epoch reads a whole number, whose size says its unit.
func (t Time) epoch(whole int64) time.Time {
	switch {
	case whole < t.SecondsBelow:
		return time.Unix(whole, 0)
	case whole < microFrom:
		return time.UnixMilli(whole)
	case whole < nanoFrom:
		return time.UnixMicro(whole)
	}
	return time.Unix(0, whole)
}

func inRange(moment time.Time) (time.Time, error) {
	moment = moment.UTC().Truncate(time.Millisecond)
	if year := moment.Year(); year < firstYear || year > lastYear {
		return time.Time{}, errTime
	}
	return moment, nil
}
