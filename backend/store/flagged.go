package store

import "context"

// FlagCount is how many events of a tenant have the flags that matter to a
// reader.
type FlagCount struct {
	TenantID int64 `db:"tenant_id"`
	Changed  int   `db:"changed"`
	Gone     int   `db:"gone"`
}

// CountFlags counts the flagged events of every tenant that has some.
func (s *Store) CountFlags(ctx context.Context) ([]FlagCount, error) {
	list := []FlagCount{}
	err := s.read.SelectContext(ctx, &list, `SELECT tenant_id, sum(flags & ? <> 0) AS changed, sum(flags & ? <> 0) AS gone
		FROM event WHERE flags & ? <> 0 GROUP BY tenant_id`, Changed, Gone, Changed|Gone)
	return list, failed(err, "The flagged events cannot be counted.")
}

// Flagged lists the newest events of a tenant that have a flag, at most limit;
// of one source alone with a sourceID other than 0.
func (s *Store) Flagged(ctx context.Context, tenantID, sourceID int64, flag Flags, limit int) ([]Row, error) {
	rows := []Row{}
	err := s.read.SelectContext(ctx, &rows, "SELECT "+rowColumns+rowTables+` WHERE e.tenant_id = ? AND e.flags & ? <> 0
		AND ? IN (0, e.source_id) ORDER BY e.created_at DESC, e.id DESC LIMIT ?`, tenantID, flag, sourceID, limit)
	return rows, failed(err, "The flagged events cannot be read.")
}
