package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
)

// Soundness is what Check found.
type Soundness struct {
	Events   int      `json:"events"`
	Bytes    int64    `json:"bytes"`    // of the entries as received
	Wrong    int      `json:"wrong"`    // how many problems there are
	Problems []string `json:"problems"` // the first of them, one sentence each
}

// toldProblems is how many problems are put into words.
const toldProblems = 50

func (s *Soundness) add(format string, args ...any) {
	s.Wrong++
	if len(s.Problems) < toldProblems {
		s.Problems = append(s.Problems, fmt.Sprintf(format, args...))
	}
}

// Check checks the file's structure, that everything a row refers to is there,
// and that every entry unpacks to the bytes that were received. progress, if
// given, hears how many entries are checked. What is wrong is no error; an
// error says that checking was not possible.
func (s *Store) Check(ctx context.Context, progress func(entries int)) (found Soundness, err error) {
	defer func() { err = failed(err, "The cache cannot be checked.") }()
	for _, step := range []func(context.Context, *Soundness) error{s.checkFile, s.checkReferences} {
		if err := step(ctx, &found); err != nil {
			return found, err
		}
	}
	if err := s.checkPayloads(ctx, &found, currentEntries, progress); err != nil {
		return found, err
	}
	return found, s.checkPayloads(ctx, &found, earlierEntries, progress)
}

func (s *Store) checkFile(ctx context.Context, found *Soundness) error {
	var lines []string
	if err := s.read.SelectContext(ctx, &lines, "PRAGMA integrity_check"); err != nil {
		return err
	}
	for _, line := range lines {
		if line != "ok" {
			found.add("the file: %s", line)
		}
	}
	return nil
}

// oddities are queries that count what must not be.
var oddities = [...]struct{ what, query string }{
	{"rows refer to others that are gone", "SELECT count(*) FROM pragma_foreign_key_check"},
	{"events have no entry", "SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM payload p WHERE p.id = e.id)"},
	{"changed events have no earlier version", `SELECT count(*) FROM event e WHERE e.flags & 1 <> 0
		AND NOT EXISTS (SELECT 1 FROM version v WHERE v.event_id = e.id)`},
	{"earlier versions have no source", "SELECT count(*) FROM version v WHERE NOT EXISTS (SELECT 1 FROM source s WHERE s.id = v.source_id)"},
	{"gaps were found by no source", "SELECT count(*) FROM gap g WHERE NOT EXISTS (SELECT 1 FROM source s WHERE s.id = g.source_id)"},
	{"ties of events to files lead nowhere", `SELECT count(*) FROM also a WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = a.event_id)
		OR NOT EXISTS (SELECT 1 FROM source s WHERE s.id = a.source_id)`},
	{"sources have counts that do not add up", `SELECT count(*) FROM source WHERE finished_at > 0
		AND received <> inserted + updated + duplicates + rejected`},
}

// checkReferences counts rows whose other half is missing. The dictionaries
// are no foreign keys, for the speed of writing.
func (s *Store) checkReferences(ctx context.Context, found *Soundness) error {
	if err := s.read.GetContext(ctx, &found.Events, "SELECT count(*) FROM event"); err != nil {
		return err
	}
	missing := func(what, query string) error {
		var n int
		err := s.read.GetContext(ctx, &n, query)
		if err == nil && n > 0 {
			found.add("%d %s", n, what)
		}
		return err
	}
	for _, of := range oddities {
		if err := missing(of.what, of.query); err != nil {
			return err
		}
	}
	for _, table := range []string{"tenant", "source", "action", "area", "actor", "flow", "target", "origin"} {
		err := missing("events have no "+table, "SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM "+table+" d WHERE d.id = e."+table+"_id)")
		if err != nil {
			return err
		}
	}
	return nil
}

const (
	packedColumns  = "p.raw, p.raw_len, p.sha256, p.before_at, p.before_len, p.after_at, p.after_len, p.changes_at, p.changes_len"
	currentEntries = "SELECT e.event_id, " + packedColumns + " FROM payload p JOIN event e ON e.id = p.id ORDER BY p.id"
	earlierEntries = "SELECT e.event_id, " + packedColumns + " FROM version p JOIN event e ON e.id = p.event_id ORDER BY p.id"
)

// checkPayloads unpacks the entries that a query gives. Only those of events
// count towards the bytes received, so that an entry counts once.
func (s *Store) checkPayloads(ctx context.Context, found *Soundness, query string, progress func(int)) error {
	rows, err := s.read.QueryxContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for n := 1; rows.Next(); n++ {
		var row struct {
			stored
			SHA256 []byte `db:"sha256"`
		}
		if err := rows.StructScan(&row); err != nil {
			return err
		}
		event, err := s.unpack(row.stored)
		sum := sha256.Sum256(event.Raw)
		switch {
		case err != nil:
			found.add("the entry of event %q does not unpack", row.EventID)
		case !bytes.Equal(sum[:], row.SHA256):
			found.add("the entry of event %q is not what was received", row.EventID)
		}
		if query == currentEntries {
			found.Bytes += int64(row.RawLen)
		}
		if progress != nil && n%1000 == 0 {
			progress(n)
		}
	}
	return rows.Err()
}
