package store

import (
	"context"
	"fmt"
)

// oddities are queries that count what must not be.
var oddities = [...]struct{ what, query string }{
	{"rows refer to others that are gone", "SELECT count(*) FROM pragma_foreign_key_check"},
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
			found.add(fmt.Sprintf("%d %s", n, what))
		}
		return err
	}
	for _, of := range oddities {
		if err := missing(of.what, of.query); err != nil {
			return err
		}
	}
	for _, table := range []string{"tenant", "source", "action", "area", "actor", "flow", "target", "origin", "summary"} {
		err := missing("events have no "+table, "SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM "+table+" d WHERE d.id = e."+table+"_id)")
		if err != nil {
			return err
		}
	}
	return nil
}
