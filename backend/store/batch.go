package store

import (
	"bytes"
	"context"
	"slices"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// batch writes events inside one transaction.
type batch struct {
	source  Source
	words   *dictionary
	find    *sqlx.Stmt
	insert  *sqlx.Stmt
	payload *sqlx.Stmt
	update  *sqlx.Stmt
	flag    *sqlx.Stmt
	version *sqlx.Stmt
	tie     *sqlx.Stmt
	tally   Tally
}

func newBatch(ctx context.Context, tx *sqlx.Tx, source Source) (*batch, error) {
	b := &batch{source: source, words: newDictionary(tx)}
	for _, prepared := range []struct {
		into **sqlx.Stmt
		sql  string
	}{
		{&b.find, `SELECT e.id, e.flags, e.source_id, p.sha256 FROM event e JOIN payload p ON p.id = e.id WHERE e.tenant_id = ? AND e.event_id = ?`},
		{&b.insert, `INSERT INTO event (created_at, type, action_id, area_id, actor_id, flow_id, target_id, origin_id, source_id, flags, tenant_id, event_id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`},
		{&b.payload, `INSERT OR REPLACE INTO payload (id, raw, raw_len, sha256, before_at, before_len, after_at, after_len, changes_at, changes_len)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&b.update, `UPDATE event SET created_at = ?, type = ?, action_id = ?, area_id = ?, actor_id = ?, flow_id = ?, target_id = ?,
			origin_id = ?, source_id = ?, flags = ? WHERE id = ?`},
		{&b.flag, `UPDATE event SET flags = ? WHERE id = ?`},
		{&b.version, keepVersion},
		{&b.tie, `INSERT OR IGNORE INTO also (source_id, event_id) VALUES (?, ?)`},
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
	for _, statement := range []*sqlx.Stmt{b.find, b.insert, b.payload, b.update, b.flag, b.version, b.tie} {
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
	result, err := b.insert.ExecContext(ctx, append(columns, int(b.flags(p)), b.source.TenantID, e.ID)...)
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

// flags of an event that the source brings first.
func (b *batch) flags(p payload) (f Flags) {
	if b.source.isFile() {
		f = FileOnly
		if p.masked {
			f |= Copy
		}
	}
	return f
}

// known is an event that the cache has.
type known struct {
	ID       int64  `db:"id"`
	Flags    Flags  `db:"flags"`
	SourceID int64  `db:"source_id"`
	SHA256   []byte `db:"sha256"`
}

// merge meets an event whose id the cache knows.
func (b *batch) merge(ctx context.Context, e audit.Event, p payload, columns []any) error {
	var found known
	if err := b.find.GetContext(ctx, &found, b.source.TenantID, e.ID); err != nil {
		return err
	}
	if err := b.tieTo(ctx, found); err != nil {
		return err
	}
	flags := found.Flags
	if !b.source.isFile() {
		flags &^= Gone | FileOnly // the tenant lists it
	}
	if bytes.Equal(found.SHA256, p.sha256[:]) {
		b.tally.Duplicates++
		if flags == found.Flags {
			return nil
		}
		_, err := b.flag.ExecContext(ctx, int(flags), found.ID)
		return err
	}
	if found.Flags.Has(Copy) && !p.masked {
		flags &^= Copy // the whole entry instead of its masked copy is no change
	} else {
		flags |= Changed
		b.tally.Changed++
		if _, err := b.version.ExecContext(ctx, time.Now().UnixMilli(), found.ID); err != nil {
			return err
		}
	}
	if _, err := b.update.ExecContext(ctx, append(columns, int(flags), found.ID)...); err != nil {
		return err
	}
	b.tally.Updated++
	return b.keep(ctx, found.ID, p)
}

// tieTo remembers that a file holds an event that another source brought.
func (b *batch) tieTo(ctx context.Context, found known) error {
	if !b.source.isFile() || found.SourceID == b.source.ID {
		return nil
	}
	_, err := b.tie.ExecContext(ctx, b.source.ID, found.ID)
	return err
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
