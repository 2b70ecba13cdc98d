package store

import (
	"context"

	"github.com/trailbook/trailbook/backend/audit"
)

// keepVersion copies an event and its payload before they are written over.
const keepVersion = `INSERT INTO version (held_until, event_id, created_at, type, action_id, area_id, actor_id, flow_id, target_id, origin_id,
		source_id, raw, raw_len, sha256, before_at, before_len, after_at, after_len, changes_at, changes_len)
	SELECT ?, e.id, e.created_at, e.type, e.action_id, e.area_id, e.actor_id, e.flow_id, e.target_id, e.origin_id,
		e.source_id, p.raw, p.raw_len, p.sha256, p.before_at, p.before_len, p.after_at, p.after_len, p.changes_at, p.changes_len
	FROM event e JOIN payload p ON p.id = e.id WHERE e.id = ?`

// Version is what an event was before it changed. Times are epoch
// milliseconds.
type Version struct {
	Event     audit.Event // whole, with its raw entry but without a summary
	Source    Source      // that brought it
	SeenAt    int64       // when that source began
	HeldUntil int64       // when the next version was received
}

// Versions lists what the event with this key was before it changed, oldest
// first; none for one that never changed.
func (s *Store) Versions(ctx context.Context, key int64) ([]Version, error) {
	var rows []struct {
		stored
		HeldUntil int64 `db:"held_until"`
	}
	err := s.read.SelectContext(ctx, &rows, `SELECT e.id, t.name AS tenant, i.event_id, e.created_at, e.type, a.name AS action, r.name AS area,
			u.email, u.user_id, f.flow_id AS flow, g.kind, g.target_id AS target, g.name AS target_name, o.ip, o.user_agent, '' AS summary, e.source_id, 0 AS flags,
			e.raw, e.raw_len, e.before_at, e.before_len, e.after_at, e.after_len, e.changes_at, e.changes_len, e.held_until
		FROM version e JOIN event i ON i.id = e.event_id JOIN tenant t ON t.id = i.tenant_id`+wordTables+
		` WHERE e.event_id = ? ORDER BY e.id`, key)
	list := make([]Version, 0, len(rows))
	for _, row := range rows {
		version := Version{HeldUntil: row.HeldUntil}
		if version.Event, err = s.unpack(row.stored); err != nil {
			break
		}
		if version.Source, err = s.Source(ctx, row.SourceID); err != nil {
			break
		}
		version.SeenAt = version.Source.StartedAt
		list = append(list, version)
	}
	return list, failed(err, "The earlier versions of the event cannot be read.")
}
