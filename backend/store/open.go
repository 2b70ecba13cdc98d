// Package store is the cache: one SQLite file in the data folder that holds
// the audit events of several tenants. SQLite is the truth; whatever else the
// program keeps in memory can be made from it again.
package store

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/trailbook/trailbook/backend/audit"
)

// readers is how many connections read, beside that of headReader. A search of
// the full text takes up to four of them; there is always one for what is asked
// beside it.
const (
	readers     = 6
	textReaders = 4
)

// FileName is the cache's file in the data folder.
const FileName = "trailbook.db"

// How long a connection waits for another one that writes.
const (
	patiently = 10 * time.Second
	briefly   = 100 * time.Millisecond
)

// Store is an open cache. It is safe for use by several goroutines.
type Store struct {
	dir    string
	write  *sqlx.DB // one connection: writers queue here, not in SQLite
	pool   *sqlx.DB // of readers
	read   reader   // the pool, or a Snapshot's transaction
	packer *zstd.Encoder
	opener *zstd.Decoder
	keeper *keeper

	contents audit.Contents // see LookInto
	kept     *keptPieces    // of the full text
	head     *headReader    // nil for a Snapshot, which reads its own
}

// Open opens the cache in dir, makes both where they are missing (folder 0700,
// files 0600) and brings the schema up to date. Errors are CodeCache.
func Open(ctx context.Context, dir string) (*Store, error) {
	dir, err := filepath.Abs(dir) // SQLite's addresses of files are absolute
	if err != nil {
		return nil, failed(err, "The cache in %q cannot be opened.", dir)
	}
	s := &Store{dir: dir, keeper: &keeper{}, kept: &keptPieces{}}
	if err := s.open(ctx); err != nil {
		_ = s.Close()
		return nil, failed(err, "The cache in %q cannot be opened.", dir)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	file := filepath.Join(s.dir, FileName)
	if err := makePrivate(s.dir, file); err != nil {
		return err
	}
	var err error
	if s.packer, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2)); err != nil {
		return err
	}
	if s.opener, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(2)); err != nil {
		return err
	}
	if s.write, err = connect(file, 1, patiently, newPages+"&_txlock=immediate&_synchronous=normal"); err != nil {
		return err
	}
	if err := migrate(ctx, s.write); err != nil {
		return err
	}
	if s.pool, err = connect(file, readers+1, patiently, "mode=ro&_pragma=query_only(1)&_pragma=mmap_size(268435456)"); err != nil {
		return err
	}
	s.read, s.head = s.pool, &headReader{pool: s.pool}
	return nil
}

// newPages makes a new file one of large pages. The driver sends what stands
// under _pragma in the order of the alphabet, and the journal mode, with which
// the size of the pages is settled, only then when it has a name of its own.
const newPages = "_pragma=page_size(16384)&_journal_mode=wal"

// connect opens a pool. All pragmas stand in the DSN, because one sent by Exec
// would reach a single connection of the pool; busy_timeout comes first so that
// the others wait too.
func connect(file string, size int, patience time.Duration, options string) (*sqlx.DB, error) {
	path := filepath.ToSlash(file)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… on Windows
	}
	dsn := "file://" + (&url.URL{Path: path}).EscapedPath() +
		fmt.Sprintf("?_pragma=busy_timeout(%d)&", patience.Milliseconds()) + options + "&_pragma=foreign_keys(1)&_pragma=cache_size(-32768)"
	db, err := sqlx.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// makePrivate makes the folder and the file so that only their owner reads
// them. SQLite gives its side files the mode of the main file.
func makePrivate(dir, file string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if _, err := os.Stat(file); errors.Is(err, os.ErrNotExist) {
		created, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600)
		if err != nil {
			return err
		}
		if err := created.Close(); err != nil {
			return err
		}
	}
	// A folder or a copied cache may come with looser modes.
	if err := os.Chmod(file, 0o600); err != nil {
		return err
	}
	return os.Chmod(dir, 0o700) //nolint:gosec // a folder needs its x bit
}

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

// Close closes the cache's connections.
func (s *Store) Close() error {
	var errs []error
	if s.head != nil {
		s.head.close()
	}
	for _, db := range []*sqlx.DB{s.pool, s.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.opener != nil {
		s.opener.Close()
	}
	return errors.Join(errs...)
}

// failed turns an error of SQLite or the file system into one a person can act
// on. One that already is stays as it is, and a cancelled context is named so.
func failed(err error, format string, args ...any) error {
	var known *audit.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded),
		strings.Contains(err.Error(), "interrupted (9)"):
		return audit.Errorf(audit.CodeCancelled, "Stopped.").Wrapping(err)
	}
	made := audit.Errorf(audit.CodeCache, format, args...).Wrapping(err)
	text := err.Error()
	switch {
	case errors.Is(err, os.ErrPermission):
		return made.WithHint("You may not write there; choose another folder with --data.")
	case strings.Contains(text, "(SQLITE_FULL)"), strings.Contains(text, "no space left"):
		return made.WithHint("The disk is full.")
	case strings.Contains(text, "not a database"), strings.Contains(text, "malformed"):
		return made.WithHint("The file %s is damaged; restore it from a copy, or move it away and sync again.", FileName)
	case strings.Contains(text, "(SQLITE_BUSY)"), strings.Contains(text, "database is locked"):
		return made.WithHint("Another program keeps it busy; try again in a moment.")
	}
	return made.WithHint("%s", fmt.Sprintf("Cause: %s.", strings.TrimSuffix(text, ".")))
}
