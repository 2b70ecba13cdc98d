package learn

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/tenant"
)

// Names of parameters, folded, and of what an answer holds for the next page.
var (
	limitNames  = []string{"limit", "size", "pagesize", "perpage", "pagelimit", "count", "take", "top", "rows", "max", "maxresults", "maxitems", "itemsperpage", "resultsperpage", "first", "num", "n", "length"}
	offsetNames = []string{"offset", "skip", "start", "startindex", "startat", "from", "begin", "pageoffset", "firstresult"}
	pageNames   = []string{"page", "pagenumber", "pageno", "pagenum", "pageindex", "p", "currentpage", "pg"}
	cursorNames = []string{"cursor", "after", "next", "nexttoken", "pagetoken", "nextpagetoken", "continuation", "continuationtoken", "marker", "startafter", "startingafter", "nextcursor", "pagecursor", "bookmark", "scrollid"}
	afterNames  = []string{"searchafter", "lastid", "sinceid", "lastkey", "afterid", "fromid", "lastevaluatedkey", "lastseen"}
	untilNames  = []string{"before", "until", "to", "end", "endtime", "enddate", "max", "maxtime", "olderthan", "lt", "lte", "dateto", "timeto", "upto", "createdbefore", "totime", "endingbefore", "toDate"}
	sinceNames  = []string{"since", "from", "start", "starttime", "startdate", "min", "mintime", "newerthan", "gt", "gte", "datefrom", "timefrom", "createdafter", "fromtime", "fromdate"}
	nextNames   = []string{"next", "nextcursor", "cursor", "nextpagetoken", "pagetoken", "continuation", "continuationtoken", "endcursor", "nextmarker", "marker", "nexttoken", "nextpage", "nexturl", "nextlink", "odatanextlink", "nexthref", "href", "linksnext", "after", "searchafter"}
)

func named(name string, list []string) bool {
	joined := fold(name)
	if slices.Contains(list, joined) {
		return true
	}
	path, err := tenant.ParsePath(name)
	return err == nil && len(path) > 1 && slices.Contains(list, fold(path[len(path)-1]))
}

// paging infers how one page leads to the next: by what is seen, else by the
// names of the parameters, else it asks.
func (l *lesson) paging() {
	for _, seen := range []func() bool{
		l.byLink, l.byAddress, l.byCursor, l.byWindow, l.bySearchAfter, l.byNumber, l.byName,
	} {
		if seen() {
			return
		}
	}
	paging := &l.profile.Request.Paging
	paging.Mode = tenant.ModeOffset
	l.guess.put(Finding{
		Key: "request.paging.mode", Value: string(tenant.ModeOffset), Certainty: 0.2, Alternatives: []string{"page", "cursor", "searchAfter", "window"},
		Why:      "Only one page was recorded, and none of its parameters says how to go on.",
		Question: "How is the next page asked for? Record a HAR in which two pages are shown, or set request.paging.mode and its parameter",
	})
}

func (l *lesson) mode(mode tenant.Mode, certainty float64, why string, args ...any) bool {
	l.profile.Request.Paging.Mode = mode
	l.say("request.paging.mode", string(mode), certainty, why, args...)
	return true
}

var linkNext = regexp.MustCompile(`(?i)rel\s*=\s*"?[^",;]*\bnext\b`)

func (l *lesson) byLink() bool {
	for _, r := range l.log {
		if linkNext.MatchString(r.Link) {
			l.profile.Request.Paging.Link = true
			l.say("request.paging.link", "true", 0.97, "The answer's Link header names the next page.")
			return l.mode(tenant.ModeCursor, 0.97, "The answer's Link header leads to the next page.")
		}
	}
	return false
}

// byAddress looks for the address of another page in the answer.
func (l *lesson) byAddress() bool {
	for _, r := range l.log {
		for _, one := range r.around {
			if !strings.ContainsAny(one.text, "?") || !nextName(one.path) {
				continue
			}
			there, err := r.URL.Parse(one.text)
			if err != nil || there.RawQuery == "" || there.Path != r.URL.Path && !strings.HasSuffix(r.URL.Path, there.Path) {
				continue
			}
			l.profile.Answer.Next = tenant.Paths{one.path}
			l.say("answer.next", one.path.String(), 0.95, "It holds the address of the next page.")
			return l.mode(tenant.ModeCursor, 0.95, "The answer holds the address of the next page.")
		}
	}
	return false
}

func nextName(path tenant.Path) bool {
	joint := fold(path[len(path)-1])
	if len(path) > 1 {
		joint = fold(path[len(path)-2]) + joint
	}
	return slices.Contains(nextNames, fold(path[len(path)-1])) || slices.Contains(nextNames, joint)
}

// byCursor looks for a parameter that an earlier answer had given.
func (l *lesson) byCursor() bool {
	for i, earlier := range l.log {
		for _, later := range l.log[i+1:] {
			for _, p := range later.params {
				for _, one := range earlier.around {
					if p.secret || p.text != one.text || len(p.text) < 2 || plainCount(p, one) || earlier.sent(p.name) == p.text {
						continue
					}
					l.cursor(p.name, one.path, 0.97, "Its value was given by the page before.")
					return l.mode(tenant.ModeCursor, 0.97, "A page gives the value of %s for the next one.", p.name)
				}
			}
		}
	}
	return false
}

