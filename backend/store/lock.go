package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// lockName is a tiny SQLite file whose write lock says who writes to the cache.
// SQLite's own locks end with their process on every system, so that a crash
// leaves nothing to clean up.
const lockName = "writer.lock"

// Lock makes this process the only one that syncs into or imports to the
// cache, until release is called. A second process gets CodeBusy, with the
// number of the first. Readers are never held up.
func (s *Store) Lock(ctx context.Context) (release func(), err error) {
	file := filepath.Join(s.dir, lockName)
	if err := makePrivate(s.dir, file); err != nil {
		return nil, failed(err, "The lock of the cache cannot be made.")
	}
	db, err := connect(file, 1, briefly, "_txlock=immediate")
	if err != nil {
		return nil, failed(err, "The lock of the cache cannot be made.")
	}
	if err := announce(ctx, db); err != nil {
		_ = db.Close()
		return nil, taken(ctx, file, err)
	}
	// BEGIN IMMEDIATE takes the lock; the rollback gives it back.
	tx, err := db.BeginTxx(context.WithoutCancel(ctx), nil)
	if err != nil {
		_ = db.Close()
		return nil, taken(ctx, file, err)
	}
	return func() { _ = tx.Rollback(); _ = db.Close() }, nil
}

// taken says why the lock cannot be had.
func taken(ctx context.Context, file string, err error) error {
	if ctx.Err() != nil {
		return failed(ctx.Err(), "The lock of the cache cannot be taken.")
	}
	return holder(ctx, file).Wrapping(err)
}

func announce(ctx context.Context, db *sqlx.DB) error {
	_, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS holder (pid INTEGER, since INTEGER);
		DELETE FROM holder; INSERT INTO holder VALUES (?, ?)`, os.Getpid(), time.Now().UnixMilli())
	return err
}

// holder says who has the lock, as far as its file tells: another process, or
// other work of this one.
func holder(ctx context.Context, file string) *audit.Error {
	who := "Another Trailbook"
	if db, err := connect(file, 1, briefly, "mode=ro"); err == nil {
		var row struct{ PID, Since int64 }
		if db.GetContext(ctx, &row, "SELECT pid, since FROM holder") == nil {
			if row.PID == int64(os.Getpid()) {
				_ = db.Close()
				return audit.Errorf(audit.CodeBusy, "Trailbook is syncing or importing.").WithHint("Wait until that is done, or stop it.")
			}
			who = fmt.Sprintf("Another Trailbook (process %d, since %s)", row.PID, time.UnixMilli(row.Since).UTC().Format("15:04 UTC"))
		}
		_ = db.Close()
	}
	return audit.Errorf(audit.CodeBusy, "%s is writing to this data folder.", who).
		WithHint("Wait until it is done, or stop it there.")
}
