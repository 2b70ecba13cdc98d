package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate runs the migrations that the file has not seen, each in a
// transaction of its own; PRAGMA user_version counts them. A file from a newer
// Trailbook is refused untouched.
func migrate(ctx context.Context, db *sqlx.DB) error {
	names, err := fs.Glob(migrations, "migrations/*.sql") // sorted by name
	if err != nil {
		return err
	}
	var version int
	if err := db.GetContext(ctx, &version, "PRAGMA user_version"); err != nil {
		return err
	}
	if version > len(names) {
		return audit.Errorf(audit.CodeCache, "The cache was made by a newer Trailbook (schema %d, this one knows %d).", version, len(names)).
			WithHint("Update Trailbook, or choose another folder with --data.")
	}
	for i := version; i < len(names); i++ {
		if err := migrateOne(ctx, db, names[i], i); err != nil {
			return fmt.Errorf("store: migration %s: %w", names[i], err)
		}
	}
	return nil
}

func migrateOne(ctx context.Context, db *sqlx.DB, name string, seen int) error {
	script, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	// Another process may have migrated while this one waited for the lock.
	var version int
	if err := tx.GetContext(ctx, &version, "PRAGMA user_version"); err != nil || version > seen {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	if name == ledgerMigration {
		if err := beginLedger(ctx, tx); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", seen+1)); err != nil {
		return err
	}
	return tx.Commit()
}
