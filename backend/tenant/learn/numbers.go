package learn

import (
	"slices"
	"strconv"
	"time"

	"github.com/trailbook/trailbook/backend/tenant"
)

// byNumber looks for a parameter that counts entries or pages.
func (l *lesson) byNumber() bool {
	for _, name := range l.names() {
		var numbers, sizes []int
		for _, r := range l.log {
			if n, err := strconv.Atoi(r.sent(name)); err == nil && n >= 0 && n < 1e7 {
				numbers, sizes = append(numbers, n), append(sizes, len(r.entries))
			}
		}
		lowest, highest := bounds(numbers)
		if len(numbers) == 0 || named(name, limitNames) || lowest == highest {
			continue
		}
		paging := &l.profile.Request.Paging
		page := slices.Max(sizes)
		switch {
		case named(name, pageNames) || !named(name, offsetNames) && highest-lowest < max(2*len(numbers), 3):
			paging.Page, paging.First, l.used[name] = name, 1, true
			certainty := 0.95
			if lowest == 0 {
				paging.First = 0
			} else if lowest > 1 {
				certainty = 0.7
			}
			l.say("request.paging.page", name, certainty, "It counts pages: from %d to %d.", lowest, highest)
			l.say("request.paging.first", strconv.Itoa(paging.First), certainty, "The lowest number seen was %d.", lowest)
			return l.mode(tenant.ModePage, certainty, "The parameter %s counts pages.", name)
		case named(name, offsetNames) || highest-lowest >= page/2:
			paging.Offset, l.used[name] = name, true
			l.say("request.paging.offset", name, 0.95, "It counts entries: from %d to %d.", lowest, highest)
			return l.mode(tenant.ModeOffset, 0.95, "The parameter %s counts entries.", name)
		}
	}
	return l.laterPages()
}

// laterPages looks for a counter that the first request went without.
func (l *lesson) laterPages() bool {
	paging := &l.profile.Request.Paging
	for _, name := range l.names() {
		sent, missing, value := 0, 0, 0
		for _, r := range l.log {
			n, err := strconv.Atoi(r.sent(name))
			switch {
			case r.sent(name) == "":
				missing++
			case err == nil && n > 0:
				sent, value = sent+1, n
			}
		}
		if sent == 0 || missing == 0 {
			continue
		}
		switch {
		case named(name, pageNames):
			paging.Page, l.used[name] = name, true
			paging.First = 1
			if value == 1 {
				paging.First = 0 // the page without a number is the one before
			}
			l.say("request.paging.page", name, 0.9, "The first page goes without it, a later one has %d.", value)
			return l.mode(tenant.ModePage, 0.9, "The parameter %s counts pages.", name)
		case named(name, offsetNames):
			paging.Offset, l.used[name] = name, true
			l.say("request.paging.offset", name, 0.9, "The first page goes without it, a later one has %d.", value)
			return l.mode(tenant.ModeOffset, 0.9, "The parameter %s counts entries.", name)
		}
	}
	return false
}

// names are the parameters' names, in the order in which they came.
func (l *lesson) names() []string {
	var all []string
	for _, r := range l.log {
		for _, p := range r.params {
			if !p.secret && !slices.Contains(all, p.name) {
				all = append(all, p.name)
			}
		}
	}
	return all
}

func bounds(numbers []int) (lowest, highest int) {
	if len(numbers) == 0 {
		return 0, 0
	}
	return slices.Min(numbers), slices.Max(numbers)
}

// byWindow looks for a parameter that is the oldest time of an earlier page.
func (l *lesson) byWindow() bool {
	for i := range l.log {
		oldest, newest := l.span(&l.log[i])
		if oldest.IsZero() || oldest.Equal(newest) {
			continue
		}
		for j := range l.log {
			for _, p := range l.log[j].params {
				if j == i || p.secret || l.log[i].sent(p.name) == p.text || named(p.name, sinceNames) && !named(p.name, untilNames) || named(p.name, afterNames) {
					continue
				}
				moment, format, ok := bound(p.text)
				if !ok || moment.Sub(oldest).Abs() > time.Second {
					continue
				}
				between := &l.profile.Request.Between
				between.To, between.Format, l.used[p.name] = p.name, format, true
				l.profile.Answer.Order = tenant.OrderNewest
				l.say("request.between.to", p.name, 0.95, "Its value is the oldest time of the page before.")
				l.say("request.between.format", format, 0.95, "So it was written.")
				return l.mode(tenant.ModeWindow, 0.95, "A page asks for what is older than the page before.")
			}
		}
	}
	return false
}

// span is the oldest and the newest time of a page.
func (l *lesson) span(r *record) (oldest, newest time.Time) {
	for _, entry := range r.entries {
		event, err := l.profile.Map(entry)
		if err != nil {
			continue
		}
		if at := event.CreatedAt; oldest.IsZero() || at.Before(oldest) {
			oldest = at
		}
		if event.CreatedAt.After(newest) {
			newest = event.CreatedAt
		}
	}
	return oldest, newest
}

// bound reads a time as a parameter writes it, and how.
func bound(text string) (moment time.Time, format string, ok bool) {
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil {
		switch {
		case whole >= 1e9 && whole < 1e11:
			return time.Unix(whole, 0).UTC(), "s", true
		case whole >= 1e12 && whole < 1e14:
			return time.UnixMilli(whole).UTC(), "ms", true
		}
		return time.Time{}, "", false
	}
	for _, layout := range boundLayouts {
		if moment, err := time.Parse(layout, text); err == nil && plausible(moment) && moment.Format(layout) == text {
			return moment.UTC(), layout, true
		}
	}
	return time.Time{}, "", false
}

// boundLayouts write what they read the same again.
var boundLayouts = []string{
	"2006-01-02T15:04:05.000Z", "2006-01-02T15:04:05Z", "2006-01-02T15:04:05.000Z07:00", "2006-01-02T15:04:05.000000Z", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05-0700",
	"2006-01-02T15:04:05.000", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "20060102150405", time.RFC1123, "02.01.2006 15:04:05",
}
