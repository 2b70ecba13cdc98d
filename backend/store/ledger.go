package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"
)

// The kinds of the ledger's entries.
const (
	kindActivity = "activity" // what people did with this program
	kindBegun    = "begun"    // a source began
	kindSource   = "source"   // a source ended, or tells how far it is
	kindEvents   = "events"   // a batch of events
	kindWords    = "words"    // summaries made later
	kindOutcome  = "outcome"  // what a sync left in its tenant's row
	kindGap      = "gap"      // a period of which entries may be missing
	kindBaseline = "baseline" // what the cache held before it had a ledger
)

// tenantRemoved is what the entry says with which a tenant went.
const tenantRemoved = "tenant removed"

// whatSigned is what an entry says that begins to sign the ledger with a key.
const whatSigned = "ledger signed"

// entry is one line of the ledger.
type entry struct {
	ID        int64  `db:"id"`
	At        int64  `db:"at"` // epoch ms
	Kind      string `db:"kind"`
	What      string `db:"what"`
	Detail    string `db:"detail"`
	Who       string `db:"who"`
	TenantID  int64  `db:"tenant_id"`
	SourceID  int64  `db:"source_id"`
	Added     int    `db:"added"`
	Updated   int    `db:"updated"`
	Subject   string `db:"subject"`
	SubjectID int64  `db:"subject_id"`
	State     string `db:"state"`
	Previous  []byte `db:"previous"`
	Hash      []byte `db:"hash"`
	Sealed    []byte `db:"sealed"`
	Heads     []byte `db:"heads"`
	Leaves    []byte `db:"leaves"`
}

const entryColumns = "id, at, kind, what, detail, who, tenant_id, source_id, added, updated, subject, subject_id, state, previous, hash, sealed, heads, leaves"

// sum is the entry's hash: over everything it says and the hash of the one
// before. Every text goes in behind its length, so that none can pass for two.
func (e entry) sum() [sha256.Size]byte {
	var b lengthened
	b.text("trailbook ledger 1")
	for _, n := range [...]int64{e.ID, e.At, e.TenantID, e.SourceID, int64(e.Added), int64(e.Updated), e.SubjectID} {
		b.number(n)
	}
	for _, text := range [...]string{e.Kind, e.What, e.Detail, e.Who, e.Subject, e.State} {
		b.text(text)
	}
	for _, bytes := range [...][]byte{e.Previous, e.Sealed} {
		b.text(string(bytes))
	}
	return sha256.Sum256(b)
}

// sealsSum is the hash of the entry's seals.
func (e entry) sealsSum() []byte {
	heads, leaves := sha256.Sum256(e.Heads), sha256.Sum256(e.Leaves)
	sum := sha256.Sum256(append(heads[:], leaves[:]...))
	return sum[:]
}

// lengthened is what is hashed: numbers, and texts behind their lengths.
type lengthened []byte

func (b *lengthened) number(n int64) { *b = binary.AppendVarint(*b, n) }

func (b *lengthened) text(s string) {
	*b = append(binary.AppendUvarint(*b, uint64(len(s))), s...)
}

// ledgerHead is where the ledger ends.
type ledgerHead struct {
	Entries    int64  `db:"entries"`
	Hash       []byte `db:"hash"`
	Signed     int64  `db:"signed"`
	SignedHash []byte `db:"signed_hash"`
	KeyName    string `db:"key_name"`
	Signature  []byte `db:"signature"`
}

const headColumns = "entries, hash, signed, signed_hash, key_name, signature"

// enter appends an entry to the ledger, in the transaction of what it tells of.
// A ledger that another program changed is only ever made longer, so that the
// change stays to be found.
func (s *Store) enter(ctx context.Context, tx *sqlx.Tx, e entry) error {
	head := ledgerHead{Hash: make([]byte, sha256.Size), SignedHash: make([]byte, sha256.Size), Signature: []byte{}}
	err := tx.GetContext(ctx, &head, "SELECT "+headColumns+" FROM ledger_head WHERE id = 1")
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	var last int64
	if err := tx.GetContext(ctx, &last, "SELECT coalesce(max(id), 0) FROM ledger"); err != nil {
		return err
	}
	e.ID, e.Previous = max(last, head.Entries)+1, head.Hash
	if note, changes := s.keeper.changesHands(head); changes && e.What != whatSigned {
		if err := s.enter(ctx, tx, entry{Kind: kindActivity, What: whatSigned, Detail: note}); err != nil {
			return err
		}
		return s.enter(ctx, tx, e)
	}
	if e.At == 0 {
		e.At = time.Now().UnixMilli()
	}
	e.Who = s.keeper.who()
	for _, blob := range []*[]byte{&e.Heads, &e.Leaves} {
		if *blob == nil {
			*blob = []byte{}
		}
	}
	e.Sealed = e.sealsSum()
	sum := e.sum()
	e.Hash = sum[:]
	if _, err := tx.NamedExecContext(ctx, "INSERT INTO ledger ("+entryColumns+`) VALUES (:id, :at, :kind, :what, :detail, :who, :tenant_id,
		:source_id, :added, :updated, :subject, :subject_id, :state, :previous, :hash, :sealed, :heads, :leaves)`, e); err != nil {
		return err
	}
	s.keeper.extend(&head, e)
	if head.Signature == nil {
		head.Signature = []byte{} // as an empty blob, which is read back as nil
	}
	_, err = tx.NamedExecContext(ctx, `INSERT OR REPLACE INTO ledger_head (id, entries, hash, signed, signed_hash, key_name, signature)
		VALUES (1, :entries, :hash, :signed, :signed_hash, :key_name, :signature)`, head)
	return err
}

// entering runs work in a transaction together with the entry it makes.
func (s *Store) entering(ctx context.Context, work func(*sqlx.Tx) (entry, error)) error {
	return s.writing(ctx, func(tx *sqlx.Tx) error {
		e, err := work(tx)
		if err != nil {
			return err
		}
		return s.enter(ctx, tx, e)
	})
}
