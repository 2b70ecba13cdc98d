package agreement

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

// question is what a person may ask for.
type question struct {
	spec  bind.FilterSpec
	order bind.Order
}

// flags say the question to the command line.
func (q question) flags() []string {
	words := []string{"--timezone", q.spec.Zone}
	for _, list := range []struct {
		flag   string
		values []string
	}{
		{"--tenant", q.spec.Tenants}, {"--type", q.spec.Types}, {"--user", q.spec.Users}, {"--flow", q.spec.FlowIDs},
		{"--action", q.spec.Actions}, {"--area", q.spec.Areas},
	} {
		for _, value := range list.values {
			words = append(words, list.flag+"="+value)
		}
	}
	for _, one := range [][2]string{{"--search=", q.spec.Search}, {"--from=", q.spec.From}, {"--to=", q.spec.To}} {
		if one[1] != "" {
			words = append(words, one[0]+one[1])
		}
	}
	if q.order.Ascending {
		words = append(words, "--oldest-first")
	}
	return words
}

var zones = []string{"UTC", "Europe/Prague", "America/New_York", "Asia/Kolkata", "Pacific/Chatham"}

// asked makes a question about a few of the events: its clauses are taken from
// one of them, and some from elsewhere. A few ask for all, or for what is not
// there.
func asked(rng *rand.Rand, events []bind.Row) question {
	q := question{order: bind.Order{Ascending: rng.IntN(2) == 0}}
	q.spec.Zone = zones[rng.IntN(len(zones))]
	about := events[rng.IntN(len(events))]
	switch kind := rng.IntN(40); {
	case kind == 0:
		return q
	case kind < 4:
		q.spec.Search = "nowhere to be found"
	}
	clauses := []func(){
		func() { q.spec.Search = strings.TrimSpace(q.spec.Search + " " + search(rng, about, events)) },
		func() { q.spec.Search = strings.TrimSpace(q.spec.Search + " " + search(rng, about, events)) },
		func() { q.spec.Search = search(rng, about, events) + " OR " + search(rng, about, events) },
		func() { q.spec.Search = strings.TrimSpace(q.spec.Search + " " + words(rng, about)) },
		func() { q.spec.Search = strings.TrimSpace(q.spec.Search + " " + words(rng, about)) },
		func() { q.spec.Users = several(rng, about.User, events, func(r bind.Row) string { return r.User }) },
		func() { q.spec.Users = []string{about.UserID, about.User} },
		func() {
			q.spec.FlowIDs = several(rng, about.FlowID, events, func(r bind.Row) string { return r.FlowID })
		},
		func() {
			q.spec.Actions = several(rng, about.Action, events, func(r bind.Row) string { return r.Action })
		},
		func() { q.spec.Areas = several(rng, about.Area, events, func(r bind.Row) string { return r.Area }) },
		func() { q.spec.Types = several(rng, about.Type, events, func(r bind.Row) string { return r.Type }) },
		func() {
			q.spec.Tenants = several(rng, about.Tenant, events, func(r bind.Row) string { return r.Tenant })
		},
	}
	for range 1 + rng.IntN(3) {
		clauses[rng.IntN(len(clauses))]()
	}
	if rng.IntN(3) > 0 {
		q.period(rng, about)
	}
	return q
}

// period asks for the time around an event, one end of it or both: to the
// millisecond, or by days of the zone.
func (q *question) period(rng *rand.Rand, about bind.Row) {
	at := time.UnixMilli(about.CreatedAt)
	zone, err := time.LoadLocation(q.spec.Zone)
	if err != nil {
		panic(err)
	}
	from, to := at.Add(-time.Duration(rng.IntN(3))*time.Millisecond), at.Add(time.Duration(rng.IntN(3))*time.Millisecond)
	layout := "2006-01-02T15:04:05.000Z07:00"
	if rng.IntN(2) == 0 {
		from, to, layout = from.AddDate(0, 0, -rng.IntN(3)), to.AddDate(0, 0, 1+rng.IntN(3)), time.DateOnly
	}
	if end := rng.IntN(4); end != 0 {
		q.spec.From = from.In(zone).Format(layout)
	}
	if end := rng.IntN(4); end != 0 {
		q.spec.To = to.In(zone).Format(layout)
	}
}

