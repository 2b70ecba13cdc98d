package store

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// holding is what the cache holds of a tenant.
type holding struct {
	TenantID int64 `db:"tenant_id"`
	Events   int   `db:"events"`
	Oldest   int64 `db:"oldest"` // epoch ms
	Newest   int64 `db:"newest"`
}

// countedHoldings counts them anew, which goes through all events.
const countedHoldings = "SELECT tenant_id, count(*) AS events, min(created_at) AS oldest, max(created_at) AS newest FROM event"

// grown is what a batch adds to the holding of its tenant.
type grown struct {
	holding
	moved bool // an event has another time than before
}

func (g *grown) add(at int64) {
	if g.Events == 0 {
		g.Oldest, g.Newest = at, at
	}
	g.Events, g.Oldest, g.Newest = g.Events+1, min(g.Oldest, at), max(g.Newest, at)
}

// keep adds what grew.
func (g *grown) keep(ctx context.Context, tx *sqlx.Tx, tenantID int64) error {
	g.TenantID = tenantID
	if g.Events > 0 {
		if _, err := tx.NamedExecContext(ctx, `INSERT INTO holding (tenant_id, events, oldest, newest) VALUES (:tenant_id, :events, :oldest, :newest)
			ON CONFLICT (tenant_id) DO UPDATE SET events = events + excluded.events,
				oldest = min(oldest, excluded.oldest), newest = max(newest, excluded.newest)`, g.holding); err != nil {
			return err
		}
	}
	if !g.moved {
		return nil
	}
	// It may have been the oldest or the newest. No tenant does that often.
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO holding (tenant_id, events, oldest, newest) `+countedHoldings+` WHERE tenant_id = ?`, tenantID)
	return err
}

// wrongHoldings are how many tenants are counted wrongly.
func wrongHoldings(ctx context.Context, from reader) (n int, err error) {
	err = from.GetContext(ctx, &n, `SELECT count(*) FROM (
		SELECT tenant_id FROM (SELECT * FROM (`+countedHoldings+` GROUP BY tenant_id) EXCEPT SELECT * FROM holding WHERE events > 0)
		UNION SELECT tenant_id FROM (SELECT * FROM holding WHERE events > 0 EXCEPT SELECT * FROM (`+countedHoldings+` GROUP BY tenant_id)))`)
	return n, err
}

// countHoldings counts all anew.
func countHoldings(ctx context.Context, tx *sqlx.Tx) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM holding"); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, "INSERT INTO holding (tenant_id, events, oldest, newest) "+countedHoldings+" GROUP BY tenant_id")
	return err
}

// checkHoldings holds what is shown of the tenants to their events. Where those
// were changed, which was said already, it follows.
func (c *checker) checkHoldings(ctx context.Context) error {
	if len(c.list.list) > 0 {
		return nil
	}
	n, err := wrongHoldings(ctx, c.tx)
	if n > 0 {
		c.found.TextsWrong = true
		c.found.add(fmt.Sprintf("the events of %d tenants are counted wrongly", n))
	}
	return err
}
