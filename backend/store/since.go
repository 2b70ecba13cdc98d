package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
)

// Since is what the ledger tells of what was done after one of its entries.
type Since struct {
	Head    Head
	Keys    []int64 // of events that came or changed, some more than once; those of removed tenants may be left out
	Removed []int64 // tenants, with all their events
	Tenants bool    // one was added or changed
}

// mostSince is up to how many events Since lists: of more it is faster to read
// all events.
const mostSince = 1_000_000

// Since tells what was done after an entry of the ledger, which head names. It
// is not known where the ledger does not have that entry, because it is another
// cache's or was changed, and where there is more than reading all anew would
// be. What was found out later of the events' words alone is left out.
func (s *Store) Since(ctx context.Context, head Head) (since Since, known bool, err error) {
	defer func() { err = failed(err, "The ledger cannot be read.") }()
	if known, err = s.leadsOnFrom(ctx, head); err != nil || !known {
		return since, known, err
	}
	if since.Head, err = s.Head(ctx); err != nil {
		return since, false, err
	}
	rows, err := s.read.QueryxContext(ctx, `SELECT id, kind, what, tenant_id, subject, heads, leaves FROM ledger
		WHERE id > ? AND kind IN (?, ?, ?) ORDER BY id`, head.Entries, kindEvents, kindActivity, kindBaseline)
	if err != nil {
		return since, false, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var e entry
		if err := rows.StructScan(&e); err != nil {
			return since, false, err
		}
		if err := since.take(s, e); err != nil {
			return since, false, err
		}
		if len(since.Keys) > mostSince {
			return since, false, nil
		}
	}
	return since, true, rows.Err()
}

func (s *Store) leadsOnFrom(ctx context.Context, head Head) (bool, error) {
	if head.Entries == 0 {
		return true, nil
	}
	var hash []byte
	err := s.read.GetContext(ctx, &hash, "SELECT hash FROM ledger WHERE id = ?", head.Entries)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return hex.EncodeToString(hash) == head.Hash, err
}

func (since *Since) take(s *Store, e entry) error {
	switch {
	case e.Subject == "tenant" && e.What == tenantRemoved:
		since.Removed = append(since.Removed, e.TenantID)
		since.Tenants = true
	case e.Subject == "tenant":
		since.Tenants = true
	default:
		return unseal(e, s.opener, func(one seal) {
			if one.tag&^sealSummary != 0 {
				since.Keys = append(since.Keys, one.key)
			}
		})
	}
	return nil
}
