// Package calendar is time as the clocks of a zone show it: where days begin,
// which hour of the week an instant is, and the buckets of a histogram. Times
// are epoch milliseconds. It is pure: SQL and the columns in memory both ask
// here, so that there is no second rule.
package calendar

const (
	msPerMinute = 60_000
	msPerHour   = 60 * msPerMinute
	msPerDay    = 24 * msPerHour
	quarter     = 15 * msPerMinute
)

// floorDiv divides and rounds down, below zero too.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
