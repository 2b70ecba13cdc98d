package tenant

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// Formats of a bound that are numbers; all others are layouts.
const (
	formatMilli  = "ms"
	formatSecond = "s"
)

// unit is the grain of the times in a bound: what a bound cannot tell apart.
type unit struct {
	size time.Duration // 0: a day, which is not always as long
	zone *time.Location
}

func (p *Profile) zone() *time.Location {
	if p.Time.Zone.Location == nil {
		return time.UTC
	}
	return p.Time.Zone.Location
}

// unitOf finds the grain of Request.Between.Format: the finest step, down to
// milliseconds, that a time written in it shows.
func (p *Profile) unitOf() unit {
	format, zone := p.Request.Between.Format, p.zone()
	switch format {
	case formatMilli:
		return unit{time.Millisecond, zone}
	case formatSecond:
		return unit{time.Second, zone}
	}
	whole := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, step := range []time.Duration{time.Millisecond, time.Second, time.Minute, time.Hour} {
		if whole.Add(step).Format(format) != whole.Format(format) {
			return unit{step, zone}
		}
	}
	return unit{0, zone}
}

// floor is the beginning of the unit that a moment is in.
func (u unit) floor(moment time.Time) time.Time {
	at := moment.In(u.zone)
	if u.size == 0 {
		return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, u.zone)
	}
	if u.size < time.Hour {
		return at.Truncate(u.size)
	}
	within := time.Duration(at.Minute())*time.Minute + time.Duration(at.Second())*time.Second + time.Duration(at.Nanosecond())
	return at.Add(-within)
}

// after is the first bound behind a moment, whether or not the tenant counts
// the bound itself in. Times are cut to milliseconds, so a moment may be up to
// one later than it says.
func (u unit) after(moment time.Time) time.Time {
	start := u.floor(moment)
	if u.size == 0 {
		return time.Date(start.Year(), start.Month(), start.Day()+1, 0, 0, 0, 0, u.zone)
	}
	return start.Add(u.size)
}

// notBefore is a moment itself where it is a bound, else the next one.
func (u unit) notBefore(moment time.Time) time.Time {
	if start := u.floor(moment); start.Equal(moment) {
		return start
	}
	return u.after(moment)
}

// before is the last bound ahead of a moment.
func (u unit) before(moment time.Time) time.Time { return u.floor(moment.Add(-time.Millisecond)) }

// bound writes a time bound.
func (p *Profile) bound(name string, moment time.Time) param {
	switch format := p.Request.Between.Format; format {
	case formatMilli, formatSecond:
		number := strconv.FormatInt(moment.UnixMilli(), 10)
		if format == formatSecond {
			number = strconv.FormatInt(moment.Unix(), 10)
		}
		return param{name: name, text: number, value: json.RawMessage(number)}
	default:
		return param{name: name, text: moment.In(p.zone()).Format(format)}
	}
}

// isBoundFormat reports that a time can be written and found again in it.
func isBoundFormat(format string) bool {
	if format == formatMilli || format == formatSecond {
		return true
	}
	const probe = "2006-01-02"
	at := time.Date(1997, 11, 23, 14, 15, 16, 0, time.UTC)
	text := at.Format(format)
	return strings.ContainsAny(format, probe) && text != format &&
		text != at.AddDate(0, 0, 1).Format(format) && text != at.AddDate(0, 1, 0).Format(format) && text != at.AddDate(1, 0, 0).Format(format)
}

// StepDown is the bound one unit of Request.Between.Format below the one that
// Until stands for. A walk by time windows looks with it behind an instant that
// fills a page.
func (p *Profile) StepDown(until time.Time) time.Time {
	u := p.unitOf()
	return u.before(u.notBefore(until))
}
