package store

import (
	"context"
	"iter"
	"math"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// kindFlow is the kind of object that an event without a kind of its own can
// be about, by its flow's id.
const kindFlow = "flow"

// objectKind and objectID are audit.Event.Object in SQL, for an event with its
// target g and flow f; empty where it is about none.
const (
	objectKind = "(CASE WHEN g.kind = '' AND f.flow_id <> '' AND g.target_id IN ('', f.flow_id) THEN 'flow' ELSE g.kind END)"
	objectID   = "(CASE WHEN g.target_id = '' AND g.kind IN ('', 'flow') THEN f.flow_id ELSE g.target_id END)"
)

// ObjectKeys lists the keys of the events that are about an object and were
// created at or before until (the zero time is all), in time order, oldest
// first; none when the cache has none.
func (s *Store) ObjectKeys(ctx context.Context, o audit.Object, until time.Time) ([]int64, error) {
	query := `SELECT e.id, e.created_at FROM event e WHERE +e.tenant_id = (SELECT id FROM tenant WHERE name = ?)
		AND e.target_id IN (SELECT id FROM target WHERE kind = ? AND target_id = ?)`
	args := []any{o.Tenant, o.Kind, o.ID}
	// The plus keeps SQLite from walking the tenant instead of the target.
	if o.Kind == kindFlow {
		// Those that name the flow alone. No event is in both halves.
		query += ` UNION ALL SELECT e.id, e.created_at FROM event e JOIN target g ON g.id = e.target_id
			WHERE +e.tenant_id = (SELECT id FROM tenant WHERE name = ?) AND e.flow_id IN (SELECT id FROM flow WHERE flow_id = ?)
			AND ((g.kind = '' AND g.target_id IN ('', ?)) OR (g.kind = 'flow' AND g.target_id = ''))`
		args = append(args, o.Tenant, o.ID, o.ID)
	}
	keys, latest := []int64{}, int64(math.MaxInt64)
	if !until.IsZero() {
		latest = until.UnixMilli()
	}
	err := s.read.SelectContext(ctx, &keys, "SELECT id FROM ("+query+") WHERE created_at <= ? ORDER BY created_at, id", append(args, latest)...)
	return keys, failed(err, "The events of %s cannot be read.", o)
}

// ObjectOwners lists the names of the tenants that have events about an
// object, by name; the object's own tenant does not matter.
func (s *Store) ObjectOwners(ctx context.Context, o audit.Object) ([]string, error) {
	names := []string{}
	err := s.read.SelectContext(ctx, &names, `SELECT t.name FROM tenant t WHERE EXISTS (SELECT 1 FROM event e
			JOIN target g ON g.id = e.target_id JOIN flow f ON f.id = e.flow_id
			WHERE e.tenant_id = t.id AND `+objectKind+` = ? AND `+objectID+` = ?
			AND (e.target_id IN (SELECT id FROM target WHERE target_id = ?) OR e.flow_id IN (SELECT id FROM flow WHERE flow_id = ?)))
		ORDER BY t.name`, o.Kind, o.ID, o.ID, o.ID)
	return names, failed(err, "The events of %s cannot be read.", o)
}

// Packed is an event of which the entry is still compressed.
type Packed struct {
	Row
	store  *Store
	stored stored
}

// Stateless reports that the entry says nothing of states or changes: there is
// nothing to unpack it for.
func (p Packed) Stateless() bool {
	return p.stored.BeforeLen == 0 && p.stored.AfterLen == 0 && p.stored.ChangesLen == 0
}

// HasState reports that the entry holds a state of its object.
func (p Packed) HasState() bool { return p.stored.BeforeLen > 0 || p.stored.AfterLen > 0 }

// Event unpacks the event whole. Several goroutines may do so at once.
func (p Packed) Event() (audit.Event, error) {
	event, err := p.store.unpack(p.stored)
	return event, failed(err, "The event %q is damaged.", p.EventID)
}

// PackedEvents reads events by their keys, in the order of the keys, a batch at
// a time, and leaves the unpacking to whoever takes them. It stops at the first
// error.
func (s *Store) PackedEvents(ctx context.Context, keys []int64) iter.Seq2[Packed, error] {
	return func(yield func(Packed, error) bool) {
		for len(keys) > 0 {
			n := min(eventsAtOnce, len(keys))
			var rows []stored
			if err := s.selectByKey(ctx, &rows, storedQuery, keys[:n]); err != nil {
				yield(Packed{}, failed(err, "The events cannot be read."))
				return
			}
			for _, row := range inOrder(keys[:n], rows, func(r stored) int64 { return r.Key }) {
				if !yield(Packed{row.Row, s, row}, nil) {
					return
				}
			}
			keys = keys[n:]
		}
	}
}
