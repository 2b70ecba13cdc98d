package learn

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/tenant"
)

// clock says how a column writes times.
type clock struct {
	share     float64  // of the values that are times
	layouts   []string // beyond those that every profile reads
	twins     []string // the same layouts with day and month swapped, where both read every value
	zoneless  bool     // the times name no zone
	dateOnly  bool
	epochs    bool
	swappable bool // day and month can only be told by the order of the entries
}

// The years of which an audit log can be. Appmixer is younger than the first.
const (
	eldest = 2000
	latest = 2100
)

func plausible(moment time.Time) bool { return moment.Year() >= eldest && moment.Year() < latest }

// epoch reads a number of seconds, milli-, micro- or nanoseconds by its size.
func epoch(text string) (time.Time, bool) {
	whole, _, _ := strings.Cut(text, ".")
	number, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || len(whole) < 9 {
		return time.Time{}, false
	}
	var moment time.Time
	switch {
	case number < 1e11:
		moment = time.Unix(number, 0)
	case number < 1e14:
		moment = time.UnixMilli(number)
	case number < 1e17:
		moment = time.UnixMicro(number)
	default:
		moment = time.Unix(0, number)
	}
	return moment.UTC(), plausible(moment.UTC())
}

// standard reads the times that every profile reads.
func standard(layouts []string, text string) (time.Time, string, bool) {
	if moment, ok := epoch(text); ok {
		return moment, "", true
	}
	for _, layout := range layouts {
		if moment, err := time.Parse(layout, text); err == nil && plausible(moment) {
			return moment.UTC(), layout, true
		}
	}
	return time.Time{}, "", false
}

// candidates are further layouts in which tenants write times.
var candidates = func() []string {
	dates := []string{
		"2.1.2006", "2. 1. 2006", "2/1/2006", "1/2/2006", "2-1-2006", "1-2-2006", "2006/1/2", "2006.1.2", "2006-1-2",
		"2 Jan 2006", "2-Jan-2006", "2/Jan/2006", "Jan 2, 2006", "Jan 2 2006", "January 2, 2006", "2 January 2006", "2. January 2006",
		"Mon, 2 Jan 2006", "Mon, Jan 2, 2006", "Monday, January 2, 2006", "Monday, 2 January 2006", "Mon Jan 2 2006", "2.1.06", "2/1/06", "1/2/06", "20060102",
	}
	clocks := []string{"15:04:05", "15:04", "3:04:05 PM", "3:04 PM", "3:04:05 pm", "150405"}
	zones := []string{"", " MST", " -0700", " -07:00", "Z07:00", "Z0700", " GMT-0700"}
	var all []string
	for _, date := range dates {
		for _, between := range []string{" ", ", ", "T", " at ", ":"} {
			for _, clock := range clocks {
				for _, zone := range zones {
					all = append(all, date+between+clock+zone)
				}
			}
		}
		all = append(all, date)
	}
	return append(all, "2006-01-02", time.ANSIC, time.UnixDate, time.RubyDate, time.RFC850, "15:04:05 2.1.2006", "15:04:05 2/1/2006", "15:04:05 1/2/2006")
}()

// swapped is a layout with day and month exchanged, "" for one that names the
// month or begins with the year.
func swapped(layout string) string {
	for _, pair := range [][2]string{{"2/1/", "1/2/"}, {"2-1-", "1-2-"}} {
		if strings.Contains(layout, pair[0]) {
			return strings.Replace(layout, pair[0], pair[1], 1)
		}
		if strings.Contains(layout, pair[1]) {
			return strings.Replace(layout, pair[1], pair[0], 1)
		}
	}
	return ""
}

// readClock finds out how texts write times.
func readClock(texts map[string]int) clock {
	known := tenant.DefaultProfile().Time.Layouts
	c, total, fit := clock{}, 0, 0
	var open []string
	for text, n := range texts {
		total += n
		text = strings.TrimSpace(text)
		_, layout, ok := standard(known, text)
		if !ok {
			if len(text) <= 64 {
				open = append(open, text)
			}
			continue
		}
		fit += n
		c.epochs = c.epochs || layout == ""
		c.zoneless = c.zoneless || (layout != "" && nameless(layout))
	}
	slices.Sort(open)
	fit += c.further(open, texts)
	c.share = float64(fit) / float64(max(1, total))
	return c
}

// nameless reports a layout without a zone.
func nameless(layout string) bool {
	return !strings.Contains(layout, "Z07") && !strings.Contains(layout, "MST") && !strings.Contains(layout, "-07") && !strings.Contains(layout, "UTC")
}

// further picks the layouts that read most of the texts, at most three, and
// returns how many values they read.
func (c *clock) further(open []string, texts map[string]int) int {
	fit := 0
	for range 3 {
		best := mostRead(open)
		if best.n == 0 {
			return fit
		}
		c.layouts = append(c.layouts, best.layout)
		c.zoneless = c.zoneless || nameless(best.layout)
		c.dateOnly = c.dateOnly || !strings.Contains(best.layout, ":") && !strings.Contains(best.layout, "150405")
		if twin := swapped(best.layout); twin != "" && reads(twin, open) == best.n {
			c.twins, c.swappable = append(c.twins, twin), true
		}
		open = slices.DeleteFunc(open, func(text string) bool {
			if !readable(best.layout, text) {
				return false
			}
			fit += max(1, texts[text])
			return true
		})
	}
	return fit
}

type read struct {
	layout string
	n      int
}

// mostRead finds the layout that reads most texts; of equals the first.
func mostRead(texts []string) (best read) {
	if len(texts) == 0 {
		return best
	}
	for _, layout := range candidates {
		// A layout is worth the whole list only if it reads one of a few.
		if reads(layout, texts[:1])+reads(layout, texts[len(texts)/2:len(texts)/2+1])+reads(layout, texts[len(texts)-1:]) == 0 {
			continue
		}
		if n := reads(layout, texts); n > best.n {
			best = read{layout, n}
		}
	}
	return best
}

func reads(layout string, texts []string) int {
	n := 0
	for _, text := range texts {
		if readable(layout, text) {
			n++
		}
	}
	return n
}

func readable(layout, text string) bool {
	moment, err := time.Parse(layout, text)
	return err == nil && plausible(moment)
}
