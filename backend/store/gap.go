package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// Gap is a period of a tenant's log of which entries may be missing. Its ends
// are epoch milliseconds, 0 where it is open.
type Gap struct {
	ID       int64  `db:"id"`
	TenantID int64  `db:"tenant_id"`
	SourceID int64  `db:"source_id"` // the sync that found it
	From     int64  `db:"low"`
	To       int64  `db:"high"`
	Reason   string `db:"reason"` // one sentence
}

// Warning says in a sentence what may be missing, with times in UTC.
func (g Gap) Warning() string {
	moment := func(ms int64) string { return audit.FormatTime(time.UnixMilli(ms)) }
	switch {
	case g.From == 0:
		return fmt.Sprintf("Before %s entries may be missing: %s", moment(g.To), g.Reason)
	default:
		return fmt.Sprintf("Between %s and %s entries may be missing: %s", moment(g.From), moment(g.To), g.Reason)
	}
}

// KeepGap records a gap that a sync found.
func (s *Store) KeepGap(ctx context.Context, g Gap) error {
	err := s.entering(ctx, func(tx *sqlx.Tx) (entry, error) {
		result, err := tx.NamedExecContext(ctx, `INSERT INTO gap (tenant_id, source_id, low, high, reason)
			VALUES (:tenant_id, :source_id, :low, :high, :reason)`, g)
		if err == nil {
			g.ID, err = result.LastInsertId()
		}
		if err != nil {
			return entry{}, err
		}
		return entry{Kind: kindGap, What: "gap found", Detail: g.Warning(), TenantID: g.TenantID, SourceID: g.SourceID}.about(ctx, tx, "gap", g.ID)
	})
	return failed(err, "A gap in the tenant's log cannot be kept.")
}

// Gaps lists the gaps of a tenant, or of all with 0, newest first.
func (s *Store) Gaps(ctx context.Context, tenantID int64) ([]Gap, error) {
	list := []Gap{}
	err := s.read.SelectContext(ctx, &list, `SELECT id, tenant_id, source_id, low, high, reason FROM gap
		WHERE ? IN (0, tenant_id) ORDER BY high DESC, id DESC`, tenantID)
	return list, failed(err, "The gaps cannot be read.")
}
