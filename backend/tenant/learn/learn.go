// Package learn infers an endpoint profile from examples: from the entries of
// an audit log alone, or from a HAR in which a browser recorded how the
// Backoffice asked for them. Whatever it infers it says, with its certainty
// and why, and it asks where it cannot know.
package learn

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/trailbook/trailbook/backend/tenant"
)

// Finding is one thing that was inferred.
type Finding struct {
	Key          string   // as in the profile: "request.path", "fields.user", "answer.entries"
	Value        string   // as the profile would write it
	Certainty    float64  // 0 to 1
	Why          string   // one short sentence
	Alternatives []string // other values that could be meant, best first
	Question     string   // what a person must answer before the profile can be relied upon; mostly empty
}

// Guess is a profile with what led to it.
type Guess struct {
	Profile  *tenant.Profile
	Findings []Finding
	Mapped   int // of the entries looked at, those that the profile reads
	Entries  int // looked at

	sample []json.RawMessage
}

// sampled is how many entries are looked at: enough to see rare fields, and
// few enough for a form that waits for the answer.
const sampled = 400

// Entries infers fields, time layouts and types from entries alone: of a HAR,
// a JSON file, or a table whose records became objects with the columns'
// headings as keys. Entries that are not objects say nothing.
func Entries(entries []json.RawMessage) Guess {
	return guessEntries(entries, nil)
}

// guessEntries infers what entries can say. Those of ordered come in the log's
// own order, page after page; nil when nobody knows the order.
func guessEntries(entries []json.RawMessage, ordered [][]json.RawMessage) Guess {
	g := Guess{Profile: tenant.DefaultProfile()}
	g.Profile.Name = "Learnt from entries"
	g.sample = spread(entries, sampled)
	t := newTable(g.sample)
	t.runs = ordered
	a := &assignment{table: t, guess: &g, taken: map[int]bool{}}
	a.all()
	g.judge()
	return g
}

// spread picks at most limit of the entries, evenly, the first among them.
func spread(entries []json.RawMessage, limit int) []json.RawMessage {
	if len(entries) <= limit {
		return entries
	}
	picked := make([]json.RawMessage, limit)
	for i := range picked {
		picked[i] = entries[i*len(entries)/limit]
	}
	return picked
}

// judge lets the profile read the entries that it was inferred from.
func (g *Guess) judge() {
	g.Mapped, g.Entries = 0, len(g.sample)
	for _, entry := range g.sample {
		if _, err := g.Profile.Map(entry); err == nil {
			g.Mapped++
		}
	}
	f := Finding{
		Key: "entries", Value: fmt.Sprintf("%d of %d", g.Mapped, g.Entries), Certainty: 1,
		Why: "So many of the entries looked at can be read with this profile.",
	}
	if g.Entries > 0 {
		f.Certainty = float64(g.Mapped) / float64(g.Entries)
	}
	g.put(f)
}

// put adds a finding, in the place of one with its key.
func (g *Guess) put(f Finding) {
	if at := slices.IndexFunc(g.Findings, func(known Finding) bool { return known.Key == f.Key }); at >= 0 {
		g.Findings[at] = f
		return
	}
	g.Findings = append(g.Findings, f)
}

// Questions are the findings that a person must answer.
func (g *Guess) Questions() []Finding {
	var open []Finding
	for _, f := range g.Findings {
		if f.Question != "" {
			open = append(open, f)
		}
	}
	return open
}
