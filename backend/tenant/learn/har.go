package learn

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/har"
)

// Result is what a HAR told.
type Result struct {
	Guess
	URL        string            // of the tenant's API, for `tenant add --url`
	Entries    []json.RawMessage // the entries inside the HAR, each once, as received
	Requests   int               // looked at
	Candidates int               // requests whose answer looks like an audit log
}

// HAR infers a profile from what a browser recorded while somebody looked at
// the audit log. The more pages of it were shown, the more certain it is how
// one leads to the next. Nothing in the result proves who anybody is.
//
// Errors are *audit.Error: those of har.Read, and CodeNotFound when no answer
// in the HAR looks like an audit log.
func HAR(ctx context.Context, r io.Reader) (Result, error) {
	s := &session{groups: map[string][]record{}}
	if err := har.Read(ctx, r, har.Limits{}, s.look); err != nil {
		return Result{}, err
	}
	log := s.best()
	if len(log) == 0 {
		return Result{}, s.nothing()
	}
	return s.learn(log), nil
}

// session is a recording being looked at.
type session struct {
	groups     map[string][]record // by endpoint
	order      []string            // of the groups, as they came
	users      []har.Exchange      // requests that tell where the API begins, without bodies
	requests   int
	candidates int
	answers    int // with JSON
}

func (s *session) look(x har.Exchange) error {
	s.requests++
	if len(x.Body) > 0 && (x.Body[0] == '{' || x.Body[0] == '[') {
		s.answers++
	}
	if atUser(x) {
		bare := x
		bare.Body, bare.Sent = nil, nil
		s.users = append(s.users, bare)
	}
	records := newRecords(x)
	if len(records) > 0 {
		s.candidates++
	}
	for _, r := range records {
		key := r.place()
		if s.groups[key] == nil {
			s.order = append(s.order, key)
		}
		s.groups[key] = append(s.groups[key], r)
	}
	return nil
}

// best is the endpoint whose answers are most like an audit log.
func (s *session) best() []record {
	var chosen []record
	top := 0.0
	for _, key := range s.order {
		score := 0.0
		for _, r := range s.groups[key] {
			score = max(score, r.score)
		}
		if more := len(s.groups[key]); more > 1 {
			score += 0.05 // somebody looked through it
		}
		if score > top {
			top, chosen = score, s.groups[key]
		}
	}
	return chosen
}

func (s *session) nothing() *audit.Error {
	e := audit.Errorf(audit.CodeNotFound, "No audit log was found in the HAR: of %d requests %d were answered with JSON, and none of those lists events with a time and an action.", s.requests, s.answers)
	if s.answers == 0 {
		return e.WithHint("The HAR holds no answers. Save it with content (\"Save all as HAR with content\").")
	}
	return e.WithHint("Open the network tab first, then the Backoffice's Audit Logs page; show two pages of it and save the HAR with content.")
}

// learn infers everything from the requests of one endpoint.
func (s *session) learn(log []record) Result {
	result := Result{Requests: s.requests, Candidates: s.candidates}
	var runs [][]json.RawMessage
	known := map[string]bool{}
	for _, r := range log {
		runs = append(runs, r.entries)
		for _, entry := range r.entries {
			if !known[string(entry)] {
				known[string(entry)] = true
				result.Entries = append(result.Entries, entry)
			}
		}
	}
	result.Guess = guessEntries(result.Entries, runs)
	l := &lesson{guess: &result.Guess, profile: result.Guess.Profile, log: log, used: map[string]bool{}}
	l.profile.Name = "Learnt from " + log[0].URL.Host
	result.URL = l.server(s.users)
	l.endpoint()
	l.envelope()
	l.order()
	l.paging()
	l.size()
	l.rest()
	l.check()
	result.Guess.judge()
	return result
}

// lesson is what one endpoint's requests teach.
type lesson struct {
	guess   *Guess
	profile *tenant.Profile
	log     []record
	used    map[string]bool // parameters that have a meaning
}

func (l *lesson) say(key, value string, certainty float64, why string, args ...any) {
	l.guess.put(Finding{Key: key, Value: value, Certainty: certainty, Why: fmt.Sprintf(why, args...)})
}

func (l *lesson) endpoint() {
	first := &l.log[0]
	request := &l.profile.Request
	request.Method, request.Scope = first.Method, ""
	l.say("request.method", first.Method, 0.99, "So it was asked.")
	if first.inBody() {
		request.Place = tenant.PlaceBody
		l.say("request.place", string(tenant.PlaceBody), 0.95, "The parameters were sent as JSON.")
	} else {
		request.Place = tenant.PlaceQuery
	}
	certainty := min(0.99, 0.4+0.25*l.log[0].score)
	l.guess.put(Finding{
		Key: "request.path", Value: request.Path, Certainty: certainty,
		Why: fmt.Sprintf("Its answer lists entries with times and actions; it was asked %s.", times(len(l.log))),
	})
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

func (l *lesson) envelope() {
	l.profile.Answer.Entries = tenant.Paths{l.log[0].path}
	l.say("answer.entries", l.log[0].path.String(), 0.97, "The list of entries is there.")
	l.profile.Answer.Total = nil
	if path, certainty := l.total(); path != nil {
		l.profile.Answer.Total = tenant.Paths{path}
		l.say("answer.total", path.String(), certainty, "A number that is the same on every page, and not the page's own count.")
	}
}

// check asks where the profile cannot work as it is.
func (l *lesson) check() {
	if err := l.profile.Validate(); err != nil {
		if _, known := l.guess.find("request.paging"); !known {
			l.guess.put(Finding{Key: "request.paging", Why: err.Error(), Question: "How is the next page asked for?"})
		}
	}
}