// plainCount reports a small number that merely happens to be equal, such as
// an offset beside a count.
func plainCount(p param, one leaf) bool {
	n, err := strconv.Atoi(p.text)
	return err == nil && n < 1e6 && (!nextName(one.path) || named(p.name, offsetNames) || named(p.name, pageNames) || named(p.name, limitNames))
}

func (r *record) sent(name string) string {
	for _, p := range r.params {
		if p.name == name {
			return p.text
		}
	}
	return ""
}

func (l *lesson) cursor(name string, path tenant.Path, certainty float64, why string) {
	l.profile.Request.Paging.Cursor = name
	l.profile.Answer.Next = tenant.Paths{path}
	l.used[name] = true
	l.say("request.paging.cursor", name, certainty, "%s", why)
	l.say("answer.next", path.String(), certainty, "The next page's %s is there.", name)
}

// bySearchAfter looks for a parameter that the last entry of an earlier page
// holds.
func (l *lesson) bySearchAfter() bool {
	for i, earlier := range l.log {
		last := decode(earlier.entries[len(earlier.entries)-1])
		for _, later := range l.log[i+1:] {
			for _, p := range later.params {
				if p.secret || len(p.text) < 2 || earlier.sent(p.name) == p.text || named(p.name, pageNames) || named(p.name, offsetNames) {
					continue
				}
				path := holding(last, p.text, nil)
				if path == nil || unlikelyAfter(last, path) {
					continue
				}
				l.profile.Request.Paging.Cursor = p.name
				l.profile.Answer.Last = tenant.Paths{path}
				l.used[p.name] = true
				l.say("request.paging.cursor", p.name, 0.95, "Its value is in the last entry of the page before.")
				l.say("answer.last", path.String(), 0.9, "The next page comes after this value of the last entry.")
				return l.mode(tenant.ModeSearchAfter, 0.95, "The next page comes after a value of the last entry.")
			}
		}
	}
	return false
}

// unlikelyAfter reports values that many entries share: a user is filtered by,
// and nothing comes after them.
func unlikelyAfter(last any, path tenant.Path) bool {
	c, ok := newCell(valueAt(last, path))
	return ok && c.kind == kindText && (isEmail(c.text) || hasVerb(c.text))
}

// holding finds the path of a value, a list compared as a whole.
func holding(value any, text string, path tenant.Path) tenant.Path {
	object, ok := value.(map[string]any)
	if !ok || len(path) >= deepest {
		return nil
	}
	for _, key := range sortedNames(object) {
		inner := append(slices.Clone(path), key)
		switch v := object[key].(type) {
		case []any:
			if compact(v) == text {
				return inner
			}
		case map[string]any:
			if found := holding(v, text, inner); found != nil {
				return found
			}
		default:
			if c, ok := newCell(v); ok && c.text == text {
				return inner
			}
		}
	}
	return nil
}

func sortedNames(object map[string]any) []string {
	names := make([]string, 0, len(object))
	for name := range object {
		if name != "" && !strings.ContainsRune(name, 0) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// byName infers the way of paging from one page's parameters and answer.
func (l *lesson) byName() bool {
	paging := &l.profile.Request.Paging
	for _, r := range l.log {
		for _, p := range r.params {
			n, err := strconv.Atoi(p.text)
			switch {
			case p.secret || err != nil:
			case named(p.name, offsetNames) && n >= 0 && n < 1e7:
				paging.Offset, l.used[p.name] = p.name, true
				l.say("request.paging.offset", p.name, 0.8, "Its name says so.")
				return l.mode(tenant.ModeOffset, 0.8, "A parameter is called %s; only one page was recorded.", p.name)
			case named(p.name, pageNames) && n >= 0 && n < 1e6:
				paging.Page, paging.First, l.used[p.name] = p.name, min(n, 1), true
				l.say("request.paging.page", p.name, 0.8, "Its name says so.")
				return l.mode(tenant.ModePage, 0.8, "A parameter is called %s; only one page was recorded.", p.name)
			}
		}
	}
	for _, r := range l.log {
		for _, one := range r.around {
			if !nextName(one.path) || one.text == "" || len(one.text) > 4096 {
				continue
			}
			guess := paramFor(one.path)
			l.cursor(guess, one.path, 0.5, "The answer offers a value for the next page; the parameter is a guess.")
			l.guess.put(Finding{
				Key: "request.paging.cursor", Value: guess, Certainty: 0.5, Alternatives: []string{"cursor", "after", "pageToken", "next"},
				Why:      fmt.Sprintf("The answer offers %s for the next page, which was not recorded.", one.path),
				Question: fmt.Sprintf("Which parameter takes the value of %s for the next page?", one.path),
			})
			return l.mode(tenant.ModeCursor, 0.7, "The answer offers a value for the next page.")
		}
	}
	return false
}

// paramFor is the usual parameter for what an answer calls the next page.
func paramFor(path tenant.Path) string {
	switch leaf := path[len(path)-1]; fold(leaf) {
	case "nextpagetoken":
		return "pageToken"
	case "continuationtoken", "continuation", "marker", "searchafter":
		return leaf
	case "endcursor":
		return "after"
	}
	return "cursor"
}
