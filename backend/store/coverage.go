package store

import (
	"context"
	"math"
)

// Stretch is a period in which every entry that the tenant had was received.
// Both ends are epoch milliseconds and belong to it; Low is BeginningOfTime
// once a sync reached the end of the tenant's log.
type Stretch struct {
	Low  int64 `db:"low"`
	High int64 `db:"high"`
}

// BeginningOfTime is the Low of a stretch that reaches the end of the log.
const BeginningOfTime = math.MinInt64

// Coverage lists a tenant's stretches, newest first; they do not overlap.
func (s *Store) Coverage(ctx context.Context, tenantID int64) ([]Stretch, error) {
	var list []Stretch
	err := s.read.SelectContext(ctx, &list, "SELECT low, high FROM coverage WHERE tenant_id = ? ORDER BY high DESC", tenantID)
	return list, failed(err, "What was synced so far cannot be read.")
}

// Cover adds a stretch to a tenant's coverage, joining those it touches.
func (s *Store) Cover(ctx context.Context, tenantID int64, added Stretch) (err error) {
	defer func() { err = failed(err, "What was synced so far cannot be kept.") }()
	tx, err := s.write.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var touching []Stretch
	if err := tx.SelectContext(ctx, &touching, "SELECT low, high FROM coverage WHERE tenant_id = ? AND high >= ? AND low <= ?",
		tenantID, added.Low, added.High); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM coverage WHERE tenant_id = ? AND high >= ? AND low <= ?",
		tenantID, added.Low, added.High); err != nil {
		return err
	}
	for _, t := range touching {
		added.Low, added.High = min(added.Low, t.Low), max(added.High, t.High)
	}
	if _, err := tx.ExecContext(ctx, "INSERT INTO coverage (tenant_id, low, high) VALUES (?, ?, ?)", tenantID, added.Low, added.High); err != nil {
		return err
	}
	return tx.Commit()
}

// Uncover forgets a tenant's coverage, so that the next sync reads its log
// from end to end.
func (s *Store) Uncover(ctx context.Context, tenantID int64) error {
	_, err := s.write.ExecContext(ctx, "DELETE FROM coverage WHERE tenant_id = ?", tenantID)
	return failed(err, "What was synced so far cannot be reset.")
}

// CountSince counts a tenant's events created at or after a time in epoch
// milliseconds that its log has as far as is known: not those gone from it, nor
// those that only files brought.
func (s *Store) CountSince(ctx context.Context, tenantID, since int64) (int, error) {
	var n int
	err := s.read.GetContext(ctx, &n, "SELECT count(*) FROM event WHERE tenant_id = ? AND created_at >= ? AND flags & ? = 0",
		tenantID, since, Gone|FileOnly)
	return n, failed(err, "The events cannot be counted.")
}
