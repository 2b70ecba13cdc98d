package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/fulltext"
)

// pieceSize is how many bytes of a part lie in one row: a page of overflow and
// the least that SQLite keeps beside it, so that no page is half empty
// (https://sqlite.org/fileformat2.html#cell_payload_overflow_pages).
const pieceSize = 18_400

const (
	segmentShift = 24
	partShift    = 18
)

func pieceKey(segment int64, part fulltext.Part, number int) int64 {
	return segment<<segmentShift | int64(part)<<partShift | int64(number)
}

// putPieces writes the parts of a segment.
func putPieces(ctx context.Context, tx *sqlx.Tx, segment int64, parts *fulltext.Parts) error {
	insert, err := tx.PreparexContext(ctx, "INSERT INTO text_piece (id, bytes) VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer func() { _ = insert.Close() }()
	for part, bytes := range parts {
		for number := 0; len(bytes) > 0; number++ {
			n := min(pieceSize, len(bytes))
			if _, err := insert.ExecContext(ctx, pieceKey(segment, fulltext.Part(part), number), bytes[:n]); err != nil { //nolint:gosec // there are few parts
				return err
			}
			bytes = bytes[n:]
		}
	}
	return nil
}

// errNoPiece says that a segment went while it was read: it was merged.
var errNoPiece = errors.New("store: a segment of the full text has lost a piece")

// pieces reads the parts of segments, one after the other. It is not for several
// goroutines.
type pieces struct {
	segment  int64
	keep     *keptPieces // nil: nothing is kept
	conn     *sqlx.Conn  // where it began a transaction
	fetch    *sqlx.Stmt
	postings []byte                        // room for them
	last     [fulltext.PartCount]lastPiece // what is read next is often in the same
}

type lastPiece struct {
	key   int64
	bytes []byte
}

// openPieces reads each piece by itself.
func openPieces(ctx context.Context, from reader, keep *keptPieces) (*pieces, error) {
	fetch, err := from.PreparexContext(ctx, fetchPieces)
	if err != nil {
		return nil, err
	}
	return &pieces{keep: keep, fetch: fetch}, nil
}

// beginPieces reads within one transaction, as otherwise each piece would begin
// and end one of its own, with the locks of both. It holds a connection until it
// is closed: nothing may wait for another one meanwhile.
func beginPieces(ctx context.Context, from reader, keep *keptPieces) (p *pieces, err error) {
	pool, is := from.(*sqlx.DB)
	if !is {
		return openPieces(ctx, from, keep)
	}
	p = &pieces{keep: keep}
	if p.conn, err = pool.Connx(ctx); err != nil {
		return nil, err
	}
	if _, err = p.conn.ExecContext(ctx, "BEGIN"); err == nil {
		p.fetch, err = p.conn.PreparexContext(ctx, fetchPieces)
	}
	if err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

const fetchPieces = "SELECT id, bytes FROM text_piece WHERE id BETWEEN ? AND ?"

func (p *pieces) close() {
	if p.fetch != nil {
		_ = p.fetch.Close()
	}
	if p.conn != nil {
		_, _ = p.conn.ExecContext(context.Background(), "ROLLBACK")
		_ = p.conn.Close()
	}
}

// open is a segment that reads through p, until the next is opened.
func (p *pieces) open(ctx context.Context, g textSegment) (*fulltext.Segment, error) {
	p.segment = g.ID
	return fulltext.Open(ctx, p, g.Head)
}

// Read gives a stretch of a part.
func (p *pieces) Read(ctx context.Context, part fulltext.Part, from, size int) ([]byte, error) {
	if size == 0 {
		return nil, nil
	}
	if part.Hot() {
		return p.hot(ctx, part, from, size)
	}
	return p.joined(ctx, part, from, size)
}

// hot gives a stretch of a part that is kept as a whole.
func (p *pieces) hot(ctx context.Context, part fulltext.Part, from, size int) ([]byte, error) {
	key := pieceKey(p.segment, part, 0)
	whole := p.keep.get(key)
	if len(whole) < from+size {
		var err error
		if whole, err = p.joined(ctx, part, 0, from+size); err != nil {
			return nil, err
		}
		p.keep.put(key, whole)
	}
	return whole[from : from+size], nil
}

// joined puts a stretch together that may lie in several pieces.
func (p *pieces) joined(ctx context.Context, part fulltext.Part, from, size int) ([]byte, error) {
	first, last := from/pieceSize, (from+size-1)/pieceSize
	if known := p.last[part]; known.key == pieceKey(p.segment, part, first) && first == last {
		return stretchOf(known.bytes, from-first*pieceSize, size)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// A context that may end costs a goroutine for each statement, twice.
	rows, err := p.fetch.QueryContext(context.WithoutCancel(ctx), pieceKey(p.segment, part, first), pieceKey(p.segment, part, last))
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var whole []byte
	for number := first; rows.Next(); number++ {
		var key int64
		var piece sql.RawBytes // a []byte would be a copy of what the driver has made for this row alone
		if err := rows.Scan(&key, &piece); err != nil {
			return nil, err
		}
		if key != pieceKey(p.segment, part, number) {
			return nil, errNoPiece
		}
		p.last[part] = lastPiece{key, piece}
		if first == last {
			return stretchOf(piece, from-first*pieceSize, size)
		}
		if whole == nil {
			whole = p.room(part, (last-first+1)*pieceSize)
		}
		whole = append(whole, piece...)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if whole == nil {
		return nil, errNoPiece
	}
	return stretchOf(whole, from-first*pieceSize, size)
}

// room is for a stretch of several pieces; that for postings, which are taken
// apart before the next are read, is used again and again.
func (p *pieces) room(part fulltext.Part, size int) []byte {
	if part != fulltext.PartPostings {
		return make([]byte, 0, size)
	}
	p.postings = slices.Grow(p.postings[:0], size)
	return p.postings
}

func stretchOf(bytes []byte, from, size int) ([]byte, error) {
	if from+size > len(bytes) {
		return nil, fulltext.ErrDamaged
	}
	return bytes[from : from+size], nil
}
