package imports

import (
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

// recording says that a HAR is no list of entries: which of a browser's many
// requests is the audit log has to be learnt first.
func recording(name string) error {
	return audit.Errorf(audit.CodeFile, "The file %q is what a browser recorded (HAR), not a list of entries.", name).
		WithHint("Connect by example with it: trailbook profile learn finds the audit log among the requests.")
}
