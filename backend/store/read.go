package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// Row is an event's hot columns: all a table line shows.
type Row struct {
	Key        int64  `db:"id"`
	Tenant     string `db:"tenant"`
	EventID    string `db:"event_id"`
	CreatedAt  int64  `db:"created_at"` // epoch ms
	TypeIndex  int    `db:"type"`       // position in audit.Types
	Action     string `db:"action"`
	Area       string `db:"area"`
	Email      string `db:"email"`
	UserID     string `db:"user_id"`
	FlowID     string `db:"flow"`
	TargetKind string `db:"kind"`
	TargetID   string `db:"target"`
	TargetName string `db:"target_name"`
	IP         string `db:"ip"`
	UserAgent  string `db:"user_agent"`
	Summary    string `db:"summary"` // empty until made
	SourceID   int64  `db:"source_id"`
	Flags      Flags  `db:"flags"`
}

// Type is the event's type.
func (r Row) Type() audit.Type { return audit.Types[r.TypeIndex] }

// Bare is the event without its entry, states and changes.
func (r Row) Bare() audit.Event {
	return audit.Event{
		ID: r.EventID, Tenant: r.Tenant, CreatedAt: time.UnixMilli(r.CreatedAt).UTC(),
		Action: r.Action, Type: r.Type(), Area: r.Area, User: r.Email, UserID: r.UserID, FlowID: r.FlowID,
		TargetKind: r.TargetKind, TargetID: r.TargetID, TargetName: r.TargetName, IP: r.IP, UserAgent: r.UserAgent, Summary: r.Summary,
	}
}

const rowColumns = `e.id, t.name AS tenant, e.event_id, e.created_at, e.type, a.name AS action, r.name AS area,
	u.email, u.user_id, f.flow_id AS flow, g.kind, g.target_id AS target, g.name AS target_name, o.ip, o.user_agent, m.text AS summary, e.source_id, e.flags`

const rowTables = " FROM event e JOIN tenant t ON t.id = e.tenant_id JOIN summary m ON m.id = e.summary_id" + wordTables

// wordTables are the dictionaries of an event or of a version of one.
const wordTables = ` JOIN action a ON a.id = e.action_id
	JOIN area r ON r.id = e.area_id JOIN actor u ON u.id = e.actor_id JOIN flow f ON f.id = e.flow_id
	JOIN target g ON g.id = e.target_id JOIN origin o ON o.id = e.origin_id`

// Rows reads the hot columns of events by their keys, in the order of the
// keys. An event that has gone meanwhile is left out.
func (s *Store) Rows(ctx context.Context, keys []int64) ([]Row, error) {
	var rows []Row
	if err := s.selectByKey(ctx, &rows, "SELECT "+rowColumns+rowTables, keys); err != nil {
		return nil, failed(err, "The events cannot be read.")
	}
	return inOrder(keys, rows, func(r Row) int64 { return r.Key }), nil
}

func (s *Store) selectByKey(ctx context.Context, into any, query string, keys []int64) error {
	if len(keys) == 0 {
		return nil
	}
	query, args, err := sqlx.In(query+" WHERE e.id IN (?)", keys)
	if err != nil {
		return err
	}
	return s.read.SelectContext(ctx, into, query, args...)
}

func inOrder[T any](keys []int64, rows []T, key func(T) int64) []T {
	byKey := make(map[int64]int, len(rows))
	for i, row := range rows {
		byKey[key(row)] = i
	}
	ordered := make([]T, 0, len(rows))
	for _, k := range keys {
		if i, ok := byKey[k]; ok {
			ordered = append(ordered, rows[i])
		}
	}
	return ordered
}

