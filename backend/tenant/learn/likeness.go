package learn

import (
	"regexp"
	"slices"
	"strings"
)

// least is the likeness from which a list may be an audit log.
const least = 1.2

// likeness says how much a list is like an audit log: actions, times, e-mails,
// states before and after, and the words of its address.
func likeness(r *record) float64 {
	t := newTable(spread(r.entries, 30))
	var action, when, mail, states float64
	for _, col := range t.columns {
		here := t.presence(col)
		action = max(action, here*textShare(col, inCatalog), 0.7*here*textShare(col, saysAction))
		when = max(when, here*textShare(col, looksTimely))
		mail = max(mail, here*textShare(col, isEmail))
		for _, field := range []string{"before", "after", "changes"} {
			if col.called(field) >= 0.6 && col.scalar() < 0.5 {
				states = 1
			}
		}
	}
	if when < 0.5 {
		return 0
	}
	words := wordsOf(r.URL.Path + " " + r.path.String())
	score := 1.3*action + 0.2*when + 0.3*mail + 0.4*states
	switch {
	case slices.ContainsFunc(words, func(word string) bool { return strings.HasPrefix(word, "audit") }):
		score += 0.9
	case slices.ContainsFunc(words, func(word string) bool { return slices.Contains(logWords, strings.TrimSuffix(word, "s")) }):
		score += 0.3
	}
	if action < 0.2 && states == 0 {
		score -= 0.6 // users, flows and files have times and e-mails too
	}
	return score
}

var logWords = []string{"log", "event", "activity", "activitie", "history", "trail", "journal", "protokoll", "protocol"}

// saysAction reports a text such as flow.updated: a verb beside what it was
// done to.
func saysAction(text string) bool {
	return len(text) <= 120 && !isEmail(text) && len(wordsOf(text)) >= 2 && hasVerb(text)
}

var timelyForm = regexp.MustCompile(`^\D{0,12}\d.*\d[-/.: T]+\d`)

// looksTimely reports a text that may be a time, cheaply.
func looksTimely(text string) bool {
	if len(text) > 48 {
		return false
	}
	if _, ok := epoch(text); ok {
		return true
	}
	return timelyForm.MatchString(text) && (strings.Contains(text, ":") || strings.Count(text, "/") == 2 || strings.Count(text, "-") == 2 || strings.Count(text, ".") >= 2) && !strings.Contains(text, "@")
}
