package imports

import (
	"context"
	"encoding/json"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/learn"
)

// learnt infers a profile from entries.
func learnt(sample []item) learn.Guess {
	var entries []json.RawMessage
	for _, one := range sample {
		if isObject(one) {
			entries = append(entries, one.raw)
		}
	}
	return learn.Entries(entries)
}

// guess infers a profile from entries. The error says what only a person can
// tell; the profile is then as far as it was found.
func guess(sample []item) (*tenant.Profile, *audit.Error) {
	g := learnt(sample)
	questions := ""
	for _, f := range g.Questions() {
		if questions != "" {
			questions += " "
		}
		questions += f.Question
	}
	if questions == "" {
		return g.Profile, nil
	}
	return g.Profile, unmapped(questions)
}

// unmapped says what has to be answered before a document can be read.
func unmapped(questions string) *audit.Error {
	return audit.Errorf(audit.CodeProfile, "It cannot be told for certain how to read the file. %s", questions).
		WithHint("Say so in the form that the import shows, or with --map createdAt=COLUMN and --map action=COLUMN, or with an endpoint profile; --preview shows the columns.")
}

// recording opens what a browser recorded (HAR): the entries of the audit log
// among its many requests, each once.
func (p *prepared) recording(t *text, d document, o *Options) error {
	found, err := learn.HAR(context.Background(), t.in) // the reader itself ends with its context
	switch {
	case audit.CodeOf(err) == audit.CodeNotFound:
		return audit.Errorf(audit.CodeFile, "In the browser's recording %q no audit log was found.", o.nameOf(d.member)).
			WithHint("Show the Backoffice's Audit Logs page while the network tab is open, and save the HAR with content.").Wrapping(err)
	case err != nil:
		return err
	}
	p.entries = &listEntries{raw: found.Entries, what: "entry"}
	return nil
}
