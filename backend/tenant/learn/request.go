package learn

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/tenant"
)

var (
	sortNames   = []string{"sort", "orderby", "sortby", "order", "ordering", "sorting", "sortfield"}
	filterNames = []string{
		"search", "q", "query", "pattern", "filter", "filters", "keyword", "term", "text", "user", "userid", "useremail", "email", "actor", "actorid", "action", "actions", "event", "eventtype",
		"eventtypes", "type", "types", "flowid", "flow", "flows", "daterange", "date", "period", "target", "targetid", "object", "objectid", "area", "category", "status", "ip",
	}
	totalNames = []string{"total", "totalcount", "totalhits", "totalresults", "totalitems", "totalelements", "totalrecords", "recordstotal", "numfound", "count", "hitstotal", "totalvalue", "matches", "found", "gesamt", "available", "resultcount", "itemcount"}
)

// order infers in which order the log comes.
func (l *lesson) order() {
	up, down := 0, 0
	for i := range l.log {
		var before int64
		for j, entry := range l.log[i].entries {
			event, err := l.profile.Map(entry)
			if err != nil {
				continue
			}
			now := event.CreatedAt.UnixMilli()
			if j > 0 && before != 0 {
				if now > before {
					up++
				} else if now < before {
					down++
				}
			}
			before = now
		}
	}
	l.profile.Answer.Order = tenant.OrderNewest
	switch {
	case up > 3*down && up > 1:
		l.profile.Answer.Order = tenant.OrderOldest
		l.say("answer.order", string(tenant.OrderOldest), 0.9, "The entries' times rise.")
	case down > 3*up:
		l.say("answer.order", string(tenant.OrderNewest), 0.95, "The entries' times fall.")
	default:
		l.say("answer.order", string(tenant.OrderNewest), 0.5, "The entries' times neither rise nor fall; most logs begin with the newest.")
	}
}

// total finds the number of entries in the whole log.
func (l *lesson) total() (tenant.Path, float64) {
	for _, one := range l.log[0].around {
		n, err := strconv.Atoi(one.text)
		if err != nil || !totalName(one.path) {
			continue
		}
		fits, always := true, true
		for _, r := range l.log {
			value, err := strconv.Atoi(r.around1(one.path))
			fits = fits && err == nil && value >= len(r.entries) && nearly(value, n)
			always = always && value == len(r.entries)
		}
		switch {
		case !fits:
		case always && fold(one.path[len(one.path)-1]) == "count":
			// the page's own count, as far as one can see
		case always:
			return one.path, 0.7
		default:
			return one.path, 0.95
		}
	}
	return nil, 0
}

func totalName(path tenant.Path) bool {
	leaf := fold(path[len(path)-1])
	joint := leaf
	if len(path) > 1 {
		joint = fold(path[len(path)-2]) + leaf
	}
	return slices.Contains(totalNames, leaf) || slices.Contains(totalNames, joint)
}

// nearly allows for entries that arrived between two pages.
func nearly(a, b int) bool { return a == b || a-b < 50 && b-a < 50 && a > 0 && b > 0 }

// around1 is the text at a path beside the list.
func (r *record) around1(path tenant.Path) string {
	for _, one := range r.around {
		if slices.Equal(one.path, path) {
			return one.text
		}
	}
	return ""
}

// size finds the parameter for the entries of a page.
func (l *lesson) size() {
	paging := &l.profile.Request.Paging
	largest := 0
	for _, r := range l.log {
		largest = max(largest, len(r.entries))
	}
	paging.Limit, paging.Size = "", largest
	name, byName := l.limit()
	switch {
	case name == "":
		l.say("request.paging.size", strconv.Itoa(largest), 0.8, "The largest page had so many entries; no parameter asks for more.")
		return
	case byName:
		l.say("request.paging.limit", name, 0.95, "Its name says so, and no page has more entries than its value.")
	default:
		l.say("request.paging.limit", name, 0.75, "The page has as many entries as its value.")
	}
	l.used[name] = true
	paging.Limit = name
	if n, err := strconv.Atoi(l.log[0].sent(name)); err == nil {
		paging.Size = n
	}
	l.say("request.paging.size", strconv.Itoa(paging.Size), 0.9, "So many were asked for.")
}

