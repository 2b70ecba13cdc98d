package store

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/jmoiron/sqlx"
)

// SetSchemaForTest makes the file look like one of another version.
func (s *Store) SetSchemaForTest(ctx context.Context, version int) error {
	_, err := s.write.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
	return err
}

// OpenOldForTest makes a cache as the first so many migrations left it.
func OpenOldForTest(ctx context.Context, dir string, version int) (*sqlx.DB, error) {
	if err := makePrivate(dir, filepath.Join(dir, FileName)); err != nil {
		return nil, err
	}
	db, err := connect(filepath.Join(dir, FileName), 1, patiently, newPages)
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(migrations, "migrations/*.sql")
	for i := 0; i < version && err == nil; i++ {
		err = migrateOne(ctx, db, names[i], i)
	}
	return db, err
}

// TextsForTest counts the texts that a dictionary holds.
func (s *Store) TextsForTest(ctx context.Context, table string) (n int, err error) {
	err = s.read.GetContext(ctx, &n, "SELECT count(*) FROM "+table)
	return n, err
}

// BulkForTest makes a segment of so many events.
func (s *Store) BulkForTest(events int) *Bulk {
	b := s.Bulk()
	b.enough = events
	return b
}

// LoseHeadForTest closes the connection that reads the end of the ledger.
func (s *Store) LoseHeadForTest() error {
	s.head.mu.Lock()
	defer s.head.mu.Unlock()
	return s.head.conn.Close()
}

// KeptForTest is how many parts of the full text are in memory.
func (s *Store) KeptForTest() int {
	s.kept.mu.RLock()
	defer s.kept.mu.RUnlock()
	return len(s.kept.held)
}
