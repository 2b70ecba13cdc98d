package store

import (
	"context"
	"strings"
)

// ActivityLine is an entry of the ledger for people: what was done, when, and
// by whom. Times are epoch milliseconds.
type ActivityLine struct {
	Entry  int64  `db:"id"` // its number in the ledger
	At     int64  `db:"at"`
	What   string `db:"what"`   // a few words: "export", "tenant removed"
	Detail string `db:"detail"` // one line
	Who    string `db:"who"`    // at this machine; empty where nobody was named
	Tenant string `db:"tenant"` // where it is about one that is still here
	Hash   []byte `db:"hash"`
}

// ActivityQuery chooses lines of the activity log.
type ActivityQuery struct {
	From, To int64 // epoch ms, From inclusive and To not; 0 is open
	All      bool  // batches of events and what else happens by itself, too
	Limit    int   // at most so many; 0 is all
	Skip     int   // without the first so many
}

// people are the kinds of entries that tell what people, syncs and imports did.
const people = "('activity', 'source', 'gap', 'baseline')"

func (q ActivityQuery) where() (string, []any) {
	c := &clause{}
	c.add("(? OR l.kind IN "+people+")", q.All)
	if q.From != 0 {
		c.add("l.at >= ?", q.From)
	}
	if q.To != 0 {
		c.add("l.at < ?", q.To)
	}
	return " WHERE " + strings.Join(c.sql, " AND "), c.args
}

// Activity lists what was done to this cache, the newest first.
func (s *Store) Activity(ctx context.Context, q ActivityQuery) ([]ActivityLine, error) {
	where, args := q.where()
	limit := q.Limit
	if limit == 0 {
		limit = -1
	}
	lines := []ActivityLine{}
	err := s.read.SelectContext(ctx, &lines, `SELECT l.id, l.at, l.what, l.detail, l.who, coalesce(t.name, '') AS tenant, l.hash
		FROM ledger l LEFT JOIN tenant t ON t.id = l.tenant_id`+where+" ORDER BY l.id DESC LIMIT ? OFFSET ?", append(args, limit, q.Skip)...)
	return lines, failed(err, "The activity log cannot be read.")
}

// CountActivity counts what Activity would list without a limit.
func (s *Store) CountActivity(ctx context.Context, q ActivityQuery) (n int, err error) {
	where, args := q.where()
	err = s.read.GetContext(ctx, &n, "SELECT count(*) FROM ledger l"+where, args...)
	return n, failed(err, "The activity log cannot be counted.")
}

// CheckLedger checks the ledger alone, without the events that it seals, and
// says what is wrong with it, one sentence each.
func (s *Store) CheckLedger(ctx context.Context) (state LedgerState, problems []string, err error) {
	defer func() { err = failed(err, "The ledger cannot be checked.") }()
	s.keeper.fetch()
	tx, err := s.pool.BeginTxx(ctx, nil)
	if err != nil {
		return LedgerState{}, nil, err
	}
	defer func() { _ = tx.Rollback() }()
	var found Soundness
	c := &checker{store: s, tx: tx, found: &found}
	for _, step := range []func(context.Context) error{c.readChain, c.checkEnd} {
		if err := step(ctx); err != nil {
			return LedgerState{}, nil, err
		}
	}
	return found.Ledger, found.Problems, nil
}
