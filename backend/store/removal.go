package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// Removal is what goes with a tenant.
type Removal struct {
	Events   int `db:"events" json:"events"`
	Sources  int `db:"sources" json:"sources"`
	Versions int `db:"versions" json:"versions"` // what events were before they changed
}

const countRemoval = `SELECT (SELECT count(*) FROM event WHERE tenant_id = ?) AS events,
	(SELECT count(*) FROM source WHERE tenant_id = ?) AS sources,
	(SELECT count(*) FROM version v JOIN event e ON e.id = v.event_id WHERE e.tenant_id = ?) AS versions`

// RemovalOf says what RemoveTenant would remove; CodeNotFound when there is no
// such tenant.
func (s *Store) RemovalOf(ctx context.Context, name string) (Removal, error) {
	t, err := s.Tenant(ctx, name)
	if err != nil {
		return Removal{}, err
	}
	var r Removal
	err = s.read.GetContext(ctx, &r, countRemoval, t.ID, t.ID, t.ID)
	return r, failed(err, "The tenant %q cannot be counted.", name)
}

// RemoveTenant removes a tenant with all its events, their versions and its
// sources, and the texts that only they used; it returns how many events went.
func (s *Store) RemoveTenant(ctx context.Context, name string) (events int, err error) {
	defer func() { err = failed(err, "The tenant %q cannot be removed.", name) }()
	t, err := s.Tenant(ctx, name)
	if err != nil {
		return 0, err
	}
	err = s.entering(ctx, func(tx *sqlx.Tx) (entry, error) {
		if err := tx.GetContext(ctx, &events, "SELECT count(*) FROM event WHERE tenant_id = ?", t.ID); err != nil {
			return entry{}, err
		}
		e := entry{Kind: kindActivity, What: tenantRemoved, Detail: fmt.Sprintf("%q with %d events", t.Name, events), TenantID: t.ID, Subject: "tenant", SubjectID: t.ID}
		return e, removeTenant(ctx, tx, t)
	})
	return events, err
}

func removeTenant(ctx context.Context, tx *sqlx.Tx, t Tenant) error {
	if err := forgetTexts(ctx, tx, t.ID); err != nil {
		return err
	}
	for _, statement := range []string{
		"UPDATE ledger SET heads = zeroblob(0), leaves = zeroblob(0) WHERE tenant_id = ?",
		"DELETE FROM payload WHERE id IN (SELECT id FROM event WHERE tenant_id = ?)",
		"DELETE FROM version WHERE event_id IN (SELECT id FROM event WHERE tenant_id = ?)",
		"DELETE FROM also WHERE source_id IN (SELECT id FROM source WHERE tenant_id = ?)",
		"DELETE FROM rejected WHERE source_id IN (SELECT id FROM source WHERE tenant_id = ?)",
		"DELETE FROM event WHERE tenant_id = ?", "DELETE FROM gap WHERE tenant_id = ?",
		"DELETE FROM state_gap WHERE tenant_id = ?", "DELETE FROM continuity WHERE tenant_id = ?",
		"DELETE FROM source WHERE tenant_id = ?", "DELETE FROM coverage WHERE tenant_id = ?", "DELETE FROM holding WHERE tenant_id = ?", "DELETE FROM tenant WHERE id = ?",
	} {
		if _, err := tx.ExecContext(ctx, statement, t.ID); err != nil {
			return err
		}
	}
	for _, word := range []string{"action", "area", "actor", "flow", "target", "origin"} {
		if _, err := tx.ExecContext(ctx, "DELETE FROM "+word+" WHERE id NOT IN (SELECT "+word+"_id FROM event UNION SELECT "+word+"_id FROM version)"); err != nil {
			return err
		}
	}
	// Summaries are of events alone; the key 0 stands for none.
	_, err := tx.ExecContext(ctx, "DELETE FROM summary WHERE id <> 0 AND id NOT IN (SELECT summary_id FROM event)")
	return err
}
