package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/klauspost/compress/zstd"
)

// ledgerMigration is the migration that brings the ledger.
const ledgerMigration = "migrations/0006_ledger.sql"

// baselineSeals is how many events one entry seals at the beginning.
const baselineSeals = 20_000

// baseline makes the first entries of a ledger, of what the cache held before
// it had one.
type baseline struct {
	store  *Store
	tx     *sqlx.Tx
	words  *lexicon
	tenant int64
	seals  seals
	events int // sealed and not entered yet
}

// beginLedger moves the activity log into the ledger and seals what the cache
// holds.
func beginLedger(ctx context.Context, tx *sqlx.Tx) error {
	packer, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	opener, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return err
	}
	defer opener.Close()
	b := &baseline{store: &Store{packer: packer, opener: opener, keeper: &keeper{}}, tx: tx}
	if err := b.activity(ctx); err != nil {
		return err
	}
	if err := b.states(ctx); err != nil {
		return err
	}
	if b.words, err = readLexicon(ctx, tx); err != nil {
		return err
	}
	var tenants []int64
	if err := tx.SelectContext(ctx, &tenants, "SELECT DISTINCT tenant_id FROM event ORDER BY tenant_id"); err != nil {
		return err
	}
	for _, id := range tenants {
		if err := b.sealTenant(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// beforeLedger is said of an entry that was written without a ledger.
const beforeLedger = " (written before there was a ledger)"

// activity takes the lines of the activity log over.
func (b *baseline) activity(ctx context.Context) error {
	var lines []entry
	if err := b.tx.SelectContext(ctx, &lines, "SELECT at, what, detail FROM activity ORDER BY id"); err != nil {
		return err
	}
	for _, line := range lines {
		line.Kind, line.Detail = kindActivity, line.Detail+beforeLedger
		if err := b.store.enter(ctx, b.tx, line); err != nil {
			return err
		}
	}
	// Who reads the file with other programs finds the activity where it was.
	_, err := b.tx.ExecContext(ctx, `DROP TABLE activity;
		CREATE VIEW activity AS SELECT id, at, what, detail FROM ledger WHERE kind = 'activity'`)
	return err
}

// states keeps the rows of tenants, sources and gaps as they are.
func (b *baseline) states(ctx context.Context) error {
	for _, s := range subjects {
		var ids []int64
		if err := b.tx.SelectContext(ctx, &ids, "SELECT id FROM "+s.table+" ORDER BY id"); err != nil {
			return err
		}
		for _, id := range ids {
			e, err := entry{Kind: kindOutcome, What: s.name + " taken over", TenantID: 0}.about(ctx, b.tx, s.name, id)
			if err == nil {
				err = b.store.enter(ctx, b.tx, e)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// sealTenant seals the events of a tenant, each behind its earlier versions.
func (b *baseline) sealTenant(ctx context.Context, tenantID int64) error {
	b.tenant = tenantID
	versions, err := b.versions(ctx, tenantID)
	if err != nil {
		return err
	}
	rows, err := b.tx.QueryContext(ctx, "SELECT "+checkedColumns+", 0 FROM event e LEFT JOIN payload p ON p.id = e.id WHERE e.tenant_id = ? ORDER BY e.id", tenantID)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var row checkedRow
	var scratch lengthened
	for rows.Next() {
		if err := row.scan(rows); err != nil {
			return err
		}
		tag := byte(sealNew)
		for _, earlier := range versions[row.key] {
			b.seals.add(seal{key: row.key, tag: tag | sealLeaf | sealFlags | sealSummary, eventID: row.eventID, leaf: earlier})
			tag = sealVersion
		}
		one := seal{key: row.key, tag: tag | sealLeaf | sealFlags | sealSummary, flags: row.flags, eventID: row.eventID, summary: summarySum(b.words.summaries[row.summaryID])}
		f := row.facts(b.words)
		f.payload.behind = row.behind(b.store.opener)
		one.leaf = f.leaf(&scratch)
		copy(one.hint[:], row.sha256)
		b.seals.add(one)
		if b.events++; b.events == baselineSeals {
			if err := b.enter(ctx); err != nil {
				return err
			}
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return b.enter(ctx)
}

// versions are the hashes of what the events of a tenant were before.
func (b *baseline) versions(ctx context.Context, tenantID int64) (map[int64][][32]byte, error) {
	rows, err := b.tx.QueryContext(ctx, "SELECT "+checkedVersion+" WHERE i.tenant_id = ? ORDER BY e.event_id, e.id", tenantID)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	found := map[int64][][32]byte{}
	var row checkedRow
	var scratch lengthened
	for rows.Next() {
		if err := row.scan(rows); err != nil {
			return nil, err
		}
		f := row.facts(b.words)
		f.payload.behind = row.behind(b.store.opener)
		found[row.key] = append(found[row.key], f.leaf(&scratch))
	}
	return found, rows.Err()
}

// enter enters what is sealed and not entered yet.
func (b *baseline) enter(ctx context.Context) error {
	if len(b.seals.heads) == 0 {
		return nil
	}
	var name string
	if err := b.tx.GetContext(ctx, &name, "SELECT name FROM tenant WHERE id = ?", b.tenant); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	e := entry{
		Kind: kindBaseline, What: "cache sealed", TenantID: b.tenant, Added: b.events,
		Detail: fmt.Sprintf("%d events of %q, which were here before there was a ledger", b.events, name),
	}
	sealed := b.seals
	b.seals, b.events = seals{}, 0
	return b.store.enter(ctx, b.tx, sealed.into(e, b.store.packer))
}
