package store

import (
	"context"

	"github.com/trailbook/trailbook/backend/audit"
)

// Soundness is what Check found.
type Soundness struct {
	Events   int         `json:"events"`
	Bytes    int64       `json:"bytes"`    // of the entries as received
	Wrong    int         `json:"wrong"`    // how many problems there are
	Problems []string    `json:"problems"` // the first of them, one sentence each
	Findings []Finding   `json:"findings"` // those that the ledger showed, with what was expected where that can be told
	Ledger   LedgerState `json:"ledger"`

	TextsWrong bool `json:"textsWrong"` // the full text, or a count, is not what the events say: RepairTexts makes it anew
}

// toldProblems is how many problems are put into words.
const toldProblems = 50

func (s *Soundness) add(sentence string) {
	s.Wrong++
	if len(s.Problems) < toldProblems {
		s.Problems = append(s.Problems, sentence)
	}
}

// CheckOptions say how a check tells of itself, and who may help it.
type CheckOptions struct {
	Progress func(entries int)                                   // hears how many entries are checked; may be nil
	Remap    func(owner Tenant, raw []byte) (audit.Event, error) // reads an entry again, to tell what a column was; may be nil
}

// Check is CheckWith, with progress alone.
func (s *Store) Check(ctx context.Context, progress func(entries int)) (Soundness, error) {
	return s.CheckWith(ctx, CheckOptions{Progress: progress})
}

// CheckWith checks the file's structure, that everything a row refers to is
// there, that every entry unpacks to the bytes that were received, that no
// entry of the ledger is missing or changed, that every event, tenant, source
// and gap is what the ledger sealed, and that the full text is what the events
// say. What is wrong is no error; an error
// says that checking was not possible.
func (s *Store) CheckWith(ctx context.Context, o CheckOptions) (found Soundness, err error) {
	defer func() { err = failed(err, "The cache cannot be checked.") }()
	s.keeper.fetch()
	for _, step := range []func(context.Context, *Soundness) error{s.checkFile, s.checkReferences} {
		if err := step(ctx, &found); err != nil {
			return found, err
		}
	}
	// One transaction: a sync that runs meanwhile must not look like a change.
	tx, err := s.pool.BeginTxx(ctx, nil)
	if err != nil {
		return found, err
	}
	defer func() { _ = tx.Rollback() }()
	c := &checker{store: s, tx: tx, options: o, found: &found}
	return found, c.run(ctx)
}

func (s *Store) checkFile(ctx context.Context, found *Soundness) error {
	var lines []string
	if err := s.read.SelectContext(ctx, &lines, "PRAGMA integrity_check"); err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			found.add("the file: " + line)
		}
	}
	return nil
}
