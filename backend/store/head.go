package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/jmoiron/sqlx"
)

// Head is where the ledger ends: what a manifest can name, so that a ledger cut
// later is found by it.
type Head struct {
	Entries int64  `json:"entries"`
	Hash    string `json:"hash"` // of the newest entry, hexadecimal
	Signed  bool   `json:"signed"`
}

const headQuery = "SELECT entries, hash, signed FROM ledger_head WHERE id = 1"

// Head returns where the ledger ends.
func (s *Store) Head(ctx context.Context) (head Head, err error) {
	if s.head != nil {
		head, err = s.head.read(ctx)
		return head, failed(err, "The end of the ledger cannot be read.")
	}
	var row ledgerHead
	err = s.read.GetContext(ctx, &row, headQuery)
	if errors.Is(err, sql.ErrNoRows) {
		return Head{}, nil
	}
	return headOf(row.Entries, row.Hash, row.Signed), failed(err, "The end of the ledger cannot be read.")
}

func headOf(entries int64, hash []byte, signed int64) Head {
	return Head{entries, hex.EncodeToString(hash), entries > 0 && signed == entries}
}

// headReader reads the end of the ledger, which every question to the columns
// does before it is answered. It keeps a connection with its statement, and asks
// the driver itself: what a pool does around a row takes longer than to read it.
type headReader struct {
	mu   sync.Mutex
	pool *sqlx.DB
	conn *sql.Conn
	stmt driver.StmtQueryContext
}

var errDriver = errors.New("store: the driver keeps no statements")

func (r *headReader) read(ctx context.Context) (head Head, err error) {
	if err := ctx.Err(); err != nil {
		return head, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.conn == nil {
		if err := r.begin(); err != nil {
			r.end()
			return head, err
		}
	}
	err = r.conn.Raw(func(any) error {
		head, err = readHead(r.stmt)
		return err
	})
	if err != nil {
		r.end() // the next one tries another connection
	}
	return head, err
}

// begin takes a connection for longer than any question lasts.
func (r *headReader) begin() (err error) {
	ctx := context.Background()
	if r.conn, err = r.pool.Conn(ctx); err != nil {
		r.conn = nil
		return err
	}
	return r.conn.Raw(func(conn any) error {
		from, prepares := conn.(driver.ConnPrepareContext)
		if !prepares {
			return errDriver
		}
		stmt, err := from.PrepareContext(ctx, headQuery)
		if err != nil {
			return err
		}
		var asks bool
		if r.stmt, asks = stmt.(driver.StmtQueryContext); !asks {
			return errors.Join(errDriver, stmt.Close())
		}
		return nil
	})
}

func (r *headReader) end() {
	if r.conn != nil {
		_ = r.conn.Raw(func(any) error {
			if stmt, is := r.stmt.(driver.Stmt); is {
				return stmt.Close()
			}
			return nil
		})
		_ = r.conn.Close()
	}
	r.stmt, r.conn = nil, nil
}

func (r *headReader) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.end()
}

func readHead(stmt driver.StmtQueryContext) (head Head, err error) {
	rows, err := stmt.QueryContext(context.Background(), nil)
	if err != nil {
		return head, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var values [3]driver.Value
	if err := rows.Next(values[:]); err != nil {
		if errors.Is(err, io.EOF) { // nothing was written yet
			return head, nil
		}
		return head, err
	}
	entries, isNumber := values[0].(int64)
	hash, isBytes := values[1].([]byte)
	signed, isToo := values[2].(int64)
	if !isNumber || !isBytes || !isToo {
		return head, fmt.Errorf("store: the ledger ends with %T, %T and %T", values[0], values[1], values[2])
	}
	return headOf(entries, hash, signed), nil
}
