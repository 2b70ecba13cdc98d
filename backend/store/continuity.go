package store

import (
	"context"
	"encoding/json"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// ObjectStamp is an object of the cache with a text that changes whenever its
// events do.
type ObjectStamp struct {
	TenantID int64  `db:"tenant_id"`
	Tenant   string `db:"tenant"`
	Kind     string `db:"kind"`
	ID       string `db:"object_id"`
	Stamp    string `db:"stamp"`
	Events   int    `db:"events"`
}

// Object is the object itself.
func (o ObjectStamp) Object() audit.Object {
	return audit.Object{Tenant: o.Tenant, Kind: o.Kind, ID: o.ID}
}

// continuityRules is the number of the rules by which states are held against
// each other. What was found by others is looked at again.
const continuityRules = "1"

// stamps gives an object's stamp: how many events it has, the newest of them,
// the sum of the sources that brought or last changed each, and of the flag
// that says a copy was replaced.
const stamps = `SELECT e.tenant_id, t.name AS tenant, ` + objectKind + ` AS kind, ` + objectID + ` AS object_id, count(*) AS events,
		'` + continuityRules + `:' || count(*) || ':' || max(e.id) || ':' || sum(e.source_id) || ':' || sum(e.flags & 8) AS stamp
	FROM event e JOIN tenant t ON t.id = e.tenant_id JOIN target g ON g.id = e.target_id JOIN flow f ON f.id = e.flow_id
	WHERE ? IN ('', t.name) GROUP BY 1, 3, 4 HAVING kind <> '' AND object_id <> ''`

// ObjectStamps lists the objects that the events of a tenant are about, or of
// all with an empty name.
func (s *Store) ObjectStamps(ctx context.Context, tenant string) ([]ObjectStamp, error) {
	all := []ObjectStamp{}
	err := s.read.SelectContext(ctx, &all, stamps, tenant)
	return all, failed(err, "The objects of the cache cannot be listed.")
}

// UnwalkedObjects lists the objects of a tenant, or of all with an empty name,
// whose events are not those of the last KeepWalk, and counts the others. What
// was kept of objects that have no event any more is forgotten.
func (s *Store) UnwalkedObjects(ctx context.Context, tenant string) (stale []ObjectStamp, fresh int, err error) {
	defer func() { err = failed(err, "The objects of the cache cannot be listed.") }()
	all, err := s.ObjectStamps(ctx, tenant)
	if err != nil {
		return nil, 0, err
	}
	var kept []ObjectStamp
	if err := s.read.SelectContext(ctx, &kept, `SELECT c.tenant_id, t.name AS tenant, c.kind, c.object_id, c.stamp
		FROM continuity c JOIN tenant t ON t.id = c.tenant_id WHERE ? IN ('', t.name)`, tenant); err != nil {
		return nil, 0, err
	}
	known := make(map[audit.Object]ObjectStamp, len(kept))
	for _, o := range kept {
		known[o.Object()] = o
	}
	for _, o := range all {
		if known[o.Object()].Stamp == o.Stamp {
			fresh++
		} else {
			stale = append(stale, o)
		}
		delete(known, o.Object())
	}
	return stale, fresh, s.forget(ctx, known)
}

func (s *Store) forget(ctx context.Context, vanished map[audit.Object]ObjectStamp) error {
	if len(vanished) == 0 {
		return nil
	}
	return s.writing(ctx, func(tx *sqlx.Tx) error {
		for _, o := range vanished {
			if err := forgetWalk(ctx, tx, o); err != nil {
				return err
			}
		}
		return nil
	})
}

func forgetWalk(ctx context.Context, tx *sqlx.Tx, o ObjectStamp) error {
	for _, table := range []string{"continuity", "state_gap"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+table+" WHERE tenant_id = ? AND kind = ? AND object_id = ?",
			o.TenantID, o.Kind, o.ID); err != nil {
			return err
		}
	}
	return nil
}

// StateGap is a place where the state before an event is not the one that the
// event before it left. The events are keys of the cache.
type StateGap struct {
	LeftBy    int64
	FoundBy   int64
	Paths     []string // the first that differ, secrets masked
	Differing int      // how many differ in all
}

// Walk is what following an object found.
type Walk struct {
	ObjectStamp
	Gaps []StateGap
}

// KeepWalks keeps what following objects found, instead of what was found
// before.
func (s *Store) KeepWalks(ctx context.Context, walks []Walk) error {
	err := s.writing(ctx, func(tx *sqlx.Tx) error {
		for _, w := range walks {
			if err := keepWalk(ctx, tx, w); err != nil {
				return err
			}
		}
		return nil
	})
	return failed(err, "What the check of the states found cannot be kept.")
}

func keepWalk(ctx context.Context, tx *sqlx.Tx, w Walk) error {
	if err := forgetWalk(ctx, tx, w.ObjectStamp); err != nil {
		return err
	}
	// A tenant that was removed meanwhile is left alone.
	if _, err := tx.ExecContext(ctx, "INSERT INTO continuity (tenant_id, kind, object_id, stamp) SELECT id, ?, ?, ? FROM tenant WHERE id = ?",
		w.Kind, w.ID, w.Stamp, w.TenantID); err != nil {
		return err
	}
	for _, g := range w.Gaps {
		paths, err := json.Marshal(g.Paths)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO state_gap (tenant_id, kind, object_id, left_by, found_by, paths, differing)
			SELECT id, ?, ?, ?, ?, ?, ? FROM tenant WHERE id = ?`,
			w.Kind, w.ID, g.LeftBy, g.FoundBy, string(paths), g.Differing, w.TenantID); err != nil {
			return err
		}
	}
	return nil
}

// StateGaps lists the gaps that the last walks found in the objects of a
// tenant, or of all with an empty name, the newest first.
func (s *Store) StateGaps(ctx context.Context, tenant string) ([]StateGap, error) {
	var rows []struct {
		LeftBy    int64  `db:"left_by"`
		FoundBy   int64  `db:"found_by"`
		Paths     string `db:"paths"`
		Differing int    `db:"differing"`
	}
	err := s.read.SelectContext(ctx, &rows, `SELECT g.left_by, g.found_by, g.paths, g.differing FROM state_gap g
		JOIN tenant t ON t.id = g.tenant_id JOIN event e ON e.id = g.found_by
		WHERE ? IN ('', t.name) ORDER BY e.created_at DESC, e.id DESC`, tenant)
	gaps := make([]StateGap, len(rows))
	for i, row := range rows {
		if err == nil {
			err = json.Unmarshal([]byte(row.Paths), &gaps[i].Paths)
		}
		gaps[i].LeftBy, gaps[i].FoundBy, gaps[i].Differing = row.LeftBy, row.FoundBy, row.Differing
	}
	return gaps, failed(err, "The gaps between states cannot be read.")
}

// writing runs work in a transaction.
func (s *Store) writing(ctx context.Context, work func(*sqlx.Tx) error) error {
	s.keeper.fetch()
	tx, err := s.write.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	if err := work(tx); err != nil {
		return err
	}
	return tx.Commit()
}