// limit is the parameter for the size of a page: one whose name says so, else
// one whose value is the size of the page.
func (l *lesson) limit() (name string, byName bool) {
	for _, one := range l.names() {
		n, err := strconv.Atoi(l.log[0].sent(one))
		if l.used[one] || err != nil || n < 1 || n > 10000 {
			continue
		}
		if named(one, limitNames) && n >= len(l.log[0].entries) {
			return one, true
		}
		if name == "" && n == len(l.log[0].entries) && n > 1 && !named(one, pageNames) && !named(one, offsetNames) {
			name = one
		}
	}
	return name, false
}

// rest decides about parameters that have no meaning yet.
func (l *lesson) rest() {
	request := &l.profile.Request
	request.Params, request.Sort = map[string]string{}, tenant.Sort{}
	paged := request.Paging.Mode
	for _, name := range l.names() {
		if l.used[name] {
			continue
		}
		p, same := l.param(name)
		switch {
		case p.text == "":
		case l.timeBound(name, p.text):
		case named(name, sortNames) && request.Sort.Param == "":
			request.Sort = tenant.Sort{Param: name, Value: p.asFixed()}
			l.say("request.sort.param", name, 0.9, "Its name says so.")
			l.say("request.sort.value", p.asFixed(), 0.9, "The Backoffice asked for this order.")
		case named(name, filterNames) && !wholeLog(p.text):
			l.say("request.params."+name, "", 0.85, "Left out: it looks like a filter that was set while recording.")
		case named(name, pageNames) || named(name, offsetNames) && paged != tenant.ModeWindow || named(name, cursorNames) && !same:
			// another way of paging beside the one that was found
		case !same:
			l.say("request.params."+name, "", 0.6, "Left out: its value differs from request to request.")
		default:
			request.Params[name] = p.asFixed()
			l.say("request.params."+name, p.asFixed(), 0.85, "It was sent with every request.")
		}
	}
	l.secrets()
}

// secrets says which parameters are missing because they were secrets.
func (l *lesson) secrets() {
	for _, r := range l.log {
		for _, p := range r.params {
			if p.secret {
				l.say("request.params."+p.name, "", 0.5, "Left out: its value was a secret. If the tenant needs it, it cannot be reached this way.")
			}
		}
	}
}

// param is a parameter's first value, and whether every request sent the same.
func (l *lesson) param(name string) (first param, same bool) {
	same = true
	for i, r := range l.log {
		at := slices.IndexFunc(r.params, func(p param) bool { return p.name == name && !p.secret })
		if at < 0 {
			same = false
			continue
		}
		if i == 0 || first.name == "" {
			first = r.params[at]
		}
		same = same && r.params[at].text == first.text
	}
	return first, same
}

// wholeLog reports values that filter nothing, such as "all".
func wholeLog(text string) bool {
	return slices.Contains([]string{"all", "*", "any", "true", "null", "[]", "{}"}, strings.ToLower(text))
}

// timeBound takes parameters that bound the time: their values were a filter,
// their names are worth knowing.
func (l *lesson) timeBound(name, text string) bool {
	_, format, ok := bound(text)
	if !ok {
		return false
	}
	between := &l.profile.Request.Between
	switch {
	case named(name, untilNames) && between.To == "":
		between.To = name
		if between.Format == "" || between.From == "" {
			between.Format = format
		}
		l.say("request.between.to", name, 0.7, "Its value is a time, and its name says that nothing newer is wanted; the value was left out.")
	case named(name, sinceNames) && between.From == "":
		between.From = name
		if between.To == "" {
			between.Format = format
		}
		l.say("request.between.from", name, 0.7, "Its value is a time, and its name says that nothing older is wanted; the value was left out.")
	default:
		l.say("request.params."+name, "", 0.8, "Left out: %s", fmt.Sprintf("its value is a time, which belongs to one request (%s).", format))
	}
	return true
}
