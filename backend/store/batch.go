package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
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
	now     int64 // epoch ms
	seals   seals
	facts   facts
	scratch lengthened
	written int64          // key of the event that was put last, 0 where nothing was written of it
	changed map[int64]bool // keys of events that were known before
	grown   grown
}

func newBatch(ctx context.Context, tx *sqlx.Tx, source Source, known *vocabulary) (*batch, error) {
	b := &batch{source: source, words: newDictionary(tx, known), now: time.Now().UnixMilli(), changed: map[int64]bool{}}
	for _, prepared := range []struct {
		into **sqlx.Stmt
		sql  string
	}{
		{&b.find, `SELECT e.id, e.flags, e.source_id, e.created_at, p.sha256 FROM event e JOIN payload p ON p.id = e.id WHERE e.tenant_id = ? AND e.event_id = ?`},
		{&b.insert, `INSERT INTO event (created_at, type, action_id, area_id, actor_id, flow_id, target_id, origin_id, summary_id, source_id, parts, flags, tenant_id, event_id)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`},
		{&b.payload, `INSERT OR REPLACE INTO payload (id, raw, raw_len, sha256, before_at, before_len, after_at, after_len, changes_at, changes_len)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&b.update, `UPDATE event SET created_at = ?, type = ?, action_id = ?, area_id = ?, actor_id = ?, flow_id = ?, target_id = ?,
			origin_id = ?, summary_id = ?, source_id = ?, parts = ?, flags = ? WHERE id = ?`},
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

// putAll puts the events, and gives the key of each, 0 where nothing was written.
func (b *batch) putAll(ctx context.Context, packed *Prepared) ([]int64, error) {
	keys := make([]int64, len(packed.Events))
	// The driver would watch a context that can end with a goroutine for every
	// statement, of which there are several an event; here it is looked at between
	// events instead.
	steady := context.WithoutCancel(ctx)
	for i := range packed.Events {
		err := ctx.Err()
		if err == nil {
			err = b.put(steady, packed.Events[i], packed.payloads[i])
		}
		if err != nil {
			// The transaction ends with ctx, and then its statements fail for another reason.
			return nil, fmt.Errorf("store: event %q: %w", packed.Events[i].ID, cmp.Or(ctx.Err(), err))
		}
		keys[i] = b.written
	}
	return keys, nil
}

func (b *batch) put(ctx context.Context, e audit.Event, p payload) error {
	b.written = 0
	columns, err := b.columns(ctx, e, p)
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
	b.grown.add(e.CreatedAt.UnixMilli())
	b.written = id
	b.seal(id, sealNew, b.flags(p), e, p)
	return b.keep(ctx, id, p)
}

// seal says in the ledger what an event is from now on.
func (b *batch) seal(key int64, tag byte, flags Flags, e audit.Event, p payload) {
	b.facts = facts{
		tenantID: b.source.TenantID, eventID: e.ID, createdAt: e.CreatedAt.UnixMilli(), kind: typeIndex(e.Type),
		texts:    [10]string{e.Action, e.Area, e.User, e.UserID, e.FlowID, e.TargetKind, e.TargetID, e.TargetName, e.IP, e.UserAgent},
		sourceID: b.source.ID, payload: p,
	}
	one := seal{key: key, tag: tag | sealLeaf | sealFlags | sealSummary, flags: flags, eventID: e.ID,
		leaf: b.facts.leaf(&b.scratch), summary: summarySum(e.Summary)}
	copy(one.hint[:], p.sha256[:])
	b.seals.add(one)
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
	ID        int64  `db:"id"`
	Flags     Flags  `db:"flags"`
	SourceID  int64  `db:"source_id"`
	CreatedAt int64  `db:"created_at"`
	SHA256    []byte `db:"sha256"`
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
		b.seals.add(seal{key: found.ID, tag: sealFlags, flags: flags})
		_, err := b.flag.ExecContext(ctx, int(flags), found.ID)
		return err
	}
	var tag byte
	if found.Flags.Has(Copy) && !p.masked {
		flags &^= Copy // the whole entry instead of its masked copy is no change
	} else {
		flags |= Changed
		b.tally.Changed++
		tag = sealVersion
		if _, err := b.version.ExecContext(ctx, b.now, found.ID); err != nil {
			return err
		}
	}
	if _, err := b.update.ExecContext(ctx, append(columns, int(flags), found.ID)...); err != nil {
		return err
	}
	b.tally.Updated++
	if found.CreatedAt != e.CreatedAt.UnixMilli() {
		b.grown.moved = true
	}
	b.written, b.changed[found.ID] = found.ID, true
	b.seal(found.ID, tag, flags, e, p)
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

// typeIndex is a type's position in audit.Types.
func typeIndex(t audit.Type) int {
	if i := slices.Index(audit.Types, t); i >= 0 {
		return i
	}
	return slices.Index(audit.Types, audit.TypeOther)
}

func (b *batch) columns(ctx context.Context, e audit.Event, p payload) ([]any, error) {
	ids, err := b.words.keys(ctx, e)
	if err != nil {
		return nil, err
	}
	columns := make([]any, 0, 14)
	columns = append(columns, e.CreatedAt.UnixMilli(), typeIndex(e.Type))
	for _, id := range ids {
		columns = append(columns, id)
	}
	return append(columns, b.source.ID, partsAt(p.spans)), nil
}