// several is a value, and perhaps those of other events.
func several(rng *rand.Rand, value string, events []bind.Row, of func(bind.Row) string) []string {
	values := []string{value}
	for range rng.IntN(3) {
		values = append(values, of(events[rng.IntN(len(events))]))
	}
	return values
}

// words are parts of what an event says, with what means something elsewhere:
// quotes, signs and operators of query languages.
func words(rng *rand.Rand, about bind.Row) string {
	texts := []string{about.Action, about.User, about.UserID, about.FlowID, about.TargetID, about.TargetName, about.Summary, about.ID, about.ID,
		`"flow`, `'`, "-", "%", "_", "*", "OR", "action:flow", "a AND b", "--", "; DROP TABLE event"}
	text := []rune(texts[rng.IntN(len(texts))])
	if len(text) > 3 {
		from := rng.IntN(len(text) - 3)
		text = text[from:min(len(text), from+3+rng.IntN(12))]
	}
	word := string(text)
	switch rng.IntN(3) {
	case 0:
		word = strings.ToUpper(word)
	case 1:
		word = strings.ToLower(word)
	}
	if _, err := audit.ParseSearch(word, audit.Clock{}); err != nil {
		return audit.Quote(word) // an operator without what it belongs to
	}
	return word
}

// search is a term of the search language about an event, or several.
func search(rng *rand.Rand, about bind.Row, events []bind.Row) string {
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	other := events[rng.IntN(len(events))]
	part := func(text string) string {
		runes := []rune(text)
		if len(runes) < 3 {
			return audit.Quote(text)
		}
		at := 1 + rng.IntN(len(runes)-2)
		return pick(audit.Quote(string(runes[:at]))+"*", "*"+audit.Quote(string(runes[at:])), audit.Quote(text), "/"+inRegexp(string(runes[:at]))+"/")
	}
	day := time.UnixMilli(about.CreatedAt).UTC()
	terms := []string{
		"user:" + part(about.User), "user:" + audit.Quote(about.User) + "," + audit.Quote(other.User), "action:" + part(about.Action),
		"flow:" + part(about.FlowID), "target:" + part(about.TargetName), "target:" + part(about.TargetKind+":"+about.TargetID), "id:" + part(about.ID),
		"summary:" + part(about.Summary), "type:" + about.Type, "tenant:" + about.Tenant, "area:" + audit.Quote(about.Area), audit.Quote(about.Summary),
		"created:" + pick("", ">", "<=") + day.Format(pick("2006-01", "2006-01-02", "2006-01-02T15")), "has:" + pick(audit.Parts...),
		fmt.Sprintf("hour:%d..%d", day.Hour(), (day.Hour()+3)%24), "weekday:" + pick(audit.Weekdays...) + ".." + pick(audit.Weekdays...),
		"changed:" + pick("name", "role", "*secret*", "v", "flow"), "after:" + pick("true", "admin", "1", "/^[A-Z]/"), "before:" + pick("1", "false", "*a*"),
	}
	switch term := terms[rng.IntN(len(terms))]; rng.IntN(6) {
	case 0:
		return "-" + term
	case 1:
		return "(" + term + " OR " + terms[rng.IntN(len(terms))] + ")"
	case 2:
		return "-(" + term + " " + terms[rng.IntN(len(terms))] + ")"
	default:
		return term
	}
}

// inRegexp is a text as a regular expression between slashes.
func inRegexp(text string) string {
	return strings.ReplaceAll(regexp.QuoteMeta(text), "/", `\x2f`)
}
