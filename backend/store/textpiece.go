package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/fulltext"
)

// pieceSize is how many bytes of a part lie in one row: four pages of overflow
// and the least that SQLite keeps beside them, so that no page is half empty
// (https://sqlite.org/fileformat2.html#cell_payload_overflow_pages).
const pieceSize = 67_540

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
	segment int64
	keep    *keptPieces // nil: nothing is kept
	fetch   *sqlx.Stmt
	last    [fulltext.PartCount]lastPiece // what is read next is often in the same
}

type lastPiece struct {
	key   int64
	bytes []byte
}

func openPieces(ctx context.Context, from reader, keep *keptPieces) (*pieces, error) {
	fetch, err := from.PreparexContext(ctx, "SELECT bytes FROM text_piece WHERE id = ?")
	return &pieces{keep: keep, fetch: fetch}, err
}

func (p *pieces) close() { _ = p.fetch.Close() }

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
	var whole []byte
	for number := first; number <= last; number++ {
		piece, err := p.piece(ctx, part, number)
		if err != nil {
			return nil, err
		}
		begin, end := max(from-number*pieceSize, 0), min(from+size-number*pieceSize, pieceSize)
		if end > len(piece) {
			return nil, fulltext.ErrDamaged
		}
		if first == last {
			return piece[begin:end], nil
		}
		if whole == nil {
			whole = make([]byte, 0, size)
		}
		whole = append(whole, piece[begin:end]...)
	}
	return whole, nil
}

func (p *pieces) piece(ctx context.Context, part fulltext.Part, number int) ([]byte, error) {
	key := pieceKey(p.segment, part, number)
	if last := p.last[part]; last.key == key && last.bytes != nil {
		return last.bytes, nil
	}
	piece, err := p.fetched(ctx, key)
	if err == nil {
		p.last[part] = lastPiece{key, piece}
	}
	return piece, err
}

// fetched reads a piece from the file. Scanning into a []byte would copy it
// again: the driver makes a new slice for each value that it gives.
func (p *pieces) fetched(ctx context.Context, key int64) ([]byte, error) {
	rows, err := p.fetch.QueryContext(ctx, key)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return nil, err
		}
		return nil, errNoPiece
	}
	var piece sql.RawBytes
	err = rows.Scan(&piece)
	return piece, err
}

// mostKept bounds the parts in memory, in bytes. What every question needs of
// ten million events is 30 MB.
const mostKept = 48 << 20

// keptPieces are the parts that every question needs, by the key of their first
// piece. They are kept as they came:
// when there is no room for more, others are read from the file.
type keptPieces struct {
	mu    sync.RWMutex
	held  map[int64][]byte
	bytes int
}

func (k *keptPieces) get(key int64) []byte {
	if k == nil {
		return nil
	}
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.held[key]
}

func (k *keptPieces) put(key int64, piece []byte) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, known := k.held[key]; known || k.bytes+len(piece) > mostKept {
		return
	}
	if k.held == nil {
		k.held = map[int64][]byte{}
	}
	k.held[key] = piece
	k.bytes += len(piece)
}

// only forgets the pieces of all segments but some.
func (k *keptPieces) only(segments map[int64]bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for key, piece := range k.held {
		if !segments[key>>segmentShift] {
			delete(k.held, key)
			k.bytes -= len(piece)
		}
	}
}