// Find returns the key of an event by its id. With an empty tenant name the id
// must be unique in the cache; CodeInvalid tells of several, CodeNotFound of
// none.
func (s *Store) Find(ctx context.Context, tenant, eventID string) (int64, error) {
	var found []struct {
		Key    int64  `db:"id"`
		Tenant string `db:"name"`
	}
	err := s.read.SelectContext(ctx, &found, `SELECT e.id, t.name FROM event e JOIN tenant t ON t.id = e.tenant_id
		WHERE e.event_id = ? AND (? = '' OR t.name = ?) ORDER BY t.name`, eventID, tenant, tenant)
	switch {
	case err != nil:
		return 0, failed(err, "The event cannot be read.")
	case len(found) == 0:
		return 0, audit.Errorf(audit.CodeNotFound, "There is no event %q in this cache.", eventID).
			WithHint("Sync first, or look for it with: trailbook events --search ID")
	case len(found) > 1:
		return 0, audit.Errorf(audit.CodeInvalid, "%d tenants have an event %q.", len(found), eventID).
			WithHint("Say which one with --tenant, for example --tenant %q.", found[0].Tenant)
	}
	return found[0].Key, nil
}

// stored is a row with its payload.
type stored struct {
	Row
	Raw        []byte `db:"raw"`
	RawLen     int    `db:"raw_len"`
	BeforeAt   int    `db:"before_at"`
	BeforeLen  int    `db:"before_len"`
	AfterAt    int    `db:"after_at"`
	AfterLen   int    `db:"after_len"`
	ChangesAt  int    `db:"changes_at"`
	ChangesLen int    `db:"changes_len"`
}

const storedQuery = "SELECT " + rowColumns + `, p.raw, p.raw_len, p.before_at, p.before_len, p.after_at, p.after_len,
	p.changes_at, p.changes_len` + rowTables + " JOIN payload p ON p.id = e.id"

// Event reads one event whole, with its row; CodeNotFound when it has gone.
func (s *Store) Event(ctx context.Context, key int64) (audit.Event, Row, error) {
	var row stored
	err := s.read.GetContext(ctx, &row, storedQuery+" WHERE e.id = ?", key)
	if errors.Is(err, sql.ErrNoRows) {
		return audit.Event{}, Row{}, audit.Errorf(audit.CodeNotFound, "This event is no longer in the cache.")
	}
	if err != nil {
		return audit.Event{}, Row{}, failed(err, "The event cannot be read.")
	}
	event, err := s.unpack(row)
	return event, row.Row, failed(err, "The event %q is damaged.", row.EventID)
}

// eventsAtOnce bounds the memory of Events: a batch of the largest entries
// (4 MiB) stays below 256 MiB.
const eventsAtOnce = 64

// Events reads events whole by their keys, in the order of the keys, a batch
// at a time. It stops at the first error.
func (s *Store) Events(ctx context.Context, keys []int64) iter.Seq2[audit.Event, error] {
	return func(yield func(audit.Event, error) bool) {
		for len(keys) > 0 {
			n := min(eventsAtOnce, len(keys))
			var rows []stored
			if err := s.selectByKey(ctx, &rows, storedQuery, keys[:n]); err != nil {
				yield(audit.Event{}, failed(err, "The events cannot be read."))
				return
			}
			for _, row := range inOrder(keys[:n], rows, func(r stored) int64 { return r.Key }) {
				event, err := s.unpack(row)
				if !yield(event, failed(err, "The event %q is damaged.", row.EventID)) || err != nil {
					return
				}
			}
			keys = keys[n:]
		}
	}
}

func (s *Store) unpack(row stored) (audit.Event, error) {
	raw, err := s.opener.DecodeAll(row.Raw, nil)
	if err != nil {
		return audit.Event{}, err
	}
	var broken bool
	part := func(at, size int) json.RawMessage {
		if size == 0 {
			return nil
		}
		if at < 0 || size < 0 || at+size > len(raw) {
			broken = true
			return nil
		}
		return raw[at : at+size : at+size]
	}
	e := row.Bare()
	e.Before, e.After = part(row.BeforeAt, row.BeforeLen), part(row.AfterAt, row.AfterLen)
	e.Changes, e.Raw = part(row.ChangesAt, row.ChangesLen), part(0, row.RawLen)
	if broken {
		return e, errors.New("store: the places of its objects do not fit")
	}
	return e, nil
}
