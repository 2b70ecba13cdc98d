package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// Write puts a batch of events of one source into the cache in one
// transaction: new ids are inserted, known ids with other content updated,
// the rest are duplicates. The events' Tenant field is not read. A failed
// batch leaves nothing behind.
func (s *Store) Write(ctx context.Context, source Source, events []audit.Event) (tally Tally, err error) {
	defer func() { err = failed(err, "The events cannot be written to the cache.") }()
	packed := s.pack(events)
	tx, err := s.write.BeginTxx(ctx, nil)
	if err != nil {
		return Tally{}, err
	}
	defer func() { _ = tx.Rollback() }()
	batch, err := newBatch(ctx, tx, source)
	if err != nil {
		return Tally{}, err
	}
	defer batch.close()
	for i, event := range events {
		if err := batch.put(ctx, event, packed[i]); err != nil {
			return Tally{}, fmt.Errorf("store: event %q: %w", event.ID, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return Tally{}, err
	}
	batch.tally.Received = len(events)
	return batch.tally, nil
}

// payload is a packed entry with the places of the objects inside it.
type payload struct {
	raw    []byte
	rawLen int
	sha256 [sha256.Size]byte
	spans  [6]int // before, after, changes: offset and length of each
}

// pack compresses the entries before the transaction begins, so that the
// write lock is held only for writing.
func (s *Store) pack(events []audit.Event) []payload {
	packed := make([]payload, len(events))
	for i, e := range events {
		raw := []byte(e.Raw)
		spans, inside := spansOf(raw, e.Before, e.After, e.Changes)
		if !inside {
			// Objects that are not part of the entry (a CSV's columns) travel behind it.
			raw = slices.Concat(raw, e.Before, e.After, e.Changes)
			spans = spansBehind(len(e.Raw), e.Before, e.After, e.Changes)
		}
		packed[i] = payload{raw: s.packer.EncodeAll(raw, nil), rawLen: len(e.Raw), sha256: sha256.Sum256(e.Raw), spans: spans}
	}
	return packed
}

func spansOf(raw []byte, objects ...json.RawMessage) (spans [6]int, inside bool) {
	for i, object := range objects {
		if len(object) == 0 {
			continue
		}
		at := bytes.Index(raw, object)
		if at < 0 {
			return spans, false
		}
		spans[2*i], spans[2*i+1] = at, len(object)
	}
	return spans, true
}

func spansBehind(at int, objects ...json.RawMessage) (spans [6]int) {
	for i, object := range objects {
		spans[2*i], spans[2*i+1] = at, len(object)
		at += len(object)
	}
	return spans
}

// batch writes events inside one transaction.
type batch struct {
	source  Source
	words   *dictionary
	find    *sqlx.Stmt
	insert  *sqlx.Stmt
	payload *sqlx.Stmt
	update  *sqlx.Stmt
	tally   Tally
}

func newBatch(ctx context.Context, tx *sqlx.Tx, source Source) (*batch, error) {
	b := &batch{source: source, words: newDictionary(tx)}
	for _, prepared := range []struct {
		into **sqlx.Stmt
		sql  string
	}{
		{&b.find, `SELECT e.id, p.sha256 FROM event e JOIN payload p ON p.id = e.id WHERE e.tenant_id = ? AND e.event_id = ?`},
		{&b.insert, `INSERT INTO event (created_at, type, action_id, area_id, actor_id, flow_id, target_id, origin_id, source_id, tenant_id, event_id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`},
		{&b.payload, `INSERT OR REPLACE INTO payload (id, raw, raw_len, sha256, before_at, before_len, after_at, after_len, changes_at, changes_len)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&b.update, `UPDATE event SET created_at = ?, type = ?, action_id = ?, area_id = ?, actor_id = ?, flow_id = ?, target_id = ?,
			origin_id = ?, source_id = ? WHERE id = ?`},
	} {
		var err error
		*prepared.into, err = tx.PreparexContext(ctx, prepared.sql) //nolint:sqlclosecheck // close() closes them all
		if err != nil {
			b.close()
			return nil, err
		}
	}
	return b, nil
}

func (b *batch) close() {
	for _, statement := range []*sqlx.Stmt{b.find, b.insert, b.payload, b.update} {
		if statement != nil {
			_ = statement.Close()
		}
	}
	b.words.close()
}

func (b *batch) put(ctx context.Context, e audit.Event, p payload) error {
	columns, err := b.columns(ctx, e)
	if err != nil {
		return err
	}
	result, err := b.insert.ExecContext(ctx, append(columns, b.source.TenantID, e.ID)...)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		if err != nil {
			return err
		}
		return b.merge(ctx, e, p, columns)
	}
	id, err := result.LastInsertId()
	if err != nil {
		return err
	}
	b.tally.Inserted++
	return b.keep(ctx, id, p)
}

// merge meets an event whose id the cache knows.
func (b *batch) merge(ctx context.Context, e audit.Event, p payload, columns []any) error {
	var known struct {
		ID     int64  `db:"id"`
		SHA256 []byte `db:"sha256"`
	}
	if err := b.find.GetContext(ctx, &known, b.source.TenantID, e.ID); err != nil {
		return err
	}
	if bytes.Equal(known.SHA256, p.sha256[:]) {
		b.tally.Duplicates++
		return nil
	}
	if _, err := b.update.ExecContext(ctx, append(columns, known.ID)...); err != nil {
		return err
	}
	b.tally.Updated++
	return b.keep(ctx, known.ID, p)
}

func (b *batch) keep(ctx context.Context, id int64, p payload) error {
	_, err := b.payload.ExecContext(ctx, id, p.raw, p.rawLen, p.sha256[:],
		p.spans[0], p.spans[1], p.spans[2], p.spans[3], p.spans[4], p.spans[5])
	return err
}

func (b *batch) columns(ctx context.Context, e audit.Event) ([]any, error) {
	ids, err := b.words.keys(ctx, e)
	if err != nil {
		return nil, err
	}
	kind := slices.Index(audit.Types, e.Type)
	if kind < 0 {
		kind = slices.Index(audit.Types, audit.TypeOther)
	}
	columns := make([]any, 0, 12)
	columns = append(columns, e.CreatedAt.UnixMilli(), kind)
	for _, id := range ids {
		columns = append(columns, id)
	}
	return append(columns, b.source.ID), nil
}
