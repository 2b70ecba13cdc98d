package store

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"
)

// reader is what the cache is read through: a pool of connections, or one
// transaction.
type reader interface {
	GetContext(ctx context.Context, dest any, query string, args ...any) error
	SelectContext(ctx context.Context, dest any, query string, args ...any) error
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryxContext(ctx context.Context, query string, args ...any) (*sqlx.Rows, error)
	PreparexContext(ctx context.Context, query string) (*sqlx.Stmt, error)
}

// Snapshot calls work with a cache that reads as this one is now, whatever is
// written to it meanwhile, by this program or another: a report whose numbers
// are counted one after the other has to have all of them of one moment. What
// work writes goes to the cache itself and is not seen in the snapshot, which
// is of no use once work has returned. Errors are those of work, and CodeCache.
//
// A snapshot keeps SQLite from taking its log of writes into the main file
// (https://sqlite.org/wal.html#avoiding_excessively_large_wal_files), which is
// why it is not held for longer than a report takes.
func (s *Store) Snapshot(ctx context.Context, work func(*Store) error) error {
	tx, err := s.pool.BeginTxx(ctx, nil)
	if err != nil {
		return failed(err, "The cache cannot be read.")
	}
	defer func() { _ = tx.Rollback() }()
	// A transaction begins with its first question.
	var n int
	if err := tx.GetContext(ctx, &n, "SELECT count(*) FROM sqlite_schema"); err != nil {
		return failed(err, "The cache cannot be read.")
	}
	return work(&Store{dir: s.dir, write: s.write, pool: s.pool, read: tx, packer: s.packer, opener: s.opener, keeper: s.keeper, contents: s.contents, kept: s.kept})
}
