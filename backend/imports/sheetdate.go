package imports

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// time1904 says that a workbook counts days from 1904, as Excel on old Macs
// did, instead of from 1900.
type time1904 bool

// secondsOfDay and what follows turn a workbook's number into a time.
const dayMilliseconds = 24 * 60 * 60 * 1000

// text writes a number of days as a time without a zone. A number below 1 is a
// time of day.
func (base time1904) text(value string) (string, bool) {
	days, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsNaN(days) || days < 0 || days > 2_958_466 {
		return "", false
	}
	start := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case bool(base):
		start = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	case days < 60: // Excel has a 29 February 1900
		start = start.AddDate(0, 0, 1)
	}
	moment := start.Add(time.Duration(math.Floor(days)) * 24 * time.Hour).
		Add(time.Duration(math.Round((days-math.Floor(days))*dayMilliseconds)) * time.Millisecond)
	if days < 1 {
		return moment.Format("15:04:05.000"), true
	}
	return moment.Format("2006-01-02T15:04:05.000"), true
}

// plain is what text does for a number that no style calls a date: only what
// would be a day from 1954 to 2119 is taken for one.
func (base time1904) plain(value string) (string, bool) {
	days, err := strconv.ParseFloat(value, 64)
	if err != nil || days < 18_000 || days >= 80_000 {
		return "", false
	}
	return base.text(value)
}

// isDateNumber knows the formats that are dates by their number alone.
func isDateNumber(id string) bool {
	n := number(id)
	return n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
}

var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^hmsHMS\]][^\]]*\]`)

// isDateFormat reports a number format with a part of a date or a time.
func isDateFormat(code string) bool {
	code, _, _ = strings.Cut(literal.ReplaceAllString(code, ""), ";")
	if strings.EqualFold(code, "general") {
		return false
	}
	return strings.ContainsAny(strings.ToLower(code), "ymdhs")
}
