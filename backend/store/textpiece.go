package store

import (
	"context"
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

// pieces reads a segment's parts.
type pieces struct {
	read    reader
	segment int64
	keep    *keptPieces // nil: nothing is kept
}

// Read gives a stretch of a part.
func (p pieces) Read(ctx context.Context, part fulltext.Part, from, size int) ([]byte, error) {
	first, last := from/pieceSize, (from+size-1)/pieceSize
	if size == 0 {
		return nil, nil
	}
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

func (p pieces) piece(ctx context.Context, part fulltext.Part, number int) ([]byte, error) {
	key := pieceKey(p.segment, part, number)
	if piece := p.keep.get(key); piece != nil {
		return piece, nil
	}
	rows, err := p.read.QueryContext(ctx, "SELECT bytes FROM text_piece WHERE id = ?", key)
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
	var piece []byte
	if err := rows.Scan(&piece); err != nil {
		return nil, err
	}
	if part.Hot() {
		p.keep.put(key, piece)
	}
	return piece, nil
}

// mostKept bounds the pieces in memory, in bytes. What every question needs of
// ten million events is 30 MB.
const mostKept = 48 << 20

// keptPieces are those that every question needs. They are kept as they came:
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
