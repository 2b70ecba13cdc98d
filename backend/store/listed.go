package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// Listed is an event that the tenant's log had when it was last looked at.
type Listed struct {
	Key     int64  `db:"id"`
	EventID string `db:"event_id"`
}

// Unlisted goes through the events of a tenant that syncs brought, created
// between two times in epoch milliseconds (both exclusive), which are not gone
// already and not of the source given, and returns those for which listed says
// no.
func (s *Store) Unlisted(ctx context.Context, source Source, low, high int64, listed func(eventID string) bool) (missing []Listed, err error) {
	defer func() { err = failed(err, "The events cannot be compared with the tenant's log.") }()
	// The plus keeps SQLite from reading all of the tenant's events by their ids.
	rows, err := s.read.QueryxContext(ctx, `SELECT id, event_id FROM event WHERE created_at > ? AND created_at < ?
		AND +tenant_id = ? AND flags & ? = 0 AND source_id <> ?`, low, high, source.TenantID, Gone|FileOnly, source.ID)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var one Listed
		if err := rows.Scan(&one.Key, &one.EventID); err != nil {
			return nil, err
		}
		if !listed(one.EventID) {
			missing = append(missing, one)
		}
	}
	return missing, rows.Err()
}

// MarkGone flags events as gone from their tenant's log.
func (s *Store) MarkGone(ctx context.Context, events []Listed) (err error) {
	defer func() { err = failed(err, "What is gone from the tenant cannot be kept.") }()
	return s.entering(ctx, func(tx *sqlx.Tx) (entry, error) {
		var found seals
		for _, one := range events {
			var flags []Flags
			if err := tx.SelectContext(ctx, &flags, "UPDATE event SET flags = flags | ? WHERE id = ? RETURNING flags", int(Gone), one.Key); err != nil {
				return entry{}, err
			}
			for _, f := range flags {
				found.add(seal{key: one.Key, tag: sealFlags, flags: f})
			}
		}
		return found.into(entry{Kind: kindEvents, What: "events gone from the tenant", Updated: len(events)}, s.packer), nil
	})
}

// HoldsBefore reports whether syncs brought events of a tenant that were
// created before a time in epoch milliseconds and are not gone otherwise.
func (s *Store) HoldsBefore(ctx context.Context, tenantID, before int64) (bool, error) {
	var holds bool
	err := s.read.GetContext(ctx, &holds, `SELECT EXISTS (SELECT 1 FROM event WHERE created_at < ?
		AND +tenant_id = ? AND flags & ? = 0)`, before, tenantID, Gone|FileOnly)
	return holds, failed(err, "The events cannot be read.")
}

// HasListed reports whether the cache has events that a sync of the tenant
// brought.
func (s *Store) HasListed(ctx context.Context, tenantID int64) (bool, error) {
	var has bool
	err := s.read.GetContext(ctx, &has, "SELECT EXISTS (SELECT 1 FROM event WHERE tenant_id = ? AND flags & ? = 0)", tenantID, FileOnly)
	return has, failed(err, "The events cannot be read.")
}
